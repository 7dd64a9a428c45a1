"""One practice, its server and relay, and the three browsers of a journey."""

import re
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from stillroom.rooms import coturn
from tests.journeys.acts import WayIn
from tests.journeys.conftest import Server, free_port, new_page, served
from tests.journeys.ways import Way
from tests.rooms.house import BEFORE_ANY_SCRIPT


@dataclass(slots=True)
class World:
    """What each way of a journey has for itself. `ways`: what its people wrote down; `heads`: every answer's headers;
    `space`: the episode, once there is one."""

    way: Way
    server: Server
    steward: Page
    tom: Page
    ada: Page
    relay_log: Path
    ways: dict[str, WayIn]
    heads: list[str]

    space: str = ""


def ways_in(server: Server) -> dict[str, WayIn]:
    """How the demo's people come in, by first name."""
    lines = (server.data / "people.txt").read_text()
    found = re.findall(r"^ +(\w+) \(\w+\): +(\S+) +(\S.*)$", lines, re.MULTILINE)
    return {name: WayIn(handle, passphrase) for name, handle, passphrase in found}


@contextmanager
def relay_with_log(directory: Path) -> Iterator[dict[str, str]]:
    program = coturn.installed()
    assert program is not None, "install coturn: apt-get install coturn"
    node = coturn.Node(address="127.0.0.1", port=free_port(), secret="5" * 32, log=directory / "relay.log")
    relay = coturn.start(program, node, directory / "relay")
    try:
        yield {
            "STILLROOM_TURN_HOST": node.address,
            "STILLROOM_TURN_PORT": str(node.port),
            "STILLROOM_TURN_SECRET": node.secret,
        }
    finally:
        relay.stop()


@contextmanager
def opened(chromium: Browser, way: Way, directory: Path, *, demo: bool = False) -> Iterator[World]:
    """An empty practice, or the demo's, with the way in of each of its people."""
    with relay_with_log(directory) as relay, pytest.MonkeyPatch.context() as environment:
        for name, value in relay.items():
            environment.setenv(name, value)
        with closing(served(demo)) as serving:
            server = next(serving)
            pages = [new_page(chromium, server, **way.options()) for _ in range(3)]
            heads: list[str] = []
            for page in pages:
                page.add_init_script(BEFORE_ANY_SCRIPT)
                page.on("response", lambda answer: heads.append(answer.url + str(answer.headers)))
            try:
                yield World(way, server, *pages, directory / "relay.log", ways_in(server) if demo else {}, heads)
            finally:
                for page in pages:
                    page.context.close()
