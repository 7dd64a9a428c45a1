"""A therapist's desk: the list of 200 people, and the file of one with whom 2,000 records came together in four years.

Both in this process, over a real database. A file is set beside what nobody can do without: its space opened, with the
proof that no row is missing, and the records that the page shows opened by their ids. The list is set beside the same
rows in clear, from sqlite3 through Jinja2 alone.
"""

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import get_resolver, reverse
from jinja2 import Environment

from benchmarks.sealing import spent
from benchmarks.table import Row, at_most, at_most_times
from stillroom.assessments.documents import Latest, Response, newest
from stillroom.assessments.encoding import encode
from stillroom.assessments.queries import instrument_of
from stillroom.base.ids import new_id
from stillroom.care.actions import accept, begin
from stillroom.care.documents import Medium
from stillroom.care.parts import Look, parts_of
from stillroom.care.queries import episode_of, request_of
from stillroom.messaging.documents import Count, Message
from stillroom.notes.documents import Noted
from stillroom.plans.documents import GoalCover, Rating
from stillroom.practice.actions import set_up_practice
from stillroom.practice.listings import Listing
from stillroom.scheduling.documents import AheadItem, Appointment, AppointmentState, ahead_from
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import TYPES, Role, SpaceKind
from stillroom.vault.index import page_id
from stillroom.vault.opening import open_row
from stillroom.vault.records import read_all, writing
from stillroom.vault.spaces import OpenSpace, create_space, open_space
from tests.cast import Person, make_person
from tests.practice.cast import publish_profile

WEEK = timedelta(weeks=1)
SHEETS = 6  # of each person, on the cover
BARE = """<table>{% for name, next, goal, contact, new in rows %}
<tr><th><a href="/with/{{ loop.index }}/">{{ name }}</a></th><td>{{ next }}</td><td>{{ goal }}</td>
<td>{{ contact }}</td><td>{{ new }} new</td></tr>{% endfor %}</table>"""


@dataclass(frozen=True, slots=True)
class World:
    """`long`: the space of the one who has been here for years."""

    tom: Person
    long: UUID
    now: datetime


def rows(rounds: int, people: int, records: int) -> Iterator[Row]:
    world = _made(people, records)
    yield from _list(world, rounds, people)
    yield from _file(world, rounds, records)


def _made(people: int, records: int) -> World:
    call_command("migrate", verbosity=0)
    get_resolver().url_patterns  # rooms put their parts on the page when their views are loaded  # noqa: B018
    now = datetime.now(UTC)
    max_, tom = make_person("max", Role.STEWARD), make_person("tom", Role.THERAPIST)
    set_up_practice(keyholder=max_.keyholder, now=now)
    listing = publish_profile(max_, tom, "Tom Vale")
    episodes = [_in_care(f"person{number}", tom, listing, now) for number in range(people)]
    for ada, space in episodes:
        over = _covered(episode_of(ada.keyholder, space).space, now)
        _noted(tom, ada.profile.called, space, over[:-1], now)
    ada, space = episodes[0]
    _grown(episode_of(ada.keyholder, space).space, listing, records, now)
    return World(tom, space, now)


def _in_care(name: str, tom: Person, listing: Listing, now: datetime) -> tuple[Person, UUID]:
    ada = make_person(name, Role.CLIENT)
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=listing, words="", medium=Medium.VIDEO, now=now)
    accept(keyholder=tom.keyholder, request=request_of(tom.keyholder, asked.id, now), now=now)
    return ada, asked.id


def _noted(tom: Person, called: str, episode: UUID, signed: tuple[UUID, ...], now: datetime) -> None:
    """Where the notes lie, as its cover says: all of them signed but for the last session's."""
    notes = create_space(keyholder=tom.keyholder, kind=SpaceKind.PROGRESS, role=Role.THERAPIST, label=called, now=now)
    with writing(notes, now=now) as work:
        work.cover(Noted(episode, signed))


def _covered(space: OpenSpace, now: datetime) -> tuple[UUID, ...]:
    """What a usual cover says: sessions, messages, sheets, a goal. Returns the sessions that are over."""
    times = [
        AheadItem(new_id(), now + week * WEEK, 50, Medium.VIDEO, AppointmentState.CONFIRMED) for week in range(-12, 3)
    ]
    with writing(space, now=now) as work:
        work.cover(ahead_from(times, (), now))
        work.cover(Count(client=30, therapist=20, last_at=now))
        work.cover(Latest(newest(_sheet(now - week * WEEK) for week in range(SHEETS))))
        work.cover(GoalCover("Sleep through the night", ("tea at nine",), frozenset(), (Rating(now, 3),)))
    return tuple(each.record for each in times if each.end <= now)


def _grown(space: OpenSpace, listing: Listing, records: int, now: datetime) -> None:
    """In a hundred records: 20 sheets, 10 sessions, 70 messages."""
    with writing(space, now=now) as work:
        for number in range(records):
            at = now - timedelta(days=number)
            match number % 10:
                case 0 | 5:
                    work.add(_sheet(at))
                case 1:
                    confirmed = AppointmentState.CONFIRMED
                    work.add(Appointment(new_id(), listing.id, at - WEEK, 50, Medium.VIDEO, confirmed))
                case _:
                    work.add(Message("Some words of a usual length, such as people write to each other. " * 3))


def _sheet(at: datetime) -> Response:
    return Response("phq-9", instrument_of(None, "phq-9").version, encode((1, 2, 1, 2, 1, 0, 1, 2, 0, 1)), at, at)


def _list(world: World, rounds: int, people: int) -> Iterator[Row]:
    browser = _browser(world.tom)
    address = reverse("desk:people")
    _got(browser, address)  # the first page of a day also notes how far each space has come
    with CaptureQueriesContext(connection) as asked:
        _got(browser, address)
    yield at_most(f"people in care: {people} of them, database queries", len(asked), "", 7)
    page = spent(lambda: _got(browser, address), rounds)
    yield Row(
        f"people in care: {people} of them, the page",
        page / 1000,
        "ms",
        "sqlite3 and Jinja2 alone",
        _bare(people, rounds) / 1000,
    )


def _bare(people: int, rounds: int) -> float:
    """The same columns, in clear."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE TABLE person (name, next, goal, contact, new)")
    database.executemany(
        "INSERT INTO person VALUES (?, 'Fri 27 Nov, 10:00 AM', 'Sleep through the night', '3 days ago', 2)",
        [(f"Person {number}",) for number in range(people)],
    )
    page = Environment(autoescape=True).from_string(BARE)
    return spent(lambda: page.render(rows=database.execute("SELECT * FROM person ORDER BY name").fetchall()), rounds)


def _file(world: World, rounds: int, records: int) -> Iterator[Row]:
    name = f"a client file of {records:,} records"
    keyholder = world.tom.keyholder

    for what, kinds in (("what its first page shows", _kinds(world)), ("its measures", ["assessments.response"])):

        def read(kinds: list[str] = kinds) -> OpenSpace:
            """As the rooms do it, kind by kind."""
            space = episode_of(keyholder, world.long).space
            cover_of(space)
            for kind in kinds:
                read_all(space, TYPES[kind].cls)
            return space

        shown = _shown(read())
        alone = spent(lambda shown=shown: _alone(world, shown), rounds)
        beside = f"its space proven and the {len(shown)} records opened"
        yield at_most_times(f"{name}: {what}", spent(read, rounds) / 1000, "ms", beside, alone / 1000, 2)
    browser = _browser(world.tom)
    address = reverse("care:episode", args=[world.long])
    _got(browser, address)
    yield Row(f"{name}: its first page, as it is answered", spent(lambda: _got(browser, address), rounds) / 1000, "ms")


def _kinds(world: World) -> list[str]:
    """Of what the rooms open for the first page."""
    episode = episode_of(world.tom.keyholder, world.long)
    parts_of(Look(world.tom.keyholder, world.tom.profile, episode, world.now))
    return sorted({str(payload["k"]) for _version, payload in episode.space.opened.values()} & TYPES.keys())


def _shown(space: OpenSpace) -> list[UUID]:
    """What was opened but for the index."""
    own = {page_id(space.id, number) for number in range(len(space.opened))}
    return [record for record in space.opened if record not in own]


def _alone(world: World, shown: list[UUID]) -> None:
    space = open_space(world.tom.keyholder, world.long)
    for at in range(0, len(shown), 500):
        several = shown[at : at + 500]
        with connection.cursor() as cursor:
            marks = ", ".join(["%s"] * len(several))
            cursor.execute(
                f"SELECT id, version, blob FROM record WHERE id IN ({marks})", [each.bytes for each in several]
            )
            found = cursor.fetchall()
        for record, version, blob in found:
            open_row(space, UUID(bytes=record), version, blob)


def _browser(tom: Person) -> Client:
    browser = tom.browser()
    browser.defaults["SERVER_NAME"] = "localhost"
    return browser


def _got(browser: Client, address: str) -> None:
    if browser.get(address).status_code != 200:
        raise RuntimeError(f"{address} is not answered")
