"""A signed-in person without a browser, over a real line: as fast as a line allows, and with nothing that mends."""

import re
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.client import HTTPException
from uuid import uuid4

from tests.journeys.conftest import Server
from tests.journeys.world import ways_in

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
TALK = re.compile(r"/with/[0-9a-f-]{36}/talk/")
BROKEN = (OSError, HTTPException)  # what a line that breaks raises; urllib's own errors are OSErrors


class _Stay(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_args: object) -> None:
        return None


@dataclass(slots=True)
class Hand:
    """`token`: good for every form of this browser."""

    server: Server
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    talk: str = ""

    def ask(self, path: str, fields: dict[str, str] | None = None) -> tuple[int, str]:
        """(status, body). Raises one of BROKEN when no whole answer came."""
        body = urllib.parse.urlencode({"csrfmiddlewaretoken": self.token, **fields}).encode() if fields else None
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        heads = {"Cookie": cookies, "Origin": self.server.address}
        request = urllib.request.Request(self.server.address + path, body, heads)
        try:
            answer = urllib.request.build_opener(_Stay).open(request, timeout=20)
        except urllib.error.HTTPError as error:
            answer = error
        with answer:
            for line in answer.headers.get_all("Set-Cookie", []):
                name, _, rest = line.partition("=")
                self.cookies[name] = rest.partition(";")[0]
            return answer.status, answer.read().decode()

    def say(self, text: str, record: str | None = None) -> tuple[int, str]:
        return self.ask(self.talk, {"text": text, "record": record or str(uuid4())})


def come_in(server: Server, name: str = "Ada") -> Hand:
    hand, way = Hand(server), ways_in(server)[name]
    found = TOKEN.search(hand.ask("/in/")[1])
    assert found is not None
    hand.token = found[1]
    assert hand.ask("/in/", {"handle": way.handle, "passphrase": way.passphrase})[0] == 302
    page = hand.ask("/today/")[1]
    hand.talk = TALK.search(page)[0]
    hand.token = TOKEN.search(page)[1]
    return hand
