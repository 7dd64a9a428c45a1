"""HTTP goes whole, and only whole, from the one server to Django's WSGI application."""

import asyncio

import pytest
from a2wsgi import WSGIMiddleware
from django.conf import settings

from stillroom.base.middleware import HEADERS
from stillroom.config import asgi
from stillroom.config.asgi import Patient, application
from tests.config.speaking import GONE, App, Line, ask, http, part

HALF = b"text=I+cannot+"
Seen = list[bytes]


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Seen:
    """In the place of Django: every body that was handed over."""
    seen: Seen = []
    monkeypatch.setattr(asgi, "_wsgi", echoing(seen))
    return seen


def echoing(seen: Seen) -> App:
    def wsgi(environ: dict[str, object], start: object) -> list[bytes]:
        seen.append(environ["wsgi.input"].read())  # type: ignore[attr-defined]
        start("200 OK", [])  # type: ignore[operator]
        return [b"%d" % len(seen[-1])]

    return WSGIMiddleware(wsgi, workers=2)  # type: ignore[arg-type, return-value]


async def test_a_page_comes_through_with_its_headers() -> None:
    answer = await ask(application, http("GET", "/between-us/"), part(b""))
    assert answer is not None
    assert answer.status == 200
    assert b"What stays between us" in answer.body
    assert {name.lower() for name in HEADERS} <= answer.headers.keys()
    assert answer.headers["cache-control"] == "no-store"
    assert not {"server", "x-powered-by"} & answer.headers.keys()


async def test_the_parts_of_a_form_are_handed_over_as_one(echo: Seen) -> None:
    answer = await ask(application, http("POST", "/in/"), part(b"a", more=True), part(b"b", more=True), part(b"c"))
    assert echo == [b"abc"]
    assert answer is not None
    assert answer.body == b"3"


async def test_half_a_form_is_handed_to_nobody(echo: Seen) -> None:
    """A phone in a tunnel: what would be kept is a sentence without its end."""
    assert await ask(application, http("POST", "/in/"), part(HALF, more=True), GONE) is None
    assert echo == []


async def test_without_that_look_half_a_form_would_be_taken_for_a_whole() -> None:
    """The control: the bridge to WSGI cannot tell."""
    seen: Seen = []
    assert await ask(echoing(seen), http("POST", "/in/"), part(HALF, more=True), GONE) is not None
    assert seen == [HALF]


async def test_forms_that_come_slowly_hold_up_nobody_else(echo: Seen) -> None:
    """More of them than there are threads."""
    lines = [Line().hears(part(HALF, more=True)) for _ in range(20)]
    slow = [asyncio.ensure_future(application(http("POST", "/in/"), line.coming.get, line.said.put)) for line in lines]
    await asyncio.sleep(0.05)
    assert await ask(application, http("POST", "/in/"), part(b"quick")) is not None
    assert echo == [b"quick"]
    for line in lines:
        line.hears(part(b"go on"))
    await asyncio.wait_for(asyncio.gather(*slow), 10)
    assert echo[1:] == [HALF + b"go on"] * 20


async def test_without_it_slow_forms_would_stop_the_server() -> None:
    """The control: two threads, two slow forms."""
    app, lines = echoing([]), [Line().hears(part(HALF, more=True)) for _ in range(2)]
    slow = [asyncio.ensure_future(app(http("POST", "/in/"), line.coming.get, line.said.put)) for line in lines]
    await asyncio.sleep(0.05)
    quick = asyncio.ensure_future(ask(app, http("POST", "/in/"), part(b"quick")))
    _done, waiting = await asyncio.wait({quick}, timeout=0.3)
    assert waiting == {quick}
    for line in lines:
        line.hears(part(b"go on"))
    await asyncio.wait_for(asyncio.gather(quick, *slow), 10)


async def test_more_than_is_taken_is_let_through_to_nobody(echo: Seen) -> None:
    most, megabyte = settings.DATA_UPLOAD_MAX_MEMORY_SIZE, b"x" * 1_000_000
    parts = [*[part(megabyte, more=True)] * 30, part(b"")]
    assert await ask(application, http("POST", "/in/"), *parts) is not None
    assert [len(body) for body in echo] == [most + 1]


async def test_a_form_that_is_too_long_gets_a_plain_page() -> None:
    length, token = 6_000_000, "a" * 32
    head = {"content_type": "application/x-www-form-urlencoded", "content_length": str(length)}
    scope = http("POST", "/in/", **head, cookie=f"__Host-f={token}", origin="http://localhost:8000")
    answer = await ask(application, scope, part(b"handle=" + b"x" * (length - 7)))
    assert answer is not None
    assert answer.status == 413
    assert b"That was too much at once" in answer.body
    assert "content-security-policy" in answer.headers


async def test_a_strange_host_gets_a_plain_page_without_its_name() -> None:
    scope = http("GET", "/about/")
    scope["headers"] = [(b"host", b"evil.example")]
    answer = await ask(application, scope, part(b""))
    assert answer is not None
    assert (answer.status, b"evil" in answer.body) == (400, False)
    assert b"We could not read that" in answer.body


async def test_who_takes_nothing_any_more_holds_a_thread_for_a_while_and_no_longer() -> None:
    """Control: what is taken in time goes on, also after a pause."""
    taken: list[dict[str, object]] = []
    stuck = asyncio.Event()

    async def taking(message: dict[str, object]) -> None:
        if message.get("body") == b"stuck":
            await stuck.wait()
        taken.append(message)

    send = Patient(taking, slowest=0.01)
    for body in (b"one", b"two", b"stuck", b"after it"):
        await send({"type": "http.response.body", "body": body, "more_body": True})
    assert [message["body"] for message in taken] == [b"one", b"two"]
