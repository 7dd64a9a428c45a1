"""Cells: five minutes of time, counted from the Unix epoch. Everything a calendar holds is a set of them."""

from datetime import UTC, datetime, timedelta

CELL = timedelta(minutes=5)
CELL_SECONDS = 300
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class NaiveInstant(ValueError):
    """An instant came without a time zone."""


class NotWholeCells(ValueError):
    """A time or a duration is not a whole number of five-minute cells."""


def cell_of(instant: datetime) -> int:
    """The cell that an aware instant lies in. Raises NaiveInstant."""
    if instant.utcoffset() is None:
        raise NaiveInstant("This moment has no time zone, so nobody can say when it is.")
    return (instant - EPOCH) // CELL


def instant_of(cell: int) -> datetime:
    """The first instant of a cell, in UTC."""
    return EPOCH + cell * CELL


def whole_cells(duration: timedelta) -> int:
    """How many cells a duration of zero or more is. Raises NotWholeCells."""
    cells, rest = divmod(duration, CELL)
    if rest or cells < 0:
        raise NotWholeCells("Durations are zero or more, in steps of 5 minutes.")
    return cells


def cells_of(start: datetime, length: timedelta, buffer_before: timedelta, buffer_after: timedelta) -> range:
    """The cells that a session at `start` takes, its buffers included.

    Raises NaiveInstant, and NotWholeCells when `start` is not at a cell's beginning.
    """
    cell = cell_of(start)
    if instant_of(cell) != start:
        raise NotWholeCells("Sessions start at a multiple of 5 minutes.")
    return range(cell - whole_cells(buffer_before), cell + whole_cells(length) + whole_cells(buffer_after))
