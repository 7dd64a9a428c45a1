"""coturn really started: it relays between two halves of a call and reaches nothing else."""

import os
import signal
import socket
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from stillroom.rooms import coturn, relays
from stillroom.rooms.coturn import CannotStart, Coturn, Node, configuration
from stillroom.rooms.turn import access
from tests.rooms.turn_client import TCP, TurnClient

pytestmark = [pytest.mark.room, pytest.mark.alone]  # the usual port, which any served practice takes too

SECRET = "not-the-one-of-any-practice"
DEPLOYED = Path("deploy/coturn/turnserver.conf")
FORBIDDEN = 403
UNAUTHORIZED = 401


def program() -> Path:
    found = coturn.installed()
    assert found is not None, "install coturn: apt-get install coturn"
    return found


def a_node(**more: Path) -> Node:
    return Node(address="127.0.0.1", port=coturn.free_port(), secret=SECRET, **more)


@contextmanager
def running(node: Node, directory: Path) -> Iterator[Coturn]:
    server = coturn.start(program(), node, directory)
    try:
        yield server
    finally:
        server.stop()


@pytest.fixture
def node(tmp_path: Path) -> Iterator[Node]:
    with running(a_node(), tmp_path / "coturn") as server:
        yield server.node


@contextmanager
def client(node: Node, *, secret: str = SECRET, age: timedelta = timedelta()) -> Iterator[TurnClient]:
    relay = Node(address=node.address, port=node.port, secret=secret).relay
    given = access(relay, ticket="test", now=datetime.now(UTC) - age)
    with closing(TurnClient((node.address, node.port), given.username, given.credential)) as one:
        yield one


def test_two_halves_of_a_call_reach_each_other(node: Node) -> None:
    with client(node) as ada, client(node) as tom:
        at_ada, at_tom = ada.allocate().relayed, tom.allocate().relayed
        assert ada.permit(at_tom[0]).error is None
        assert tom.permit(at_ada[0]).error is None
        ada.send(at_tom, b"hello")
        assert tom.receive() == b"hello"


@pytest.mark.parametrize("peer", ["192.0.2.2", "127.0.0.2", "10.0.0.1", "169.254.169.254", "8.8.8.8", "224.0.0.1"])
def test_no_peer_but_the_relay_itself_is_reached(node: Node, peer: str) -> None:
    with client(node) as eve:
        assert eve.allocate().error is None
        assert eve.permit(peer).error == FORBIDDEN


def test_control_without_the_denied_range_such_a_peer_is_granted(tmp_path: Path) -> None:
    node = a_node()
    path = tmp_path / "open.conf"
    text = configuration(node, tmp_path).splitlines(keepends=True)
    path.write_text("".join(line for line in text if not line.startswith("denied-peer-ip")))
    pid = os.posix_spawn(program(), ["turnserver", "-c", str(path)], os.environ)
    try:
        wait_for(node)
        with client(node) as eve:
            eve.allocate()
            assert eve.permit("10.0.0.1").error is None
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)


def wait_for(node: Node) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.connect((node.address, node.port))
        probe.settimeout(0.1)
        for _ in range(50):
            try:
                probe.send(b"\x00\x01\x00\x00\x21\x12\xa4\x42" + bytes(12))
                probe.recv(1500)
                return
            except OSError:
                time.sleep(0.05)
    raise AssertionError("no answer")


def test_a_wrong_secret_and_late_credentials_are_refused(node: Node) -> None:
    with client(node, secret="guessed") as eve:
        assert eve.allocate().error == UNAUTHORIZED
    with client(node, age=timedelta(hours=1)) as late:
        assert late.allocate().error == UNAUTHORIZED
    with client(node) as ada:
        assert ada.allocate().error is None


def test_nothing_is_relayed_over_tcp(node: Node) -> None:
    with client(node) as eve:
        assert eve.allocate(TCP).error is not None


def test_the_secret_stands_in_a_private_file_and_nowhere_else(tmp_path: Path) -> None:
    directory = tmp_path / "coturn"
    with running(a_node(), directory) as server:
        assert SECRET.encode() not in Path(f"/proc/{server.pid}/cmdline").read_bytes()
        assert SECRET.encode() not in Path(f"/proc/{server.pid}/environ").read_bytes()
        assert (directory / "turnserver.conf").stat().st_mode & 0o777 == 0o600
        assert directory.stat().st_mode & 0o777 == 0o700


def test_it_is_stopped_by_its_own_number(tmp_path: Path) -> None:
    with running(a_node(), tmp_path / "one") as one:
        with running(a_node(), tmp_path / "two") as two:
            pass
        assert not Path(f"/proc/{two.pid}/cmdline").exists()
        assert Path(f"/proc/{one.pid}/cmdline").exists()


def test_after_a_crash_of_ours_the_one_still_running_is_found_again(tmp_path: Path) -> None:
    node = a_node()
    first = coturn.start(program(), node, tmp_path)
    again = coturn.start(program(), node, tmp_path)
    assert again.pid == first.pid
    again.stop()
    assert coturn.left_running(tmp_path) is None
    first.stop()


def test_one_left_running_with_another_secret_is_replaced(tmp_path: Path) -> None:
    first = coturn.start(program(), a_node(), tmp_path)
    port = coturn.port_in(tmp_path)
    assert port == first.node.port
    with running(Node(address="127.0.0.1", port=port, secret="another"), tmp_path) as second:
        assert second.pid != first.pid
        assert coturn.left_running(tmp_path) == second.pid
        with client(second.node, secret="another") as ada:
            assert ada.allocate().error is None
    first.stop()


def test_a_number_of_another_program_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "coturn.pid").write_text(str(os.getpid()))
    (tmp_path / "turnserver.conf").write_text("listening-port=1\n")
    assert coturn.left_running(tmp_path) is None


def test_an_address_that_is_not_ours_is_an_error_and_nothing_stays_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coturn, "_TRIES", 5)
    node = Node(address="192.0.2.254", port=3478, secret=SECRET)
    with pytest.raises(CannotStart):
        coturn.start(program(), node, tmp_path)
    assert coturn.left_running(tmp_path) is None


def test_without_coturn_there_is_no_relay_and_no_error(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coturn, "installed", lambda: None)
    assert relays.start_own(tmp_path, SECRET) is None
    assert relays.current() is None
    relays.stop_own()


def test_the_practice_s_own_relay_comes_and_goes(tmp_path: Path) -> None:
    relay = relays.start_own(tmp_path, SECRET)
    assert relay is not None
    assert relays.current() == relay
    assert relay.host == "127.0.0.1"
    relays.stop_own()
    assert relays.current() is None


def test_the_file_for_a_server_of_its_own_is_what_the_code_writes() -> None:
    node = Node(
        address="203.0.113.10",
        port=3478,
        secret="REPLACE-WITH-32-RANDOM-BYTES",
        certificate=Path("/etc/coturn/relay.pem"),
        key=Path("/etc/coturn/relay.key"),
    )
    settings = [line for line in DEPLOYED.read_text().splitlines() if line and not line.startswith("#")]
    written = configuration(node, Path("/run/coturn")).splitlines()
    assert settings == [line for line in written if not line.startswith("#")]


def test_the_file_for_a_server_of_its_own_starts_once_its_address_is_filled_in(tmp_path: Path) -> None:
    text = DEPLOYED.read_text()
    for shown, here in (
        ("203.0.113.10", "127.0.0.1"),
        ("REPLACE-WITH-32-RANDOM-BYTES", SECRET),
        ("/run/coturn", str(tmp_path)),
        ("cert=/etc/coturn/relay.pem", "no-tls"),
        ("pkey=/etc/coturn/relay.key", "no-dtls"),
    ):
        assert shown in text
        text = text.replace(shown, here)
    node = a_node()
    path = tmp_path / "turnserver.conf"
    path.write_text(text.replace("listening-port=3478", f"listening-port={node.port}"))
    pid = os.posix_spawn(program(), ["turnserver", "-c", str(path)], os.environ)
    try:
        wait_for(node)
        with client(node) as ada:
            # A public relay does not even talk to itself on loopback: that needs a line of its own.
            assert ada.allocate().error is None
            assert ada.permit("127.0.0.1").error == FORBIDDEN
    finally:
        os.kill(pid, signal.SIGTERM)
        os.waitpid(pid, 0)
