"""Spaces, records and covers work for their members and for nobody else."""

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError

from stillroom.base.errors import Hidden
from stillroom.vault.accounts import WrongPassphrase, make_recovery_code, recover, unlock
from stillroom.vault.audits import note_opened, trail
from stillroom.vault.covers import covers_of
from stillroom.vault.documents import MEMBERS, Role, SpaceKind, document
from stillroom.vault.drops import recipient_of
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite
from stillroom.vault.models import Record, Space
from stillroom.vault.records import NotYours, latest, read, read_all, writing
from stillroom.vault.rekeys import rekey, take_new_keys
from stillroom.vault.sessions import end_all_sessions, enter, start_session
from stillroom.vault.spaces import OpenSpace, Stale, Tampered, create_space, open_space, own_space, write_roster
from tests.cast import CHEAP, NOW, WORDS, Person
from tests.vault.places import BOTH, Count, Word, said, say, share


@pytest.fixture(scope="module", autouse=True)
def kinds(words: None) -> None:
    """One more, that only the therapist writes and reads."""
    only = {Role.THERAPIST}
    document("test.note", spaces={SpaceKind.CARE}, writers=only, readers=only, title="Note")(Note)


@dataclass(frozen=True, slots=True)
class Note:
    text: str


@pytest.fixture
def care(ada: Person, tom: Person) -> OpenSpace:
    return share(ada, tom)


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

    assert enter(start(), NOW + timedelta(minutes=4)).keyholder.account == ada.keyholder.account
    assert enter(start(), NOW + timedelta(minutes=5)) is None
    cookie = start()
    end_all_sessions(keyholder=ada.keyholder)
    assert enter(cookie, NOW) is None
    assert enter("A" * 43, NOW) is None


def test_the_journal_is_found_by_its_kind(ada: Person, tom: Person):
    assert own_space(ada.keyholder, SpaceKind.JOURNAL).kind is SpaceKind.JOURNAL
    with pytest.raises(Hidden):
        own_space(tom.keyholder, SpaceKind.JOURNAL)


# Writing.


def test_what_is_added_and_changed_in_one_block_is_there_once(care: OpenSpace, ada: Person):
    with writing(care, now=NOW) as work:
        word = work.add(Word("first"))
        word = work.replace(word, Word("second"))
        work.replace(word, Word("third"))
        work.remove(work.add(Word("never mind")))
    assert [w.document.text for w in read_all(open_space(ada.keyholder, care.id), Word)] == ["third"]


def test_what_was_removed_does_not_come_back_under_its_number_in_the_same_block(care: OpenSpace):
    with pytest.raises(Stale), writing(care, now=NOW) as work:
        word = work.add(Word("first"))
        work.remove(word)
        work.add(Word("again"), record=word.id)


def test_no_document_takes_the_place_of_the_cover(care: OpenSpace):
    with pytest.raises(Stale), writing(care, now=NOW) as work:
        work.add(Word("cover me"), record=care.id)


def test_the_number_of_a_record_elsewhere_overwrites_nothing(care: OpenSpace, ada: Person):
    say(care, "hello")
    word = latest(care, Word)
    journal = own_space(ada.keyholder, SpaceKind.JOURNAL)
    with pytest.raises(IntegrityError), writing(journal, now=NOW) as work:
        work.add(Word("in its place"), record=word.id)
    assert latest(open_space(ada.keyholder, care.id), Word).document.text == "hello"


def test_an_open_space_can_be_written_in_twice_and_reads_what_it_wrote(care: OpenSpace, ada: Person):
    say(care, "one")
    say(care, "two")
    assert said(care) == ["one", "two"]
    assert care.head == open_space(ada.keyholder, care.id).head


# Spaces such as we never make, planted by who can write to rows.


@pytest.mark.parametrize(
    "planted",
    [
        lambda roster: replace(roster, kind="throne"),
        lambda roster: replace(roster, kind="journal"),
        lambda roster: replace(roster, members=tuple(replace(m, role="king") for m in roster.members)),
        lambda roster: replace(roster, members=tuple(replace(m, role="steward") for m in roster.members)),
        lambda roster: replace(roster, members=(*roster.members, *roster.members)),
    ],
)
def test_a_roster_that_we_never_write_is_refused(care: OpenSpace, ada: Person, planted):
    write_roster(care, planted(care.roster))
    with pytest.raises(Tampered):
        open_space(ada.keyholder, care.id)


@pytest.mark.parametrize("columns", [{"epoch": 2**40}, {"head_seq": 2**63 - 1}, {"head": b""}, {"roster": b"x"}])
def test_numbers_that_were_never_written_are_refused_and_break_nothing(care: OpenSpace, ada: Person, columns):
    Space.objects.filter(id=care.id).update(**columns)
    with pytest.raises((Hidden, Tampered)):
        open_space(ada.keyholder, care.id)


@pytest.mark.parametrize("kind", list(SpaceKind))
def test_a_space_is_made_with_exactly_the_roles_of_its_kind(ada: Person, kind: SpaceKind):
    may = set()
    for role in Role:
        try:
            space = create_space(keyholder=ada.keyholder, kind=kind, role=role, label="", now=NOW)
        except ValueError:
            continue
        may.add(role)
        assert (open_space(ada.keyholder, space.id).role, space.kind) == (role, kind)
    assert may == MEMBERS[kind]
    for other in set(Role) - MEMBERS[kind]:
        recipient = recipient_of(ada.keyholder.account, ada.keyholder.fingerprint)
        with pytest.raises(ValueError, match="no such member"):
            create_space(
                keyholder=ada.keyholder,
                kind=kind,
                role=next(iter(may)),
                label="",
                now=NOW,
                others=[(recipient, other)],
            )
