"""The newcomer's guide, followed to the letter in a copy of the house."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.test_breaks import HOUSE, NOT_COPIED

GUIDE = HOUSE / "docs" / "first-change.md"
BLOCK = re.compile(r"^```sh(?P<fails> fails)?\n(?P<commands>.*?)^```$", re.MULTILINE | re.DOTALL)
NEW = "One thing that is yours"


@pytest.fixture
def clone(tmp_path: Path) -> Iterator[Path]:
    """Set up already: what the first command would fetch is there."""
    root = tmp_path / "clone"
    shutil.copytree(HOUSE, root, ignore=NOT_COPIED)
    (root / ".venv").mkdir()
    for part in (HOUSE / ".venv").iterdir():
        if not part.name.startswith("."):
            (root / ".venv" / part.name).symlink_to(part)
    for stamp in (".run", ".dev", ".words"):
        (root / ".venv" / stamp).touch()
    yield root
    shutil.rmtree(root)


def run(commands: str, root: Path) -> tuple[bool, str]:
    done = subprocess.run(["sh", "-eu", "-c", commands], cwd=root, capture_output=True, text=True, timeout=300)
    return done.returncode == 0, done.stdout + done.stderr


def test_whoever_follows_the_guide_sees_the_test_fail_and_then_pass(clone: Path) -> None:
    template = clone / "stillroom" / "toolkit" / "templates" / "toolkit" / "ground.html"
    assert NEW not in template.read_text(encoding="utf-8")
    blocks = list(BLOCK.finditer(GUIDE.read_text(encoding="utf-8")))
    assert [bool(block["fails"]) for block in blocks].count(True) == 1
    for block in blocks:
        well, said = run(block["commands"], clone)
        assert well is not bool(block["fails"]), block["commands"] + said
        if block["fails"]:
            assert "substring not found" in said  # it fails for the reason that the guide names
    assert NEW in template.read_text(encoding="utf-8")
    catalogue = clone / "stillroom" / "toolkit" / "locale" / "es" / "LC_MESSAGES" / "django.po"
    assert f'msgid "{NEW}"\nmsgstr "Una cosa que es tuya"' in catalogue.read_text(encoding="utf-8")


def test_every_command_of_the_guide_is_run() -> None:
    """A block in another language would be passed over without a word."""
    text = GUIDE.read_text(encoding="utf-8")
    assert text.count("```") == 2 * len(BLOCK.findall(text))
    assert len(BLOCK.findall(text)) == 9
