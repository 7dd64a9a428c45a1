"""The trail of who opened what is a chain that ends in the head: an entry removed, changed or put between shows."""

from datetime import timedelta

import pytest

from stillroom.core.sealing.audit import anchor
from stillroom.core.sealing.spaces import open_audit, seal_audit
from stillroom.vault.audits import note_opened, trail
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.invites import accept_invite, issue_invite
from stillroom.vault.models import AuditEntry, Space
from stillroom.vault.rekeys import rekey
from stillroom.vault.spaces import OpenSpace, Tampered, create_space, open_space
from tests.cast import NOW, Person
from tests.vault.places import say, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


@pytest.fixture
def care(ada: Person, tom: Person) -> OpenSpace:
    """With four acts in it: she wrote in three hours, he looked once."""
    space = share(ada, tom)
    for hours in range(3):
        say(space, str(hours), NOW + timedelta(hours=hours))
    note_opened(open_space(tom.keyholder, space.id), ["test.word"], NOW)
    return open_space(ada.keyholder, space.id)


def acts(space: OpenSpace) -> list[tuple[str, str]]:
    return [(trace.role, trace.action) for trace in trail(space)]


def entry(seq: int) -> AuditEntry:
    return AuditEntry.objects.get(seq=seq)


def removed(space: OpenSpace) -> None:
    entry(2).delete()


def last_removed(space: OpenSpace) -> None:
    entry(4).delete()


def all_removed(space: OpenSpace) -> None:
    AuditEntry.objects.all().delete()


def swapped(space: OpenSpace) -> None:
    second, third = bytes(entry(2).blob), bytes(entry(3).blob)
    AuditEntry.objects.filter(seq=2).update(blob=third)
    AuditEntry.objects.filter(seq=3).update(blob=second)


def moved(space: OpenSpace, seq: int, to: int) -> None:
    """As a member can, who has the key: sealed anew for another place in the chain."""
    key = space.space_key.reveal()
    plain = open_audit(key, space.id, space.epoch, seq, bytes(entry(seq).blob))
    entry(seq).delete()
    AuditEntry.objects.create(space_id=space.id, seq=to, blob=seal_audit(key, space.id, space.epoch, to, plain))


def closed_up(space: OpenSpace) -> None:
    """By a member: one taken out, and the rest moved up."""
    entry(2).delete()
    moved(space, 3, 2)
    moved(space, 4, 3)


def reworded(space: OpenSpace, seq: int, before: bytes, after: bytes) -> None:
    key = space.space_key.reveal()
    plain = open_audit(key, space.id, space.epoch, seq, bytes(entry(seq).blob)).replace(before, after)
    AuditEntry.objects.filter(seq=seq).update(blob=seal_audit(key, space.id, space.epoch, seq, plain))


def renamed(space: OpenSpace) -> None:
    """By a member: the look is made out to be hers."""
    reworded(space, 4, b'"by":"therapist"', b'"by":"client"')


def put_between(space: OpenSpace) -> None:
    """By a member: an act that never was, in the middle."""
    first = open_audit(space.space_key.reveal(), space.id, space.epoch, 1, bytes(entry(1).blob))
    for seq in (4, 3, 2):
        moved(space, seq, seq + 1)
    blob = seal_audit(space.space_key.reveal(), space.id, space.epoch, 2, first)
    AuditEntry.objects.create(space_id=space.id, seq=2, blob=blob)


HARMS = [removed, last_removed, all_removed, swapped, closed_up, renamed, put_between]


@pytest.mark.parametrize("harm", HARMS)
def test_a_trail_that_was_meddled_with_is_refused(care: OpenSpace, ada: Person, harm) -> None:
    assert acts(care) == [("therapist", "open"), *[("client", "write")] * 3]
    harm(care)
    with pytest.raises(Tampered):
        trail(open_space(ada.keyholder, care.id))


@pytest.mark.parametrize("harm", [last_removed, renamed])
def test_a_trail_that_is_only_opened_would_be_believed(care: OpenSpace, harm) -> None:
    """Control: every entry opens, and the list reads well; only the chain tells."""
    harm(care)
    key = care.space_key.reveal()
    for row in AuditEntry.objects.all():
        assert open_audit(key, care.id, care.epoch, row.seq, bytes(row.blob))


def test_what_was_noted_after_this_page_opened_the_space_is_left_for_the_next_page(
    care: OpenSpace, ada: Person, tom: Person
) -> None:
    seen = acts(care)
    note_opened(open_space(tom.keyholder, care.id), ["test.other"], NOW)
    assert acts(care) == seen
    assert acts(open_space(ada.keyholder, care.id)) == [("therapist", "open"), *seen]


def test_a_new_key_keeps_the_trail_whole(care: OpenSpace, ada: Person) -> None:
    before = acts(care)
    fresh = rekey(keyholder=ada.keyholder, space=care, without=None, now=NOW)
    assert acts(fresh) == [("client", "rekey"), *before]


def test_who_comes_in_by_a_code_stands_in_the_trail_and_on_the_newest_head(ada: Person, tom: Person) -> None:
    space = create_space(keyholder=tom.keyholder, kind=SpaceKind.CARE, role=Role.THERAPIST, label="", now=NOW)
    code = issue_invite(space=space, now=NOW)
    joined = accept_invite(keyholder=ada.keyholder, typed=code, role=Role.CLIENT, label="", now=NOW)
    assert acts(open_space(tom.keyholder, space.id)) == [("client", "join")]
    held = ada.keyholder.ring.spaces[space.id]
    assert (held.seq, held.link) == (joined.head.seq, joined.head.link)
    assert joined.head.seq == Space.objects.get(id=space.id).head_seq > space.head.seq


def test_the_anchor_always_stands_for_the_newest_link(care: OpenSpace, ada: Person, tom: Person) -> None:
    """A page that opened the space earlier must not put back the anchor it saw: that is what a rollback does."""
    old = open_space(ada.keyholder, care.id)
    note_opened(open_space(tom.keyholder, care.id), ["test.other"], NOW)
    note_opened(old, ["test.word"], NOW)
    note_opened(old, ["test.word"], NOW)
    row = Space.objects.get(id=care.id)
    assert bytes(row.anchor) == anchor(open_space(ada.keyholder, care.id).head.link)
    assert len(acts(open_space(ada.keyholder, care.id))) == 6


def test_a_look_that_is_noted_already_takes_no_lock(care: OpenSpace, tom: Person, django_assert_num_queries) -> None:
    his = open_space(tom.keyholder, care.id)
    with django_assert_num_queries(1):
        note_opened(his, ["test.word"], NOW)
