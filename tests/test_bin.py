"""The scripts behind the make targets, on machines that are played by a PATH of our own."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[1]
OLD_NODE = "exit 1"  # what `node -e` answers when its version is below 18

Machine = Callable[..., Path]


@pytest.fixture
def machine(tmp_path: Path) -> Machine:
    """A folder of commands; each runs the given lines of shell. `apt-get` notes what it is asked for."""

    def build(uid: int, **commands: str) -> Path:
        for name, lines in {"id": f"echo {uid}", "systemctl": "", **commands}.items():
            path = tmp_path / name.replace("_", "-")
            path.write_text(f"#!/bin/sh\n{lines}\n", encoding="utf-8")
            path.chmod(0o755)
        return tmp_path

    return build


def system(path: Path, *packages: str) -> subprocess.CompletedProcess[str]:
    script = str(HOUSE / "bin" / "system")
    return subprocess.run(["/bin/sh", script, *packages], env={"PATH": str(path)}, capture_output=True, text=True)


def asked(path: Path) -> str:
    log = path / "asked"
    return log.read_text(encoding="utf-8") if log.exists() else ""


def apt(tmp_path: Path) -> str:
    return f'echo "$@" >> {tmp_path}/asked'


def test_what_is_there_is_not_installed_again(machine: Machine, tmp_path: Path) -> None:
    path = machine(0, apt_get=apt(tmp_path), turnserver="", chromium="", node="")
    assert system(path, "coturn", "chromium", "nodejs").returncode == 0
    assert asked(path) == ""


def test_root_on_debian_gets_what_is_missing_and_no_more(machine: Machine, tmp_path: Path) -> None:
    path = machine(0, apt_get=apt(tmp_path), chromium="", node=OLD_NODE)
    assert system(path, "chromium", "coturn", "nodejs").returncode == 0
    first, second = asked(path).splitlines()
    assert first == "update -qq"
    assert second.startswith("install ")
    assert second.endswith(" coturn nodejs")


def test_anybody_else_is_told_in_one_line_and_it_fails(machine: Machine, tmp_path: Path) -> None:
    path = machine(1000, apt_get=apt(tmp_path), chromium="")
    done = system(path, "chromium", "coturn", "git")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.splitlines() == [
        "Please install: coturn git (on Debian: sudo apt-get install coturn git; Node must be 18 or later)"
    ]
    assert asked(path) == ""


def test_what_is_only_wanted_holds_nobody_up(machine: Machine) -> None:
    done = system(machine(1000), "--if-root", "coturn")
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_a_failed_installation_fails(machine: Machine) -> None:
    path = machine(0, apt_get='test "$1" = update')
    assert system(path, "coturn").returncode != 0


def test_python_that_is_too_old_is_named(machine: Machine) -> None:
    path = machine(1000, python3="exit 1")
    script = str(HOUSE / "bin" / "install")
    done = subprocess.run(
        ["/bin/sh", script, "requirements.lock"], env={"PATH": str(path)}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr == "Stillroom needs Python 3.11 or later: install python3, then try again.\n"


def test_make_help_names_every_target_that_people_type() -> None:
    shown = subprocess.run(["make", "-s", "help"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    for target in ("run", "demo", "test", "check", "journeys", "attacks", "format", "words"):
        assert f"  make {target} " in shown
