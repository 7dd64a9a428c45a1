"""`manage.py serve` as a real process on directories and a port of its own. No relay is started."""

import http.client
import os
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PATIENCE = 60.0  # seconds; on a busy machine a start takes a while


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Place:
    """Where one practice lives."""

    directory: Path
    port: int

    @property
    def data(self) -> Path:
        return self.directory / "data"

    @property
    def environment(self) -> dict[str, str]:
        return {
            **{name: value for name, value in os.environ.items() if not name.startswith("STILLROOM_")},
            "DJANGO_SETTINGS_MODULE": "stillroom.config.settings",
            "PYTHONUNBUFFERED": "1",
            "STILLROOM_DATA": str(self.data),
            "STILLROOM_RUNTIME": str(self.directory / "runtime"),
            "STILLROOM_PRACTICE": str(ROOT / "practices" / "quiet-harbor.toml"),
            "STILLROOM_TURN_HOST": "127.0.0.1",
        }

    def start(self) -> subprocess.Popen[str]:
        """What it says comes out of its `stdout`, errors too."""
        return subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)],
            cwd=ROOT,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, path, body, {"Host": f"localhost:{self.port}", **named})
        return connection.getresponse()

    def wait(self, process: subprocess.Popen[str]) -> None:
        """Until it answers."""
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and process.poll() is None:
            try:
                self.ask("HEAD", "/")
            except OSError:
                time.sleep(0.1)
            else:
                return
        process.kill()
        raise RuntimeError(f"it did not start: {process.communicate()[0]}")
