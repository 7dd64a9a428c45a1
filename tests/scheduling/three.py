"""Three people with Tom on one Wednesday: at nine, at ten and at eleven by his clock."""

from datetime import datetime, timedelta

import pytest

from stillroom.care.actions import accept, begin
from stillroom.care.documents import Medium
from stillroom.care.queries import requests_of
from stillroom.practice.queries import listing_of
from stillroom.scheduling.actions import book
from stillroom.scheduling.models import OpeningHours
from stillroom.vault.documents import Role
from tests.care.pair import Pair
from tests.cast import NOW, Person, make_person
from tests.scheduling.cast import at


def three_of(tom: Person, week: OpeningHours, names: list[str], first: datetime, now: datetime = NOW) -> list[Pair]:
    """In care with Tom since `now`, each with a time an hour after the one before."""
    listing, pairs = listing_of(None, week.therapist, NOW), []
    for hour, name in enumerate(names):
        client = make_person(name.lower(), Role.CLIENT)
        asked = begin(
            keyholder=client.keyholder, profile=client.profile, listing=listing, words="", medium=Medium.TEXT, now=now
        )
        (request,) = requests_of(tom.keyholder, now)
        accept(keyholder=tom.keyholder, request=request, now=now)
        pair = Pair(client, tom, asked.id)
        start = first + timedelta(hours=hour)
        book(keyholder=client.keyholder, episode=pair.hers(), start=start, medium=Medium.VOICE, now=now)
        pairs.append(pair)
    return pairs


@pytest.fixture
def three(tom: Person, week: OpeningHours) -> list[Pair]:
    return three_of(tom, week, ["Ada", "Bea", "Cal"], at(25, 9))
