"""A server as a process of its own, and what it costs: processor time from /proc, not the clock on the wall."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[1]
TICKS = os.sysconf("SC_CLK_TCK")  # a second; one is 10 ms on Linux, so a figure needs many requests
KEPT = 3.0  # seconds; uvicorn closes a line that was idle for five
PATIENCE = 60.0  # seconds until a server has to answer


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Server:
    """One process that listens on loopback, and one connection to it that is kept open."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process, self.port = process, port
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        self.used = time.monotonic()

    @property
    def address(self) -> str:
        return f"http://localhost:{self.port}"

    def ask(self, path: str, body: bytes | None = None, headers: Mapping[str, str] | None = None) -> Answer:
        method = "GET" if body is None else "POST"
        if time.monotonic() - self.used > KEPT:
            self.line.close()  # the next request opens it again
        self.line.request(method, path, body, {"Host": f"localhost:{self.port}", **(headers or {})})
        answer = self.line.getresponse()
        self.used = time.monotonic()
        return Answer(answer.status, tuple(answer.getheaders()), answer.read())

    def cpu(self) -> float:
        """Seconds of processor time since it began, of all its threads."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS


@contextmanager
def serving(command: Sequence[str], **environment: str) -> Iterator[Server]:
    """Starts `command`, in which PORT stands for a free port; ends the process at the end, however it comes."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            [word.replace("PORT", str(port)) for word in command],
            cwd=HOUSE,
            env={**os.environ, **environment},
            stdout=said,
            stderr=said,
        )
        try:
            _wait(process, port)
            yield Server(process, port)
        except ConnectionError:
            said.seek(0)
            sys.stderr.buffer.write(said.read()[-2000:])
            raise
        finally:
            process.send_signal(signal.SIGTERM)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def uvicorn(application: str) -> list[str]:
    """The server of the product, for another application."""
    return [sys.executable, "-m", "uvicorn", application, "--port", "PORT", "--no-access-log", "--log-level", "error"]


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise ConnectionError("the server did not start")
