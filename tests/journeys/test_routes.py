"""Every route that the URL resolver knows, as each of the cast; and whatever is another's looks like nothing at all."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import resolve
from playwright.sync_api import Browser, Page
from pytest_django import DjangoDbBlocker

from stillroom.base.notices import COOKIE
from tests.journeys.conftest import Server
from tests.journeys.routes_browsing import (
    OF_COLOURS,
    PHONE,
    Site,
    enter,
    first_to_see,
    hangs_over,
    hangs_over_when_spaced,
    hidden_exit,
    small_targets,
    stops_of_tab,
    telling,
    unguarded_fields,
    violations,
)
from tests.journeys.routes_said import CAST, NOTHING, PART, REFUSED, SAVED, Answer
from tests.journeys.routes_steps import WALKS
from tests.journeys.routes_table import LED_BACK, ROUTES, TO_REQUESTS
from tests.journeys.routes_world import World, open_world, routes
from tests.reading_files import whole
from tests.sameness import seen

TOKEN = {"csrfmiddlewaretoken": "-"}  # whatever a browser sends, this is in it


def doors() -> Iterator[tuple[str, str, bool]]:
    """(route, name, whether it opens): routes with an id that are not for everybody, and the whole cast with Rio.

    Rio is another client: nothing here is his.
    """
    for route, pattern in routes().items():
        get, post = ROUTES.get(route, ({"Eve": NOTHING}, {}))
        if "uuid" not in str(pattern.pattern) or get["Eve"].status == 200 or post.get("Eve") == SAVED:
            continue
        for name in (*CAST, "Rio"):
            answers = {answers.get(name, NOTHING) for answers in (get, post)}
            yield route, name, not answers <= {NOTHING, REFUSED, TO_REQUESTS}


CLOSED = [(route, name) for route, name, opens in doors() if not opens]
OPEN = [(route, name) for route, name, opens in doors() if opens]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[World]:
    with django_db_blocker.unblock(), open_world(tmp_path_factory.mktemp("world")) as world:
        yield world


def ask(client: Client, method: str, address: str) -> HttpResponse:
    return whole(client.get(address) if method == "GET" else client.post(address, TOKEN))


def h1(response: HttpResponse) -> str:
    found = re.search(r"<h1[^>]*>(.*?)</h1>", response.content.decode(), re.DOTALL)
    return "" if found is None else re.sub(r"<[^>]*>|\s+", " ", found[1]).strip()


def is_as_said(world: World, client: Client, response: HttpResponse, said: Answer) -> None:
    assert response.status_code == said.status
    if said == NOTHING:
        assert seen(response) == seen(client.get("/there/was/never/anything/"))
    elif said.to:
        assert resolve(urlsplit(response.headers["Location"]).path).view_name == said.to
    elif said.h1:
        words = world.said(said.h1)
        assert h1(response).startswith(words.rstrip("…")) if words.endswith("…") else h1(response) == words
    assert response.headers.get("Content-Disposition", "").startswith("attachment") == said.is_file
    assert (said == PART) == (said.status == 200 and not said.is_file and "<title>" not in response.content.decode())


def test_the_table_names_every_route_and_no_other() -> None:
    assert sorted(ROUTES) == sorted(routes())


@pytest.mark.django_db
@pytest.mark.parametrize("name", CAST)
@pytest.mark.parametrize("route", ROUTES)
def test_a_route_answers_as_the_table_says(world: World, route: str, name: str) -> None:
    for method, answers in zip(("GET", "POST"), ROUTES[route], strict=True):
        client = world.browser(name)
        is_as_said(world, client, ask(client, method, world.address(route)), answers[name])


def answers_to(world: World, name: str, address: str) -> list[tuple[object, ...]]:
    """Status, body, where it leads and what is said there, for GET and POST."""
    client, found = world.browser(name), []
    for method in ("GET", "POST"):
        answer = ask(client, method, address)
        notice = answer.cookies.get(COOKIE)
        found.append((*seen(answer), answer.headers.get("Location"), notice and notice.value))
    return found


def is_nothing(route: str, answers: list[tuple[object, ...]]) -> bool:
    statuses = {status for status, *_ in answers}
    return statuses <= {302, 404, 405} if route in LED_BACK else {404} <= statuses <= {404, 405}


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "name"), CLOSED)
def test_a_stranger_gets_the_same_404_as_for_a_random_id(world: World, route: str, name: str) -> None:
    found = answers_to(world, name, world.address(route))
    assert found == answers_to(world, name, world.elsewhere(route))
    assert is_nothing(route, found)


@pytest.mark.django_db
@pytest.mark.parametrize(("route", "name"), OPEN)
def test_to_those_it_belongs_to_the_same_address_is_something_else(world: World, route: str, name: str) -> None:
    """The control: each of these addresses leads somewhere, and a random id leads nowhere even for them."""
    nowhere = answers_to(world, name, world.elsewhere(route))
    assert answers_to(world, name, world.address(route)) != nowhere
    assert is_nothing(route, nowhere)


def test_every_route_with_an_id_is_closed_to_somebody_and_open_to_somebody() -> None:
    assert {route for route, _ in CLOSED} == {route for route, _ in OPEN}
    assert len(CLOSED) > 100


@pytest.fixture(scope="module")
def site(chromium: Browser, demo_server: Server) -> Site:
    return enter(chromium, demo_server)


SCHEMES = {
    "light": ({"color_scheme": "light", "forced_colors": "none"}, None),
    "dark": ({"color_scheme": "dark"}, OF_COLOURS),
    "forced colours": ({"color_scheme": "light", "forced_colors": "active"}, OF_COLOURS),
}


def amiss_in_every_scheme(page: Page) -> list[str]:
    found = []
    for scheme, (media, rules) in SCHEMES.items():
        page.emulate_media(**media)
        found += [f"{scheme}: {each}" for each in violations(page, rules)]
    return found


@pytest.mark.journey
@pytest.mark.parametrize(("route", "name"), list(first_to_see()))
def test_a_page_is_sound_on_a_phone(site: Site, route: str, name: str) -> None:
    page = site.visit(route, name)
    assert telling(page) == []
    assert hangs_over(page) <= 0
    if route != "home:start":  # the neutral page is where the exit leads
        assert stops_of_tab(page, 2) == ["A.skip", "BUTTON.leave"]
        assert hidden_exit(page) == []
    assert small_targets(page) == []
    assert unguarded_fields(page, public=route.startswith("practice:")) == []  # a therapist's page of themselves
    assert hangs_over_when_spaced(page) <= 0
    assert amiss_in_every_scheme(page) == []


NOT_ON_PAPER = ".top, .leave button, .foot, .tabs, .back, main form, main .button, #suggested, #closed"
MET = "details li >> text=you two met"
INK, COLOUR = "rgb(34, 38, 43)", "getComputedStyle(document.querySelector('h1')).color"


def seen_of(page: Page, selector: str) -> int:
    return page.locator(selector).locator("visible=true").count()


@pytest.mark.journey
@pytest.mark.parametrize("name", ["Ada", "Tom"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_paper_the_answers_over_time_stand_alone_in_ink_on_white(site: Site, name: str, scheme: str) -> None:
    page = site.visit("assessments:start", name)
    page.emulate_media(media="screen", color_scheme=scheme, forced_colors="none")
    assert seen_of(page, NOT_ON_PAPER) > 3  # the control
    assert seen_of(page, MET) == 0
    assert (page.evaluate(COLOUR) == INK) == (scheme == "light")
    page.emulate_media(media="print", color_scheme=scheme, forced_colors="none")
    try:
        assert seen_of(page, NOT_ON_PAPER) == 0
        assert seen_of(page, ".chart svg") == seen_of(page, ".chart table") == 2
        assert seen_of(page, MET) > 0
        assert page.evaluate(COLOUR) == INK
    finally:
        page.emulate_media(media="screen")


@pytest.mark.journey
def test_the_steps_of_forms_and_their_errors_are_sound_too(site: Site) -> None:
    amiss = {}
    for name, walks in WALKS.items():
        for walk in walks:
            site.pages[name].set_viewport_size(PHONE)
            for step, page in walk(site.pages[name]):
                amiss[step] = [*telling(page), *amiss_in_every_scheme(page)]
                if hangs_over(page) > 0:
                    amiss[step].append("wider than the phone")
    assert len(amiss) > 20
    assert {step: found for step, found in amiss.items() if found} == {}
