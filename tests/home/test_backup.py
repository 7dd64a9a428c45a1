"""`manage.py backup` and `manage.py restore --verify`: what they say, and what the readiness page reads of it."""

import sqlite3
from contextlib import closing
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from stillroom.practice.models import Confirmation, Kind
from stillroom.vault.copies import DATABASE
from tests.cast import Person


@pytest.fixture
def served(own_data: Path, max_: Person) -> Path:
    """A data directory with the practice of this test in it."""
    test_database = connection.settings_dict["NAME"]
    with closing(sqlite3.connect(own_data / DATABASE)) as into, closing(sqlite3.connect(test_database)) as source:
        source.backup(into)
    (own_data / "practice_key.pub").write_text("ab" * 32 + "\n")
    (own_data / "pepper.1").write_bytes(b"p" * 32)
    return own_data


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def noted() -> set[str]:
    return set(Confirmation.objects.values_list("kind", flat=True))


def test_a_backup_and_its_trial_are_noted_each_by_itself(
    served: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    to = tmp_path_factory.mktemp("stick") / "monday"
    said = run("backup", "--to", str(to))
    assert "100 %" in said
    assert "pepper.1 is not in it" in said
    assert "Destroy it after 14 days" in said
    assert noted() == {Kind.BACKUP}
    said = run("restore", "--verify", str(to))
    assert "It is whole" in said
    assert "Noted for the readiness page" in said
    assert noted() == {Kind.BACKUP, Kind.TRIED}


def test_the_copy_of_another_practice_is_tried_and_not_noted(
    served: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    to = tmp_path_factory.mktemp("stick") / "theirs"
    run("backup", "--to", str(to))
    (served / "practice_key.pub").write_text("cd" * 32 + "\n")
    assert "not of the practice on this computer" in run("restore", "--verify", str(to))
    assert noted() == {Kind.BACKUP}


def test_with_the_pepper_it_says_what_that_means(served: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    to = tmp_path_factory.mktemp("stick") / "all"
    assert "can begin to guess passphrases" in run("backup", "--to", str(to), "--with-pepper")


def test_what_cannot_be_is_said_and_not_noted(served: Path, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="lies inside"):
        run("backup", "--to", str(served / "copy"))
    with pytest.raises(CommandError, match="no backup at"):
        run("restore", "--verify", str(tmp_path / "nothing"))
    assert noted() == set()
