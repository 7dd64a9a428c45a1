"""Stretches of time in which a zone's clock keeps one distance from UTC."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from stillroom.core.slots.cells import CELL, CELL_SECONDS
from stillroom.core.slots.rules import DAY_CELLS, zone_named


@dataclass(frozen=True, slots=True)
class Stretch:
    """Cells [start, stop); on the wall they are called start + shift to stop + shift."""

    start: int
    stop: int
    shift: int


def stretches(zone_name: str, start: int, stop: int) -> list[Stretch]:
    """The cells [start, stop) cut where the zone's clock changes, in order; nothing for an empty range.

    Looks once a day: since 1970 no zone has changed its clock twice within six. Raises UnknownZone.
    """
    zone = zone_named(zone_name)
    found = []
    shift = _shift(zone, start)
    for known in range(start, stop, DAY_CELLS):
        ahead = min(known + DAY_CELLS, stop)
        later_shift = _shift(zone, ahead)
        if later_shift != shift:
            change = _change(zone, known, ahead, later_shift)
            found.append(Stretch(start, change, shift))
            start, shift = change, later_shift
    if start < stop:
        found.append(Stretch(start, stop, shift))
    return found


def _change(zone: ZoneInfo, before: int, after: int, shift: int) -> int:
    """The first cell that has the shift of `after`."""
    while after - before > 1:
        middle = (before + after) // 2
        if _shift(zone, middle) == shift:
            after = middle
        else:
            before = middle
    return after


def _shift(zone: ZoneInfo, cell: int) -> int:
    offset = datetime.fromtimestamp(cell * CELL_SECONDS, zone).utcoffset() or timedelta()
    return offset // CELL
