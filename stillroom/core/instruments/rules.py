"""What is said about a sheet beside its scores: thresholds, patterns, classes, flags. Values only."""

from dataclasses import dataclass
from enum import StrEnum

from stillroom.core.instruments.comparisons import Number


@dataclass(frozen=True, slots=True)
class Cutoff:
    """A published threshold on a score."""

    id: str
    score: str
    op: str
    value: Number
    label: str
    source: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """Met when at least `least` of the answers at `places` are `threshold` or more."""

    name: str
    places: tuple[int, ...]
    threshold: int
    least: int


@dataclass(frozen=True, slots=True)
class Pattern:
    """Clusters that must all be met. For a clinician to assess, never a diagnosis, never shown to the client."""

    id: str
    description: str
    clusters: tuple[Cluster, ...]


class Level(StrEnum):
    """How soon a person has to look, from the least to the most pressing."""

    REVIEW = "review"
    ELEVATED = "elevated"
    HIGH = "high"
    URGENT = "urgent"


@dataclass(frozen=True, slots=True)
class Flag:
    """Somebody has to look. `action` says what, in words for clinicians."""

    id: str
    level: Level
    action: str


@dataclass(frozen=True, slots=True)
class RiskRule:
    """Raises a flag when the raw answer at `place` compares so, whatever the scores are."""

    flag: Flag
    place: int
    op: str
    value: int


@dataclass(frozen=True, slots=True)
class RiskMissing:
    """Raises a flag when the answer at `place` is missing: silence is never taken for a "no"."""

    flag: Flag
    place: int


@dataclass(frozen=True, slots=True)
class Test:
    """One thing a case asks for. Of a pattern: that it is `met`. Of the answers at `places`: that one of them (or, with
    `every`, each of them) is `answer`."""

    pattern: str = ""
    met: bool = True
    places: tuple[int, ...] = ()
    answer: int = 0
    every: bool = False


@dataclass(frozen=True, slots=True)
class Case:
    """`then` holds when all tests do. `label` is for clinicians."""

    tests: tuple[Test, ...]
    then: str
    label: str


@dataclass(frozen=True, slots=True)
class Classification:
    """The first case whose tests certainly hold; the last case has none and takes the rest. For a clinician to assess,
    never a diagnosis, never shown to the client."""

    id: str
    description: str
    cases: tuple[Case, ...]

    def label_of(self, then: str) -> str:
        """In words for clinicians. Raises StopIteration for what is no case."""
        return next(case.label for case in self.cases if case.then == then)


@dataclass(frozen=True, slots=True)
class ClassRule:
    """Raises a flag when a classification comes out as one of `results`."""

    flag: Flag
    classification: str
    results: tuple[str, ...]
