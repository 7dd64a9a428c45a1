"""Opening hours as bits: bit i of a mask is the cell `first_cell + i`.

A cell is open when the therapist's clock reads a time inside a window at the cell's first instant. So hours
that daylight saving skips are never open, and an hour that comes twice is open twice.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from stillroom.core.slots.cells import whole_cells
from stillroom.core.slots.clocks import Stretch, stretches
from stillroom.core.slots.rules import DAY_CELLS, WeeklyHours, span_mask

_EPOCH_ORDINAL = date(1970, 1, 1).toordinal()
_EPOCH_WEEKDAY = date(1970, 1, 1).weekday()


def open_mask(hours: WeeklyHours, first_cell: int, cells: int) -> int:
    """The open cells among `cells` cells from `first_cell` on."""
    return open_mask_of(hours, stretches(hours.zone, first_cell, first_cell + cells))


def grid_mask(zone: str, step: timedelta, first_cell: int, cells: int) -> int:
    """The cells at which the clock of `zone` reads a multiple of `step`; `step` divides an hour."""
    return grid_mask_of(step, stretches(zone, first_cell, first_cell + cells))


def open_mask_of(hours: WeeklyHours, parts: Sequence[Stretch]) -> int:
    """`open_mask` of a zone's stretches that are already known; bit 0 is the first one's start."""
    wall_start = min((part.start + part.shift for part in parts), default=0)
    wall_stop = max((part.stop + part.shift for part in parts), default=0)
    wall = _wall_mask(hours, wall_start, wall_stop)
    mask = 0
    for part in parts:
        bits = wall >> (part.start + part.shift - wall_start) & ((1 << (part.stop - part.start)) - 1)
        mask |= bits << (part.start - parts[0].start)
    return mask


def grid_mask_of(step: timedelta, parts: Sequence[Stretch]) -> int:
    """`grid_mask` of a zone's stretches that are already known; bit 0 is the first one's start."""
    stride = whole_cells(step)
    mask = 0
    for part in parts:
        first_hit = part.start + -(part.start + part.shift) % stride
        mask |= _every(stride, part.stop - first_hit) << (first_hit - parts[0].start)
    return mask


def _every(stride: int, cells: int) -> int:
    """Bits 0, stride, 2 * stride ... below `cells`."""
    mask, have = 1, stride
    while have < cells:
        mask |= mask << have
        have *= 2
    return mask & ((1 << max(cells, 0)) - 1)


def _wall_mask(hours: WeeklyHours, start: int, stop: int) -> int:
    """Open cells by the wall clock, from `start` on; cell 0 is the midnight that begins 1970-01-01."""
    weekdays = [0] * 7
    for window in hours.windows:
        weekdays[window.weekday] |= span_mask(window.start, window.end)
    dates = {day.toordinal() - _EPOCH_ORDINAL: 0 for day in hours.days_off}
    for day, spans in hours.special_days.items():
        bits = 0
        for opens, closes in spans:
            bits |= span_mask(opens, closes)
        dates[day.toordinal() - _EPOCH_ORDINAL] = bits
    # A window may run past midnight, so the day before counts as well.
    first_day = start // DAY_CELLS - 1
    mask = 0
    for number in range(first_day, -(-stop // DAY_CELLS)):
        today = dates.get(number, weekdays[(number + _EPOCH_WEEKDAY) % 7])
        mask |= today << (number - first_day) * DAY_CELLS
    return mask >> (start - first_day * DAY_CELLS)
