"""Who can be asked: Tom, whom the practice lists, and others listed beside him."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from stillroom.care.actions import accept, begin
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of, request_of
from stillroom.practice.listings import Listing
from tests.cast import NOW, Person
from tests.practice.cast import OpenPractice, publish_profile

BEGAN = NOW - timedelta(hours=1)
Lister = Callable[[Person, str], Listing]


@pytest.fixture
def toms(open_practice: OpenPractice) -> Listing:
    """Tom's page in the directory."""
    return open_practice.tom


@pytest.fixture
def list_person(open_practice: OpenPractice, max_: Person) -> Lister:
    """Puts another therapist beside Tom."""
    return lambda person, name: publish_profile(max_, person, name)


@pytest.fixture
def care(ada: Person, tom: Person, toms: Listing) -> CareEpisode:
    """Ada's episode with Tom, an hour old, as she opens it."""
    asked = begin(
        keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="Hello.", medium=Medium.VIDEO, now=BEGAN
    )
    accept(keyholder=tom.keyholder, request=request_of(tom.keyholder, asked.id, BEGAN), now=BEGAN)
    return episode_of(ada.keyholder, asked.id)
