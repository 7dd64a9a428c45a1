"""Published figures about change: how much is more than noise, where recovery begins, how fast. Values only."""

from dataclasses import dataclass

from stillroom.core.instruments.comparisons import Number


@dataclass(frozen=True, slots=True)
class Border:
    """The side of a score on which most people outside treatment are: `value` compared with `op`."""

    op: str
    value: Number
    source: str


@dataclass(frozen=True, slots=True)
class Expected:
    """How far somebody who began at `from_score` or worse has come by then, if it helps.

    Due `weeks` after the first sheet, or (where there is a number) after `sessions`, whichever is sooner. `points`: the
    least fall; `percent`: the least share of the first score. Less than either is too little; None asks for nothing.
    """

    weeks: int
    sessions: int | None
    from_score: Number
    points: Number | None
    percent: int | None
    source: str


@dataclass(frozen=True, slots=True)
class ReliableChange:
    """The least difference, in points of `score`, that is more than measurement error.

    `minimal_important`: the least one that people notice, `border`: where recovery begins, `expected`: how fast; each
    where somebody has published it.
    """

    score: str
    points: Number
    falling_is_better: bool
    source: str
    confidence: str
    also: str | None = None
    minimal_important: Number | None = None
    border: Border | None = None
    expected: tuple[Expected, ...] = ()
