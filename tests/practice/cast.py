"""A practice that is open: Max has made its key and checked Tom, and Tom is on call.

Rooms above take the fixture `open_practice`; `publish_profile` adds another therapist to the list.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from pathlib import Path
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from stillroom.practice.actions import name_on_call, publish, set_up_practice, submit_profile
from stillroom.practice.choices import CHECKS
from stillroom.practice.listings import Listing
from stillroom.practice.particulars import Particulars
from stillroom.practice.profile_forms import PARTS
from stillroom.practice.queries import listing_of, registered_of
from tests.cast import NOW, Person
from tests.practice.ready import make_ready

# Pages read the real clock, so that what stands here holds by it too.
AT = min(NOW, datetime.now(UTC))
EXPIRY = date(2099, 3, 31)


def particulars(name: str = "Tom Vale") -> Particulars:
    return Particulars(
        name=name,
        licence_type="LMFT",
        licence_number="12345",
        licence_state="CA",
        licence_expiry=EXPIRY,
        languages=("en", "es"),
        media=("video", "voice", "text"),
        fee_cents=18_000,
        zone="America/Los_Angeles",
        pronouns="he/him",
        specialities=("work", "trauma"),
        approaches=("cbt", "emdr"),
        sliding_scale_from_cents=8_000,
        how_i_work="Slowly, and with you in charge.",
        about_this_work="I have worked with people in it for ten years.",
        says_yes=True,
    )


def send_page(browser: Client, typed: Mapping[str, object]) -> HttpResponse:
    """Fills in each part as a therapist does, and sends the page in if that is still to be done. The answer to the
    first part that was refused, else to the end."""
    answer = HttpResponse()
    for part, page in PARTS.items():
        fields = {name: typed[name] for name in page.fields if name in typed}
        answer = browser.post(reverse("practice:profile_part", args=[part]), fields, follow=True)
        if answer.status_code != 200:
            return answer
    if b"Send in to be checked" in answer.content:
        answer = browser.post(reverse("practice:profile"), follow=True)
    return answer


def check(
    max_: Person, therapist: UUID, *, seen: str = "", ticked: Iterable[str] = tuple(CHECKS), now: datetime = AT
) -> None:
    """Max has looked the licence up and publishes what stands there, unless told otherwise."""
    publish(
        keyholder=max_.keyholder,
        therapist=therapist,
        seen=seen or registered_of(max_.keyholder, therapist, now).seen,
        looked_up_on=now.date(),
        ticked=tuple(ticked),
        now=now,
    )


def publish_profile(max_: Person, therapist: Person, name: str) -> Listing:
    """Sent in by the therapist, checked and published by Max."""
    sent = submit_profile(keyholder=therapist.keyholder, particulars=particulars(name), now=AT)
    check(max_, sent.id)
    return listing_of(None, sent.id, AT)


@dataclass(frozen=True, slots=True)
class OpenPractice:
    """Tom's entry in the directory, and its id."""

    tom: Listing


@pytest.fixture
def own_data(settings: Settings, tmp_path: Path) -> Path:
    """A data directory of this test alone, because a pinned key is never overwritten."""
    settings.PLACES = replace(settings.PLACES, data=tmp_path)
    return tmp_path


@pytest.fixture
def founded(own_data: Path, max_: Person) -> Person:
    """Max, who has made the practice key."""
    set_up_practice(keyholder=max_.keyholder, now=AT)
    return max_


@pytest.fixture
def open_practice(founded: Person, tom: Person) -> OpenPractice:
    listing = publish_profile(founded, tom, "Tom Vale")
    name_on_call(keyholder=founded.keyholder, therapist=listing.id, name="", now=AT)
    make_ready(founded, AT)
    return OpenPractice(listing)
