"""The one server process, as `make run` starts it."""

import re
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from stillroom.accounts.sockets import NOT_THERE
from stillroom.base.middleware import HEADERS
from tests.home.serving import PATIENCE, Place, free_port

TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """A practice that is being served; at the end it is stopped as somebody does at the terminal."""
    served = Place(tmp_path_factory.mktemp("served"), free_port())
    process = served.start()
    served.wait(process)
    yield served
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=PATIENCE)[0]
    assert process.returncode == 0, said
    assert "Quiet Harbor is served at" in said
    assert "Traceback" not in said


def said_by(place: Place) -> tuple[int, str]:
    process = place.start()
    said = process.communicate(timeout=PATIENCE)[0]
    return process.returncode, said


def test_a_second_process_on_the_same_directory_is_refused_with_a_sentence(place: Place) -> None:
    code, said = said_by(replace(place, port=free_port()))
    assert code == 1
    assert said.strip() == f"CommandError: Another process already serves {place.data}. Stop that one first."
    assert place.ask("GET", "/").status == 200


def test_a_port_that_is_taken_is_named(place: Place, tmp_path: Path) -> None:
    code, said = said_by(Place(tmp_path, place.port))
    assert code == 1
    assert said.startswith(f"CommandError: Nothing can listen at 127.0.0.1, port {place.port}")
    assert "Traceback" not in said


def test_its_files_are_for_its_owner_alone(place: Place) -> None:
    modes = {path: path.stat().st_mode & 0o777 for path in place.directory.rglob("*")}
    assert {modes[path] for path in modes if path.is_dir()} == {0o700}
    assert {modes[path] for path in modes if path.is_file()} == {0o600}
    assert {"lock", "pepper.1", "secret_key", "stillroom.sqlite3"} <= {path.name for path in modes}


def test_an_answer_names_no_server_and_carries_the_headers(place: Place) -> None:
    for path, status in (("/", 200), ("/about/", 200), ("/today/", 302), ("/nowhere/", 404)):
        answer = place.ask("GET", path)
        assert (path, answer.status) == (path, status)
        assert answer.headers["Server"] is None
        assert all(answer.headers[name] == value for name, value in HEADERS.items() if name != "X-Robots-Tag")
        assert answer.headers["X-Robots-Tag"] == ("noarchive" if status == 200 else "noindex, noarchive")


def test_a_form_that_is_too_long_gets_its_answer_over_a_real_line(place: Place) -> None:
    page = place.ask("GET", "/in/")
    cookie = page.headers["Set-Cookie"].partition(";")[0]
    token = TOKEN.search(page.read().decode())
    assert token is not None
    origin = f"http://localhost:{place.port}"
    encoded = "application/x-www-form-urlencoded"
    start = f"csrfmiddlewaretoken={token[1]}&handle=".encode()
    for length, status in ((100, 422), (6_000_000, 413), (60_000_000, 413)):
        body = start + b"x" * length
        answer = place.ask("POST", "/in/", body, Cookie=cookie, Origin=origin, Content_Type=encoded)
        assert (length, answer.status) == (length, status)
        assert (b"That was too much at once" in answer.read()) == (status == 413)


def test_a_socket_from_elsewhere_is_refused_and_one_from_here_is_told_that_nothing_is_there(place: Place) -> None:
    address = f"ws://localhost:{place.port}/ws/nowhere/"
    for origin in ("http://evil.example", f"http://localhost:{place.port + 1}", None):
        with pytest.raises(InvalidStatus) as refused:
            connect(address, origin=origin, proxy=None)  # type: ignore[arg-type]
        assert refused.value.response.status_code == 403
    with (
        connect(address, origin=f"http://localhost:{place.port}", proxy=None) as socket,  # type: ignore[arg-type]
        pytest.raises(ConnectionClosed) as closed,
    ):
        socket.recv(PATIENCE)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == NOT_THERE
