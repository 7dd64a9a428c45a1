"""Many made-up people in a database of their own: they come one after the other and use the product."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from django.core.management import call_command

from stillroom.accounts.actions import join, save_draft
from stillroom.accounts.queries import profile_of
from stillroom.accounts.words import new_handle
from stillroom.care.actions import accept, begin
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of, request_of
from stillroom.messaging.actions import send_message
from stillroom.practice.actions import name_on_call, set_up_practice
from stillroom.practice.listings import Listing
from stillroom.privacy.actions import erase_everything
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from tests.cast import CHEAP, NOW, WORDS, Person, make_person
from tests.fresh import fresh_database
from tests.practice.cast import AT, publish_profile

LEAVES = 7  # every seventh erases everything a while after
ASKS_TWO = 5  # every fifth asks a second therapist, who does not look


@dataclass(slots=True)
class Town:
    """`truth`: each client's account -> the spaces on its ring. `staff`: accounts that are public anyway."""

    database: Path
    staff: set[bytes] = field(default_factory=set)
    truth: dict[bytes, set[bytes]] = field(default_factory=dict)


@contextmanager
def town(people: int, *, stock: bool = False, page: int = 32_768) -> Iterator[Town]:
    """A database that really commits, with so many clients. `stock`: Django's own tables; `page`: bytes of a page."""
    with fresh_database(stock=stock, page=page) as database:
        call_command("migrate", verbosity=0, interactive=False)
        yield settle(Town(database), people)


def settle(town: Town, people: int) -> Town:
    steward = make_person("max", Role.STEWARD)
    therapists = [make_person(name, Role.THERAPIST) for name in ("tom", "iris", "june")]
    town.staff |= {person.keyholder.account.bytes for person in (steward, *therapists)}
    set_up_practice(keyholder=steward.keyholder, now=AT)
    listed = [(each, publish_profile(steward, each, each.profile.called)) for each in therapists]
    name_on_call(keyholder=steward.keyholder, therapist=listed[0][1].id, name="", now=AT)
    before: list[Keyholder] = []
    for number in range(people):
        therapist, listing = listed[number % len(listed)]
        before.append(come(number, therapist, listing, listed[(number + 1) % len(listed)][1]))
        if number % LEAVES == LEAVES - 1:
            erase_everything(keyholder=before.pop(-2), role=Role.CLIENT, now=NOW)
    for keyholder in before:
        town.truth[keyholder.account.bytes] = {space.bytes for space in keyholder.ring.spaces}
    return town


def come(number: int, therapist: Person, listing: Listing, other: Listing) -> Keyholder:
    """One person's first days: joins, drafts, asks, is accepted, and the two write."""
    now = NOW + timedelta(hours=number)
    joined = join(
        called=f"P{number}",
        zone="America/Los_Angeles",
        role=Role.CLIENT,
        handle=new_handle(),
        passphrase=f"{WORDS} {number:04}",
        now=now,
        cost=CHEAP,
    )
    keyholder = joined.keyholder
    save_draft(keyholder=keyholder, form="form", about=None, fields={"text": "half a word " * (number % 9)}, now=now)
    asked = ask(keyholder, listing, "I have not slept. " * (number % 5), now)
    accept(keyholder=therapist.keyholder, request=request_of(therapist.keyholder, asked.id, now), now=now)
    if number % ASKS_TWO == 0:
        ask(keyholder, other, "", now)
    for said in range(1 + number % 3):
        send_message(episode=episode_of(keyholder, asked.id), text="And then? " * (said + number % 50), now=now)
        send_message(episode=episode_of(therapist.keyholder, asked.id), text="Go on.", now=now)
    return keyholder


def ask(keyholder: Keyholder, listing: Listing, words: str, now: datetime) -> CareEpisode:
    profile = profile_of(keyholder)
    return begin(keyholder=keyholder, profile=profile, listing=listing, words=words, medium=Medium.TEXT, now=now)
