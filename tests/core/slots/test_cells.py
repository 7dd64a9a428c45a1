from datetime import UTC, datetime, timedelta, timezone

import pytest

from stillroom.core.slots.cells import NaiveInstant, NotWholeCells, cell_of, cells_of, instant_of, whole_cells

HALF_PAST_NINE = datetime(2027, 3, 4, 9, 30, tzinfo=UTC)
MINUTES_5, MINUTES_10, MINUTES_50 = (timedelta(minutes=minutes) for minutes in (5, 10, 50))


def test_a_cell_is_five_minutes_of_unix_time() -> None:
    assert cell_of(datetime(1970, 1, 1, tzinfo=UTC)) == 0
    assert cell_of(HALF_PAST_NINE) == HALF_PAST_NINE.timestamp() // 300


def test_a_cell_holds_every_instant_until_the_next_one() -> None:
    cell = cell_of(HALF_PAST_NINE)
    assert cell_of(HALF_PAST_NINE + MINUTES_5 - timedelta(microseconds=1)) == cell
    assert cell_of(HALF_PAST_NINE + MINUTES_5) == cell + 1
    assert cell_of(HALF_PAST_NINE - timedelta(microseconds=1)) == cell - 1


def test_instant_of_is_the_way_back_and_speaks_utc() -> None:
    assert instant_of(cell_of(HALF_PAST_NINE)) == HALF_PAST_NINE
    assert instant_of(0).tzinfo is UTC


def test_the_zone_an_instant_is_written_in_does_not_matter() -> None:
    there = HALF_PAST_NINE.astimezone(timezone(timedelta(hours=5, minutes=45)))
    assert cell_of(there) == cell_of(HALF_PAST_NINE)


def test_an_instant_without_a_zone_is_refused() -> None:
    naive = HALF_PAST_NINE.replace(tzinfo=None)
    with pytest.raises(NaiveInstant, match="no time zone"):
        cell_of(naive)
    with pytest.raises(NaiveInstant):
        cells_of(naive, MINUTES_50, MINUTES_10, MINUTES_10)


def test_a_session_takes_its_own_cells_and_those_of_its_buffers() -> None:
    start = cell_of(HALF_PAST_NINE)
    assert cells_of(HALF_PAST_NINE, MINUTES_50, MINUTES_10, MINUTES_5) == range(start - 2, start + 11)
    assert cells_of(HALF_PAST_NINE, MINUTES_5, timedelta(), timedelta()) == range(start, start + 1)


def test_a_session_starts_at_the_beginning_of_a_cell() -> None:
    with pytest.raises(NotWholeCells, match="multiple of 5 minutes"):
        cells_of(HALF_PAST_NINE + timedelta(minutes=1), MINUTES_50, MINUTES_10, MINUTES_10)


@pytest.mark.parametrize("minutes", [-5, 3, 5.5])
def test_a_duration_is_a_whole_number_of_cells(minutes: float) -> None:
    with pytest.raises(NotWholeCells):
        whole_cells(timedelta(minutes=minutes))
