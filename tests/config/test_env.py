"""Where files live, and that secrets are made once, whole, and for nobody else."""

import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from stillroom.config import env
from stillroom.config.env import SHIPPED_PRACTICE, CannotKeepSecrets, hosts, places, private_directory, secret_file

ROOT = Path(__file__).resolve().parents[2]
NAMES = ("DATA", "RUNTIME", "PRACTICE", "HOSTS")


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in NAMES:
        monkeypatch.delenv(f"STILLROOM_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_without_any_variable_all_lies_under_data_and_on_ram(tmp_path: Path) -> None:
    found = places()
    assert found.data == tmp_path / "data"
    assert found.database == tmp_path / "data" / "stillroom.sqlite3"
    assert found.runtime.parent == Path("/dev/shm")
    assert found.practice_file == SHIPPED_PRACTICE
    assert SHIPPED_PRACTICE.exists()


def test_an_empty_variable_counts_as_none(monkeypatch: pytest.MonkeyPatch) -> None:
    plain, named = places(), hosts()
    for name in NAMES:
        monkeypatch.setenv(f"STILLROOM_{name}", "")
    assert (places(), hosts()) == (plain, named)


def test_each_place_can_be_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("STILLROOM_DATA", "elsewhere")
    monkeypatch.setenv("STILLROOM_RUNTIME", str(tmp_path / "ram"))
    monkeypatch.setenv("STILLROOM_PRACTICE", "mine.toml")
    found = places()
    assert (found.data, found.runtime) == (tmp_path / "elsewhere", tmp_path / "ram")
    assert found.practice_file == tmp_path / "mine.toml"


def test_a_practice_file_in_the_data_directory_comes_before_the_shipped_one(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "practice.toml").touch()
    assert places().practice_file == tmp_path / "data" / "practice.toml"


def test_two_practices_on_one_computer_share_no_runtime_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    first = places().runtime
    monkeypatch.setenv("STILLROOM_DATA", "other")
    assert places().runtime != first


def test_names_of_the_server_are_read_with_or_without_spaces(monkeypatch: pytest.MonkeyPatch) -> None:
    assert hosts() == ["localhost", "127.0.0.1", "[::1]"]
    monkeypatch.setenv("STILLROOM_HOSTS", "quiet.example, www.quiet.example,")
    assert hosts() == ["quiet.example", "www.quiet.example"]


def test_a_secret_is_made_once_and_is_for_us_alone(tmp_path: Path) -> None:
    path = tmp_path / "new" / "pepper.1"
    before = os.umask(0)  # the worst that a starter can have
    try:
        secret = secret_file(path)
    finally:
        os.umask(before)
    assert len(secret) == 32
    assert secret_file(path) == secret == path.read_bytes()
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert [each.name for each in path.parent.iterdir()] == ["pepper.1"]
    assert secret_file(path.with_name("pepper.2")) != secret


def test_starters_at_once_agree_on_one_secret(tmp_path: Path) -> None:
    for round_ in range(20):
        path, found, barrier = tmp_path / f"secret.{round_}", set[bytes](), threading.Barrier(8)

        def start(path: Path = path, found: set[bytes] = found, barrier: threading.Barrier = barrier) -> None:
            barrier.wait(10)
            found.add(secret_file(path))

        threads = [threading.Thread(target=start) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(10)
        assert found == {path.read_bytes()}
    assert not list(tmp_path.glob("*.new"))


def test_a_file_has_its_name_only_when_it_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Power lost between making and writing must not leave an empty secret that the next start takes for good."""

    def lost(_handle: int) -> None:
        raise InterruptedError

    monkeypatch.setattr(env.os, "fsync", lost)
    with pytest.raises(InterruptedError):
        secret_file(tmp_path / "pepper.1")
    monkeypatch.undo()
    assert not (tmp_path / "pepper.1").exists()
    assert len(secret_file(tmp_path / "pepper.1")) == 32


@pytest.mark.parametrize("content", [b"", b"short", bytes(33)])
def test_a_secret_of_another_length_is_refused_and_left_alone(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "pepper.1").write_bytes(content)
    with pytest.raises(CannotKeepSecrets, match="backup"):
        secret_file(tmp_path / "pepper.1")
    assert (tmp_path / "pepper.1").read_bytes() == content


def test_a_directory_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    (tmp_path / "open").mkdir(mode=0o755)
    assert mode(private_directory(tmp_path / "open")) == 0o700


def test_a_directory_of_somebody_else_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The names under /dev/shm can be foreseen: who makes one first could swap the boot secret in it."""
    (tmp_path / "taken").mkdir()
    monkeypatch.setattr(env.os, "getuid", lambda: 54_321)
    with pytest.raises(CannotKeepSecrets, match="somebody else"):
        private_directory(tmp_path / "taken")


def test_a_link_to_a_directory_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real")
    with pytest.raises(CannotKeepSecrets):
        private_directory(tmp_path / "link")


SHOW = """
import json
from django.conf import settings as s
print(json.dumps([s.ALLOWED_HOSTS, s.TURN_HOST, s.TURN_PORT, s.TURN_TLS_PORT, s.TURN_SECRET, str(s.PRACTICE_FILE),
    str(s.DATABASES["default"]["NAME"]), str(s.RUNTIME), s.DEBUG]))
"""


def test_settings_follow_the_environment_and_make_their_files(tmp_path: Path) -> None:
    given = {
        "DATA": str(tmp_path / "d"),
        "RUNTIME": str(tmp_path / "r"),
        "HOSTS": "quiet.example",
        "PRACTICE": str(tmp_path / "p.toml"),
        "TURN_HOST": "turn.example",
        "TURN_PORT": "3479",
        "TURN_TLS_PORT": "5349",
        "TURN_SECRET": "shared",
    }
    environment = {"PATH": os.environ["PATH"], "DJANGO_SETTINGS_MODULE": "stillroom.config.settings"}
    environment |= {f"STILLROOM_{name}": value for name, value in given.items()}
    shown = subprocess.run(
        [sys.executable, "-c", SHOW], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    assert json.loads(shown.stdout) == [
        ["quiet.example"],
        "turn.example",
        3479,
        5349,
        "shared",
        given["PRACTICE"],
        str(tmp_path / "d" / "stillroom.sqlite3"),
        given["RUNTIME"],
        False,
    ]
    files = {str(path.relative_to(tmp_path)): mode(path) for path in tmp_path.rglob("*")}
    assert files == {"d": 0o700, "d/secret_key": 0o600, "d/pepper.1": 0o600, "r": 0o700, "r/boot_secret": 0o600}
