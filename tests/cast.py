"""The cast of every test: Ada (client), Tom (her therapist), Iris (another therapist), Max (steward), Eve (nobody)."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from stillroom.accounts.documents import Profile
from stillroom.accounts.people import SESSION_COOKIE
from stillroom.vault.accounts import Unlocked, create_account
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.sessions import start_session
from stillroom.vault.spaces import create_space

CHEAP = (8, 1)  # Argon2: 8 KiB, one pass
NOW = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
HOME = {Role.CLIENT: SpaceKind.JOURNAL, Role.THERAPIST: SpaceKind.DESK, Role.STEWARD: SpaceKind.PRACTICE}
WORDS = "amber otter lamp quiet ferry mango"


@dataclass(slots=True)
class Person:
    """Somebody with an account and the one space of their own."""

    keyholder: Keyholder
    unlocked: Unlocked
    profile: Profile
    passphrase: str = WORDS

    def browser(self) -> Client:
        """Django's test client, signed in. Real now: the middleware reads the clock."""
        client = Client()
        client.cookies[SESSION_COOKIE] = start_session(
            unlocked=self.unlocked, idle=timedelta(minutes=30), now=datetime.now(UTC)
        )
        return client


def make_person(name: str, role: Role) -> Person:
    profile = Profile(handle=f"{name}-otter-lamp", called=name.title(), role=role, zone="America/Los_Angeles")
    unlocked = create_account(handle=profile.handle, passphrase=WORDS, profile=profile, now=NOW, cost=CHEAP)
    keyholder = unlocked.keyholder
    create_space(keyholder=keyholder, kind=HOME[role], role=role, label="", now=NOW)
    return Person(keyholder, unlocked, profile)


@pytest.fixture
def person(db: None) -> Callable[[str, Role], Person]:
    return make_person


@pytest.fixture
def ada(db: None) -> Person:
    return make_person("ada", Role.CLIENT)


@pytest.fixture
def tom(db: None) -> Person:
    return make_person("tom", Role.THERAPIST)


@pytest.fixture
def iris(db: None) -> Person:
    return make_person("iris", Role.THERAPIST)


@pytest.fixture
def max_(db: None) -> Person:
    return make_person("max", Role.STEWARD)


@pytest.fixture
def eve(db: None) -> Client:
    """Nobody: a browser without a session."""
    return Client()
