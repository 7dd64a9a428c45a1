"""The list of jobs that come round: each room names its own in its jobs.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

Work = Callable[[datetime], object]

When = Callable[[datetime], bool]


def always(_now: datetime) -> bool:
    return True


# So long a job is its runner's; one whose runner has died is taken up by another after that.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    every: timedelta
    work: Work
    when: When = always


_JOBS: dict[str, Job] = {}
JOBS: Mapping[str, Job] = MappingProxyType(_JOBS)


def periodic(name: str, *, every: timedelta, when: When = always) -> Callable[[Work], Work]:
    """Registers `work(now)`. It may run again after a crash, so it must be safe to repeat.

    A job that is due still waits until `when(now)` says that this is a good moment.
    """

    def register(work: Work) -> Work:
        if name in _JOBS:
            raise ValueError(f"job {name} is defined twice")
        _JOBS[name] = Job(name, every, work, when)
        return work

    return register
