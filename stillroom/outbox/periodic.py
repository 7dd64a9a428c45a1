"""The list of jobs that come round: each room names its own in its jobs.py."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType

Work = Callable[[datetime], object]

# So long a job is its runner's; one whose runner has died is taken up by another after that.
LEASE = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class Job:
    name: str
    every: timedelta
    work: Work


_JOBS: dict[str, Job] = {}
JOBS: Mapping[str, Job] = MappingProxyType(_JOBS)


def periodic(name: str, *, every: timedelta) -> Callable[[Work], Work]:
    """Registers `work(now)`. It may run again after a crash, so it must be safe to repeat."""

    def register(work: Work) -> Work:
        if name in _JOBS:
            raise ValueError(f"job {name} is defined twice")
        _JOBS[name] = Job(name, every, work)
        return work

    return register
