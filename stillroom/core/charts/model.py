"""What goes into a chart and what comes out of it. Places are units of the drawing's own box, y downwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

Number: TypeAlias = int | float
Moment: TypeAlias = date | datetime


class Mark(StrEnum):
    """A change that is more than noise, drawn as a shape because colour alone is not seen by everybody."""

    NONE = ""
    UP = "up"
    DOWN = "down"


# (when, value or None where there is none, its mark); the mark may be left out.
Point: TypeAlias = tuple[Moment, Number | None] | tuple[Moment, Number | None, Mark]
Band: TypeAlias = tuple[Number, str]  # where it begins, its name


@dataclass(frozen=True, slots=True)
class Stripe:
    """A band. `name_y` is None where it is too thin for its name; `at_end`: the name stands at its right end, because
    the line is at the left; `shaded`: every second one."""

    y: float
    height: float
    name: str
    name_y: float | None
    at_end: bool
    shaded: bool


@dataclass(frozen=True, slots=True)
class Tick:
    """A number on the axis."""

    y: float
    value: Number


@dataclass(frozen=True, slots=True)
class Dot:
    """`path` draws the triangle of its mark; "" where it is round."""

    x: float
    y: float
    value: Number
    mark: Mark
    path: str


@dataclass(frozen=True, slots=True)
class Stroke:
    """A piece of the line. `dashed`: so long without a number that nobody knows what was between."""

    points: str
    dashed: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A number beside a dot."""

    x: float
    y: float
    value: Number


@dataclass(frozen=True, slots=True)
class Sign:
    """Something that happened, on the time axis. `path` draws it: a stroke for a session, a diamond for a goal."""

    x: float
    kind: str
    path: str


@dataclass(frozen=True, slots=True)
class Plot:
    """The whole drawing. `open_at`: x of what was answered and has no number. `first`, `last`: ends of the time axis,
    the same where it is one moment."""

    width: int
    height: int
    left: float
    right: float
    base: float
    stripes: Sequence[Stripe]
    ticks: Sequence[Tick]
    strokes: Sequence[Stroke]
    dots: Sequence[Dot]
    labels: Sequence[Label]
    open_at: Sequence[float]
    first: Moment
    last: Moment
    signs: Sequence[Sign] = ()

    @property
    def has_gap(self) -> bool:
        return any(stroke.dashed for stroke in self.strokes)
