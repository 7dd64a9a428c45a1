"""Pages: what a request costs the server's processor, beside the same page from less and from stock Django."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

from benchmarks.load import Case, Effort, costs, get
from benchmarks.processes import HOUSE, Server, serving, uvicorn
from benchmarks.product import Browser, environment, make_demo, people, product, sign_in
from benchmarks.sealing import argon2_cost
from benchmarks.table import Row, at_most, at_most_times, below
from stillroom.base.memory import FORGETFUL

US = "µs"
TALK = re.compile(rb'href="(/with/[0-9a-f-]+/talk/)"')
SIGN_INS = 12  # of four people: more would meet the limits on tries


def rows(data: Path, effort: Effort) -> Iterator[Row]:
    own = {"BENCHMARK_DATA": str(data), **FORGETFUL}  # like the product, all overwrite the memory they free
    make_demo(data / "demo")
    session = _fill_stock(data)
    with ExitStack() as stack:
        ours = stack.enter_context(product(data / "demo"))
        stock = stack.enter_context(serving(uvicorn("benchmarks.stock.asgi:application"), **own))
        pages = stack.enter_context(serving(uvicorn("benchmarks.bare:pages"), **own))
        asgi = stack.enter_context(serving(uvicorn("benchmarks.bare:hello"), **own))
        wsgi = stack.enter_context(serving(uvicorn("benchmarks.bare:wsgi_hello"), **own))
        yield from _hellos(ours, stock, asgi, wsgi, effort)
        ada, control = sign_in(ours, data / "demo", "Ada"), _control(stock, session)
        yield from _pages(ada, control, pages, effort)
        yield from _posts(ada, control, pages, effort)
        yield _log_in(ours, data / "demo", effort)
    served = [*uvicorn("stillroom.config.asgi:application"), "--ws", "websockets-sansio"]
    with serving(served, **environment(data / "demo")) as plain:
        ada = sign_in(plain, data / "demo", "Ada")
        hello, home = costs([get(plain, "/today/", 302), ada.case("/today/")], effort)
        yield Row("hello, with freed memory left as it is", hello, US)
        yield Row("home, signed in, with freed memory left as it is", home, US)


def _fill_stock(data: Path) -> str:
    command = [sys.executable, "-m", "benchmarks.stock.fill"]
    given = {**os.environ, "BENCHMARK_DATA": str(data)}
    return subprocess.run(command, cwd=HOUSE, env=given, check=True, capture_output=True, text=True).stdout.strip()


def _control(stock: Server, session: str) -> Browser:
    control = Browser(stock, {"sessionid": session})
    control.get("/home/")
    return control


def _hellos(ours: Server, stock: Server, asgi: Server, wsgi: Server, effort: Effort) -> Iterator[Row]:
    cases = [get(asgi, "/"), get(wsgi, "/"), get(stock, "/hello/"), get(ours, "/today/", 302)]
    bare, through, django, hello = costs(cases, effort)
    yield Row("bare ASGI", bare, US)
    yield Row("bare WSGI through a2wsgi, as the product's pages go", through, US, "bare ASGI", bare)
    yield Row("stock Django: a view that says hello", django, US, "bare WSGI", through)
    yield at_most("hello: a stranger sent from a private page to the door", hello, US, 600, "stock Django", django)


def _pages(ada: Browser, control: Browser, pages: Server, effort: Effort) -> Iterator[Row]:
    cases = [get(pages, "/home/"), control.case("/home/"), ada.case("/today/")]
    cases += [get(pages, "/people/"), control.case("/people/"), get(ada.server, "/people/")]
    bound, stock, home, least, listed, directory = costs(cases, effort)
    yield at_most_times("home, signed in", home, US, "ASGI, sqlite3 and Jinja2 alone", bound, 4)
    yield below("home, signed in", home, US, "stock Django", stock, 5)
    yield Row("directory", directory, US, "ASGI, sqlite3 and Jinja2 alone", least)
    yield Row("directory", directory, US, "stock Django", listed)


def _posts(ada: Browser, control: Browser, pages: Server, effort: Effort) -> Iterator[Row]:
    found = TALK.search(ada.get("/today/").body)
    if found is None:
        raise RuntimeError("no conversation on the home page")
    talk, few = (
        found[1].decode(),
        Effort(effort.rounds, effort.seconds, min(effort.requests, 40), min(effort.batch, 10)),
    )
    ada.get(talk)
    cases = [
        Case(pages, lambda: pages.ask("/post/", b"text=Whenever+you+like."), 302),
        Case(control.server, lambda: control.post("/post/", text="Whenever you like."), 302),
        Case(ada.server, lambda: ada.post(talk, text="Whenever you like."), 302),
    ]
    bound, stock, post = costs(cases, few)
    yield Row("message sent: sealed, with its trail and cover", post, US, "ASGI and one INSERT", bound)
    yield Row("message sent: sealed, with its trail and cover", post, US, "stock Django, in clear", stock)


def _log_in(ours: Server, data: Path, effort: Effort) -> Row:
    names = [name for name in people(data) if name != "Ada"][:4]
    before, count = ours.cpu(), SIGN_INS if effort.requests > SIGN_INS else effort.requests
    for number in range(count):
        sign_in(ours, data, names[number % len(names)])
    spent = (ours.cpu() - before) / count * 1e6
    alone = argon2_cost(count)
    apart = f"Argon2id alone ({(spent - alone) / 1000:.0f} ms apart)"
    return Row("log-in: the page, the passphrase, the session", spent / 1000, "ms", apart, alone / 1000)
