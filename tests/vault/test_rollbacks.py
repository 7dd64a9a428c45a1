"""Attack 8 of pv1 section 17: rows put back to how they were, one by one and a whole space at once."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import connection

from stillroom.vault import rollbacks, sessions
from stillroom.vault.covers import covers_of
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder, keyholder_of
from stillroom.vault.models import Account, AuditEntry, Record, Space
from stillroom.vault.records import latest, read_all, writing
from stillroom.vault.rekeys import rekey
from stillroom.vault.rollbacks import remember_heads
from stillroom.vault.sessions import enter, start_session
from stillroom.vault.spaces import OpenSpace, Tampered, open_space
from tests.cast import NOW, Person
from tests.vault.places import Count, Word, said, say, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
TOMORROW = NOW + timedelta(days=1)


@dataclass
class Copy:
    """All that the server keeps of one space, as a thief who comes back can keep it."""

    space: UUID
    rows: list[tuple[type, list[dict[str, object]]]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.rows = [
            (Space, list(Space.objects.filter(id=self.space).values())),
            (Record, list(Record.objects.filter(space_id=self.space).values())),
            (AuditEntry, list(AuditEntry.objects.filter(space_id=self.space).values())),
        ]

    def put_back(self, *only: type) -> None:
        for model, rows in self.rows:
            if model is Space:
                Space.objects.filter(id=self.space).update(**rows[0])
            elif not only or model in only:
                model.objects.filter(space_id=self.space).delete()
                model.objects.bulk_create(model(**row) for row in rows)


@pytest.fixture
def care(ada: Person, tom: Person) -> OpenSpace:
    return share(ada, tom)


def is_harmed(keyholder: Keyholder) -> bool:
    """Whether a home page says so of the one space that this person shares."""
    (cover,) = covers_of(keyholder, SpaceKind.CARE)
    assert not (cover.harmed and cover.sections)
    return cover.harmed


def by_session(person: Person, now: datetime) -> Keyholder:
    """As each request gets its keyholder."""
    row = Account.objects.get(id=person.keyholder.account)
    unlocked = type(person.unlocked)(keyholder_of(row, person.keyholder.seed.reveal()), row.session_generation)
    return enter(start_session(unlocked=unlocked, idle=timedelta(minutes=5), now=now), now).keyholder


def test_a_space_put_back_as_a_whole_is_refused_by_who_has_seen_a_later_one(care: OpenSpace, ada: Person) -> None:
    say(care, "I want to stop.")
    before = Copy(care.id)
    say(open_space(ada.keyholder, care.id), "No, I take that back.")
    by_session(ada, TOMORROW)
    before.put_back()
    her = by_session(ada, TOMORROW)
    with pytest.raises(Tampered):
        open_space(her, care.id)
    assert is_harmed(her)


def test_without_her_ring_s_memory_she_would_be_shown_the_old_words(
    care: OpenSpace, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: the same rollback, where no head is remembered."""
    monkeypatch.setattr(sessions, "remember_heads", lambda *_: None)
    say(care, "I want to stop.")
    before = Copy(care.id)
    say(open_space(ada.keyholder, care.id), "No, I take that back.")
    by_session(ada, TOMORROW)
    before.put_back()
    assert said(open_space(by_session(ada, TOMORROW), care.id)) == ["I want to stop."]


def test_an_old_space_that_was_written_on_after_it_was_put_back_is_refused_too(care: OpenSpace, ada: Person) -> None:
    """A thief with one member's key catches up with the count of writes; the link of the trail is another one."""
    before = Copy(care.id)
    say(care, "really said")
    by_session(ada, TOMORROW)
    before.put_back()
    say(care, "said in its place")
    assert Space.objects.get(id=care.id).head_seq == care.head.seq
    with pytest.raises(Tampered):
        open_space(by_session(ada, TOMORROW), care.id)


def test_a_space_put_back_behind_its_last_change_of_key_is_refused(care: OpenSpace, ada: Person) -> None:
    before = Copy(care.id)
    rekey(keyholder=ada.keyholder, space=care, without=None, now=NOW)
    before.put_back()
    with pytest.raises(Tampered):
        open_space(ada.keyholder, care.id)


def test_one_row_put_back_shows_at_once_on_the_home_page_too(care: OpenSpace, tom: Person) -> None:
    """A cover put back would take the flag of today from the therapist's list."""
    say(care, "one")
    before = Record.objects.filter(id=care.id).values().get()
    say(care, "two")
    Record.objects.filter(id=care.id).update(**before)
    assert is_harmed(tom.keyholder)
    with pytest.raises(Tampered):
        open_space(tom.keyholder, care.id)


@pytest.mark.parametrize("harm", ["cover gone", "record gone", "record put back", "record planted", "head put back"])
def test_what_is_harmed_in_a_space_shows_on_the_home_page(care: OpenSpace, tom: Person, harm: str) -> None:
    say(care, "one")
    word = latest(care, Word)
    first = Record.objects.filter(id=word.id).values().get()
    head = Space.objects.filter(id=care.id).values("head", "head_seq").get()
    with writing(care, now=NOW) as work:
        work.replace(word, Word("two"))
    (cover,) = covers_of(tom.keyholder, SpaceKind.CARE)
    assert cover.get(Count) == Count(1)
    assert not is_harmed(tom.keyholder)
    if harm == "cover gone":
        Record.objects.filter(id=care.id).delete()
    elif harm == "record gone":
        Record.objects.filter(id=word.id).delete()
    elif harm == "record put back":
        Record.objects.filter(id=word.id).update(**first)
    elif harm == "record planted":
        Record.objects.create(space_id=care.id, version=1, blob=b"x" * 337)
    else:
        Space.objects.filter(id=care.id).update(**head)
    assert is_harmed(tom.keyholder)


@pytest.mark.parametrize("column", ["salt", "key_check", "epoch"])
def test_a_space_whose_own_key_does_not_fit_is_harmed_and_not_simply_gone(
    care: OpenSpace, tom: Person, column: str
) -> None:
    """Else whoever writes to one row takes a person, and their flag, off the therapist's list without a word."""
    Space.objects.filter(id=care.id).update(**{column: 0 if column == "epoch" else b"x" * 32})
    assert is_harmed(tom.keyholder)
    with pytest.raises(Tampered):
        open_space(tom.keyholder, care.id)


def test_two_rows_cannot_be_hidden_in_one_long_id(care: OpenSpace, ada: Person) -> None:
    """Set side by side, the bytes of two rows are those of one row whose id is 36 bytes long."""
    say(care, "one")
    say(care, "two")
    rows = sorted(Record.objects.filter(space_id=care.id).values_list("id", "version"))
    joined = b"".join(record.bytes + version.to_bytes(4, "big") for record, version in rows)
    Record.objects.filter(space_id=care.id).delete()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO record (id, space_id, version, blob) VALUES (%s, %s, %s, %s)",
            [joined[:-4], care.id.bytes, int.from_bytes(joined[-4:], "big"), b"x"],
        )
    with pytest.raises(Tampered):
        open_space(ada.keyholder, care.id)


@pytest.mark.parametrize("which", ["cover", "record"])
def test_a_row_cannot_be_hidden_under_a_text_of_the_same_bytes(care: OpenSpace, tom: Person, which: str) -> None:
    """No look-up by id would find it any more, and its hex is still on the list."""
    say(care, "one")
    row = care.id if which == "cover" else latest(care, Word).id
    with connection.cursor() as cursor:
        cursor.execute("UPDATE record SET id = CAST(id AS TEXT) WHERE id = %s", [row.bytes])
        assert cursor.rowcount == 1
    assert is_harmed(tom.keyholder)
    with pytest.raises(Tampered):
        open_space(tom.keyholder, care.id)


@pytest.mark.parametrize("version", ["1.5", "x'31'", "-1", "4294967296"])
def test_a_version_that_we_never_write_is_refused(care: OpenSpace, tom: Person, version: str) -> None:
    say(care, "one")
    row = latest(care, Word).id
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA ignore_check_constraints=ON")
        cursor.execute(f"UPDATE record SET version = {version} WHERE id = %s", [row.bytes])
        cursor.execute("PRAGMA ignore_check_constraints=OFF")
    with pytest.raises(Tampered):
        read_all(open_space(tom.keyholder, care.id), Word)


def test_heads_are_remembered_once_a_day_and_no_more(care: OpenSpace, ada: Person) -> None:
    def version() -> int:
        return Account.objects.get(id=ada.keyholder.account).key_ring_version

    say(care, "one")
    by_session(ada, NOW)
    first = version()
    say(care, "two")
    by_session(ada, NOW + timedelta(hours=1))
    assert version() == first
    by_session(ada, TOMORROW)
    assert version() == first + 1
    by_session(ada, TOMORROW + timedelta(days=1))
    assert version() == first + 1, "nothing had happened, so nothing was written"


def test_a_harmed_space_is_not_remembered_as_it_is(care: OpenSpace, ada: Person) -> None:
    say(care, "one")
    remember_heads(ada.keyholder, NOW)
    kept = ada.keyholder.ring.spaces[care.id]
    say(care, "two")
    Record.objects.filter(space_id=care.id).delete()
    remember_heads(ada.keyholder, TOMORROW)
    assert ada.keyholder.ring.spaces[care.id] == kept


def test_a_newer_key_on_the_ring_is_not_touched_by_who_remembers_slowly(care: OpenSpace, ada: Person) -> None:
    say(care, "one")
    row = Account.objects.get(id=ada.keyholder.account)
    slow = keyholder_of(row, ada.keyholder.seed.reveal())
    rekey(keyholder=ada.keyholder, space=care, without=None, now=NOW)
    remember_heads(slow, NOW)
    assert open_space(ada.keyholder, care.id).epoch == 2
    entry = replace(slow.ring.spaces[care.id], epoch=1, seq=99)
    assert rollbacks._merged(ada.keyholder.ring, {care.id: entry}) is ada.keyholder.ring
