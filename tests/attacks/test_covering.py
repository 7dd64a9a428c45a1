"""Somebody wants to stand in without the client's yes, or to stay when it is over (ADR 36).

Each attack has its control: the same steps with the one thing that is missing, and then they lead in.
"""

from dataclasses import replace
from uuid import UUID

import pytest

from stillroom.base.errors import Hidden
from stillroom.care.actions.covering import let_in, pick_up_covering, take_on
from stillroom.care.actions.covering_ends import end_covering
from stillroom.care.bringing import bringable
from stillroom.care.documents import CoveringMessage, CoveringWord
from stillroom.care.queries import episode_of
from stillroom.care.queries.covering import brought_to, covering_messages, covering_requests
from stillroom.core.sealing.drops import Drop as SealedDrop
from stillroom.core.sealing.drops import DropType
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import open_record
from stillroom.privacy.queries import holdings_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import put_drop, recipient_of, send_request
from stillroom.vault.models import Drop, Record, Space
from stillroom.vault.records import NotYours, writing
from stillroom.vault.spaces import SpaceKey, create_space, open_space, open_with, unseal
from tests.care.cast import care, list_person, toms
from tests.care.strangers import assert_same_404
from tests.care.three import Three, three
from tests.cast import NOW, Person, make_person
from tests.practice.cast import founded, open_practice, own_data

__all__ = ["care", "founded", "list_person", "open_practice", "own_data", "three", "toms"]


def forged(three: Three, by: Person, role: Role, members: list[tuple[Person, Role]], sure: bool = True) -> UUID:
    """A space of three as whoever holds `by`'s keys can make it, with a key to it dropped at Iris's door."""
    others = [(recipient_of(who.keyholder.account, who.keyholder.fingerprint), its) for who, its in members]
    space = create_space(keyholder=by.keyholder, kind=SpaceKind.COVERING, role=role, label="", now=NOW, others=others)
    real = three.seen_by(three.ada, three.yes())
    with writing(space, now=NOW) as work:
        work.add(real.covering)
    end_covering(keyholder=three.ada.keyholder, found=real, now=NOW)
    iris = recipient_of(three.iris.keyholder.account, three.iris.keyholder.fingerprint)
    if sure:
        send_request(space=space, recipient=iris, now=NOW)
    else:
        drop = SealedDrop(
            DropType.REQUEST, space.id, space.epoch, space.key.secret.reveal(), space.roster.hash(), bytes(32)
        )
        put_drop(iris, drop, None)
    return space.id


def waiting_for_iris(three: Three) -> list[UUID]:
    return [each.id for each in covering_requests(three.iris.keyholder, NOW)]


def test_without_a_yes_the_colleague_gets_the_404_of_nothing_on_every_page(three: Three):
    browser = three.iris.browser()
    for path in (f"/with/{three.care}/", f"/with/{three.care}/stand-in/"):
        assert_same_404(browser, path, three.care)
    space = three.yes()
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    for tail in ("", "opened/", "answer/", "end/"):
        assert_same_404(browser, f"/stand-in/{space}/{tail}", space)


def test_control_with_a_yes_the_page_opens(three: Three):
    space = three.both_in()
    assert three.iris.browser().get(f"/stand-in/{space}/").status_code == 200


def test_a_stranger_gets_the_404_of_nothing_on_every_page(three: Three):
    space = three.both_in()
    (record,) = [p.id for p in _pieces(three, space)]
    uma = make_person("uma", Role.THERAPIST)
    for stranger in (uma.browser(), make_person("eve", Role.CLIENT).browser()):
        for tail in ("", f"brought/{record}/", "opened/", "end/"):
            assert_same_404(stranger, f"/stand-in/{space}/{tail}", space)


def _pieces(three: Three, space: UUID):
    return brought_to(three.ada.keyholder, three.seen_by(three.ada, space).space)


def test_a_therapist_cannot_say_yes_in_the_clients_place(three: Three):
    question, his = three.question(), episode_of(three.tom.keyholder, three.care)
    chosen = bringable(three.ada.keyholder, three.hers())
    spaces = Space.objects.count()
    with pytest.raises(NotYours):
        let_in(
            keyholder=three.tom.keyholder, episode=his, question=question, brought=chosen, seen=question.seen, now=NOW
        )
    with pytest.raises(NotYours), writing(his.space, now=NOW) as work:
        work.add(CoveringWord(three.iriss.id, "Iris", question.therapist.away_until, True, NOW))
    assert (Space.objects.count(), waiting_for_iris(three)) == (spaces, [])
    assert three.tom.browser().get(f"/with/{three.care}/stand-in/").status_code == 404


def test_a_space_that_the_therapist_made_by_himself_is_ignored(three: Three):
    """He knows everybody's keys and writes what a real one holds; what it lacks is the client's hand."""
    forged(three, three.tom, Role.THERAPIST, [(three.ada, Role.CLIENT), (three.iris, Role.COVERING)])
    assert waiting_for_iris(three) == []


def test_control_the_same_space_from_the_clients_hand_is_shown(three: Three):
    made = forged(three, three.ada, Role.CLIENT, [(three.tom, Role.THERAPIST), (three.iris, Role.COVERING)])
    assert waiting_for_iris(three) == [made]


def test_a_drop_without_proof_is_ignored(three: Three):
    forged(three, three.ada, Role.CLIENT, [(three.tom, Role.THERAPIST), (three.iris, Role.COVERING)], sure=False)
    assert waiting_for_iris(three) == []


def test_a_space_with_somebody_else_in_the_therapists_place_is_ignored(three: Three):
    uma = make_person("uma", Role.THERAPIST)
    forged(three, three.ada, Role.CLIENT, [(uma, Role.THERAPIST), (three.iris, Role.COVERING)])
    assert waiting_for_iris(three) == []


def test_a_space_with_a_fourth_person_in_it_is_ignored(three: Three):
    uma = make_person("uma", Role.THERAPIST)
    everybody = [(three.tom, Role.THERAPIST), (three.iris, Role.COVERING), (uma, Role.COVERING)]
    forged(three, three.ada, Role.CLIENT, everybody)
    assert waiting_for_iris(three) == []


def test_a_space_about_somebody_elses_episode_is_not_picked_up_by_the_therapist(three: Three):
    uma = make_person("uma", Role.CLIENT)
    space = forged(three, uma, Role.CLIENT, [(three.tom, Role.THERAPIST), (three.iris, Role.COVERING)])
    tom = recipient_of(three.tom.keyholder.account, three.tom.keyholder.fingerprint)
    send_request(space=open_space(uma.keyholder, space), recipient=tom, now=NOW)
    pick_up_covering(keyholder=three.tom.keyholder, now=NOW)
    assert space not in three.tom.keyholder.ring.spaces


def test_after_the_end_the_old_key_opens_nothing_that_is_there(three: Three):
    """Also for whoever kept the key and gets a copy of the database made afterwards."""
    space = three.both_in()
    old = three.seen_by(three.iris, space).space
    row = Record.objects.filter(space_id=space).exclude(id=space).first()
    control = (row.id, row.version, bytes(row.blob))
    assert open_record(old.space_key.reveal(), space, old.epoch, *control)  # control: before the end it does
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    for row in Record.objects.filter(space_id=space):
        for epoch in (old.epoch, old.epoch + 1):
            with pytest.raises(SealError):
                open_record(old.space_key.reveal(), space, epoch, row.id, row.version, bytes(row.blob))
    for epoch in (1, 2):
        with pytest.raises(Hidden):
            open_with(SpaceKey(space, epoch, old.key.secret), three.iris.keyholder.fingerprint)


def test_after_the_end_the_old_key_writes_nothing(three: Three):
    space = three.both_in()
    kept = three.seen_by(three.iris, space).space
    with writing(kept, now=NOW) as work:  # control
        work.add(CoveringMessage("Still in."))
    end_covering(keyholder=three.tom.keyholder, found=three.seen_by(three.tom, space), now=NOW)
    with pytest.raises(Hidden), writing(kept, now=NOW) as work:
        work.add(CoveringMessage("Still in?"))


def test_whoever_leaves_by_themselves_keeps_no_key_either(three: Three):
    space = three.both_in()
    kept = three.seen_by(three.iris, space)
    end_covering(keyholder=three.iris.keyholder, found=kept, now=NOW)
    assert space not in three.iris.keyholder.ring.spaces
    assert not Drop.objects.filter(account_id=three.iris.keyholder.account).exists()
    with pytest.raises(Hidden):
        unseal(kept.space.key)


def test_a_colleague_who_reads_while_it_is_taken_back_gets_nothing_more(three: Three):
    """The page was opened with a key that fits; what it reads next is under another one."""
    space = three.both_in()
    found = three.seen_by(three.iris, space)
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    with pytest.raises(Hidden):
        covering_messages(three.iris.keyholder, found)


def test_a_yes_given_back_does_not_come_back_with_an_old_drop(three: Three):
    space = three.yes()
    rows = list(Drop.objects.filter(account_id=three.iris.keyholder.account))
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    for row in rows:
        row.save()
    assert waiting_for_iris(three) == []


def test_a_colleague_whom_the_therapist_never_named_is_asked_nothing(three: Three, list_person):
    """The client's own browser would send it, made to by somebody: the directory does not name her."""
    uma = make_person("uma", Role.THERAPIST)
    listing = list_person(uma, "Uma")
    question = replace(three.question(), colleague=listing)
    chosen = bringable(three.ada.keyholder, three.hers())
    let_in(
        keyholder=three.ada.keyholder,
        episode=three.hers(),
        question=question,
        brought=chosen,
        seen=question.seen,
        now=NOW,
    )
    assert covering_requests(uma.keyholder, NOW) == ()


def test_the_colleague_takes_none_of_it_along(three: Three):
    space = three.both_in()
    assert space not in {place.id for place in holdings_of(three.iris.keyholder).places}
    assert space in {place.id for place in holdings_of(three.ada.keyholder).places}


def test_take_on_needs_the_key_that_waits(three: Three):
    space = three.both_in()
    with pytest.raises(Exception, match="changed meanwhile"):
        take_on(keyholder=three.iris.keyholder, found=three.seen_by(three.iris, space), now=NOW)
