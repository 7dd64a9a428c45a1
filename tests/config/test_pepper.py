"""A lost pepper is told, not replaced: a new one would open nobody's passphrase wrap."""

from pathlib import Path

import pytest

from stillroom.config.env import CannotKeepSecrets, secret_file


def test_beside_a_database_a_missing_pepper_is_asked_for(tmp_path: Path) -> None:
    database = tmp_path / "stillroom.sqlite3"
    made = secret_file(tmp_path / "pepper.1", needed_by=database)
    database.touch()
    assert secret_file(tmp_path / "pepper.1", needed_by=database) == made
    (tmp_path / "pepper.1").unlink()
    with pytest.raises(CannotKeepSecrets, match="backup"):
        secret_file(tmp_path / "pepper.1", needed_by=database)
    assert not (tmp_path / "pepper.1").exists()
