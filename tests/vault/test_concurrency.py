"""Many at once on one real file: nothing is lost, nobody is refused, and no alarm rings that nobody has caused."""

from contextlib import suppress
from uuid import UUID, uuid4

import pytest

from stillroom.base.errors import Hidden
from stillroom.core.sealing.key_rings import KeyRing, RingEntry
from stillroom.vault import keyholders, spaces
from stillroom.vault.audits import note_opened, trail
from stillroom.vault.covers import covers_of
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import KeyRingContended, change_ring, hold, keyholder_of, let_go
from stillroom.vault.models import Account, Drop
from stillroom.vault.records import latest, read_all, writing
from stillroom.vault.rekeys import rekey, take_new_keys
from stillroom.vault.snapshots import Snapshot, snapshots_of
from stillroom.vault.spaces import OpenSpace, Stale, Tampered, create_space, open_space
from tests.cast import NOW, Person, Role, make_person
from tests.vault.places import Count, Word, at_once, errors, said, say, share

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("words")]


@pytest.fixture
def ada(transactional_db: None) -> Person:
    return make_person("ada", Role.CLIENT)


@pytest.fixture
def tom(transactional_db: None) -> Person:
    return make_person("tom", Role.THERAPIST)


@pytest.fixture
def care(ada: Person, tom: Person) -> OpenSpace:
    return share(ada, tom)


def again(person: Person) -> keyholders.Keyholder:
    """The same person in another window: a keyholder of their own, from the row as it is now."""
    row = Account.objects.get(id=person.keyholder.account)
    return keyholder_of(row, person.keyholder.seed.reveal())


def an_entry(number: int) -> RingEntry:
    return RingEntry(1, bytes([number]) * 32, SpaceKind.CARE, str(number), b"", 1, bytes(32))


# The key ring.


def test_two_windows_that_hold_keys_at_once_lose_none(ada: Person) -> None:
    windows = [again(ada) for _ in range(6)]

    def work(window: keyholders.Keyholder, numbers: range) -> None:
        for number in numbers:
            hold(window, UUID(int=number + 1), an_entry(number))

    results = at_once(*(lambda w=w, n=n: work(w, range(n * 5, n * 5 + 5)) for n, w in enumerate(windows)))
    assert errors(results) == []
    held = again(ada).ring.spaces
    assert {UUID(int=number + 1) for number in range(30)} <= held.keys()
    assert len(held) == 31  # and her journal


def test_a_ring_put_in_without_comparing_loses_keys(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """Control: without the lock and the comparison the last window to write forgets what the others held."""
    first, second = again(ada), again(ada)
    row = Account.objects.get(id=ada.keyholder.account)
    hold(first, UUID(int=1), an_entry(1))
    monkeypatch.setattr(keyholders, "row_of", lambda *_: row)
    with pytest.raises(KeyRingContended):
        hold(second, UUID(int=2), an_entry(2))
    Account.objects.filter(id=row.id).update(key_ring_version=row.key_ring_version)
    hold(second, UUID(int=2), an_entry(2))
    assert UUID(int=1) not in again(ada).ring.spaces


def test_a_change_inside_a_transaction_that_fails_is_undone_in_the_hand_too(ada: Person) -> None:
    before = dict(ada.keyholder.ring.spaces)
    with pytest.raises(ZeroDivisionError), keyholders.together(ada.keyholder):
        hold(ada.keyholder, UUID(int=1), an_entry(1))
        let_go(ada.keyholder, next(iter(before)))
        raise ZeroDivisionError
    assert ada.keyholder.ring.spaces == again(ada).ring.spaces == before


def test_what_changes_nothing_is_not_written(ada: Person) -> None:
    version = Account.objects.get(id=ada.keyholder.account).key_ring_version
    let_go(ada.keyholder, uuid4())
    change_ring(ada.keyholder, lambda ring: ring)
    assert Account.objects.get(id=ada.keyholder.account).key_ring_version == version


def test_an_older_key_never_takes_the_place_of_a_newer_one(care: OpenSpace, ada: Person) -> None:
    """Two windows follow three new keys, one of them slowly: the drop of the newest is gone when it comes to write."""
    old = ada.keyholder.ring.spaces[care.id]
    rekey(keyholder=ada.keyholder, space=care, without=None, now=NOW)
    newest = ada.keyholder.ring.spaces[care.id]
    hold(again(ada), care.id, old)
    assert again(ada).ring.spaces[care.id] == newest
    assert open_space(again(ada), care.id).epoch == 2


def test_two_windows_follow_new_keys_at_once_and_both_get_in(care: OpenSpace, ada: Person, tom: Person) -> None:
    space = care
    for _ in range(3):
        space = rekey(keyholder=ada.keyholder, space=space, without=None, now=NOW)
    say(space, "still here")
    windows = [again(tom) for _ in range(4)]
    results = at_once(*(lambda w=w: take_new_keys(w, NOW) for w in windows))
    assert sorted(results) == [0, 0, 0, 1]
    assert [said(open_space(window, care.id)) for window in windows] == [["still here"]] * 4
    assert not Drop.objects.filter(account_id=tom.keyholder.account).exists()


# Writing.


def test_what_many_say_at_once_is_all_there(care: OpenSpace, ada: Person, tom: Person) -> None:
    def talk(person: Person, name: str) -> None:
        for number in range(4):
            say(open_space(again(person), care.id), f"{name}{number}")

    names = ["a", "b", "c", "d"]
    results = at_once(*(lambda n=n: talk(ada if n in "ab" else tom, n) for n in names))
    assert errors(results) == []
    space = open_space(ada.keyholder, care.id)
    assert said(space) == [f"{name}{number}" for name in names for number in range(4)]
    (cover,) = covers_of(ada.keyholder, SpaceKind.CARE)
    assert cover.get(Count) == Count(16), "an update of the cover was lost"
    assert trail(space)


def test_of_two_who_change_the_same_words_one_is_told(care: OpenSpace, ada: Person) -> None:
    say(care, "first")

    loaded = [open_space(again(ada), care.id) for _ in range(2)]
    word = latest(loaded[0], Word)

    def replace(space: OpenSpace, text: str) -> None:
        with writing(space, now=NOW) as work:
            work.replace(word, Word(text))

    results = at_once(lambda: replace(loaded[0], "second"), lambda: replace(loaded[1], "third"))
    assert [type(error) for error in errors(results)] == [Stale]
    assert len(said(open_space(ada.keyholder, care.id))) == 1


def test_two_spaces_in_one_transaction_in_both_orders_never_wait_for_each_other_for_ever(
    ada: Person, tom: Person
) -> None:
    one, other = share(ada, tom), share(ada, tom)

    def both(first: OpenSpace, second: OpenSpace, text: str) -> None:
        window = again(ada)
        for number in range(3):
            with keyholders.together(window):
                say(open_space(window, first.id), f"{text}{number}")
                say(open_space(window, second.id), f"{text}{number}")

    results = at_once(lambda: both(one, other, "a"), lambda: both(other, one, "b"))
    assert errors(results) == []
    for space in (one, other):
        assert said(open_space(ada.keyholder, space.id)) == ["a0", "a1", "a2", "b0", "b1", "b2"]


def test_a_key_that_changed_between_opening_and_writing_refuses(care: OpenSpace, ada: Person, tom: Person) -> None:
    his = open_space(tom.keyholder, care.id)
    fresh = rekey(keyholder=ada.keyholder, space=care, without=None, now=NOW)
    with pytest.raises(Hidden), writing(his, now=NOW) as work:
        work.add(Word("under the old key"))
    assert said(fresh) == []


def test_a_page_that_reads_while_the_key_changes_finds_nothing_rather_than_an_alarm(
    care: OpenSpace, ada: Person, tom: Person
) -> None:
    say(care, "hello")
    his = open_space(tom.keyholder, care.id)
    rekey(keyholder=ada.keyholder, space=care, without=None, now=NOW)
    for look in (lambda: read_all(his, Word), lambda: trail(his), lambda: note_opened(his, ["test.word"], NOW)):
        with pytest.raises(Hidden):
            look()


# Reading while others write.


def hammer(care: OpenSpace, ada: Person, tom: Person) -> list[BaseException]:
    def write() -> None:
        for number in range(12):
            say(open_space(again(ada), care.id), str(number))

    def read() -> None:
        for _ in range(25):
            space = open_space(tom.keyholder, care.id)
            read_all(space, Word)
            note_opened(space, ["test.word"], NOW)
            covers_of(tom.keyholder, SpaceKind.CARE)
            trail(space)

    return errors(at_once(write, write, read, read))


def test_who_reads_while_others_write_hears_no_false_alarm(care: OpenSpace, ada: Person, tom: Person) -> None:
    assert hammer(care, ada, tom) == []
    assert len(said(open_space(tom.keyholder, care.id))) == 24


def test_a_list_of_rows_read_after_its_head_rings_false(
    care: OpenSpace, ada: Person, tom: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: in two statements, with a writer in between, the honest space looks harmed."""
    honest = snapshots_of

    def in_two(ids: list[UUID]) -> dict[UUID, Snapshot]:
        first = dict(honest(ids))
        monkeypatch.setattr(spaces, "snapshots_of", honest)
        say(open_space(ada.keyholder, care.id), "in between")
        second = honest(ids)
        fields = [name for name, field in Snapshot.__dataclass_fields__.items() if field.init]
        return {
            key: Snapshot(**{f: getattr(second[key] if f == "listed" else row, f) for f in fields})
            for key, row in first.items()
        }

    monkeypatch.setattr(spaces, "snapshots_of", in_two)
    with pytest.raises(Tampered):
        open_space(tom.keyholder, care.id)
    assert said(open_space(tom.keyholder, care.id)) == ["in between"]


def test_new_keys_and_words_at_once_leave_one_whole_space(care: OpenSpace, ada: Person, tom: Person) -> None:
    """The key changes under the pages of both; each that is refused finds the way back by the next request."""

    def talk(person: Person, name: str) -> None:
        for number in range(4):
            for _attempt in range(40):
                window = again(person)
                take_new_keys(window, NOW)
                with suppress(Hidden, Stale):
                    say(open_space(window, care.id), f"{name}{number}")
                    break

    def turn() -> None:
        for _ in range(3):
            window = again(ada)
            rekey(keyholder=window, space=open_space(window, care.id), without=None, now=NOW)

    results = at_once(lambda: talk(ada, "a"), lambda: talk(tom, "b"), turn)
    assert errors(results) == []
    window = again(tom)
    take_new_keys(window, NOW)
    space = open_space(window, care.id)
    assert space.epoch == 4
    assert said(space) == [f"{name}{number}" for name in "ab" for number in range(4)]
    assert [trace.action for trace in trail(space)].count("rekey") == 1  # once an hour


def test_of_two_members_who_change_the_key_at_once_one_is_told(care: OpenSpace, ada: Person, tom: Person) -> None:
    hers, his = open_space(ada.keyholder, care.id), open_space(tom.keyholder, care.id)
    results = at_once(
        lambda: rekey(keyholder=ada.keyholder, space=hers, without=None, now=NOW),
        lambda: rekey(keyholder=tom.keyholder, space=his, without=None, now=NOW),
    )
    assert [type(error) for error in errors(results)] == [Hidden]
    for person in (ada, tom):
        window = again(person)
        take_new_keys(window, NOW)
        assert open_space(window, care.id).epoch == 2


def test_a_space_of_ones_own_made_in_two_windows_is_two_spaces(ada: Person) -> None:
    def make() -> UUID:
        return create_space(keyholder=again(ada), kind=SpaceKind.JOURNAL, role=Role.CLIENT, label="", now=NOW).id

    made = at_once(make, make, make)
    assert errors(made) == []
    assert set(made) <= again(ada).ring.spaces.keys()


def test_the_ring_in_hand_may_be_older_than_what_a_change_is_put_on(ada: Person) -> None:
    slow = again(ada)
    hold(again(ada), UUID(int=1), an_entry(1))
    seen: list[KeyRing] = []
    change_ring(slow, lambda ring: seen.append(ring) or ring)
    assert UUID(int=1) in seen[0].spaces
    assert UUID(int=1) in slow.ring.spaces
