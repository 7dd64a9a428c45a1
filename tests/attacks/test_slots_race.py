"""Two people never get one time: a hundred try at the same moment, in processes of their own."""

import json
import os
import subprocess
import sys
from pathlib import Path

HOUSE = Path(__file__).resolve().parents[2]
PROCESSES = 100


def race(data: Path, *options: str) -> dict[str, int]:
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "stillroom.config.settings",
        "STILLROOM_DATA": str(data),
        "STILLROOM_RUNTIME": str(data / "runtime"),
    }
    command = [sys.executable, "-m", "tests.attacks.slots_race", str(PROCESSES), *options]
    done = subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, timeout=120, check=True)
    counts: dict[str, int] = json.loads(done.stdout)
    return counts


def test_one_of_a_hundred_at_once_gets_the_time_and_the_others_are_told(tmp_path: Path) -> None:
    assert race(tmp_path) == {"held": 1, "taken": PROCESSES - 1}


def test_without_the_key_on_the_table_more_than_one_gets_it(tmp_path: Path) -> None:
    """The control: it is the constraint that decides, not luck or a look beforehand."""
    counts = race(tmp_path, "without-key")
    assert counts["held"] > 1
    assert sum(counts.values()) == PROCESSES
