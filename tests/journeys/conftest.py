"""A real server, real browsers, a real relay."""

import atexit
import os
import secrets
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Generator, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).resolve().parents[2]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(slots=True)
class Server:
    """One served practice. `said`: the file with what it printed."""

    address: str
    data: Path
    runtime: Path
    said: Path
    process: subprocess.Popen[bytes]
    environment: dict[str, str]
    before: Sequence[str] = ()

    def restart(self, *, power_cut: bool = False) -> None:
        """A new process on the same files, as after a crash of the old one. A power cut also empties the RAM."""
        self.process.kill()
        self.process.wait()
        if power_cut:
            shutil.rmtree(self.runtime)
        self.process = _start(self.environment, self.address, self.said, self.before)

    def put_forward(self, days: float) -> None:
        """The same practice so many days from now, by its own clock; everybody has to come in again."""
        self.environment["STILLROOM_DAYS_AHEAD"] = str(days)
        self.environment["PYTHONPATH"] = str(Path(__file__).parent / "later")
        self.restart(power_cut=True)

    def steward_link(self) -> str:
        words = self.said.read_text().split()
        return next(word for word in words if "/begin/" in word)


def _start(
    environment: dict[str, str], address: str, said: Path, before: Sequence[str] = ()
) -> subprocess.Popen[bytes]:
    port = address.rpartition(":")[2]
    with said.open("ab") as out:
        process = subprocess.Popen(
            [*before, sys.executable, "manage.py", "serve", "--port", port],
            cwd=ROOT,
            env=environment,
            stdout=out,
            stderr=out,
        )
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            urllib.request.urlopen(address, timeout=2)
        except OSError:
            if process.poll() is not None:
                break
            time.sleep(0.1)
        else:
            return process
    process.kill()
    raise RuntimeError(f"the server did not start: {said.read_text()[-2000:]}")


def environment_of(data: Path, runtime: Path) -> dict[str, str]:
    return {
        **os.environ,
        "STILLROOM_DATA": str(data),
        "STILLROOM_RUNTIME": str(runtime),
        "STILLROOM_PRACTICE": str(ROOT / "practices" / "quiet-harbor.toml"),
        "PYTHONUNBUFFERED": "1",
        "DJANGO_SETTINGS_MODULE": "stillroom.config.settings",
    }


@cache
def _demo_data() -> Path:
    """The files of `make demo`, made once a run; each server gets a copy."""
    house = Path(tempfile.mkdtemp(prefix="stillroom-demo-"))
    atexit.register(shutil.rmtree, house, ignore_errors=True)
    environment = environment_of(house / "data", house / "runtime")
    subprocess.run([sys.executable, "manage.py", "demo"], cwd=ROOT, env=environment, check=True, capture_output=True)
    return house / "data"


def served(demo: bool = False, before: Sequence[str] = ()) -> Generator[Server, None, None]:
    """`before`: a program that makes a place for the server and then becomes it."""
    house = Path(tempfile.mkdtemp(prefix="stillroom-journey-"))
    runtime = Path("/dev/shm") / f"stillroom-journey-{secrets.token_hex(6)}"
    environment = environment_of(house / "data", runtime)
    if demo:
        shutil.copytree(_demo_data(), house / "data")
    said = house / "said.txt"
    address = f"http://localhost:{free_port()}"
    server = Server(
        address, house / "data", runtime, said, _start(environment, address, said, before), environment, before
    )
    try:
        yield server
    finally:
        server.process.terminate()
        try:
            server.process.wait(15)
        except subprocess.TimeoutExpired:
            server.process.kill()
        shutil.rmtree(house, ignore_errors=True)
        shutil.rmtree(runtime, ignore_errors=True)


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    yield from served()


@pytest.fixture(scope="module")
def demo_server() -> Iterator[Server]:
    yield from served(demo=True)


def new_page(chromium: Browser, server: Server, **options: Any) -> Page:
    """A page in a browser profile of its own."""
    usual = {
        "base_url": server.address,
        "viewport": {"width": 390, "height": 800},
        "permissions": ["camera", "microphone"],
        "timezone_id": "America/Los_Angeles",
        "locale": "en-US",
    }
    context: BrowserContext = chromium.new_context(**{**usual, **options})
    context.set_default_timeout(20_000)
    return context.new_page()


_broken: set[str] = set()


def walk_of(item: pytest.Item) -> str:
    """The file, and the way it is walked: `test_main_job.py[es without scripts]`."""
    return item.nodeid.partition("::")[0] + "".join(item.name.partition("[")[1:])


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Generator[None, Any, Any]:
    """Remembers the walk whose step failed: its later steps stand on it."""
    report = yield
    if report.failed and item.get_closest_marker("walk"):
        _broken.add(walk_of(item))
    return report


@pytest.fixture(autouse=True)
def not_after_a_failure(request: pytest.FixtureRequest) -> None:
    """The steps of a walk are told apart in the report, but none is tried after one that failed: each would wait."""
    if walk_of(request.node) in _broken:
        pytest.fail("an earlier step of this walk failed")
