"""coturn, the relay server: its configuration, and one of our own while the practice runs on one computer.

The access list is the point. A TURN server forwards packets to whatever address its user names, so an open
one is a door into the network behind it. Here every peer is refused but the relay's own address: the only
thing a relayed packet can reach is the other half of a call on the same relay.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from stillroom.rooms.turn import Relay

DEFAULT_PORT = 3478
_TRIES = 60
_BETWEEN_TRIES = 0.05  # seconds
# A STUN binding request (RFC 8489 section 5) with a fixed transaction id; any answer means "listening".
_PROBE = b"\x00\x01\x00\x00\x21\x12\xa4\x42" + b"still-room--"

_FIXED = """\
realm=relay
use-auth-secret
fingerprint
stale-nonce=600
secure-stun
# Nobody is a peer but the relay itself.
denied-peer-ip=0.0.0.0-255.255.255.255
denied-peer-ip=::-ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff
no-tcp-relay
no-multicast-peers
allocation-default-address-family=ipv4
# Nothing is administered from outside, nothing is told about the server.
no-cli
no-rfc5780
no-stun-backward-compatibility
no-software-attribute
no-dynamic-ip-list
no-dynamic-realms
# Allocations of one page; of everybody; bytes per second of one allocation.
user-quota=16
total-quota=400
max-bps=200000
min-port=49152
max-port=65535
no-stdout-log
simple-log
"""


class CannotStart(Exception):
    """coturn was there but did not begin to answer."""


@dataclass(frozen=True, slots=True)
class Node:
    """One relay server.

    `address`: the IPv4 address it listens on and relays from. `public`: what people outside see instead,
    behind a one-to-one NAT. `certificate` and `key`: PEM files, both or none. `log`: a file that will
    hold addresses of people, so only tests name one.
    """

    address: str
    port: int
    secret: str
    public: str | None = None
    certificate: Path | None = None
    key: Path | None = None
    tls_port: int = 5349
    log: Path | None = None

    @property
    def loopback(self) -> bool:
        return self.address.startswith("127.")

    @property
    def relay(self) -> Relay:
        tls_port = self.tls_port if self.certificate else None
        return Relay(self.public or self.address, self.port, self.secret, tls_port)


def configuration(node: Node, directory: Path) -> str:
    """The text of turnserver.conf. `directory` takes the files that coturn writes."""
    own = node.public or node.address
    lines = [
        f"listening-ip={node.address}",
        f"listening-port={node.port}",
        f"relay-ip={node.address}",
        *([f"external-ip={node.public}/{node.address}"] if node.public else []),
        f"allowed-peer-ip={own}",
        *([f"allowed-peer-ip={node.address}"] if node.public else []),
        # Without this coturn refuses 127.0.0.1 even where it is the relay itself. Never on a public address.
        *(["allow-loopback-peers"] if node.loopback else []),
        f"static-auth-secret={node.secret}",
        *_tls(node),
        f"userdb={directory / 'turndb'}",
        f"pidfile={directory / 'coturn.pid'}",
        f"log-file={node.log or '/dev/null'}",
        *(["verbose"] if node.log else []),
    ]
    return _FIXED + "\n".join(lines) + "\n"


def _tls(node: Node) -> list[str]:
    if node.certificate is None:
        return ["no-tls", "no-dtls"]
    return [
        f"cert={node.certificate}",
        f"pkey={node.key}",
        f"tls-listening-port={node.tls_port}",
        "no-tlsv1",
        "no-tlsv1_1",
    ]


def installed() -> Path | None:
    """Where the program is, if it is."""
    found = shutil.which("turnserver", path=os.environ.get("PATH", "") + ":/usr/bin:/usr/sbin:/usr/local/bin")
    return Path(found) if found else None


class Coturn:
    """A coturn that we started, or found still running after a crash of ours; calls go on through it."""

    def __init__(self, node: Node, pid: int, child: subprocess.Popen[bytes] | None) -> None:
        self.node = node
        self.pid = pid
        self._child = child

    def stop(self) -> None:
        """End this process, by its own number, and wait until it has ended."""
        if self._child is not None:
            self._child.terminate()
            try:
                self._child.wait(_TRIES * _BETWEEN_TRIES)
            except subprocess.TimeoutExpired:
                self._child.kill()
                self._child.wait()
            return
        _end(self.pid)


def start(program: Path, node: Node, directory: Path) -> Coturn:
    """Run coturn with its files in `directory` (0700). Raises `CannotStart`.

    The secret is in a file (0600), not among the arguments, which everyone on the computer can read.
    """
    directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = directory / "turnserver.conf"
    text = configuration(node, directory)
    left = left_running(directory)
    if left is not None:
        if path.read_text() == text and _answers(node):
            return Coturn(node, left, None)
        _end(left)
    _write_private(path, text)
    child = subprocess.Popen(  # noqa: S603 - our own program, no shell, no words from outside
        [program, "-c", path],
        cwd=directory,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # Ctrl+C is for the web server, which then ends this one
    )
    running = Coturn(node, child.pid, child)
    for _ in range(_TRIES):
        if _answers(node):
            return running
        if child.poll() is not None:
            break
        time.sleep(_BETWEEN_TRIES)
    running.stop()
    raise CannotStart


def left_running(directory: Path) -> int | None:
    """The number of a coturn that runs with our file in `directory`, left by a web server that was killed."""
    try:
        pid = int((directory / "coturn.pid").read_text())
    except (OSError, ValueError):
        return None
    return pid if os.fsencode(directory / "turnserver.conf") in _arguments(pid) else None


def free_port(address: str = "127.0.0.1") -> int:
    """The usual port if nothing listens there, else another."""
    for port in (DEFAULT_PORT, 0):
        with (
            socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as datagram,
            socket.socket(socket.AF_INET, socket.SOCK_STREAM) as stream,
        ):
            try:
                datagram.bind((address, port))
                chosen: int = datagram.getsockname()[1]
                stream.bind((address, chosen))
            except OSError:
                continue
            return chosen
    raise CannotStart


def port_in(directory: Path) -> int | None:
    """The port of the last configuration written here."""
    try:
        lines = (directory / "turnserver.conf").read_text().splitlines()
    except OSError:
        return None
    return next((int(line.partition("=")[2]) for line in lines if line.startswith("listening-port=")), None)


def _write_private(path: Path, text: str) -> None:
    path.unlink(missing_ok=True)
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
        file.write(text)


def _answers(node: Node) -> bool:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.settimeout(0.1)
        try:
            probe.connect((node.address, node.port))
            probe.send(_PROBE)
            return bool(probe.recv(1500))
        except OSError:
            return False


def _arguments(pid: int) -> list[bytes]:
    """What this process was started with; nothing once it has ended, even if nobody has reaped it yet."""
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")[:-1]
    except OSError:
        return []


def _end(pid: int) -> None:
    for sign in (signal.SIGTERM, signal.SIGKILL):
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, sign)
        for _ in range(_TRIES):
            if not _arguments(pid):
                return
            time.sleep(_BETWEEN_TRIES)
