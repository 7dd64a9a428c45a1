"""One row for each figure, and the table of all of them."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Row:
    """`value` and `other` in the same unit; `other` is the limit or the peer named by `beside`. `goal` is a sentence,
    and `met` whether it holds; None where there is no goal."""

    what: str
    value: float
    unit: str
    beside: str = ""
    other: float | None = None
    goal: str = ""
    met: bool | None = None

    @property
    def ratio(self) -> str:
        if not self.other or not self.value:
            return ""
        times = self.value / self.other
        return f"{times:.1f}x" if times >= 1 else f"{1 / times:.1f}x below"

    def cells(self) -> tuple[str, ...]:
        beside = f"{self.beside}: {number(self.other)}" if self.other is not None else self.beside
        met = {None: "", True: "yes", False: "**no**"}[self.met]
        return f"{self.what}", f"{number(self.value)} {self.unit}", beside, self.ratio, self.goal, met


def at_most_times(what: str, value: float, unit: str, beside: str, other: float, most: float) -> Row:
    return Row(what, value, unit, beside, other, f"at most {most:g}x", value <= most * other)


def below(what: str, value: float, unit: str, beside: str, other: float, least: float) -> Row:
    return Row(what, value, unit, beside, other, f"at least {least:g}x below", value * least <= other)


def at_most(what: str, value: float, unit: str, most: float, beside: str = "", other: float | None = None) -> Row:
    return Row(what, value, unit, beside, other, f"at most {most:g} {unit}", value <= most)


def at_least(what: str, value: float, unit: str, least: float) -> Row:
    return Row(what, value, unit, goal=f"at least {least:g}", met=value >= least)


def number(value: float) -> str:
    """Three digits that matter, thousands with a comma."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


HEAD = ("figure", "measured", "limit or peer", "ratio", "goal", "met")


def markdown(rows: Iterable[Row]) -> str:
    lines = [HEAD, ("---",) * len(HEAD), *(row.cells() for row in rows)]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)
