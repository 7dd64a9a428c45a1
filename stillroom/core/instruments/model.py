"""What an instrument is. Values only: `parse` makes them, `scoring` reads them."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.conditions import Condition


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose from. `value` None is the option "not applicable"."""

    value: int | None
    label: str
    loinc_answer: str | None = None


@dataclass(frozen=True, slots=True)
class Item:
    """One question. `values` are the raw answers it takes; without options it asks for a number among them."""

    id: str
    text: str
    options: tuple[Option, ...]
    values: Collection[int]
    lowest: int
    highest: int
    offers_not_applicable: bool = False
    reverse: bool = False
    scored: bool = True
    required: bool = True
    risk: bool = False
    show_if: Condition | None = None
    section: str | None = None
    loinc: str | None = None


class Direction(StrEnum):
    """What a rising score means."""

    HIGHER_WORSE = "higher_worse"
    HIGHER_BETTER = "higher_better"
    DESCRIPTIVE = "descriptive"


class Policy(StrEnum):
    """What becomes of a score when answers are missing."""

    NONE = "none"
    PRORATE = "prorate"
    MEAN_OF_ANSWERED = "mean_of_answered"
    ANSWERED_ONLY = "answered_only"


@dataclass(frozen=True, slots=True)
class Missing:
    """`max_missing` counts for prorating, `min_answered` for the two policies that look at answered items."""

    policy: Policy
    source: str
    max_missing: int = 0
    min_answered: int = 1


@dataclass(frozen=True, slots=True)
class Band:
    """A stretch of a score. `label` is for clinicians, `client_text` for the person who answered.

    `client_short`: the same in two or three words, for a chart.
    """

    min: Number
    max: Number | None
    label: str
    client_text: str
    client_short: str


@dataclass(frozen=True, slots=True)
class Term:
    """One item's part in a score: `constant + sign * raw answer`, so that reversal is a sign and a constant."""

    place: int
    sign: int
    constant: int


@dataclass(frozen=True, slots=True)
class Score:
    """How one number comes from the answers. `method` is a name in `methods.METHODS`."""

    id: str
    label: str
    method: str
    terms: tuple[Term, ...]
    lowest: Number
    highest: Number | None
    direction: Direction
    missing: Missing
    bands: tuple[Band, ...]
    multiplier: int = 1
    item_max: int | None = None

    def band_of(self, value: Number | None) -> Band | None:
        """The band with the highest `min` that the value reaches; None without a value or below all bands."""
        if value is not None:
            for band in reversed(self.bands):
                if value >= band.min:
                    return band
        return None


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
class ReliableChange:
    """The least difference, in points of `score`, that is more than measurement error.

    `minimal_important`: the least one that people notice, where somebody has published it.
    """

    score: str
    points: Number
    falling_is_better: bool
    source: str
    confidence: str
    also: str | None = None
    minimal_important: Number | None = None


@dataclass(frozen=True, slots=True)
class ClientWords:
    """What the person who answers calls it, and what it is for: plain words, never a diagnosis."""

    name: str
    about: str


@dataclass(frozen=True, slots=True)
class RecallPeriod:
    """The time the questions are about."""

    text: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Unlock:
    """When a therapist may open it for somebody, and what comes before: one sentence each, for the therapist."""

    when: str
    preparation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Administration:
    """How it is given. `unlock` is there for those that only a therapist opens."""

    mode: str
    default_enabled: bool
    suggested_cadence: str
    est_minutes: int
    unlock: Unlock | None = None

    @property
    def requires_therapist_unlock(self) -> bool:
        return self.unlock is not None


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what it may be used. The three uses are true, false, or what the rights holder said."""

    tier: str
    ship: str
    name: str
    statement: str
    commercial_use: bool | str
    derivatives: bool | str
    electronic_use: bool | str
    show_attribution: bool
    confidence: str
    verified_at: str

    @property
    def non_commercial(self) -> bool:
        """Whether it must stay off where a practice charges fees."""
        return self.commercial_use is False


@dataclass(frozen=True, slots=True)
class Loinc:
    """LOINC codes of the panel and of its total."""

    panel: str | None
    total: str | None
    confidence: str
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """What was compared with which source."""

    wording: str
    scoring: str
    loinc: str


@dataclass(frozen=True, slots=True)
class Instrument:
    """A published questionnaire with its scoring, thresholds, licence and sources.

    `edition`: the version whose scoring it has; a translation has that of what it translates, so that scores compare.
    `address`: a word for it in addresses that tells nothing, because a browser's history keeps it (U5).
    """

    id: str
    title: str
    short_title: str
    address: str
    version: str
    edition: str
    year: int
    language: str
    construct: str
    client: ClientWords
    recall_period: RecallPeriod
    administration: Administration
    instructions: str
    items: tuple[Item, ...]
    scores: tuple[Score, ...]
    patterns: tuple[Pattern, ...]
    cutoffs: tuple[Cutoff, ...]
    reliable_change: ReliableChange | None
    risk_rules: tuple[RiskRule, ...]
    risk_missing: tuple[RiskMissing, ...]
    loinc: Loinc | None
    licence: Licence
    citation: str
    audience_notes: str
    verification: Verification
