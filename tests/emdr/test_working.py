"""Targets by a code word, sets as they ran, a session that does not end without its closure, and the day after."""

import uuid
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.actions import NotNow
from stillroom.emdr.actions import close
from stillroom.emdr.documents import After, Ahead, Closure, SetDone, Status, StoppedBy, Target
from stillroom.emdr.working import (
    NEXT_DAY,
    Locked,
    NotClosed,
    afters_of,
    close_session,
    keep_set,
    keep_target,
    sessions_of,
    targets_of,
    tell_after,
    unclosed_of,
)
from stillroom.vault.audits import trail
from stillroom.vault.covers import cover_of
from stillroom.vault.models import Record
from stillroom.vault.records import NotYours, writing
from stillroom.vault.spaces import Stale
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.emdr.ready import sign_list, tell
from tests.sameness import seen

LATER = NOW + timedelta(minutes=5)
SESSION = new_id()
SET = SetDone(1, "eyes", 1.0, "horizontal", 24, 24.0, StoppedBy.END)
POSTED = {
    "n": 1,
    "way": "eyes",
    "hz": "1",
    "direction": "horizontal",
    "cycles": 24,
    "seconds": "24",
    "stopped_by": "end",
}
STAIRS = Target("Stairs")
DONE = Closure(container=True, calm=True)


@pytest.fixture
def ready(pair: Pair) -> Pair:
    tell(pair, NOW)
    sign_list(pair, NOW + timedelta(minutes=1))
    return pair


def keep(pair: Pair, done: SetDone | None = SET, record: uuid.UUID = SESSION, target=None):
    his = pair.his()
    return keep_set(keyholder=pair.tom.keyholder, episode=his, record=record, target=target, done=done, now=LATER)


def end(pair: Pair, closure: Closure, record: uuid.UUID = SESSION):
    return close_session(episode=pair.his(), record=record, closure=closure, now=LATER)


def target(pair: Pair, given: Target = STAIRS, record=None, version=0):
    return keep_target(episode=pair.his(), target=given, record=record, version=version, now=LATER)


def address(pair: Pair, page: str = "") -> str:
    return f"/with/{pair.space}/sides/{page}"


def test_a_set_that_is_sent_twice_stands_there_once_and_takes_its_number_later(ready: Pair) -> None:
    keep(ready, None)
    keep(ready)
    keep(ready)
    keep(ready, replace(SET, n=2, stopped_by=StoppedBy.CLIENT))
    keep(ready, replace(SET, sud=4))
    (session,) = sessions_of(ready.ada.keyholder, ready.hers())
    assert [(each.n, each.sud) for each in session.document.sets] == [(1, 4), (2, None)]


def test_nothing_begins_while_it_is_closed_and_what_has_begun_is_still_kept(ready: Pair) -> None:
    keep(ready)
    close(episode=ready.his(), now=LATER)
    keep(ready, replace(SET, n=2))
    end(ready, DONE)
    with pytest.raises(Locked):
        keep(ready, record=new_id())


def test_another_session_does_not_begin_before_the_last_one_is_closed(ready: Pair) -> None:
    keep(ready)
    with pytest.raises(NotClosed):
        keep(ready, record=new_id())
    end(ready, DONE)
    with pytest.raises(NotClosed):
        keep(ready, replace(SET, n=3))
    keep(ready, record=new_id())


@pytest.mark.parametrize(
    ("closure", "ends"),
    [
        (Closure(), False),
        (Closure(container=True), False),
        (Closure(calm=True, grounded=True, expect=True, contact=True, oriented=True), False),
        (Closure(sud=0, voc=7), False),
        (Closure(sud=1, voc=7, scan_clear=True), False),
        (Closure(container=True, calm=True), True),
        (Closure(sud=0, voc=7, scan_clear=True), True),
        (Closure(sud=1, voc=6, scan_clear=True, as_good_as=True), True),
        (Closure(reason="Her door bell rang; she called back and was calm."), True),
    ],
)
def test_an_incomplete_session_does_not_end_without_container_and_calm_place_or_a_reason(
    ready: Pair, closure: Closure, ends: bool
) -> None:
    keep(ready)
    if ends:
        end(ready, closure)
        assert unclosed_of(ready.tom.keyholder, ready.his()) is None
    else:
        with pytest.raises(NotClosed):
            end(ready, closure)
        assert unclosed_of(ready.tom.keyholder, ready.his()) is not None


def test_a_target_takes_over_how_its_session_ended(ready: Pair) -> None:
    one = target(ready).id
    for closure, status in ((DONE, Status.INCOMPLETE), (Closure(sud=0, voc=7, scan_clear=True), Status.COMPLETE)):
        session = new_id()
        keep(ready, record=session, target=one)
        end(ready, closure, session)
        assert targets_of(ready.ada.keyholder, ready.hers())[0].document.status is status


def test_a_target_that_another_page_changed_is_not_written_over(ready: Pair) -> None:
    one = target(ready)
    target(ready, Target("Stairs", sud=8), one.id, one.version)
    with pytest.raises(Stale):
        target(ready, Target("Stairs", sud=2), one.id, one.version)


def test_nothing_of_a_target_can_be_read_outside_the_episode(ready: Pair, iris: Person) -> None:
    target(ready, Target("Canary stairs", image="Canary picture"))
    assert all(b"Canary" not in bytes(blob) for blob in Record.objects.values_list("blob", flat=True))
    with pytest.raises(Hidden):
        targets_of(iris.keyholder, ready.his())
    page = ready.ada.browser().get(address(ready)).content.decode()
    assert "Canary stairs" in page, "the control: she can"
    assert "Canary" not in ready.ada.browser().get("/today/").content.decode()
    assert "Canary" not in ready.tom.browser().get("/today/").content.decode()


def test_each_writes_their_own(ready: Pair) -> None:
    for episode, document in ((ready.hers(), Target("x")), (ready.his(), After(SESSION))):
        with pytest.raises(NotYours), writing(episode.space, now=LATER) as work:
            work.add(document)


def test_the_next_day_she_is_asked_once_how_it_was(ready: Pair) -> None:
    keep(ready)
    end(ready, DONE)
    ahead = cover_of(ready.his().space).get(Ahead)
    assert (ahead.after, ahead.after_from) == (SESSION, LATER + NEXT_DAY)
    asked = "How was it after the sets"
    ada = ready.ada.browser()
    for by, shown in ((timedelta(hours=1), False), (timedelta(days=-8), False), (timedelta(hours=-1), True)):
        with writing(ready.his().space, now=LATER) as work:
            work.cover(Ahead(after=SESSION, after_from=timezone.now() + by))  # pages read the real clock
        assert (asked in ada.get("/today/").content.decode()) is shown
    assert ada.post(address(ready, "after/"), {"sud": "3", "words": "Canary dream."}).status_code == 302
    assert asked not in ada.get("/today/").content.decode()
    (after,) = afters_of(ready.tom.keyholder, ready.his())
    assert (after.document.sud, after.document.words) == (3, "Canary dream.")
    assert "Canary dream." in ready.tom.browser().get(address(ready)).content.decode()
    opened = {each.kind for each in trail(ready.hers().space) if each.action == "open" and each.role == "therapist"}
    assert {"emdr.after", "emdr.body"} <= opened, "she can see that he has looked"
    tell_after(episode=ready.hers(), after=After(SESSION, sud=9), now=LATER)
    assert len(afters_of(ready.tom.keyholder, ready.his())) == 1
    with pytest.raises(NotNow):
        tell_after(episode=ready.hers(), after=After(new_id()), now=LATER)


def test_the_room_keeps_its_log_by_post_and_refuses_what_cannot_be(ready: Pair) -> None:
    tom, record = ready.tom.browser(), str(SESSION)
    assert tom.post(address(ready, "log/"), {"record": record}).status_code == 204
    assert tom.post(address(ready, "log/"), {"record": record, **POSTED}).status_code == 204
    assert tom.post(address(ready, "log/"), {"record": record, **POSTED, "sud": "5"}).status_code == 204
    for broken in (
        {"hz": "9"},
        {"seconds": "61"},
        {"cycles": "61"},
        {"stopped_by": "ghost"},
        {"sud": "11"},
        {"way": ""},
    ):
        assert tom.post(address(ready, "log/"), {"record": record, **POSTED, **broken}).status_code == 422
    assert tom.post(address(ready, "log/"), {"record": str(new_id())}).status_code == 409
    (session,) = sessions_of(ready.tom.keyholder, ready.his())
    assert [each.sud for each in session.document.sets] == [5]
    unclosed = "A session of sets is not closed yet."
    assert unclosed in tom.get(f"/with/{ready.space}/").content.decode()
    assert unclosed not in ready.ada.browser().get(f"/with/{ready.space}/").content.decode()
    page = tom.get(address(ready, f"end/{record}/")).content.decode()
    assert "ran to its end" in page
    assert tom.post(address(ready, f"end/{record}/"), {"grounded": "on"}).status_code == 422
    assert tom.post(address(ready, f"end/{record}/"), {"container": "on", "calm": "on"}).status_code == 302
    assert unclosed not in tom.get(f"/with/{ready.space}/").content.decode()
    assert "Not complete." in ready.ada.browser().get(address(ready, f"end/{record}/")).content.decode()


def test_only_an_open_list_puts_the_control_on_his_page_and_an_unclosed_part_on_the_page_after(ready: Pair) -> None:
    tom, ada = ready.tom.browser(), ready.ada.browser()
    room = f"/room/{ready.space}/"
    assert "<sets-control" in tom.get(room).content.decode()
    assert "not closed yet" not in tom.get(f"{room}over/").content.decode()
    keep(ready)
    assert "are not closed yet" in tom.get(f"{room}over/").content.decode()
    close(episode=ready.his(), now=LATER)
    assert "<sets-control" not in tom.get(room).content.decode()
    assert "<sets-control" not in ada.get(room).content.decode()


def test_strangers_get_the_same_404_as_for_nothing(ready: Pair, iris: Person, max_: Person, eve: Client) -> None:
    keep(ready)
    one = target(ready).id
    for browser in (iris.browser(), max_.browser(), eve):
        for page in (f"end/{SESSION}/", f"one/{one}/", "new/", "after/"):
            there, nowhere = browser.get(address(ready, page)), browser.get(f"/with/{uuid.uuid4()}/sides/{page}")
            assert there.status_code == 404
            assert seen(there) == seen(nowhere)
    assert iris.browser().post(address(ready, "log/"), {"record": str(SESSION), **POSTED}).status_code == 404
    assert ready.ada.browser().post(address(ready, "log/"), {"record": str(SESSION)}).status_code == 404
    assert ready.ada.browser().post(address(ready, f"end/{SESSION}/"), {"reason": "x"}).status_code == 404
