"""One process serves a data directory, and a dead one keeps nobody out."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from stillroom.base.one_process import AlreadyRunning, one_process

ROOT = Path(__file__).resolve().parents[2]
HOLDS = """
import sys, time
from pathlib import Path
from stillroom.base.one_process import one_process
with one_process(Path(sys.argv[1])):
    print("in", flush=True)
    time.sleep(60)
"""


def test_a_second_one_is_told_which_directory_is_taken(tmp_path: Path) -> None:
    with one_process(tmp_path):
        with pytest.raises(AlreadyRunning, match=str(tmp_path)), one_process(tmp_path):
            pass
        with one_process(_another(tmp_path)):
            pass
    with one_process(tmp_path):
        assert (tmp_path / "lock").stat().st_mode & 0o777 == 0o600


def _another(directory: Path) -> Path:
    other = directory / "other"
    other.mkdir()
    return other


def test_an_error_inside_lets_go(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), one_process(tmp_path):
        raise ZeroDivisionError
    with one_process(tmp_path):
        pass


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    other = subprocess.Popen([sys.executable, "-c", HOLDS, str(tmp_path)], cwd=ROOT, stdout=subprocess.PIPE)
    assert other.stdout is not None
    assert other.stdout.readline() == b"in\n"
    with pytest.raises(AlreadyRunning), one_process(tmp_path):
        pass
    other.send_signal(signal.SIGKILL)
    other.wait(10)
    other.stdout.close()
    with one_process(tmp_path):
        pass
