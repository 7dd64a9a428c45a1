"""Keys and words show in no repr, no pickle, no copy, no message and no traceback."""

import copy
import pickle
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import asdict

import pytest

from stillroom.base.errors import Hidden
from stillroom.base.reporter import QuietReporter
from stillroom.vault import records
from stillroom.vault.accounts import WrongPassphrase, unlock
from stillroom.vault.covers import cover_of, covers_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import pending_requests, recipient_of, send_request
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite
from stillroom.vault.keyholders import keyholder_of
from stillroom.vault.models import Account, Record, Space
from stillroom.vault.records import NotYours, latest, writing
from stillroom.vault.rekeys import rekey
from stillroom.vault.snapshots import snapshots_of
from stillroom.vault.spaces import OpenSpace, Stale, Tampered, create_space, open_space, unseal
from tests.cast import CHEAP, NOW, Person
from tests.vault.places import Word, say, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
CANARY = "canary-wren"


@pytest.fixture
def care(ada: Person, tom: Person) -> OpenSpace:
    space = share(ada, tom)
    say(space, CANARY)
    latest(space, Word)
    return space


def secrets_of(person: Person, space: OpenSpace) -> Iterator[str]:
    """In each spelling in which bytes get into a text."""
    entry = person.keyholder.ring.spaces[space.id]
    for value in (person.keyholder.seed.reveal(), entry.key, space.space_key.reveal(), space.key.secret.reveal()):
        yield from (value.hex(), value.hex().upper(), repr(value)[2:-1], str(list(value))[1:-1])
    yield from (CANARY, person.passphrase)


def shows(text: str, person: Person, space: OpenSpace) -> list[str]:
    return [secret for secret in secrets_of(person, space) if secret in text]


def keepers(person: Person, space: OpenSpace) -> Iterator[object]:
    """Everything of the vault that a room may have in its hands."""
    yield from (person.keyholder, person.unlocked, person.keyholder.ring, person.keyholder.ring.spaces[space.id])
    yield from (person.keyholder.seed, person.keyholder.hybrid_key(), space, space.key, space.space_key)
    yield from (unseal(space.key), latest(space, Word), cover_of(space), covers_of(person.keyholder, SpaceKind.CARE))
    yield snapshots_of([space.id])[space.id]
    with writing(space, now=NOW) as work:
        work.add(Word(CANARY))
        yield work


def test_nothing_that_holds_keys_or_words_shows_them(care: OpenSpace, ada: Person) -> None:
    for keeper in keepers(ada, care):
        for text in (repr(keeper), str(keeper), f"{keeper}", repr([keeper]), repr({"a": keeper})):
            assert shows(text, ada, care) == [], type(keeper)


def test_a_request_that_waits_shows_nothing(ada: Person, tom: Person) -> None:
    to = recipient_of(tom.keyholder.account, tom.keyholder.fingerprint)
    others = [(to, Role.THERAPIST)]
    space = create_space(
        keyholder=ada.keyholder, kind=SpaceKind.CARE, role=Role.CLIENT, label="", now=NOW, others=others
    )
    say(space, CANARY)
    send_request(space=space, recipient=to, now=NOW)
    (request,) = pending_requests(tom.keyholder, NOW)
    latest(request.space, Word)
    assert shows(repr(request), ada, space) == []


def test_what_a_plain_dataclass_shows_is_found(care: OpenSpace, ada: Person) -> None:
    """Control: the search finds a key and words in the texts that a careless program makes."""
    assert shows(repr(asdict(Word(CANARY))), ada, care) == [CANARY]
    assert len(shows(repr(care.space_key.reveal()), ada, care)) == 1
    assert len(shows(care.space_key.reveal().hex(), ada, care)) == 1


@pytest.mark.parametrize("taken", [pickle.dumps, copy.deepcopy])
def test_nothing_that_holds_keys_is_copied_or_pickled(care: OpenSpace, ada: Person, taken: Callable[..., object]):
    entry = ada.keyholder.ring.spaces[care.id]
    for keeper in (ada.keyholder, ada.unlocked, ada.keyholder.ring, entry, ada.keyholder.seed, care, care.key):
        with pytest.raises((TypeError, pickle.PicklingError)):
            taken(keeper)
    with pytest.raises(TypeError):
        asdict(ada.keyholder)


def failures(care: OpenSpace, ada: Person, tom: Person) -> Iterator[Callable[[], object]]:
    """Each way in which the vault refuses or breaks, with keys and words in its hands."""
    yield lambda: unlock(handle=ada.profile.handle, passphrase=CANARY, now=NOW, cost=CHEAP)
    yield lambda: accept_invite(keyholder=ada.keyholder, typed=CANARY, role=Role.CLIENT, label="", now=NOW)
    yield lambda: open_space(tom.keyholder, ada.keyholder.account)
    word = latest(care, Word)

    def write(space: OpenSpace, change: Callable[[records.Writing], object]) -> None:
        with writing(space, now=NOW) as work:
            change(work)

    yield lambda: write(open_space(tom.keyholder, care.id), lambda work: work.replace(word, Word(CANARY)))
    yield lambda: write(care, lambda work: work.add(Word(CANARY), record=care.id))
    yield lambda: write(care, lambda work: work.add(CANARY))
    yield lambda: keyholder_of(Account.objects.get(id=tom.keyholder.account), ada.keyholder.seed.reveal())
    old = open_space(ada.keyholder, care.id)
    yield lambda: rekey(keyholder=ada.keyholder, space=care, without=ada.keyholder.fingerprint, now=NOW)
    Record.objects.filter(id=word.id).update(blob=b"x")
    old.opened.clear()
    yield lambda: latest(old, Word)
    Space.objects.filter(id=care.id).update(head=b"x")
    yield lambda: open_space(ada.keyholder, care.id)


def test_no_refusal_and_no_bug_carries_a_key_or_a_word(care: OpenSpace, ada: Person, tom: Person) -> None:
    raised = []
    for failure in failures(care, ada, tom):
        with pytest.raises(Exception) as caught:
            failure()
        raised.append(caught.type)
        error = caught.value
        texts = [str(error), repr(error), *map(repr, error.args), "".join(traceback.format_exception(error))]
        reporter = QuietReporter(None, caught.type, error, caught.tb)
        texts += [reporter.get_traceback_text(), reporter.get_traceback_html()]
        for text in texts:
            assert shows(text, ada, care) == [], caught.type
    assert {WrongPassphrase, InviteUnknown, Hidden, NotYours, Stale, Tampered} <= set(raised)


def test_a_traceback_with_local_variables_would_carry_them(care: OpenSpace, ada: Person) -> None:
    """Control, and the reason for the reporter: what Django prints by itself shows the words that a frame holds."""
    try:
        text = CANARY
        create_space(keyholder=ada.keyholder, kind=SpaceKind.DESK, role=Role.CLIENT, label=text, now=NOW)
    except ValueError:
        shown = "".join(traceback.TracebackException(*sys.exc_info(), capture_locals=True).format())
    assert CANARY in shows(shown, ada, care)


def test_a_code_is_in_no_row(tom: Person, care: OpenSpace) -> None:
    code = issue_invite(space=open_space(tom.keyholder, care.id), now=NOW).replace("-", "")
    rows = repr(list(Account.objects.values())) + repr(list(Space.objects.values()))
    assert code not in rows
