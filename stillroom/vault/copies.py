"""One whole copy of a practice, made while the server runs (pv1 section 10): a directory that can be put back as it is.

Whole, never incremental: a series of changes shows what changed together, and so who belongs to whom. The pepper stays
outside unless asked for: with it and a copy, passphrases can be guessed.
"""

import hashlib
import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

DATABASE = "stillroom.sqlite3"
SUMS = "SHA256SUMS"
BESIDE = ("practice_key.pub", "practice.toml")  # the other files that must survive, where they are there
PAGES = 256  # of the database, between two looks at how far it is
SPARE = 16 * 1024 * 1024  # bytes that must stay free beside a copy

Progress = Callable[[int, int], object]  # (done, all), in pages


class CannotCopy(Exception):
    """Nothing was left behind; `str(error)` is a sentence for whoever typed the command."""


@dataclass(frozen=True, slots=True)
class Copy:
    """`size`: bytes of all its files. `private`: whether the disk it lies on keeps others from reading it."""

    path: Path
    size: int
    private: bool


def make_copy(*, data: Path, to: Path, pepper: Path | None, progress: Progress) -> Copy:
    """Copies the practice in `data` to the new directory `to` (0700, its files 0600). Raises CannotCopy.

    `pepper`: the file to take along, or None. It gets its name only when it is whole and on the disk: what lies there
    under another name (`to` with ".part") is a copy that was broken off.
    """
    database = data / DATABASE
    _may_stand(data, to)
    part = to.with_name(f"{to.name}.part")
    files = [data / name for name in BESIDE if (data / name).is_file()] + ([pepper] if pepper else [])
    try:
        _has_room(database, to.parent)
        part.mkdir(mode=0o700)
    except FileExistsError:
        raise CannotCopy(
            f"{part} is there: another backup is at work, or one was broken off. Remove it first."
        ) from None
    except OSError as error:
        raise CannotCopy(f"{to.parent} cannot be written to: {error.strerror}.") from None
    try:
        _copy_database(database, part / DATABASE, progress)
        for file in files:
            _write(part / file.name, file.read_bytes())
        names = [DATABASE, *(file.name for file in files)]
        sums = "".join(f"{sha256_of(part / name)}  {name}\n" for name in names)
        _write(part / SUMS, sums.encode())
        _sync(part)
        part.rename(to)
        _sync(to.parent)
    except (OSError, sqlite3.Error) as error:
        raise CannotCopy(f"The copy could not be finished, and nothing was kept: {_why(error)}.") from None
    finally:
        shutil.rmtree(part, ignore_errors=True)
    made = [to, *to.iterdir()]
    private = not any(path.stat().st_mode & 0o077 for path in made)
    return Copy(to, sum(path.stat().st_size for path in to.iterdir()), private)


def _may_stand(data: Path, to: Path) -> None:
    if not (data / DATABASE).is_file():
        raise CannotCopy(f"There is no practice in {data} yet.")
    if to.exists() or to.is_symlink():
        raise CannotCopy(f"{to} is there already. Choose another name: a backup never writes over anything.")
    if to.resolve().is_relative_to(data.resolve()):
        raise CannotCopy(f"{to} lies inside {data}: it would be lost together with it. Choose another disk.")
    if not to.parent.is_dir():
        raise CannotCopy(f"There is no directory {to.parent}. Is the disk plugged in?")


def size_of(database: Path) -> int:
    """Bytes, with what still lies in the write-ahead log."""
    log = database.with_name(f"{database.name}-wal")
    return database.stat().st_size + (log.stat().st_size if log.exists() else 0)


def _has_room(database: Path, where: Path) -> None:
    wanted, free = size_of(database) + SPARE, shutil.disk_usage(where).free
    if free < wanted:
        raise CannotCopy(
            f"The disk at {where} is too full: {wanted // 2**20 + 1} MiB are needed, {free // 2**20} are free."
        )


def _copy_database(source: Path, target: Path, progress: Progress) -> None:
    """One moment of the database, whatever is written meanwhile: the reading transaction holds it still."""
    _write(target, b"")
    with closing(sqlite3.connect(source, timeout=20)) as read, closing(sqlite3.connect(target)) as write:
        read.execute("BEGIN")
        read.execute("SELECT 1 FROM sqlite_master").fetchall()
        read.backup(write, pages=PAGES, progress=lambda _status, left, all_: progress(all_ - left, all_))
        write.execute("PRAGMA journal_mode=DELETE")  # one file, without a log beside it
    with target.open("rb") as file:
        os.fsync(file.fileno())


def _write(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync(directory: Path) -> None:
    folder = os.open(directory, os.O_RDONLY)
    os.fsync(folder)
    os.close(folder)


def _why(error: OSError | sqlite3.Error) -> str:
    return (error.strerror or "the disk said no") if isinstance(error, OSError) else str(error)


def sha256_of(path: Path) -> str:
    """Hex, read in pieces: a copy can be larger than the memory."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(2**20):
            digest.update(piece)
    return digest.hexdigest()


def files_of(copy: Path) -> Iterator[tuple[str, str]]:
    """(name, SHA-256) of each file that a copy says it has, as `sha256sum -c` reads it. Raises CannotCopy."""
    try:
        lines = (copy / SUMS).read_text(encoding="ascii").splitlines()
    except (OSError, UnicodeDecodeError):
        raise CannotCopy(f"{copy} is no backup: it has no file {SUMS}.") from None
    for line in lines:
        digest, _, name = line.partition("  ")
        if len(digest) != 64 or not name or Path(name).name != name:
            raise CannotCopy(f"{copy / SUMS} cannot be read.")
        yield name, digest
