"""Appointments: sealed beside their episode, and the cells that only their booking id leads to."""

from datetime import timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.actions import NotNow
from stillroom.care.documents import Medium, State
from stillroom.care.queries import CareEpisode, episode_of, episodes_of
from stillroom.practice.models import State as Listed
from stillroom.practice.models import Therapist
from stillroom.scheduling.actions import (
    CannotBook,
    CannotCancel,
    NotOffered,
    SlotTaken,
    book,
    cancel,
    end_care,
    hold,
)
from stillroom.scheduling.documents import Ahead, AppointmentState, ahead_of
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import appointments_in
from stillroom.vault.documents import Role
from stillroom.vault.spaces import open_space
from tests.cast import NOW, Person
from tests.scheduling.cast import at


def book_at(person: Person, care: CareEpisode, start, now=NOW):
    episode = episode_of(person.keyholder, care.id)
    return book(keyholder=person.keyholder, episode=episode, start=start, medium=Medium.VOICE, now=now)


def cover(person: Person, now=NOW) -> Ahead:
    return ahead_of(episodes_of(person.keyholder)[0], now)


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_either_books_and_both_see_it_with_the_cells_taken_for_good(
    ada: Person, tom: Person, week: OpeningHours, care: CareEpisode, who: str
):
    booked = book_at({"ada": ada, "tom": tom}[who], care, at(25, 10))
    for person in (ada, tom):
        (seen,) = appointments_in(person.keyholder, open_space(person.keyholder, care.id))
        assert (seen.document.start, seen.document.minutes, seen.document.state) == (at(25, 10), 50, "confirmed")
        (item,) = cover(person).appointments
        assert (item.record, item.start, item.medium) == (booked.id, at(25, 10), "voice")
    assert set(TakenCell.objects.values_list("booking", "held_until")) == {(booked.document.booking, None)}


def test_covers_know_of_one_and_of_three_times_and_what_has_passed(ada: Person, week: OpeningHours, care: CareEpisode):
    for day in (26, 25, 27):
        book_at(ada, care, at(day, 10))
    assert [item.start for item in cover(ada).appointments] == [at(25, 10), at(26, 10), at(27, 10)]
    later = cover(ada, at(26, 10, 50))
    assert ([item.start for item in later.appointments], later.done) == ([at(27, 10)], 2)
    # A write at that moment counts the same.
    book_at(ada, care, at(30, 10), at(26, 10, 50))
    assert cover(ada, at(26, 10, 50)).done == 2
    assert cover(ada, at(30, 11)).done == 4


def test_a_taken_time_leaves_nothing_behind(ada: Person, week: OpeningHours, care: CareEpisode):
    hold(therapist=week.therapist, start=at(25, 10), now=NOW)
    with pytest.raises(SlotTaken):
        book_at(ada, care, at(25, 10))
    assert appointments_in(ada.keyholder, open_space(ada.keyholder, care.id)) == ()
    assert cover(ada).appointments == ()


def test_nobody_books_a_therapist_who_is_away_or_gone(ada: Person, week: OpeningHours, care: CareEpisode):
    rows = Therapist.objects.filter(id=week.therapist)
    rows.update(state=Listed.AWAY, away_until=at(26, 0).date())
    with pytest.raises(NotOffered):
        book_at(ada, care, at(25, 10))
    book_at(ada, care, at(26, 10))
    rows.update(state=Listed.GONE)
    with pytest.raises(NotOffered):
        book_at(ada, care, at(27, 10))


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_who_cancels_frees_the_time_and_the_other_sees_who_it_was(
    ada: Person, tom: Person, week: OpeningHours, care: CareEpisode, who: str
):
    keep, drop = book_at(ada, care, at(25, 10)), book_at(ada, care, at(26, 10))
    person = {"ada": ada, "tom": tom}[who]
    episode = episode_of(person.keyholder, care.id)
    cancel(keyholder=person.keyholder, episode=episode, record=drop.id, now=NOW)
    for each in (ada, tom):
        states = {
            seen.id: (seen.document.state, seen.document.cancelled_by)
            for seen in appointments_in(each.keyholder, open_space(each.keyholder, care.id))
        }
        assert states[drop.id] == (AppointmentState.CANCELLED, Role.CLIENT if who == "ada" else Role.THERAPIST)
        assert states[keep.id] == (AppointmentState.CONFIRMED, None)
        assert [item.record for item in cover(each).appointments] == [keep.id]
    assert set(TakenCell.objects.values_list("booking", flat=True)) == {keep.document.booking}


def test_nothing_is_cancelled_twice_or_after_it_is_over_or_by_a_wrong_id(
    ada: Person, tom: Person, week: OpeningHours, care: CareEpisode
):
    booked = book_at(ada, care, at(25, 10))
    with pytest.raises(CannotCancel):
        cancel(keyholder=ada.keyholder, episode=care, record=booked.id, now=at(25, 10, 50))
    cancel(keyholder=ada.keyholder, episode=care, record=booked.id, now=at(25, 10, 40))
    his = episode_of(tom.keyholder, care.id)
    with pytest.raises(CannotCancel):
        cancel(keyholder=tom.keyholder, episode=his, record=booked.id, now=NOW)
    for record in (new_id(), care.stored.id):
        with pytest.raises(Hidden):
            cancel(keyholder=ada.keyholder, episode=care, record=record, now=NOW)


def test_the_end_gives_back_every_time_ahead_and_keeps_those_that_were(
    ada: Person, tom: Person, week: OpeningHours, care: CareEpisode
):
    book_at(ada, care, at(25, 10))
    book_at(ada, care, at(27, 10))
    now = at(26, 9)
    ended = end_care(keyholder=tom.keyholder, episode=episode_of(tom.keyholder, care.id), now=now)
    assert ended.episode.state is State.ENDED
    seen = appointments_in(ada.keyholder, open_space(ada.keyholder, care.id))
    assert [each.document.state for each in seen] == ["confirmed", "cancelled"]
    assert (cover(ada, now).appointments, cover(ada, now).done) == ((), 1)
    with pytest.raises(CannotBook):
        book_at(ada, care, at(30, 10))
    with pytest.raises(NotNow):
        end_care(keyholder=ada.keyholder, episode=episode_of(ada.keyholder, care.id), now=now)


def test_a_stranger_with_somebody_elses_space_in_hand_reads_no_times(
    ada: Person, iris: Person, week: OpeningHours, care: CareEpisode
):
    booked = book_at(ada, care, at(25, 10))
    space = open_space(ada.keyholder, care.id)
    with pytest.raises(Hidden):
        appointments_in(iris.keyholder, space)
    with pytest.raises(Hidden):
        cancel(keyholder=iris.keyholder, episode=care, record=booked.id, now=NOW + timedelta(minutes=1))
