"""Spaces, records and covers work for their members and for nobody else."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

import pytest

from stillroom.base.errors import Hidden
from stillroom.vault import documents
from stillroom.vault.accounts import WrongPassphrase, make_recovery_code, recover, unlock
from stillroom.vault.audits import note_opened, trail
from stillroom.vault.covers import covers_of
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document
from stillroom.vault.drops import accept_request, pending_requests, recipient_of, send_request
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite
from stillroom.vault.models import Record, Space
from stillroom.vault.records import NotYours, latest, read, read_all, writing
from stillroom.vault.rekeys import rekey, take_new_keys
from stillroom.vault.sessions import end_all_sessions, keyholder_of_session, start_session
from stillroom.vault.spaces import OpenSpace, Stale, Tampered, create_space, open_space, own_space
from tests.cast import CHEAP, NOW, WORDS, Person

BOTH = {Role.CLIENT, Role.THERAPIST}


@pytest.fixture(scope="module", autouse=True)
def kinds():
    """Documents of this test alone: taken out again, so that no other test sees them."""
    before = [dict(table) for table in (documents._TYPES, documents._BY_CLASS, documents._SECTIONS, documents._NAMES)]
    document("test.word", spaces={SpaceKind.CARE}, writers=BOTH, title="Word", amend=Amend.AUTHOR)(Word)
    document("test.note", spaces={SpaceKind.CARE}, writers={Role.THERAPIST}, readers={Role.THERAPIST}, title="N")(Note)
    cover_section("test")(Count)
    yield
    tables = (documents._TYPES, documents._BY_CLASS, documents._SECTIONS, documents._NAMES)
    for table, kept in zip(tables, before, strict=True):
        table.clear()
        table.update(kept)


@dataclass(frozen=True, slots=True)
class Word:
    text: str


@dataclass(frozen=True, slots=True)
class Note:
    text: str


@dataclass(frozen=True, slots=True)
class Count:
    words: int


@pytest.fixture
def care(ada: Person, tom: Person) -> OpenSpace:
    """Ada's space with Tom, as she made it; Tom has taken the key."""
    recipient = recipient_of(tom.keyholder.account, tom.keyholder.fingerprint)
    space = create_space(
        keyholder=ada.keyholder,
        kind=SpaceKind.CARE,
        role=Role.CLIENT,
        label="Tom",
        now=NOW,
        others=[(recipient, Role.THERAPIST)],
    )
    send_request(space=space, recipient=recipient, now=NOW)
    (request,) = pending_requests(tom.keyholder, NOW)
    accept_request(keyholder=tom.keyholder, request=request, label="Ada")
    return space


def say(space: OpenSpace, text: str) -> None:
    with writing(space, now=NOW) as work:
        work.add(Word(text))
        work.cover(Count(1))


def test_what_one_member_writes_the_other_reads_with_author_and_time(care: OpenSpace, ada: Person, tom: Person):
    say(care, "Grüße 🌊")
    (word,) = read_all(open_space(tom.keyholder, care.id), Word)
    assert (word.document.text, word.role, word.author, word.at) == (
        "Grüße 🌊",
        Role.CLIENT,
        ada.keyholder.fingerprint,
        NOW,
    )


def test_a_stranger_finds_the_same_nothing_as_for_a_random_id(care: OpenSpace, iris: Person):
    for space in (care.id, uuid4()):
        with pytest.raises(Hidden):
            open_space(iris.keyholder, space)


def test_roles_decide_who_may_write_and_read(care: OpenSpace, tom: Person):
    with pytest.raises(NotYours), writing(care, now=NOW) as work:
        work.add(Note("not hers to write"))
    with writing(open_space(tom.keyholder, care.id), now=NOW) as work:
        note = work.add(Note("his"))
    with pytest.raises(Hidden):
        read_all(care, Note)
    with pytest.raises(Hidden):
        read(care, Note, note.id)


def test_only_the_author_amends_and_only_the_newest_version(care: OpenSpace, ada: Person, tom: Person):
    say(care, "first")
    word = latest(care, Word)
    with pytest.raises(NotYours), writing(open_space(tom.keyholder, care.id), now=NOW) as work:
        work.replace(word, Word("forged"))
    with writing(care, now=NOW) as work:
        work.replace(word, Word("second"))
    with pytest.raises(Stale), writing(care, now=NOW) as work:
        work.replace(word, Word("third"))
    assert [w.document.text for w in read_all(open_space(ada.keyholder, care.id), Word)] == ["second"]


def test_a_failed_block_changes_nothing(care: OpenSpace, ada: Person):
    with pytest.raises(ZeroDivisionError), writing(care, now=NOW) as work:
        work.add(Word("lost"))
        raise ZeroDivisionError
    assert read_all(open_space(ada.keyholder, care.id), Word) == ()


def test_covers_of_many_spaces_take_one_query(care: OpenSpace, ada: Person, tom: Person, django_assert_num_queries):
    say(care, "hello")
    create_space(keyholder=ada.keyholder, kind=SpaceKind.CARE, role=Role.CLIENT, label="A", now=NOW)
    with django_assert_num_queries(1):
        covers = covers_of(ada.keyholder, SpaceKind.CARE)
    assert [(cover.label, cover.get(Count)) for cover in covers] == [("A", None), ("Tom", Count(1))]


@pytest.mark.parametrize("harm", ["delete", "add", "version", "head"])
def test_tampering_with_rows_shows(care: OpenSpace, ada: Person, harm: str):
    say(care, "hello")
    old_head = bytes(Space.objects.get(id=care.id).head)
    say(care, "again")
    row = Record.objects.filter(space_id=care.id).exclude(id=care.id).first()
    if harm == "delete":
        row.delete()
    elif harm == "add":
        Record.objects.create(space_id=care.id, version=1, blob=b"x" * 337)
    elif harm == "version":
        Record.objects.filter(id=row.id).update(version=2)
    else:
        Space.objects.filter(id=care.id).update(head=old_head)
    with pytest.raises(Tampered):
        open_space(ada.keyholder, care.id)


def test_an_invite_opens_once_and_then_says_the_same_as_a_wrong_code(tom: Person, ada: Person, iris: Person):
    space = create_space(keyholder=tom.keyholder, kind=SpaceKind.CARE, role=Role.THERAPIST, label="New", now=NOW)
    code = issue_invite(space=space, now=NOW)
    joined = accept_invite(keyholder=ada.keyholder, typed=code.lower(), role=Role.CLIENT, label="Tom", now=NOW)
    assert {member.role for member in joined.members} == BOTH
    assert {member.role for member in open_space(tom.keyholder, space.id).members} == BOTH
    for typed in (code, "AAAAA-AAAAA-AAAAA-AAAAA", "short"):
        with pytest.raises(InviteUnknown):
            accept_invite(keyholder=iris.keyholder, typed=typed, role=Role.CLIENT, label="", now=NOW)


def test_an_invite_ends_after_fourteen_days(tom: Person, ada: Person):
    space = create_space(keyholder=tom.keyholder, kind=SpaceKind.CARE, role=Role.THERAPIST, label="", now=NOW)
    code = issue_invite(space=space, now=NOW)
    with pytest.raises(InviteUnknown):
        accept_invite(keyholder=ada.keyholder, typed=code, role=Role.CLIENT, label="", now=NOW + timedelta(days=15))


def test_who_leaves_a_space_opens_nothing_of_it_any_more(care: OpenSpace, ada: Person, tom: Person):
    say(care, "before")
    old_entry = tom.keyholder.ring.spaces[care.id]
    fresh = rekey(keyholder=ada.keyholder, space=care, without=tom.keyholder.fingerprint, now=NOW)
    say(fresh, "after")
    assert {w.document.text for w in read_all(fresh, Word)} == {"before", "after"}
    assert take_new_keys(tom.keyholder, NOW) == 0
    assert tom.keyholder.ring.spaces[care.id] == old_entry
    with pytest.raises(Hidden):
        open_space(tom.keyholder, care.id)


def test_a_member_who_was_away_follows_three_new_keys(care: OpenSpace, ada: Person, tom: Person):
    space = care
    for _ in range(3):
        space = rekey(keyholder=ada.keyholder, space=space, without=None, now=NOW)
    say(space, "still here")
    assert take_new_keys(tom.keyholder, NOW) == 1
    assert [w.document.text for w in read_all(open_space(tom.keyholder, care.id), Word)] == ["still here"]


def test_the_trail_names_each_act_once_an_hour(care: OpenSpace, tom: Person, ada: Person):
    say(care, "one")
    say(care, "two")
    his = open_space(tom.keyholder, care.id)
    note_opened(his, ["test.word"], NOW)
    note_opened(open_space(tom.keyholder, care.id), ["test.word"], NOW)
    found = [(t.role, t.action, t.kind) for t in trail(open_space(ada.keyholder, care.id))]
    assert found == [("therapist", "open", "test.word"), ("client", "write", "test.word")]


def test_passphrase_and_recovery_code_open_the_same_account(ada: Person):
    code = make_recovery_code(keyholder=ada.keyholder)
    by_words = unlock(handle="Ada  otter_LAMP", passphrase=f" {WORDS.upper()} ", now=NOW, cost=CHEAP)
    by_code = recover(code=code.lower().replace("-", " "), now=NOW)
    assert by_words.keyholder.account == by_code.keyholder.account == ada.keyholder.account
    for handle, words in ((ada.profile.handle, "wrong " + WORDS), ("nobody-at-all", WORDS)):
        with pytest.raises(WrongPassphrase):
            unlock(handle=handle, passphrase=words, now=NOW, cost=CHEAP)


def test_a_session_ends_by_idling_by_age_and_everywhere(ada: Person):
    def start() -> str:
        return start_session(unlocked=ada.unlocked, idle=timedelta(minutes=5), now=NOW)

    assert keyholder_of_session(start(), NOW + timedelta(minutes=4)).account == ada.keyholder.account
    assert keyholder_of_session(start(), NOW + timedelta(minutes=5)) is None
    cookie = start()
    end_all_sessions(keyholder=ada.keyholder)
    assert keyholder_of_session(cookie, NOW) is None
    assert keyholder_of_session("A" * 43, NOW) is None


def test_the_journal_is_found_by_its_kind(ada: Person, tom: Person):
    assert own_space(ada.keyholder, SpaceKind.JOURNAL).kind is SpaceKind.JOURNAL
    with pytest.raises(Hidden):
        own_space(tom.keyholder, SpaceKind.JOURNAL)
