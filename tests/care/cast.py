"""Who can be asked: Tom, whom the practice lists, and others listed beside him."""

from collections.abc import Callable

import pytest

from stillroom.practice.listings import Listing
from tests.cast import Person
from tests.practice.cast import OpenPractice, publish_profile

Lister = Callable[[Person, str], Listing]


@pytest.fixture
def toms(open_practice: OpenPractice) -> Listing:
    """Tom's page in the directory."""
    return open_practice.tom


@pytest.fixture
def list_person(open_practice: OpenPractice, max_: Person) -> Lister:
    """Puts another therapist beside Tom."""
    return lambda person, name: publish_profile(max_, person, name)
