"""Free starts: where a session fits into open hours and meets no taken cell.

Starts that the hours allow (`fitting_mask`) change only when a therapist changes her hours, so they may be
kept; what bookings block (`blocked_mask`) is subtracted each time.
"""

from collections.abc import Iterable
from datetime import datetime

from stillroom.core.slots.cells import cell_of, instant_of, whole_cells
from stillroom.core.slots.clocks import stretches
from stillroom.core.slots.masks import grid_mask_of, open_mask_of
from stillroom.core.slots.rules import SessionRule, WeeklyHours


def free_starts(
    hours: WeeklyHours, rule: SessionRule, taken: Iterable[int], *, first_cell: int, cells: int, now: datetime
) -> list[int]:
    """All cells of [first_cell, first_cell + cells) where a session can start, in order.

    `taken`: the cells of other bookings, buffers included (`cells_of`). Those just outside the range count as
    well, where a session or its buffers would reach them. Raises NaiveInstant for `now`.
    """
    return starts_in(free_mask(hours, rule, taken, first_cell=first_cell, cells=cells, now=now), first_cell)


def first_free_starts(
    hours: WeeklyHours,
    rule: SessionRule,
    taken: Iterable[int],
    *,
    first_cell: int,
    cells: int,
    now: datetime,
    count: int,
) -> list[int]:
    """The first `count` of `free_starts`, without listing the rest."""
    mask = free_mask(hours, rule, taken, first_cell=first_cell, cells=cells, now=now)
    return first_starts_in(mask, first_cell, count)


def free_mask(
    hours: WeeklyHours, rule: SessionRule, taken: Iterable[int], *, first_cell: int, cells: int, now: datetime
) -> int:
    """`free_starts` as bits; bit i is the cell `first_cell + i`."""
    fitting = fitting_mask(hours, rule, first_cell, cells)
    blocked = blocked_mask(taken, rule, first_cell, cells)
    return after_notice(fitting & ~blocked, rule, first_cell, now)


def fitting_mask(hours: WeeklyHours, rule: SessionRule, first_cell: int, cells: int) -> int:
    """Starts on the step's grid whose session lies inside open hours; buffers may lie outside of them."""
    length = whole_cells(rule.length)
    parts = stretches(hours.zone, first_cell, first_cell + cells + length)
    fits = _runs(open_mask_of(hours, parts), length) & grid_mask_of(rule.step, parts)
    return fits & ((1 << cells) - 1)


def blocked_mask(taken: Iterable[int], rule: SessionRule, first_cell: int, cells: int) -> int:
    """Starts whose session, buffers included, would meet a taken cell."""
    before = whole_cells(rule.buffer_before)
    width = before + whole_cells(rule.length) + whole_cells(rule.buffer_after)
    # Bit i of `spread` is set when one of the `width` cells from first_cell - before + i on is taken.
    spread = _spread(taken_mask(taken, first_cell - before, cells + width), width)
    return spread & ((1 << cells) - 1)


def taken_mask(taken: Iterable[int], first_cell: int, cells: int) -> int:
    """Taken cells as bits. Cells outside of [first_cell, first_cell + cells) are left out."""
    digits = bytearray(b"0") * (cells + 1)
    for cell in taken:
        if 0 <= cell - first_cell < cells:
            digits[first_cell - cell - 1] = 49  # the digit 1, counted from the right
    return int(digits, 2)


def after_notice(mask: int, rule: SessionRule, first_cell: int, now: datetime) -> int:
    """Only the starts of a mask that leave the notice the rule asks for."""
    earliest = now + rule.notice
    cell = cell_of(earliest)
    if instant_of(cell) != earliest:
        cell += 1
    skipped = max(cell - first_cell, 0)
    return mask >> skipped << skipped


def starts_in(mask: int, first_cell: int) -> list[int]:
    """The cells of a mask, in order."""
    # Searching the digits is linear, and three times faster than taking the lowest bit off a long integer.
    digits = bin(mask)[:1:-1]
    starts = []
    position = digits.find("1")
    while position >= 0:
        starts.append(first_cell + position)
        position = digits.find("1", position + 1)
    return starts


def first_starts_in(mask: int, first_cell: int, count: int) -> list[int]:
    """The first `count` cells of a mask, in order; its cost does not grow with what lies behind them."""
    starts: list[int] = []
    cell = first_cell
    while mask and len(starts) < count:
        zeros = (mask & -mask).bit_length() - 1
        starts.append(cell + zeros)
        mask >>= zeros + 1
        cell += zeros + 1
    return starts


def _runs(mask: int, width: int) -> int:
    """Bits from which on `width` bits are set."""
    have = 1
    while have < width:
        more = min(have, width - have)
        mask &= mask >> more
        have += more
    return mask


def _spread(mask: int, width: int) -> int:
    """Bits from which on at least one of `width` bits is set."""
    have = 1
    while have < width:
        more = min(have, width - have)
        mask |= mask >> more
        have += more
    return mask
