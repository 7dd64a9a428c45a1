"""Attack 9, by counting: whether a name is known here shows in no answer and in no amount of work (pv1 section 13)."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from stillroom.accounts import limits
from stillroom.accounts.views import signing_in
from stillroom.vault import accounts
from stillroom.vault.accounts import WrongPassphrase
from tests.cast import CHEAP, Person

UNKNOWN = "nobody-otter-lamp"
WORK = ("argon2id", "open_passphrase", "key_encryption_key", "normalise")


@dataclass(frozen=True)
class Seen:
    """All that somebody outside can tell apart, and the work that they could time."""

    status: int
    headers: tuple[str, ...]
    page: str
    work: tuple[tuple[str, int], ...]
    queries: tuple[str, ...]


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(signing_in, "POLICY", CHEAP)
    for buckets in (limits.NAMES, limits.NETWORKS, limits.NEIGHBOURS):
        buckets.empty_all()
    yield
    limits.NAMES.empty_all()
    limits.NEIGHBOURS.empty_all()


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts each call of what costs time."""
    calls: Counter[str] = Counter()

    def counted(name: str) -> Callable[..., object]:
        original = getattr(accounts, name)

        def call(*args: object, **kwargs: object) -> object:
            calls[name] += 1
            return original(*args, **kwargs)

        return call

    for name in WORK:
        monkeypatch.setattr(accounts, name, counted(name))
    return calls


def look(handle: str, work: Counter[str]) -> Seen:
    work.clear()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        answer = Client().post("/in/", {"handle": handle, "passphrase": "wrong words here"})
    page = answer.content.decode().replace(handle, "HANDLE")
    page = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "TOKEN", page)
    queries = tuple(re.sub(r"(?i)x'[0-9a-f]*'", "ID", query["sql"]) for query in captured.captured_queries)
    return Seen(answer.status_code, tuple(sorted(answer.headers)), page, tuple(sorted(work.items())), queries)


def test_a_known_and_an_unknown_name_get_the_same_answer_for_the_same_work(ada: Person, work: Counter[str]) -> None:
    known, unknown = look(ada.profile.handle, work), look(UNKNOWN, work)
    assert known == unknown
    assert known.status == 422
    assert dict(known.work)["argon2id"] == 1
    assert "do not fit together" in known.page


def test_also_when_the_tries_are_used_up(ada: Person, work: Counter[str]) -> None:
    for handle in (ada.profile.handle, UNKNOWN):
        for _try in range(5):
            look(handle, work)
    known, unknown = look(ada.profile.handle, work), look(UNKNOWN, work)
    assert known == unknown
    assert (known.status, known.work) == (429, ())


def test_an_unknown_name_pays_todays_price(ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    """The parameters of the row that nobody has are the policy's, as those of every row that was opened lately."""
    prices = []
    original = accounts.argon2id
    monkeypatch.setattr(
        accounts,
        "argon2id",
        lambda text, params: prices.append(params.memory_kib * params.passes) or original(text, params),
    )
    for handle in (ada.profile.handle, UNKNOWN):
        Client().post("/in/", {"handle": handle, "passphrase": "x"})
    assert prices == [CHEAP[0] * CHEAP[1]] * 2


def test_asking_twice_for_an_unknown_name_shows_the_same_salt(monkeypatch: pytest.MonkeyPatch, db: None) -> None:
    """Else the time of a memory access, or an error, could tell a made-up row from a real one."""
    salts = []
    original = accounts.argon2id
    monkeypatch.setattr(accounts, "argon2id", lambda text, params: salts.append(params.salt) or original(text, params))
    for handle in (UNKNOWN, UNKNOWN.upper(), "another-otter-lamp"):
        Client().post("/in/", {"handle": handle, "passphrase": "x"})
    assert salts[0] == salts[1] != salts[2]


def leaky_unlock(**arguments: object) -> None:
    """How it would be written without a thought for who asks: look the name up first."""
    index = accounts.handle_index(accounts.settings.PEPPERS[1], str(arguments["handle"]))
    if not accounts.Account.objects.filter(handle_index=index).exists():
        raise WrongPassphrase
    return _honest_unlock(**arguments)


def chatty_unlock(**arguments: object) -> None:
    index = accounts.handle_index(accounts.settings.PEPPERS[1], str(arguments["handle"]))
    try:
        return _honest_unlock(**arguments)
    except WrongPassphrase as refused:
        if not accounts.Account.objects.filter(handle_index=index).exists():
            refused.args = ("There is no such name.",)
        raise


_honest_unlock = accounts.unlock


@pytest.mark.parametrize("leak", [leaky_unlock, chatty_unlock])
def test_the_comparison_sees_a_leak(
    ada: Person, work: Counter[str], monkeypatch: pytest.MonkeyPatch, leak: Callable[..., None]
) -> None:
    """Control: a sign-in that skips the work, and one that says too much, are told from the product's own."""
    monkeypatch.setattr("stillroom.accounts.actions.unlock", leak)
    assert look(ada.profile.handle, work) != look(UNKNOWN, work)
