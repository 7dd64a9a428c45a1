"""A bounded load: one request after the other, in rounds that take turns, so that all meet the same mood."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from benchmarks.processes import Answer, Server

Ask = Callable[[], Answer]


@dataclass(frozen=True, slots=True)
class Effort:
    """`rounds`, of at least `seconds` of the server's processor time each and at most `requests` requests."""

    rounds: int = 5
    seconds: float = 0.5
    requests: int = 4_000
    batch: int = 20


QUICK = Effort(rounds=1, seconds=0.0, requests=2, batch=2)


@dataclass(frozen=True, slots=True)
class Case:
    """One kind of request to one server. `status`: what it has to answer."""

    server: Server
    ask: Ask
    status: int


def get(server: Server, path: str, status: int = 200, headers: Mapping[str, str] | None = None) -> Case:
    return Case(server, lambda: server.ask(path, headers=headers), status)


def costs(cases: Sequence[Case], effort: Effort) -> list[float]:
    """Microseconds of processor time for one request of each case: the median of the rounds."""
    for case in cases:
        _batch(case, 1 if effort is QUICK else 10)  # whatever is made at first use
    rounds = [[_cost(case, effort) for case in cases] for _ in range(effort.rounds)]
    return [statistics.median(column) for column in zip(*rounds, strict=True)]


def _cost(case: Case, effort: Effort) -> float:
    before, done = case.server.cpu(), 0
    while done < effort.requests:
        _batch(case, effort.batch)
        done += effort.batch
        if case.server.cpu() - before >= effort.seconds:
            break
    return (case.server.cpu() - before) / done * 1e6


def _batch(case: Case, count: int) -> None:
    for _ in range(count):
        answer = case.ask()
        if answer.status != case.status:
            raise RuntimeError(f"answered {answer.status}, not {case.status}")
