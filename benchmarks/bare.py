"""The bounds: the same answers from as little as there can be, under the same server.

`hello` is an ASGI function; `wsgi_hello` goes through a2wsgi, as the product does; `pages` reads the control's database
with sqlite3 and fills the control's templates with Jinja2. No session, no CSRF, no framework.
"""

import os
import sqlite3
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import parse_qs

from a2wsgi import WSGIMiddleware
from jinja2 import Environment, FileSystemLoader

HTML = [(b"content-type", b"text/html; charset=utf-8")]
MENU = [(f"Part {number}", f"/part/{number}/") for number in range(8)]


async def hello(scope: dict[str, Any], receive: Any, send: Any) -> None:
    await _answer(send, 200, b"hello")


def _wsgi(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    start_response("200 OK", [("Content-Type", "text/html; charset=utf-8")])
    return [b"hello"]


wsgi_hello = WSGIMiddleware(_wsgi, workers=12)


class Pages:
    """Made at the first request, in the server's process."""

    def __init__(self) -> None:
        file = Path(os.environ["BENCHMARK_DATA"]) / "stock.sqlite3"
        self.database = sqlite3.connect(file, isolation_level=None)
        self.database.execute("PRAGMA synchronous=FULL")
        folder = Path(__file__).parent / "stock" / "templates"
        self.templates = Environment(loader=FileSystemLoader(folder), autoescape=True)

    def home(self) -> bytes:
        run = self.database.execute
        meetings = run(
            "SELECT a.start, a.minutes, a.medium, e.id, t.name FROM stock_appointment a JOIN stock_episode e"
            " ON e.id = a.episode_id JOIN stock_therapist t ON t.id = e.therapist_id"
            " WHERE e.client_id = 1 AND a.start >= ? ORDER BY a.start",
            ("2000-01-01",),
        ).fetchall()
        (unread,) = run(
            "SELECT count(*) FROM stock_message m JOIN stock_episode e ON e.id = m.episode_id"
            " WHERE e.client_id = 1 AND NOT m.by_client AND NOT m.read"
        ).fetchone()
        steps = run(
            "SELECT g.words, s.words FROM stock_goal g JOIN stock_episode e ON e.id = g.episode_id"
            " JOIN stock_step s ON s.goal_id = g.id WHERE e.client_id = 1"
        ).fetchall()
        goal = SimpleNamespace(words=steps[0][0], steps=SimpleNamespace(all=[{"words": words} for _, words in steps]))
        found = [
            {"start": start, "minutes": minutes, "medium": medium, "episode": {"id": at, "therapist": {"name": name}}}
            for start, minutes, medium, at, name in meetings
        ]
        return self._page("stock/home.html", name="ada", meetings=found, unread=unread, goals=[goal])

    def people(self) -> bytes:
        rows = self.database.execute("SELECT id, name, licence, how_i_work, fee_cents FROM stock_therapist")
        names = [column[0] for column in rows.description]
        return self._page("stock/people.html", people=[dict(zip(names, row, strict=True)) for row in rows.fetchall()])

    def post(self, body: bytes) -> None:
        (text,) = parse_qs(body.decode())["text"]
        self.database.execute(
            "INSERT INTO stock_message (episode_id, text, by_client, read) VALUES (1, ?, 1, 0)", (text,)
        )

    def _page(self, template: str, **context: object) -> bytes:
        return self.templates.get_template(template).render(menu=MENU, csrf_token="x" * 64, **context).encode()


_pages: list[Pages] = []


async def pages(scope: dict[str, Any], receive: Any, send: Any) -> None:
    if not _pages:
        _pages.append(Pages())
    own = _pages[0]
    if scope["path"] == "/home/":
        await _answer(send, 200, own.home())
    elif scope["path"] == "/people/":
        await _answer(send, 200, own.people())
    else:
        own.post((await receive())["body"])
        await _answer(send, 302, b"")


async def _answer(send: Any, status: int, body: bytes) -> None:
    await send({"type": "http.response.start", "status": status, "headers": HTML})
    await send({"type": "http.response.body", "body": body})
