"""Moving a time: taken and freed together, told to the other, remembered; and offers that one press takes."""

from datetime import UTC, datetime, timedelta

import pytest

from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of, episodes_of
from stillroom.care.telling import sentence_of
from stillroom.messaging.documents import Count
from stillroom.messaging.queries import messages_of
from stillroom.scheduling.actions import (
    CannotBook,
    CannotMove,
    NotOffered,
    NotTheirsToMove,
    OfferChanged,
    SlotTaken,
    book,
    cancel,
    end_care,
    hold,
    keep_time,
    move,
    offer_times,
    take_offer,
)
from stillroom.scheduling.documents import Ahead, Appointment, AppointmentState, ahead_of
from stillroom.scheduling.models import OpeningHours, TakenCell
from stillroom.scheduling.queries import appointments_in
from stillroom.vault.documents import Role
from tests.cast import NOW, Person
from tests.scheduling.cast import LOS_ANGELES as TOMS_CLOCK
from tests.scheduling.cast import at

ROME, LOS_ANGELES = "Europe/Rome", "America/Los_Angeles"
TEN, TWO, THREE = at(25, 10), at(26, 14), at(26, 15)
CELLS = 12


class Two:
    """Ada and Tom with one time booked: Wednesday at ten by Tom's clock."""

    def __init__(self, ada: Person, tom: Person, space: CareEpisode) -> None:
        self.ada, self.tom, self.space = ada, tom, space.id
        self.record = book(keyholder=ada.keyholder, episode=self.hers, start=TEN, medium=Medium.VOICE, now=NOW).id

    @property
    def hers(self) -> CareEpisode:
        return episode_of(self.ada.keyholder, self.space)

    @property
    def his(self) -> CareEpisode:
        return episode_of(self.tom.keyholder, self.space)

    @property
    def time(self) -> Appointment:
        (stored,) = appointments_in(self.ada.keyholder, self.hers.space)
        return stored.document

    def move(self, start=TWO, now=NOW, **more):
        return move(keyholder=self.ada.keyholder, episode=self.hers, record=self.record, start=start, now=now, **more)

    def offer(self, *starts, now=NOW, **more):
        return offer_times(
            keyholder=self.tom.keyholder, episode=self.his, record=self.record, starts=starts, now=now, **more
        )

    def take(self, start, now=NOW):
        return take_offer(keyholder=self.ada.keyholder, episode=self.hers, record=self.record, start=start, now=now)

    def cover(self, person: Person, now=NOW) -> Ahead:
        return ahead_of(episodes_of(person.keyholder)[0], now)

    def said(self, person: Person, zone: str = LOS_ANGELES) -> list[str]:
        """What stands in the conversation of things done, as this person reads it."""
        episode = episode_of(person.keyholder, self.space)
        return [
            sentence_of(
                each.document.told,
                mine=each.author == person.keyholder.fingerprint,
                other=episode.other_called,
                zone=zone,
            )
            for each in messages_of(person.keyholder, episode)
            if each.document.told
        ]


@pytest.fixture
def two(ada: Person, tom: Person, week: OpeningHours, care: CareEpisode) -> Two:
    return Two(ada, tom, care)


def taken() -> dict[object, int]:
    bookings = list(TakenCell.objects.values_list("booking", flat=True))
    return {booking: bookings.count(booking) for booking in bookings}


def test_a_client_moves_at_once_and_the_old_time_is_free(two: Two):
    old = two.time.booking
    two.move(words="I have to see the dentist.")
    time = two.time
    assert (time.start, time.state, [each.start for each in time.earlier]) == (TWO, AppointmentState.CONFIRMED, [TEN])
    assert taken() == {time.booking: CELLS} and time.booking != old
    hold(therapist=time.therapist, start=TEN, now=NOW)


def test_the_other_is_told_in_their_own_zone_with_the_words_and_on_the_cover(two: Two):
    two.move(words="I have to see the dentist.")
    assert two.said(two.tom, ROME) == [
        "Ada moved your time. It was Wed 25 Nov, 7:00\xa0PM. Now it is Thu 26 Nov, 11:00\xa0PM your time (Rome)."
    ]
    assert two.said(two.ada)[0].startswith("You moved your time. It was Wed 25 Nov, 10:00\xa0AM. Now it is")
    (message,) = messages_of(two.tom.keyholder, two.his)
    assert message.document.text == "I have to see the dentist."
    (news,) = two.cover(two.tom).news
    assert (news.by, news.told.times) == (Role.CLIENT, (TEN, TWO))
    assert episodes_of(two.tom.keyholder)[0].get(Count).client == 1
    assert two.cover(two.tom, TWO + timedelta(hours=1)).news == ()


def test_moving_by_half_an_hour_over_its_own_cells_is_possible(two: Two):
    two.move(at(25, 10, 30))
    assert two.time.start == at(25, 10, 30)
    assert sum(taken().values()) == CELLS


def test_who_loses_the_race_keeps_the_old_time(two: Two):
    before = two.time
    hold(therapist=before.therapist, start=TWO, now=NOW)
    cells = taken()
    with pytest.raises(SlotTaken):
        two.move()
    assert two.time == before and taken() == cells and two.said(two.tom) == []


@pytest.mark.parametrize("start", [at(25, 4), at(28, 10), TEN, at(23, 11)], ids=["night", "Saturday", "same", "soon"])
def test_what_is_not_offered_moves_nothing(two: Two, start):
    before, cells = two.time, taken()
    with pytest.raises(NotOffered):
        two.move(start)
    assert two.time == before and taken() == cells


def test_moved_twice_by_one_press_is_moved_once_and_moved_on_is_remembered(two: Two):
    for _ in range(2):
        two.move(TWO)
    two.move(at(27, 9))
    assert [each.start for each in two.time.earlier] == [TEN, TWO]
    assert len(two.said(two.tom)) == 2


def test_moving_late_is_written_down_as_late_and_in_time_is_not(two: Two):
    two.move(TWO, now=TEN - timedelta(hours=25))
    two.move(at(27, 14), now=TWO - timedelta(hours=3))
    assert [(each.by, each.late) for each in two.time.earlier] == [(Role.CLIENT, False), (Role.CLIENT, True)]


def test_cancelling_late_is_written_down_for_a_client_alone(two: Two):
    late = TEN - timedelta(hours=2)
    other = book(keyholder=two.ada.keyholder, episode=two.hers, start=TWO, medium=Medium.VOICE, now=NOW)
    cancel(keyholder=two.ada.keyholder, episode=two.hers, record=two.record, now=late, words="Sorry.")
    cancel(keyholder=two.tom.keyholder, episode=two.his, record=other.id, now=TWO - timedelta(hours=2))
    times = appointments_in(two.ada.keyholder, two.hers.space)
    assert [(each.document.cancelled_by, each.document.late) for each in times] == [
        (Role.CLIENT, True),
        (Role.THERAPIST, False),
    ]
    assert two.said(two.tom)[0] == "Ada cancelled Wed 25 Nov, 10:00\xa0AM your time (Los Angeles)."


def test_nothing_moves_once_it_has_begun_or_was_cancelled_or_care_has_ended(two: Two):
    with pytest.raises(CannotMove):
        two.move(now=TEN)
    cancel(keyholder=two.tom.keyholder, episode=two.his, record=two.record, now=NOW)
    with pytest.raises(CannotMove):
        two.move()
    with pytest.raises(CannotMove):
        two.offer(TWO)
    end_care(keyholder=two.tom.keyholder, episode=two.his, now=NOW)
    for attempt in (two.move, lambda: two.offer(TWO), lambda: two.take(TWO)):
        with pytest.raises(CannotBook):
            attempt()
    assert taken() == {}


def test_neither_does_the_others_part(two: Two):
    with pytest.raises(NotTheirsToMove):
        move(keyholder=two.tom.keyholder, episode=two.his, record=two.record, start=TWO, now=NOW)
    with pytest.raises(NotTheirsToMove):
        offer_times(keyholder=two.ada.keyholder, episode=two.hers, record=two.record, starts=[TWO], now=NOW)
    two.offer(TWO)
    with pytest.raises(NotTheirsToMove):
        take_offer(keyholder=two.tom.keyholder, episode=two.his, record=two.record, start=TWO, now=NOW)


def test_offers_are_kept_for_the_client_while_the_old_time_stands(two: Two):
    two.offer(THREE, TWO, at(25, 10, 30), words="I have a hearing.")
    time = two.time
    assert (time.state, [each.start for each in time.offers]) == (
        AppointmentState.CONFIRMED,
        [at(25, 10, 30), TWO, THREE],
    )
    assert taken()[time.booking] == CELLS
    with pytest.raises(SlotTaken):
        hold(therapist=time.therapist, start=TWO, now=NOW)
    assert [each.offers for each in two.cover(two.ada).offered] == [(at(25, 10, 30), TWO, THREE)]
    assert "You can choose: Wed 25 Nov, 10:30\xa0AM; " in two.said(two.ada)[0]


@pytest.mark.parametrize("cancel_now", [False, True], ids=["stands", "cancelled"])
def test_one_press_takes_an_offer_for_nothing_and_frees_all_others(two: Two, cancel_now: bool):
    late = TEN - timedelta(hours=3)
    two.offer(TWO, THREE, at(26, 9), now=late, cancel_now=cancel_now)
    assert two.time.stands is not cancel_now
    for _ in range(2):
        two.take(THREE, now=late)
    time = two.time
    assert (time.start, time.state, time.offers, time.cancelled_by) == (THREE, AppointmentState.CONFIRMED, (), None)
    assert [(each.start, each.by, each.late) for each in time.earlier] == [(TEN, Role.THERAPIST, False)]
    assert taken() == {time.booking: CELLS}
    assert len(two.said(two.tom)) == 2
    assert two.cover(two.ada).offered == ()


def test_an_offer_may_lie_over_the_old_time(two: Two):
    two.offer(at(25, 10, 30))
    two.take(at(25, 10, 30))
    assert taken() == {two.time.booking: CELLS}


def test_an_offer_whose_keeping_is_over_can_be_taken_while_it_is_free_and_else_changes_nothing(two: Two):
    book(keyholder=two.ada.keyholder, episode=two.hers, start=at(30, 9), medium=Medium.VOICE, now=NOW)
    far = next(each for each in appointments_in(two.ada.keyholder, two.hers.space) if each.document.start == at(30, 9))
    two.record = far.id
    two.offer(at(30, 11), at(30, 13))
    later = NOW + timedelta(hours=49)
    hold(therapist=far.document.therapist, start=at(30, 13), now=later)
    with pytest.raises(SlotTaken):
        two.take(at(30, 13), now=later)
    two.take(at(30, 11), now=later)
    moved = next(each for each in appointments_in(two.ada.keyholder, two.hers.space) if each.id == far.id)
    assert moved.document.start == at(30, 11)


@pytest.mark.parametrize("cancel_now", [False, True], ids=["stands", "cancelled"])
def test_a_client_may_take_none(two: Two, cancel_now: bool):
    two.offer(TWO, cancel_now=cancel_now)
    for _ in range(2):
        keep_time(keyholder=two.ada.keyholder, episode=two.hers, record=two.record, now=NOW)
    assert (two.time.offers, two.time.stands) == ((), not cancel_now)
    assert sum(taken().values()) == (0 if cancel_now else CELLS)
    assert len(two.said(two.tom)) == 2
    with pytest.raises(OfferChanged):
        two.take(TWO)


def test_new_offers_replace_old_ones_and_the_same_again_stand_once(two: Two):
    for _ in range(2):
        two.offer(TWO)
    two.offer(THREE)
    assert [each.start for each in two.time.offers] == [THREE]
    assert len(taken()) == 2 and len(two.said(two.ada)) == 2
    with pytest.raises(OfferChanged):
        two.take(TWO)


def test_one_offer_too_many_or_taken_offers_nothing(two: Two):
    before, cells = two.time, taken()
    with pytest.raises(NotOffered):
        two.offer(TWO, THREE, at(27, 9), at(27, 11))
    with pytest.raises(NotOffered):
        two.offer()
    hold(therapist=before.therapist, start=THREE, now=NOW)
    cells = taken()
    with pytest.raises(SlotTaken):
        two.offer(TWO, THREE)
    assert two.time == before and taken() == cells


def test_cancelling_moving_elsewhere_and_the_end_let_offers_go(two: Two):
    two.offer(TWO)
    two.move(at(27, 9))
    assert taken() == {two.time.booking: CELLS}
    two.offer(TWO, cancel_now=True)
    end_care(keyholder=two.tom.keyholder, episode=two.his, now=NOW)
    assert taken() == {} and two.time.offers == ()


def test_nobody_is_asked_to_choose_once_the_old_time_has_begun(two: Two):
    two.offer(TWO)
    assert two.cover(two.ada, TEN).offered == ()
    with pytest.raises(CannotMove):
        two.take(TWO, now=TEN)


def test_a_move_over_the_night_when_clocks_go_back_keeps_the_wall_clock(
    ada: Person, tom: Person, week: OpeningHours, care: CareEpisode
):
    """California leaves daylight saving time on 2026-11-01 at two in the morning."""
    october, friday = datetime(2026, 10, 29, 12, tzinfo=TOMS_CLOCK), datetime(2026, 10, 30, 9, tzinfo=TOMS_CLOCK)
    monday = datetime(2026, 11, 2, 9, tzinfo=TOMS_CLOCK)
    hers = episode_of(ada.keyholder, care.id)
    stored = book(
        keyholder=ada.keyholder,
        episode=hers,
        start=friday,
        medium=Medium.TEXT,
        now=october - timedelta(days=1),
    )
    moved = move(keyholder=ada.keyholder, episode=hers, record=stored.id, start=monday, now=october)
    assert moved.document.start.astimezone(UTC) - friday.astimezone(UTC) == timedelta(days=3, hours=1)
    (message,) = messages_of(tom.keyholder, episode_of(tom.keyholder, care.id))
    assert "Fri 30 Oct, 9:00\xa0AM" in sentence_of(message.document.told, mine=False, other="Ada", zone=LOS_ANGELES)
    assert "Mon 2 Nov, 9:00\xa0AM" in sentence_of(message.document.told, mine=False, other="Ada", zone=LOS_ANGELES)
    # Rome has gone back a week before.
    assert "Fri 30 Oct, 5:00\xa0PM" in sentence_of(message.document.told, mine=False, other="Ada", zone=ROME)
    assert "Mon 2 Nov, 6:00\xa0PM" in sentence_of(message.document.told, mine=False, other="Ada", zone=ROME)
