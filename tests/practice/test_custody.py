"""Whom the practice file names as custodian is whom the vault accepts, and nobody else."""

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from pytest_django import Settings

from stillroom.practice.this_practice import practice
from stillroom.vault import custodians
from stillroom.vault.custodians import accepted_custodian
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import pending_requests, recipient_of, send_request
from stillroom.vault.spaces import create_space, write_roster
from tests.cast import NOW, Person

KEY = bytes(range(32))
NOBODY = "custodians = []"


@pytest.fixture
def named(settings: Settings, tmp_path: Path) -> bytes:
    """The shipped practice, with a custodian named from the day of NOW on."""
    text = settings.PRACTICE_FILE.read_text(encoding="utf-8")
    line = next(line for line in text.splitlines() if line.startswith(NOBODY))
    file = tmp_path / "practice.toml"
    entry = f'{{ fingerprint = "{KEY.hex()}", since = {NOW.date().isoformat()} }}'
    file.write_text(text.replace(line, f"custodians = [{entry}]"), encoding="utf-8")
    settings.PRACTICE_FILE = file
    assert [each.fingerprint for each in practice().custodians] == [KEY]
    return KEY


def test_nobody_is_a_custodian_where_the_file_names_none() -> None:
    assert accepted_custodian(b"", NOW)
    assert not accepted_custodian(KEY, NOW)


def test_the_one_whom_the_file_names_is_accepted_from_their_day_on(named: bytes) -> None:
    assert accepted_custodian(b"", NOW)
    assert accepted_custodian(named, NOW)
    assert not accepted_custodian(os.urandom(32), NOW)
    # It is still the day before at the practice, whatever the day is in London.
    assert not accepted_custodian(named, NOW.replace(hour=7, minute=59))
    assert accepted_custodian(named, NOW + timedelta(days=4_000))


def test_a_request_whose_roster_names_a_custodian_is_shown_only_where_the_file_does(
    ada: Person, tom: Person, named: bytes, settings: Settings
) -> None:
    to_tom = recipient_of(tom.keyholder.account, tom.keyholder.fingerprint)
    space = create_space(
        keyholder=ada.keyholder,
        kind=SpaceKind.CARE,
        role=Role.CLIENT,
        label="Tom",
        now=NOW,
        others=[(to_tom, Role.THERAPIST)],
    )
    write_roster(space, replace(space.roster, custodian=named))
    send_request(space=space, recipient=to_tom, now=NOW)
    assert [request.space.id for request in pending_requests(tom.keyholder, NOW)] == [space.id]
    settings.PRACTICE_FILE = settings.PRACTICE_FILE.with_name("nobody.toml")
    settings.PRACTICE_FILE.write_text(_without(named, settings.PRACTICE_FILE.with_name("practice.toml")))
    assert pending_requests(tom.keyholder, NOW) == ()


def _without(named: bytes, file: Path) -> str:
    lines = file.read_text(encoding="utf-8").splitlines()
    return "\n".join(NOBODY if named.hex() in line else line for line in lines)


def test_it_is_the_practice_that_is_asked(named: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: without what this room registers, nobody would be named."""
    monkeypatch.setattr(custodians, "_named", [])
    assert not accepted_custodian(named, NOW)
