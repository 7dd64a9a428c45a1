"""What an instrument is. Values only: `parse` makes them, `scoring` reads them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.conditions import Condition
from stillroom.core.instruments.figures import ReliableChange
from stillroom.core.instruments.goals import GoalForm
from stillroom.core.instruments.rules import Classification, ClassRule, Cluster, Cutoff, Pattern, RiskMissing, RiskRule


@dataclass(frozen=True, slots=True)
class Option:
    """One answer to choose from. `value` None is the option "not applicable". Two that count the same share one."""

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
    # Of categories: none unless each is decided, or those that are certain whatever is open.
    CATEGORY_DETERMINABLE = "category_determinable"
    AT_LEAST = "at_least"
    # Of goals: those rated at both times.
    PAIRS_ONLY = "pairs_only"


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

    @property
    def edge(self) -> Number:
        """Where it begins, for a scale: what follows 10 in hundredths (10.01) begins at 10."""
        edge = round(self.min - 0.005, 1)
        return int(edge) if edge == int(edge) else edge


@dataclass(frozen=True, slots=True)
class Term:
    """One item's part in a score: `constant + sign * raw answer`, so that reversal is a sign and a constant."""

    place: int
    sign: int
    constant: int


@dataclass(frozen=True, slots=True)
class Gate:
    """An answer that makes others needless: when the one at `place` is `answer`, open answers count as `open_counts_as`
    or, where that is None, the score is `then` whatever else was answered. `needed`: without the answer no score."""

    place: int
    answer: int
    open_counts_as: int | None = None
    then: int | None = None
    needed: bool = False


@dataclass(frozen=True, slots=True)
class Score:
    """How one number comes from the answers. `method` is a name in `methods.METHODS` or `methods.GOAL_METHODS`.

    `lowest` and `highest`: None where there is no limit.
    `client_label`: what the person who answered calls it, where they are told it beside other scores. `rho`: how far
    goals are taken to move together, in hundredths (GAS).
    """

    id: str
    label: str
    method: str
    terms: tuple[Term, ...]
    lowest: Number | None
    highest: Number | None
    direction: Direction
    missing: Missing
    bands: tuple[Band, ...]
    multiplier: int = 1
    item_max: int | None = None
    gate: Gate | None = None
    categories: tuple[Cluster, ...] = ()
    rho: int = 0
    client_label: str = ""

    def band_of(self, value: Number | None) -> Band | None:
        """The band with the highest `min` that the value reaches; None without a value or below all bands."""
        if value is not None:
            for band in reversed(self.bands):
                if value >= band.min:
                    return band
        return None


@dataclass(frozen=True, slots=True)
class ClientWords:
    """What the person who answers calls it, and what it is for: plain words, never a diagnosis.

    `hint`: what this house says beside each question where the published words could be misread.
    """

    name: str
    about: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class RecallPeriod:
    """The time the questions are about."""

    text: str
    days: int | None


class Listed(StrEnum):
    """Where a client finds it."""

    SUGGESTED = "suggested"
    MORE = "more"  # folded up, until they choose it
    OPENED = "opened"  # once the therapist has opened it
    PLAN = "plan"  # with the goals of a plan, in no list of questions


@dataclass(frozen=True, slots=True)
class Unlock:
    """When a therapist may open it for somebody, and what comes before: one sentence each, for the therapist."""

    when: str
    preparation: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Administration:
    """How it is given. `unlock` is there for those that only a therapist opens, and only those are `listed` OPENED."""

    mode: str
    listed: Listed
    suggested_cadence: str
    est_minutes: int
    unlock: Unlock | None = None

    @property
    def requires_therapist_unlock(self) -> bool:
        return self.unlock is not None


@dataclass(frozen=True, slots=True)
class Licence:
    """Under what it may be used. The three uses are true, false, or what the rights holder said.

    `attribution`: what stands under the questions.
    """

    tier: str
    ship: str
    name: str
    statement: str
    attribution: str
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
    """LOINC codes of the panel, of its total, and of the one question where there is no panel."""

    panel: str | None
    total: str | None
    confidence: str
    note: str | None = None
    item: str | None = None


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
    `sections`: what is printed above the items of a section instead of `instructions`, None for nothing. `item_suffix`:
    printed after each item. `goals`: its answers are goals, and `items` only say what is asked of each.
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
    instructions: str | None
    sections: Mapping[str, str | None]
    item_suffix: str | None
    items: tuple[Item, ...]
    goals: GoalForm | None
    scores: tuple[Score, ...]
    patterns: tuple[Pattern, ...]
    classification: Classification | None
    cutoffs: tuple[Cutoff, ...]
    reliable_change: ReliableChange | None
    risk_rules: tuple[RiskRule, ...]
    risk_missing: tuple[RiskMissing, ...]
    class_rules: tuple[ClassRule, ...]
    loinc: Loinc | None
    licence: Licence
    citation: str
    audience_notes: str
    verification: Verification

    @property
    def main(self) -> Score | None:
        """The score that a chart shows; None where there is none."""
        return self.scores[0] if self.scores else None

    def lead_of(self, item: Item) -> str | None:
        """What is printed above an item; nothing above one that is beside the others."""
        if item.section is not None:
            return self.sections[item.section]
        return self.instructions if item.scored or item == self.items[0] else None
