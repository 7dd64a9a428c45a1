"""Who may sit where in a room."""

import uuid
from datetime import timedelta

import pytest

from stillroom.base import presence
from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.actions import begin, end_episode
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of, identity_of
from stillroom.plans.actions import propose_goal
from stillroom.practice.queries import Listing
from stillroom.rooms.consumers import find_seat
from stillroom.rooms.queries import Place, Shown, place_of, role_in, seat_of, sides_of, to_show
from stillroom.scheduling.documents import Ahead, AheadItem, AppointmentState
from stillroom.toolkit.actions import keep_entry
from stillroom.toolkit.documents import Entry
from stillroom.vault.records import writing
from stillroom.vault.sessions import end_session, start_session
from tests.cast import NOW, Person
from tests.rooms.meeting import ready_for_sets

LATER = NOW + timedelta(hours=1)


def test_each_sees_the_other_by_the_name_they_use(ada: Person, tom: Person, episode: CareEpisode) -> None:
    assert place_of(ada.keyholder, episode.id, "en") == Place("client", "Tom Vale", agreed=True)
    assert place_of(tom.keyholder, episode.id, "en") == Place("therapist", "Ada", agreed=True)


def test_both_seats_are_in_one_room_and_rest_on_what_is_each_ones_own(
    ada: Person, tom: Person, episode: CareEpisode
) -> None:
    adas = seat_of(ada.keyholder, episode.id, b"a", "en")
    toms = seat_of(tom.keyholder, episode.id, b"t", "en")
    assert (adas.role, toms.role) == ("client", "therapist")
    assert adas.room == toms.room
    assert set(adas.tags) & set(toms.tags) == {presence.tag("space", episode.id.bytes)}
    assert adas.tags[0] == presence.tag("session", b"a")
    assert adas.tags[1] == presence.tag("account", ada.keyholder.account.bytes)


def test_a_seat_holds_no_id_of_anybody(ada: Person, episode: CareEpisode) -> None:
    kept = repr(seat_of(ada.keyholder, episode.id, b"session", "en"))
    for name in (episode.id, ada.keyholder.account):
        assert str(name) not in kept
        assert repr(name.bytes)[2:-1] not in kept


def test_nobody_else_has_a_place_and_hears_the_same_as_for_nothing(
    ada: Person, iris: Person, max_: Person, episode: CareEpisode
) -> None:
    for person in (iris, max_):
        for space in (episode.id, uuid.uuid4()):
            with pytest.raises(Hidden):
                place_of(person.keyholder, space, "en")
            with pytest.raises(Hidden):
                seat_of(person.keyholder, space, b"s", "en")
            with pytest.raises(Hidden):
                role_in(person.keyholder, space)


def test_the_identity_card_is_not_a_room(ada: Person, episode: CareEpisode) -> None:
    with pytest.raises(Hidden):
        seat_of(ada.keyholder, identity_of(ada.keyholder, episode).space.id, b"s", "en")


def test_before_she_has_agreed_a_client_has_no_seat_and_the_page_knows(
    ada: Person, tom: Person, accepted: CareEpisode
) -> None:
    assert not place_of(ada.keyholder, accepted.id, "en").agreed
    with pytest.raises(Hidden):
        seat_of(ada.keyholder, accepted.id, b"s", "en")
    assert seat_of(tom.keyholder, accepted.id, b"s", "en").role == "therapist"


def test_nobody_meets_before_the_answer(ada: Person, toms: Listing) -> None:
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.TEXT, now=NOW)
    with pytest.raises(Hidden):
        place_of(ada.keyholder, asked.id, "en")


def test_after_the_end_nobody_meets_but_the_page_afterwards_is_there(
    ada: Person, tom: Person, episode: CareEpisode
) -> None:
    end_episode(keyholder=tom.keyholder, episode=episode, now=LATER)
    for person in (ada, tom):
        with pytest.raises(Hidden):
            seat_of(person.keyholder, episode.id, b"s", "en")
    assert role_in(ada.keyholder, episode.id) == "client"


def test_a_cookie_leads_to_a_seat_while_its_session_lasts(ada: Person, episode: CareEpisode) -> None:
    cookie = start_session(unlocked=ada.unlocked, idle=timedelta(minutes=5), now=NOW)
    assert find_seat(cookie, episode.id, NOW).role == "client"
    with pytest.raises(Hidden):
        find_seat(cookie, episode.id, NOW + timedelta(minutes=6))
    end_session(cookie=cookie)
    for other in (cookie, "", "x" * 43):
        with pytest.raises(Hidden):
            find_seat(other, episode.id, NOW)


def test_she_alone_can_show_goals_and_her_newest_plan(ada: Person, tom: Person, episode: CareEpisode) -> None:
    assert to_show(ada.keyholder, episode.id) == Shown()
    propose_goal(episode=episode, words="Sleep at night", steps=(), version=0, now=NOW)
    for now, said in ((NOW, "Canary: the window."), (LATER, "Canary: the cold stairs.")):
        entry = Entry("safety-plan", {"signs": said})
        keep_entry(keyholder=ada.keyholder, entry=entry, record=new_id(), now=now)
    shown = to_show(ada.keyholder, episode.id)
    assert shown.goals == ("Sleep at night",)
    assert [said for _label, said in shown.plan] == ["Canary: the cold stairs."]
    assert to_show(tom.keyholder, episode.id) == Shown()
    assert "Canary" in ada.browser().get(f"/room/{episode.id}/").content.decode()
    assert "Canary" not in tom.browser().get(f"/room/{episode.id}/").content.decode()


def test_his_page_knows_when_the_time_that_was_booked_is_over(ada: Person, tom: Person, episode: CareEpisode) -> None:
    assert sides_of(tom.keyholder, episode.id, NOW).is_open is False
    ready_for_sets(tom, ada, episode.id, NOW)
    booked = AheadItem(new_id(), LATER, 50, Medium.VIDEO, AppointmentState.CONFIRMED)
    with writing(episode_of(tom.keyholder, episode.id).space, now=NOW) as work:
        work.cover(Ahead((booked,)))
    for now, ends in ((LATER - timedelta(minutes=31), None), (LATER - timedelta(minutes=30), booked.end)):
        sides = sides_of(tom.keyholder, episode.id, now)
        assert (sides.is_open, sides.ends) == (True, ends)
    assert sides_of(tom.keyholder, episode.id, booked.end).ends is None
