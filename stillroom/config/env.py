"""Where this practice's files live, from the environment.

One data directory (0700) holds what must survive; one runtime directory on RAM holds what must not: the boot
secret and the sessions sealed under it are gone with the power (pv1 section 5).
"""

import hashlib
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

SHIPPED_PRACTICE = Path(__file__).resolve().parents[2] / "practices" / "grey-insight.toml"


@dataclass(frozen=True, slots=True)
class Places:
    data: Path
    runtime: Path
    practice_file: Path

    @property
    def database(self) -> Path:
        return self.data / "stillroom.sqlite3"


def _runtime_of(data: Path) -> Path:
    """A directory of its own for each data directory, on tmpfs where the system has one."""
    name = f"stillroom-{os.getuid()}-{hashlib.sha256(str(data).encode()).hexdigest()[:12]}"
    return Path("/dev/shm" if Path("/dev/shm").is_dir() else "/run") / name  # noqa: S108 RAM is what is wanted


def places() -> Places:
    data = Path(os.environ.get("STILLROOM_DATA", "data")).resolve()
    runtime = os.environ.get("STILLROOM_RUNTIME")
    practice = os.environ.get("STILLROOM_PRACTICE")
    local = data / "practice.toml"
    return Places(
        data=data,
        runtime=Path(runtime).resolve() if runtime else _runtime_of(data),
        practice_file=Path(practice) if practice else local if local.exists() else SHIPPED_PRACTICE,
    )


def private_directory(path: Path) -> Path:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def secret_file(path: Path, size: int = 32) -> bytes:
    """The bytes in `path`, made at random (0600) on first use. Two starters at once agree on the first one's."""
    private_directory(path.parent)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_bytes()
    with os.fdopen(handle, "wb") as file:
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    return path.read_bytes()
