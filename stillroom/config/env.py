"""Where this practice's files live, from the environment.

One data directory (0700) holds what must survive; one runtime directory on RAM holds what must not: the boot
secret and the sessions sealed under it are gone with the power (pv1 section 5).
"""

import hashlib
import os
import secrets
import stat
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

SHIPPED_PRACTICE = Path(__file__).resolve().parents[2] / "practices" / "grey-insight.toml"


class CannotKeepSecrets(Exception):
    """A file or directory that must be ours alone is not; `str(error)` says which."""


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
    """From STILLROOM_DATA, STILLROOM_RUNTIME, STILLROOM_PRACTICE; an empty variable counts as none."""
    data = Path(os.environ.get("STILLROOM_DATA") or "data").resolve()
    runtime = os.environ.get("STILLROOM_RUNTIME")
    practice = os.environ.get("STILLROOM_PRACTICE")
    local = data / "practice.toml"
    return Places(
        data=data,
        runtime=Path(runtime).resolve() if runtime else _runtime_of(data),
        practice_file=Path(practice).resolve() if practice else local if local.exists() else SHIPPED_PRACTICE,
    )


def hosts() -> list[str]:
    """The names this server answers to, from STILLROOM_HOSTS, separated by commas."""
    named = os.environ.get("STILLROOM_HOSTS") or "localhost,127.0.0.1,[::1]"
    return [host for part in named.split(",") if (host := part.strip())]


def private_directory(path: Path) -> Path:
    """Makes it (0700) where it is missing. Raises CannotKeepSecrets for one that somebody else made first: the names
    under /dev/shm can be foreseen, and whoever owns a directory can put other files in it."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    found = path.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.getuid():
        raise CannotKeepSecrets(f"{path} belongs to somebody else.")
    path.chmod(0o700)
    return path


def secret_file(path: Path, size: int = 32, *, needed_by: Path | None = None) -> bytes:
    """The bytes in `path`, made at random (0600) on first use. Two starters at once agree on the first one's.

    The file gets its name only when it is whole: power lost in between leaves no half a secret. Raises
    CannotKeepSecrets for one of another length, and for one that is missing though `needed_by` is there: a new one
    in its place would shut everybody out for good.
    """
    private_directory(path.parent)
    if not path.exists():
        if needed_by is not None and needed_by.exists():
            raise CannotKeepSecrets(f"{path} is missing. Put the file from your backup in its place.")
        _make(path, size)
    secret = path.read_bytes()
    if len(secret) != size:
        raise CannotKeepSecrets(f"{path} does not hold {size} bytes. Put the file from your backup in its place.")
    return secret


def _make(path: Path, size: int) -> None:
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(8)}.new")
    with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(secrets.token_bytes(size))
        file.flush()
        os.fsync(file.fileno())
    with suppress(FileExistsError):  # another starter was first
        path.hardlink_to(fresh)
    fresh.unlink()
    folder = os.open(path.parent, os.O_RDONLY)
    os.fsync(folder)  # else an account could outlive the pepper that it needs
    os.close(folder)
