"""The product as it is served, over its own demo, and somebody signed in to it."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from benchmarks.load import Case
from benchmarks.processes import HOUSE, Answer, Server, serving

PERSON = re.compile(r"^ +(?P<name>\w+) \(\w+\): +(?P<handle>\S+) +(?P<passphrase>.+)$", re.MULTILINE)
TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')
FORM = "application/x-www-form-urlencoded"


@dataclass(slots=True)
class Browser:
    """Cookies, and the token of the last form seen."""

    server: Server
    cookies: dict[str, str]
    token: str = ""

    def get(self, path: str) -> Answer:
        answer = self._keep(self.server.ask(path, headers=self.headers))
        found = TOKEN.search(answer.body)
        self.token = found[1].decode() if found else self.token
        return answer

    def post(self, path: str, **fields: str) -> Answer:
        body = urlencode({**fields, "csrfmiddlewaretoken": self.token}).encode()
        headers = {**self.headers, "Content-Type": FORM, "Origin": self.server.address}
        return self._keep(self.server.ask(path, body, headers))

    @property
    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def _keep(self, answer: Answer) -> Answer:
        for name, value in answer.headers:
            if name.lower() == "set-cookie":
                cookie, _, content = value.partition(";")[0].partition("=")
                self.cookies[cookie] = content
        return answer

    def case(self, path: str, status: int = 200) -> Case:
        headers = self.headers
        return Case(self.server, lambda: self.server.ask(path, headers=headers), status)


def people(data: Path) -> dict[str, tuple[str, str]]:
    """Name -> (handle, passphrase) of everybody in the demo."""
    said = (data / "people.txt").read_text()
    return {found["name"]: (found["handle"], found["passphrase"].strip()) for found in PERSON.finditer(said)}


def sign_in(server: Server, data: Path, name: str) -> Browser:
    handle, passphrase = people(data)[name]
    browser = Browser(server, {})
    browser.get("/in/")
    answer = browser.post("/in/", handle=handle, passphrase=passphrase)
    if answer.status != 302:
        raise RuntimeError(f"signing in answered {answer.status}")
    return browser


def environment(data: Path) -> dict[str, str]:
    return {
        "DJANGO_SETTINGS_MODULE": "stillroom.config.settings",
        "STILLROOM_DATA": str(data),
        "STILLROOM_RUNTIME": str(data.with_name("runtime")),
        "STILLROOM_PRACTICE": str(HOUSE / "practices" / "quiet-harbor.toml"),
        "STILLROOM_TURN_HOST": "127.0.0.1",  # no relay is started
    }


def make_demo(data: Path) -> None:
    command = [sys.executable, "manage.py", "demo"]
    subprocess.run(command, cwd=HOUSE, env={**os.environ, **environment(data)}, check=True, capture_output=True)


@contextmanager
def product(data: Path) -> Iterator[Server]:
    with serving([sys.executable, "manage.py", "serve", "--port", "PORT"], **environment(data)) as server:
        yield server
