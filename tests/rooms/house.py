"""A served practice with a relay of its own, two browsers, and what they say about their call."""

import itertools
import json
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, Page, TimeoutError

from stillroom.accounts.people import SESSION_COOKIE
from stillroom.rooms import coturn
from tests.journeys.conftest import ROOT, Server, free_port, new_page, served

Name = Literal["ada", "tom"]

# One core has to carry both ends: a small, slow picture. And the page's connections, to ask them how they do.
BEFORE_ANY_SCRIPT = """
window.calls = [];
window.RTCPeerConnection = class extends RTCPeerConnection {
  constructor(...given) { super(...given); window.calls.push(this); }
};
window.tracks = [];
window.heard = [];
window.WebSocket = class extends WebSocket {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", ({ data }) => window.heard.push(JSON.parse(data).type));
  }
};
const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
navigator.mediaDevices.getUserMedia = async (wanted) => {
  const small = { width: 320, height: 240, frameRate: 10 };
  const stream = await ask(wanted.video ? { ...wanted, video: small } : wanted);
  window.tracks.push(...stream.getTracks());
  return stream;
};
"""
# A connection that is being closed may never answer; `evaluate` itself has no limit of time.
STATS = """async () => {
  const late = new Promise((done) => setTimeout(done, 3000, new Map()));
  return [...(await Promise.race([window.calls.at(-1).getStats(), late])).values()];
}"""
PATIENCE = 25.0


@dataclass(slots=True)
class House:
    server: Server
    space: str
    cookies: dict[str, str]
    relay_log: Path
    relay: coturn.Coturn

    @property
    def room(self) -> str:
        return f"/room/{self.space}/"

    def enter(self, chromium: Browser, name: Name) -> Page:
        """This person's browser, at the room's door."""
        page = new_page(chromium, self.server)
        page.context.add_cookies(
            [
                {
                    "name": SESSION_COOKIE,
                    "value": self.cookies[name],
                    "url": "https://localhost",
                    "secure": True,
                    "httpOnly": True,
                    "sameSite": "Strict",
                }
            ]
        )
        page.add_init_script(BEFORE_ANY_SCRIPT)
        page.goto(self.room)
        return page


@contextmanager
def open_house(directory: Path) -> Iterator[House]:
    program = coturn.installed()
    assert program is not None, "install coturn: apt-get install coturn"
    secret, log = secrets.token_hex(16), directory / "relay.log"
    node = coturn.Node(address="127.0.0.1", port=free_port(), secret=secret, log=log)
    relay = coturn.start(program, node, directory / "relay")
    serving = served()
    names = {"HOST": node.address, "PORT": str(node.port), "SECRET": secret}
    try:
        with pytest.MonkeyPatch.context() as environment:
            environment.setenv("DJANGO_SETTINGS_MODULE", "stillroom.config.settings")
            for name, value in names.items():
                environment.setenv(f"STILLROOM_TURN_{name}", value)
            server = next(serving)
        made = subprocess.run(
            [sys.executable, "-m", "tests.rooms.people"],
            cwd=ROOT,
            env=server.environment,
            check=True,
            capture_output=True,
        )
        people = json.loads(made.stdout)
        house = House(server, people["space"], {"ada": people["ada"], "tom": people["tom"]}, log, relay)
        yield house
        relay = house.relay  # a test may have started another
    finally:
        serving.close()
        relay.stop()
        shutil.rmtree(directory, ignore_errors=True)


def meet(house: House, chromium: Browser, mode: str) -> tuple[Page, Page]:
    """Ada knocks, Tom lets her in, and the call is up. Returns her page and his."""
    ada, tom = house.enter(chromium, "ada"), house.enter(chromium, "tom")
    for page in (tom, ada):
        page.check(f"[name=mode][value={mode}]")
        page.click("[data-do=enter]")
    tom.click("[data-do=admit]")
    try:
        for page in (ada, tom):
            page.wait_for_selector("[data-part=safety]:visible")
    except TimeoutError as late:
        late.add_note(_what_hindered(house, ada, tom))
        raise
    return ada, tom


def _what_hindered(house: House, ada: Page, tom: Page) -> str:
    """What each browser and the relay know of a call that did not come up."""
    ask = "[{...document.body.dataset}, window.heard, window.calls.map((each) => each.iceConnectionState)]"
    known = [page.evaluate(ask) for page in (ada, tom)]
    return f"{known}\nrelay at {house.relay.node.port}:\n{house.relay_log.read_text()[-3000:]}"


def stats(page: Page, kind: str) -> list[dict[str, Any]]:
    """What the browser counts of its newest connection, of this kind."""
    return [each for each in page.evaluate(STATS) if each["type"] == kind]


def inbound(page: Page, media: str) -> dict[str, Any]:
    """The counts of one kind of media. They are there a moment after the first of it was shown or heard."""
    found: list[dict[str, Any]] = []

    def there() -> bool:
        found[:] = [each for each in stats(page, "inbound-rtp") if each["kind"] == media]
        return bool(found)

    until(there, f"{media} that is counted")
    return found[0]


def frames(page: Page) -> int:
    return int(inbound(page, "video").get("framesDecoded", 0))


def loudness(page: Page) -> float:
    """The energy of what was heard so far."""
    return float(inbound(page, "audio").get("totalAudioEnergy", 0.0))


def route(page: Page) -> tuple[str, str]:
    """The types of the two ends of the path in use."""
    (transport,) = stats(page, "transport")
    every = {each["id"]: each for each in page.evaluate(STATS)}
    pair = every[transport["selectedCandidatePairId"]]
    return every[pair["localCandidateId"]]["candidateType"], every[pair["remoteCandidateId"]]["candidateType"]


def until(true: Callable[[], bool], what: str, patience: float = PATIENCE) -> float:
    """Waits, and returns how long it took (seconds)."""
    began = time.monotonic()
    while time.monotonic() - began < patience:
        if true():
            return time.monotonic() - began
        time.sleep(0.1)
    raise AssertionError(f"waited {patience} s: {what}")


def rises(count: Callable[[], float], seconds: float = 5.0) -> bool:
    """Whether it is higher each second."""
    seen = [count()]
    for _ in range(int(seconds)):
        time.sleep(1)
        seen.append(count())
    return all(later > earlier for earlier, later in itertools.pairwise(seen))


def gained(count: Callable[[], float]) -> float:
    """How much it grows in a second."""
    before = count()
    time.sleep(1)
    return count() - before


def heard(page: Page, kind: str) -> int:
    """How often the server has said this to the page."""
    return int(page.evaluate("(kind) => window.heard.filter((each) => each === kind).length", kind))


def relayed_bytes(log: Path) -> int:
    """What coturn says it carried, for people and between allocations. Its log needs `verbose`."""
    total = 0
    for line in log.read_text().splitlines():
        if "usage:" in line:
            total += sum(int(part[3:].rstrip(",")) for part in line.split() if part.startswith(("rb=", "sb=")))
    return total
