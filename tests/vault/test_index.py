"""A page opens the records that it shows, by an index that nobody can take away, put back or forge unseen."""

from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stillroom.core.sealing.spaces import open_record
from stillroom.vault import opening
from stillroom.vault.documents import INDEX, Role, SpaceKind, document
from stillroom.vault.index import ENTRIES, STEP, page_id
from stillroom.vault.models import Record
from stillroom.vault.opening import index_of, payloads, payloads_of
from stillroom.vault.records import read_all, writing
from stillroom.vault.rekeys import rekey
from stillroom.vault.spaces import OpenSpace, Tampered, open_space
from tests.cast import NOW, Person
from tests.vault.places import Word, said, say, share


@pytest.fixture(scope="module", autouse=True)
def kinds(words: None) -> None:
    """Words, and one more kind of which there are many."""


@pytest.fixture
def care(ada: Person, tom: Person) -> OpenSpace:
    return share(ada, tom)


def many(space: OpenSpace, count: int, begin: str = "word") -> None:
    with writing(space, now=NOW) as work:
        for number in range(count):
            work.add(Word(f"{begin} {number}"))


def opened(space: OpenSpace, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many records are opened to read all of a kind of which there are none."""
    count = 0

    def counted(*args: object) -> bytes:
        nonlocal count
        count += 1
        return open_record(*args)  # type: ignore[arg-type]

    monkeypatch.setattr(opening, "open_record", counted)
    assert list(payloads_of(space, "nothing of it")) == []
    return count


def fresh(person: Person, space: OpenSpace) -> OpenSpace:
    return open_space(person.keyholder, space.id)


@pytest.mark.parametrize("count", [1, STEP, 3 * STEP, ENTRIES + 2 * STEP, 2_000])
def test_what_is_not_asked_for_is_not_opened(
    care: OpenSpace, ada: Person, count: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(care, count)
    space = fresh(ada, care)
    pages = -(-count // ENTRIES) if count >= STEP else 0
    assert opened(space, monkeypatch) <= pages + STEP
    assert len(read_all(space, Word)) == count


def test_control_without_an_index_all_of_it_is_opened(
    care: OpenSpace, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    many(care, 300)
    monkeypatch.setattr(opening, "index_of", lambda space: None)
    assert opened(fresh(ada, care), monkeypatch) > 300


def test_written_one_by_one_it_names_them_all_but_the_last_few(care: OpenSpace, ada: Person) -> None:
    for number in range(3 * STEP):
        say(care, f"word {number}")
    space = fresh(ada, care)
    index = index_of(space)
    assert index is not None and (index.pages, len(index.unnamed) <= STEP) == (1, True)
    assert sorted(said(space)) == sorted(f"word {number}" for number in range(3 * STEP))


def test_an_older_space_is_indexed_at_its_next_step(
    care: OpenSpace, ada: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was written before there was an index."""
    with monkeypatch.context() as before:
        before.setattr("stillroom.vault.records.STEP", 10_000)
        many(care, 3 * STEP)
    assert index_of(fresh(ada, care)) is None
    many(care, STEP)
    assert opened(fresh(ada, care), monkeypatch) == 1
    assert len(read_all(fresh(ada, care), Word)) == 4 * STEP


def test_what_was_removed_is_gone_and_what_was_changed_is_read_as_it_is(care: OpenSpace, ada: Person) -> None:
    many(care, 2 * STEP)
    first, second, *_rest = read_all(fresh(ada, care), Word)
    with writing(fresh(ada, care), now=NOW) as work:
        work.remove(first)
        work.replace(second, Word("another"))
    words = said(fresh(ada, care))
    assert len(words) == 2 * STEP - 1
    assert "another" in words and first.document.text not in words


def test_drafts_that_come_and_go_fill_no_pages(care: OpenSpace, ada: Person) -> None:
    many(care, STEP - 2)
    for number in range(20):  # to and fro over the step
        with writing(fresh(ada, care), now=NOW) as work:
            first, second = work.add(Word(f"draft {number}")), work.add(Word(f"another {number}"))
        with writing(fresh(ada, care), now=NOW) as work:
            work.remove(first)
            work.remove(second)
    index = index_of(fresh(ada, care))
    assert index is not None and index.pages == 1
    assert sum(len(index.of(kind)) for kind in index.by_kind) <= STEP
    assert len(said(fresh(ada, care))) == STEP - 2


def test_a_page_that_writes_sees_what_it_wrote(care: OpenSpace, ada: Person) -> None:
    many(care, 2 * STEP)
    space = fresh(ada, care)
    assert len(read_all(space, Word)) == 2 * STEP
    say(space, "now")
    assert "now" in said(space)


def test_a_page_that_is_open_while_another_one_writes_sees_that_too(care: OpenSpace, ada: Person, tom: Person) -> None:
    many(care, 2 * STEP)
    hers = fresh(ada, care)
    index_of(hers)
    say(fresh(tom, care), "his")
    assert "his" in said(hers)


def test_it_goes_along_with_a_new_key(care: OpenSpace, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    many(care, 100)
    rekey(keyholder=ada.keyholder, space=fresh(ada, care), without=None, now=NOW)
    assert opened(fresh(ada, care), monkeypatch) <= 1 + STEP
    assert len(said(fresh(ada, care))) == 100


def page_of(space: OpenSpace) -> UUID:
    page = page_id(space.id, 0)
    assert Record.objects.filter(id=page, space_id=space.id).exists()
    return page


@pytest.mark.parametrize("harm", ["delete", "older", "moved"])
def test_attack_an_index_taken_away_or_put_back_shows(care: OpenSpace, ada: Person, harm: str) -> None:
    """Else a flag that no page names any more would be hidden by whoever can write to the database."""
    many(care, STEP)
    page = page_of(care)
    old = Record.objects.get(id=page)
    many(care, STEP, "more")
    if harm == "delete":
        Record.objects.filter(id=page).delete()
    elif harm == "older":
        Record.objects.filter(id=page).update(version=old.version, blob=old.blob)
    else:
        Record.objects.filter(id=page).update(id=page_id(care.id, 7))
    with pytest.raises(Tampered):
        fresh(ada, care)


def test_attack_an_older_page_under_the_newest_number_does_not_open(care: OpenSpace, ada: Person) -> None:
    many(care, STEP)
    page = page_of(care)
    old = bytes(Record.objects.get(id=page).blob)
    many(care, STEP, "more")
    Record.objects.filter(id=page).update(blob=old)
    with pytest.raises(Tampered):
        read_all(fresh(ada, care), Word)


def test_control_an_honest_index_opens(care: OpenSpace, ada: Person) -> None:
    many(care, STEP)
    many(care, STEP, "more")
    assert len(said(fresh(ada, care))) == 2 * STEP


def test_an_index_is_no_document_and_nobody_takes_its_place(care: OpenSpace, ada: Person) -> None:
    many(care, 2 * STEP)
    space = fresh(ada, care)
    assert {payload["k"] for _record, _version, payload in payloads(space)} == {"test.word"}
    with pytest.raises(ValueError, match="defined twice"):
        document(INDEX, spaces={SpaceKind.CARE}, writers={Role.CLIENT}, title="Index")(Word)


def test_a_small_space_asks_the_database_no_more_than_before(care: OpenSpace, ada: Person) -> None:
    say(care, "hello")
    space = fresh(ada, care)
    with CaptureQueriesContext(connection) as asked:
        said(space)
    assert len(asked) == 1
