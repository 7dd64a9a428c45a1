"""A therapist whom the practice vouches for, without the pages that bring one there."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from stillroom.practice.models import OnCallPerson, State, Therapist
from stillroom.practice.queries import Listing, listing_of
from stillroom.practice.this_practice import practice
from stillroom.vault.days import day_of
from stillroom.vault.directory import Vouched, new_signing_key, public_of, vouch
from stillroom.vault.documents import Role
from tests.cast import NOW, Person

KEY = new_signing_key()
EXPIRY = date(2060, 1, 31)


def vouch_for(row: Therapist) -> None:
    line = Vouched(
        practice=practice().name,
        account=row.account,
        role=Role.THERAPIST,
        fingerprint=bytes(row.fingerprint),
        not_before_day=row.not_before_day,
        not_after_day=(row.licence_expiry - date(1970, 1, 1)).days,
    )
    row.signature = vouch(line, KEY)
    row.save()


def list_therapist(person: Person, **fields: Any) -> Therapist:
    now = min(NOW, datetime.now(UTC)) - timedelta(days=2)
    standard: dict[str, Any] = {
        "state": State.VERIFIED,
        "name": person.profile.called,
        "licence_type": "LMFT",
        "licence_number": "12345",
        "licence_state": "CA",
        "licence_expiry": EXPIRY,
        "specialities": ["trauma"],
        "approaches": ["emdr"],
        "languages": ["en"],
        "media": ["video", "voice", "text"],
        "fee_cents": 12000,
        "sliding_scale_from_cents": 4000,
        "how_i_work": "Slowly, at your pace.",
        "zone": "America/Los_Angeles",
        "fingerprint": person.keyholder.fingerprint,
        "not_before_day": day_of(now),
    }
    row = Therapist(account=person.keyholder.account, **{**standard, **fields})
    vouch_for(row)
    return row


@pytest.fixture
def practice_key(monkeypatch: pytest.MonkeyPatch) -> None:
    """The practice's public key, as its file beside the database would hold it."""
    monkeypatch.setattr("stillroom.practice.listings.pinned_key", lambda: public_of(KEY))


@pytest.fixture
def toms(tom: Person, practice_key: None) -> Listing:
    """Tom's page: the practice is open and he can be asked."""
    row = list_therapist(tom)
    OnCallPerson.objects.create(name="Tom", therapist=row)
    return listing_of(None, row.id, NOW)


@pytest.fixture
def list_person(practice_key: None) -> Callable[..., Listing]:
    def list_one(person: Person, **fields: Any) -> Listing:
        return listing_of(None, list_therapist(person, **fields).id, NOW)

    return list_one
