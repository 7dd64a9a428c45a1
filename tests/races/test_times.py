"""A time that both change at once, or somebody else takes: it is one time afterwards, never two and never none."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse

from stillroom.care.documents import State
from stillroom.messaging.queries import messages_of
from stillroom.practice.listings import Listing
from stillroom.scheduling.actions import SlotTaken, hold
from stillroom.scheduling.documents import Appointment
from stillroom.scheduling.models import TakenCell
from stillroom.scheduling.queries import appointments_in
from tests.care.pair import Pair
from tests.care.test_pages import words
from tests.races.racing import at_once, press, where

CELLS = 12


@pytest.fixture
def booked(pair: Pair, starts: list[str]) -> tuple[Pair, object]:
    """Ada and Tom with the first of `starts`."""
    press(pair.ada, "scheduling:times", pair.space, start=starts[0], medium="video")()
    (stored,) = appointments_in(pair.ada.keyholder, pair.hers().space)
    return pair, stored.id


def time_of(pair: Pair) -> Appointment:
    (stored,) = appointments_in(pair.ada.keyholder, pair.hers().space)
    return stored.document


def told(pair: Pair) -> list[str]:
    return [each.document.told.what for each in messages_of(pair.ada.keyholder, pair.hers())]


def to(name: str, *args: object) -> str:
    return reverse(name, args=args)


def test_move_pressed_twice_moves_once(booked, starts: list[str]):
    pair, record = booked
    answers = at_once(*(press(pair.ada, "scheduling:move", pair.space, record, start=starts[4]) for _ in range(3)))
    assert where(answers) == {to("care:episode", pair.space)}
    assert (time_of(pair).start.isoformat(), len(time_of(pair).earlier)) == (starts[4], 1)
    assert TakenCell.objects.count() == CELLS and told(pair) == ["scheduling.moved"]


def test_two_windows_that_move_to_two_times_leave_one(booked, starts: list[str]):
    pair, record = booked
    at_once(*(press(pair.ada, "scheduling:move", pair.space, record, start=starts[n]) for n in (4, 8)))
    assert time_of(pair).start.isoformat() in (starts[4], starts[8])
    assert set(TakenCell.objects.values_list("booking", flat=True)) == {time_of(pair).booking}
    assert TakenCell.objects.count() == CELLS


@pytest.mark.parametrize("_round", range(3))
def test_moved_and_cancelled_at_once_is_one_or_the_other_and_leaves_no_cell_too_many(booked, starts: list[str], _round):
    pair, record = booked
    at_once(
        press(pair.ada, "scheduling:move", pair.space, record, start=starts[4]),
        press(pair.tom, "scheduling:cancel", pair.space, record),
    )
    # Cancelled either way: a move that came first moved what was then cancelled.
    assert not time_of(pair).stands
    assert not TakenCell.objects.exists()
    # Told in the order in which the two pressed, which need not be the one in which they were heard.
    assert told(pair).count("scheduling.cancelled") == 1


@pytest.mark.parametrize("_round", range(3))
def test_moved_while_it_all_ends_is_never_left_standing(booked, starts: list[str], _round):
    pair, record = booked
    at_once(
        press(pair.ada, "scheduling:move", pair.space, record, start=starts[4]),
        press(pair.tom, "scheduling:end", pair.space),
    )
    assert pair.hers().episode.state is State.ENDED
    assert not time_of(pair).stands and not TakenCell.objects.exists()


def test_somebody_else_takes_the_new_time_first_and_the_old_one_stays(booked, toms: Listing, starts: list[str]):
    pair, record = booked

    def another() -> None:
        try:
            hold(therapist=toms.id, start=datetime.fromisoformat(starts[4]), now=datetime.now(UTC))
        except SlotTaken:
            return

    move = press(pair.ada, "scheduling:move", pair.space, record, start=starts[4])
    answer, _ = at_once(move, another)
    cells = set(TakenCell.objects.values_list("booking", flat=True))
    assert time_of(pair).booking in cells
    if answer.status_code == 302:
        assert time_of(pair).start.isoformat() == starts[4] and len(cells) == 1
    else:
        assert time_of(pair).start.isoformat() == starts[0] and len(cells) == 2
        assert "Your old time is still yours." in words(answer)


def test_the_control_a_time_taken_before_is_refused_with_the_next_free_ones(booked, toms: Listing, starts: list[str]):
    pair, record = booked
    hold(therapist=toms.id, start=datetime.fromisoformat(starts[4]), now=datetime.now(UTC))
    answer = press(pair.ada, "scheduling:move", pair.space, record, start=starts[4])()
    assert answer.status_code == 422
    assert "Somebody took this time just before you" in words(answer)
    assert f'value="{starts[8]}"' in answer.content.decode() and f'value="{starts[4]}"' not in answer.content.decode()


def test_a_page_left_open_cancels_and_moves_no_time_that_nobody_has_seen(booked, starts: list[str]):
    pair, record = booked
    press(pair.ada, "scheduling:move", pair.space, record, start=starts[4], seen=starts[0])()
    for person, name, fields in (
        (pair.tom, "cancel", {}),
        (pair.tom, "move", {"start": [starts[8]]}),
        (pair.ada, "move", {"start": starts[8]}),
    ):
        answer = press(person, f"scheduling:{name}", pair.space, record, seen=starts[0], **fields)()
        assert answer.status_code == 422
        assert "This time was moved meanwhile" in words(answer)
    assert time_of(pair).start.isoformat() == starts[4] and not time_of(pair).offers
    assert press(pair.tom, "scheduling:cancel", pair.space, record, seen=starts[4])().status_code == 302


def test_two_offers_taken_at_once_are_one_time(booked, starts: list[str]):
    pair, record = booked
    press(pair.tom, "scheduling:move", pair.space, record, start=[starts[4], starts[8]])()
    at_once(*(press(pair.ada, "scheduling:take", pair.space, record, start=starts[n]) for n in (4, 8, 4)))
    assert set(TakenCell.objects.values_list("booking", flat=True)) == {time_of(pair).booking}
    assert (TakenCell.objects.count(), time_of(pair).offers) == (CELLS, ())
    assert told(pair) == ["scheduling.offered", "scheduling.moved"]


def test_an_offer_taken_while_it_is_taken_back_by_another_one_is_consistent(booked, starts: list[str]):
    pair, record = booked
    press(pair.tom, "scheduling:move", pair.space, record, start=[starts[4]])()
    at_once(
        press(pair.ada, "scheduling:take", pair.space, record, start=starts[4]),
        press(pair.tom, "scheduling:move", pair.space, record, start=[starts[8]]),
    )
    time = time_of(pair)
    bookings = {time.booking, *(offer.booking for offer in time.offers)}
    assert set(TakenCell.objects.values_list("booking", flat=True)) == bookings
    assert time.stands
