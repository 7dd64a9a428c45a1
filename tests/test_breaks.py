"""Every rule of the house can fail: a patch that breaks it is put on a copy, and the tool says so by name.

A patch begins with the rule it breaks, the tool that must see it, and what that tool must then say.
"""

import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.architecture import registry, source

HOUSE = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
NOT_COPIED = shutil.ignore_patterns(
    ".*_cache", ".git", ".venv", "__pycache__", "build", "data", "demo-data", "node_modules", "pictures"
)
TOOLS = {
    "lint-imports": [str(BIN / "lint-imports"), "--no-logo", "--no-cache"],
    "ruff": [str(BIN / "ruff"), "check", "--no-cache", "--output-format", "concise", "stillroom"],
    "architecture": [sys.executable, "-m", "tests.architecture"],
    "documents": [sys.executable, "-m", "pytest", "-q", "-k", "taken_out_and_erased", "tests/test_architecture.py"],
}
RUFF_FAMILIES = {"TID251", "INP", "PLC0415", "DTZ", "T20", "S", "BLE", "LOG", "G"}
HEAD = re.compile(r"Rule: (?P<rule>.+)\nTool: (?P<tool>.+)\nSays: (?P<says>.+)\n")


@dataclass(frozen=True, slots=True)
class Break:
    path: Path
    rule: str
    tool: str
    says: str


def read(path: Path) -> Break:
    head = HEAD.match(path.read_text(encoding="utf-8"))
    assert head, f"{path.name} does not say what it breaks"
    return Break(path, **head.groupdict())


BREAKS = [read(path) for path in sorted((HOUSE / "tests" / "breaks").glob("*.patch"))]


def said_by(tool: str, root: Path) -> tuple[int, str]:
    done = subprocess.run(TOOLS[tool], cwd=root, capture_output=True, text=True, timeout=60)
    return done.returncode, done.stdout + done.stderr


def git_apply(patch: Path, root: Path, *options: str) -> None:
    subprocess.run(["git", "apply", "--unidiff-zero", *options, str(patch)], cwd=root, check=True)


@pytest.fixture(scope="session")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    root = tmp_path_factory.mktemp("house") / "copy"
    shutil.copytree(HOUSE, root, ignore=NOT_COPIED)
    yield root
    shutil.rmtree(root)


@pytest.fixture(scope="session")
def whole(copy: Path) -> dict[str, str]:
    """What each tool says of the copy before anything is broken."""
    return {tool: said_by(tool, copy)[1] for tool in TOOLS}


@pytest.mark.parametrize("tool", TOOLS)
def test_the_copy_is_whole_before_anything_is_broken(tool: str, copy: Path) -> None:
    code, said = said_by(tool, copy)
    assert code == 0, said


@pytest.mark.parametrize("broken", BREAKS, ids=lambda broken: broken.path.stem)
def test_what_breaks_a_rule_is_named(broken: Break, copy: Path, whole: dict[str, str]) -> None:
    assert broken.says not in whole[broken.tool]
    git_apply(broken.path, copy)
    try:
        code, said = said_by(broken.tool, copy)
    finally:
        git_apply(broken.path, copy, "--reverse")
    assert code != 0
    assert broken.says in said


def test_each_rule_has_a_patch_that_breaks_it() -> None:
    broken = {each.rule for each in BREAKS}
    contracts = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"][
        "contracts"
    ]
    rules = {contract["id"] for contract in contracts}
    rules |= {rule.__name__ for rule in (*source.RULES, *registry.RULES)}
    rules.add("test_each_kind_of_document_is_taken_out_and_erased")
    assert rules - broken == set()
    assert {family for family in RUFF_FAMILIES if not any(rule.startswith(family) for rule in broken)} == set()
