"""Attack 19: a server that crashes with somebody's words in its memory writes them nowhere (pv1 section 12)."""

import os
import resource
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.home.serving import PATIENCE, ROOT, Place, free_port

CANARY = "canary-wren-" + "in-memory"
PATTERN = Path("/proc/sys/kernel/core_pattern")
# A process with words in its memory that says what would become of them, and crashes.
CRASHING = """
import ctypes, os, resource, sys
from stillroom.base.memory import leave_no_core_file
words = sys.argv[1].encode() * 100
if sys.argv[2] == "defended":
    leave_no_core_file()
print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0), resource.getrlimit(resource.RLIMIT_CORE)[0], flush=True)
os.abort()
"""


@pytest.fixture
def cores_wanted() -> Iterator[None]:
    """As on a machine whose owner looks for bugs: whoever is started now may leave a core file as large as it likes."""
    before = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (before[1], before[1]))
    yield
    resource.setrlimit(resource.RLIMIT_CORE, before)


def crash(folder: Path, how: str) -> tuple[int, int, bytes]:
    """Whether it may be dumped, how many bytes of core are allowed (-1: any), and what lies in its folder then."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "STILLROOM_DATA": str(folder / "data")}
    command = [sys.executable, "-c", CRASHING, CANARY, how]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == -signal.SIGABRT, done.stderr
    dumpable, allowed = done.stdout.split()
    return int(dumpable), int(allowed), b"".join(path.read_bytes() for path in folder.glob("core*"))


@pytest.mark.usefixtures("cores_wanted")
def test_a_crash_leaves_no_core_file(tmp_path: Path) -> None:
    assert crash(tmp_path, "defended") == (0, 0, b"")


@pytest.mark.usefixtures("cores_wanted")
def test_without_the_defence_words_from_memory_are_in_a_file(tmp_path: Path) -> None:
    """The control. Where the system hands cores to a program of its own, one sees only that it would."""
    dumpable, allowed, core = crash(tmp_path, "undefended")
    assert dumpable == 1
    assert allowed != 0
    if PATTERN.read_text().startswith("core"):
        assert CANARY.encode() in core


@pytest.mark.usefixtures("cores_wanted")
def test_the_server_that_is_served_has_the_defence(tmp_path: Path) -> None:
    place = Place(tmp_path, free_port())
    process = place.start()
    place.wait(process)
    (line,) = (each for each in Path(f"/proc/{process.pid}/limits").read_text().splitlines() if "core file" in each)
    before = set(ROOT.glob("core*"))
    process.send_signal(signal.SIGABRT)
    process.communicate(timeout=PATIENCE)
    assert line.split()[4:6] == ["0", "0"]
    assert process.returncode == -signal.SIGABRT
    assert set(ROOT.glob("core*")) == before
