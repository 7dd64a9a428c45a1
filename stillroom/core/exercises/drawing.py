"""Where things stand in a drawing of people around somebody, and on a body. Pure: rows in, coordinates out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import cos, pi, sin
from types import MappingProxyType

from stillroom.core.exercises.rows import Row

MIDDLE, REACH = 160.0, 112.0
LONGEST_NAME = 12


@dataclass(frozen=True, slots=True)
class Person:
    """`label_y`: of the name, away from the line. `width`: of the line to the middle; `strain`: that line is broken;
    `gives`, `takes`: energy."""

    x: float
    y: float
    label_y: float
    name: str
    width: float
    strain: bool
    gives: bool
    takes: bool


def around(rows: Sequence[Row]) -> tuple[Person, ...]:
    """People of an eco-map (Hartman 1978, 10.1177/104438947805900803) in a circle, the first on top."""
    named = [row for row in rows if row.get("who")]
    return tuple(_person(row, 2 * pi * place / len(named)) for place, row in enumerate(named))


def _person(row: Row, angle: float) -> Person:
    name, strength, energy = row["who"], row.get("strength", ""), row.get("energy", "")
    y = round(MIDDLE - REACH * cos(angle), 1)
    return Person(
        x=round(MIDDLE + REACH * sin(angle), 1),
        y=y,
        label_y=y - 26 if y < MIDDLE - REACH / 2 else y + 34,
        name=name if len(name) <= LONGEST_NAME else f"{name[: LONGEST_NAME - 1]}…",
        width=1 + 2 * int(strength) if strength in ("1", "2", "3") else 1,
        strain=row.get("feels") == "strain",
        gives=energy in ("in", "both"),
        takes=energy in ("out", "both"),
    )


# Middles of the parts of a figure in a box of 160 by 320.
PARTS: Mapping[str, tuple[tuple[int, int], ...]] = MappingProxyType(
    {
        "head": ((80, 24),),
        "face": ((80, 40),),
        "throat": ((80, 62),),
        "shoulders": ((52, 82), (108, 82)),
        "chest": ((80, 98),),
        "belly": ((80, 138),),
        "back": ((80, 118),),
        "hips": ((80, 170),),
        "arms": ((38, 124), (122, 124)),
        "hands": ((28, 178), (132, 178)),
        "legs": ((66, 230), (94, 230)),
        "feet": ((64, 304), (96, 304)),
    }
)


@dataclass(frozen=True, slots=True)
class Spot:
    """`number`: of the row that says what is felt there."""

    x: int
    y: int
    radius: float
    number: int


def on_body(rows: Sequence[Row]) -> tuple[Spot, ...]:
    """One for each middle of a part that is named; the larger, the stronger (0 to 10)."""
    return tuple(
        Spot(x, y, 8 + 0.8 * (int(strength) if (strength := row.get("much", "")).isdigit() else 5), number)
        for number, row in enumerate(rows, 1)
        for x, y in PARTS.get(row.get("part", ""), ())
    )
