"""Attack 6: getting in with what is left of somebody's session (pv1 section 17).

The runtime directory is gone with the power; the session's file does not say whose it is; the cookie is in no file.
"""

import base64
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.conf import settings as configured
from django.test import Client

from stillroom.accounts.actions import end_everywhere
from stillroom.accounts.people import SESSION_COOKIE
from stillroom.vault import sessions
from stillroom.vault.sessions import LONGEST, end_session, enter, start_session
from tests.cast import Person

Robbery = Callable[[Client, Person], None]
PAGE = "/settings/"  # anything behind `signed_in`; it shows the name of whoever is in


def opens(client: Client, person: Person) -> bool:
    answer = client.get(PAGE)
    return answer.status_code == 200 and person.profile.handle in answer.content.decode()


def file_of(client: Client) -> Path:
    token = base64.urlsafe_b64decode(client.cookies[SESSION_COOKIE].value + "=")
    return sessions._path(sessions.session_id(token))


def cookie_missing(client: Client, tom: Person) -> None:
    del client.cookies[SESSION_COOKIE]


def runtime_gone(client: Client, tom: Person) -> None:
    """The power was off: a new boot secret. The thief has even kept a copy of the session's file."""
    configured.BOOT_SECRET = bytes(range(32))


def anothers_row(client: Client, tom: Person) -> None:
    """Somebody who can write to the runtime directory puts Ada's sealed session under Tom's cookie, and keeps it."""
    toms = tom.browser()
    shutil.copy(file_of(client), file_of(toms))
    client.cookies[SESSION_COOKIE] = toms.cookies[SESSION_COOKIE].value


def expired(client: Client, tom: Person) -> None:
    path = file_of(client)
    ends = int((datetime.now(UTC) - timedelta(seconds=1)).timestamp())
    path.write_bytes(ends.to_bytes(8, "big") + path.read_bytes()[8:])


def left_idle(client: Client, tom: Person) -> None:
    now = datetime.now(UTC)
    session = sessions.session_of(client.cookies[SESSION_COOKIE].value, now)
    sessions.touch_session(session=session.id, now=now - session.idle)


@pytest.fixture
def robbed(ada: Person, tom: Person, settings) -> Client:
    """Ada's browser, signed in: it opens her page, so that a robbery that gets nothing has got nothing by itself."""
    client = ada.browser()
    assert opens(client, ada)
    return client


@pytest.mark.parametrize("robbery", [cookie_missing, runtime_gone, anothers_row, expired, left_idle])
def test_what_is_left_of_a_session_opens_nothing(
    robbed: Client, ada: Person, tom: Person, settings, robbery: Robbery
) -> None:
    settings.BOOT_SECRET = settings.BOOT_SECRET  # put back after the test
    robbery(robbed, tom)
    assert not opens(robbed, ada)
    assert not opens(robbed, tom)


def test_a_generation_that_was_bumped_opens_nothing(robbed: Client, ada: Person) -> None:
    end_everywhere(keyholder=ada.keyholder)
    assert not opens(robbed, ada)


def test_a_session_outlives_neither_its_idle_time_nor_half_a_day(ada: Person) -> None:
    now = datetime.now(UTC)
    cookie = start_session(unlocked=ada.unlocked, idle=timedelta(days=2), now=now)
    assert enter(cookie, now + LONGEST - timedelta(seconds=1)) is not None
    assert enter(cookie, now + LONGEST) is None


def spellings(cookie: str) -> tuple[bytes, ...]:
    raw = base64.urlsafe_b64decode(cookie + "=")
    return cookie.encode(), raw, raw.hex().encode(), base64.b64encode(raw).rstrip(b"=")


def found_in_files(cookie: str) -> list[Path]:
    """Every file of the data and the runtime directory that holds the cookie's value in any spelling."""
    places = {configured.PLACES.data, Path(configured.RUNTIME)}
    files = {path for place in places for path in place.rglob("*") if path.is_file()}
    assert len(files) > 3
    return [path for path in files if any(each in path.read_bytes() for each in spellings(cookie))]


@pytest.mark.django_db(transaction=True)
def test_the_cookie_is_in_no_file(request: pytest.FixtureRequest) -> None:
    ada: Person = request.getfixturevalue("ada")
    client = ada.browser()
    assert opens(client, ada)
    cookie = client.cookies[SESSION_COOKIE].value
    assert found_in_files(cookie) == []
    client.post("/lock")
    assert found_in_files(cookie) == []


@pytest.mark.django_db(transaction=True)
def test_the_search_finds_a_cookie_that_is_kept(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """Control: a store that keeps the cookie's value, as Django's own does, is found out."""
    ada: Person = request.getfixturevalue("ada")
    cookie = ada.browser().cookies[SESSION_COOKIE].value
    planted = Path(configured.RUNTIME) / "planted"
    for spelling in spellings(cookie):
        planted.write_bytes(b"session_key=" + spelling + b";")
        assert found_in_files(cookie) == [planted]
    planted.unlink()


def test_without_the_bond_to_the_boot_secret_the_robbery_succeeds(
    robbed: Client, ada: Person, tom: Person, settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: a session key that comes from the cookie alone would open after the power was off."""
    settings.BOOT_SECRET = settings.BOOT_SECRET
    seal, unseal = sessions.seal_session, sessions.open_session
    monkeypatch.setattr(sessions, "seal_session", lambda secret, token, payload: seal(bytes(32), token, payload))
    monkeypatch.setattr(sessions, "open_session", lambda secret, token, blob: unseal(bytes(32), token, blob))
    client = ada.browser()
    runtime_gone(client, tom)
    assert opens(client, ada)


def test_without_the_bond_to_its_place_anothers_row_would_open(
    robbed: Client, ada: Person, tom: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Control: the same row sealed without token and place opens under whichever cookie names it."""
    token = sessions.new_token()
    seal, unseal = sessions.seal_session, sessions.open_session
    monkeypatch.setattr(sessions, "seal_session", lambda secret, _, payload: seal(secret, token, payload))
    monkeypatch.setattr(sessions, "open_session", lambda secret, _, blob: unseal(secret, token, blob))
    client = ada.browser()
    anothers_row(client, tom)
    assert opens(client, ada)


def test_ending_a_session_leaves_no_file_of_it(robbed: Client) -> None:
    path = file_of(robbed)
    assert path.exists()
    end_session(cookie=robbed.cookies[SESSION_COOKIE].value)
    assert not path.exists()
