"""What documents point at is there: files, headings, tests, pictures; and they say nothing of any one machine."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lint.pages import HOUSE

LINK = re.compile(r"\]\((?!https?:|mailto:)(?P<path>[^)#\s]*)(?:#(?P<heading>[^)\s]+))?\)")
# `tests/room/test_thing.py::test_a_sentence`, a file alone, or a folder.
TEST = re.compile(r"`(?P<path>tests/[\w./-]+)(?:::(?P<name>\w+))?`")
MACHINE = re.compile(r"(?<![\w.`])/(?:home|root|mnt|opt|srv|tmp|Users)/")
NOT_OURS = {".venv", ".git", "build", "data", "demo-data", "node_modules"}


def documents() -> list[Path]:
    found = (path for path in HOUSE.rglob("*.md") if not NOT_OURS.intersection(path.relative_to(HOUSE).parts))
    return sorted(found)


def headings(text: str) -> set[str]:
    """As the places that show Markdown name them: lower case, without marks, hyphens for spaces."""
    titles = re.findall(r"^#+ (.*)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).strip().replace(" ", "-") for title in titles}


def dead_links(text: str, path: Path) -> Iterator[str]:
    for match in LINK.finditer(text):
        target = (path.parent / match["path"]).resolve() if match["path"] else path
        if not target.exists():
            yield f"no such file: {match['path']}"
        elif match["heading"] and match["heading"] not in headings(target.read_text(encoding="utf-8")):
            yield f"no such heading: {match['path']}#{match['heading']}"


def missing_tests(text: str) -> Iterator[str]:
    for match in TEST.finditer(text):
        target = HOUSE / match["path"]
        if not target.exists():
            yield f"no such file: {match['path']}"
        elif match["name"] and not re.search(
            rf"^\s*(?:async )?def {match['name']}\(", target.read_text(encoding="utf-8"), re.MULTILINE
        ):
            yield f"no such test: {match['path']}::{match['name']}"


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.relative_to(HOUSE).as_posix())
def test_a_document_points_at_what_is_there(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert list(dead_links(text, path)) == []
    assert list(missing_tests(text)) == []
    assert MACHINE.findall(text) == []


def test_each_promise_names_what_attacks_it() -> None:
    text = (HOUSE / "docs" / "threat-model.md").read_text(encoding="utf-8")
    table = text.partition("## Attackers")[2].partition("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    said = re.compile(r"`tests/|\bno test\b|\bthe thief\b")
    assert [row[:60] for row in rows if not said.search(row.rstrip("| ").rpartition(" | ")[2])] == []


def test_every_attack_is_tried_or_said_to_be_missing() -> None:
    """Of the twenty of pv1, and every file in which one is tried."""
    text = (HOUSE / "docs" / "threat-model.md").read_text(encoding="utf-8")
    tried, _, to_come = text.partition("## Where the tests are")[2].partition("To come")
    rows = re.findall(r"^\| (\d+), .*?\| (.*?) \|", tried, re.MULTILINE)
    assert [number for number, where in rows if not TEST.search(where)] == []
    missing = re.findall(r"^\| (\d+), ", to_come, re.MULTILINE)
    assert {int(number) for number, _where in rows} | set(map(int, missing)) == set(range(1, 21))
    files = {path.relative_to(HOUSE).as_posix() for path in (HOUSE / "tests" / "attacks").glob("test_*.py")}
    assert files - {match["path"] for match in TEST.finditer(tried)} == set()


REQUIRED = 23
NOT_TESTED = re.compile(r"\bnot yet\b|\bmake bench\b")


def requirements() -> list[list[str]]:
    """(number, sentence, what holds it) of each row."""
    text = (HOUSE / "docs" / "requirements.md").read_text(encoding="utf-8")
    return [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in text.splitlines() if "| U" in line[:4]]


def test_every_requirement_stands_once_and_names_what_holds_it() -> None:
    rows = requirements()
    assert [row[0] for row in rows] == [f"U{number}" for number in range(1, REQUIRED + 1)]
    assert [row[0] for row in rows if len(row) != 3 or not (TEST.search(row[2]) or NOT_TESTED.search(row[2]))] == []


def test_each_kind_of_bad_weather_has_its_test() -> None:
    text = (HOUSE / "docs" / "requirements.md").read_text(encoding="utf-8").partition("## In bad weather")[2]
    rows = [line for line in text.splitlines() if line.startswith("| ")][1:]
    assert len(rows) > 10
    assert [row for row in rows if not TEST.search(row)] == []


def test_this_lint_sees_what_is_amiss() -> None:
    here = HOUSE / "README.md"
    text = "[a](docs/nothing.md) [b](SECURITY.md#nowhere) [c](SECURITY.md#state) [d](https://example.org/x)"
    assert list(dead_links(text, here)) == ["no such file: docs/nothing.md", "no such heading: SECURITY.md#nowhere"]
    tests = "`tests/nothing.py` `tests/lint/test_documents.py::test_nothing` `tests/lint/pages.py::templates`"
    assert list(missing_tests(tests)) == [
        "no such file: tests/nothing.py",
        "no such test: tests/lint/test_documents.py::test_nothing",
    ]
    assert MACHINE.search("see /home/somebody/notes")
    assert not MACHINE.search("`/dev/shm`, [x](../home/), /static/home/")


# What somebody who makes the change would look for in the file (decision 27).
LOOKED_FOR = {
    "stillroom/toolkit/templates/toolkit/ground.html": "Five things you see",
    "stillroom/home/menu.py": "Role.THERAPIST",
    "stillroom/static/app.css": ".button",
    "practices/grey-insight.toml": "[[help_lines]]",
    "stillroom/vault/invites.py": "LIFE = timedelta(days=",
    "stillroom/accounts/words/left_out.txt": "police",
    "stillroom/safety/deadlines.py": "timedelta(",
    "stillroom/messaging/forms.py": "LONGEST",
    "stillroom/core/matching/weights.py": "Aspect.SOON",
    "stillroom/practice/texts/en/records.v1.md": "# ",
}


def test_each_of_ten_small_changes_has_its_file() -> None:
    text = (HOUSE / "docs" / "adr" / "0027-find-files-by-their-folders.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (.+) \| (.+) \| `(.+)` \|$", text, re.MULTILINE)
    assert [path for _change, _folders, path in rows] == list(LOOKED_FOR)
    for _change, folders, path in rows:
        assert LOOKED_FOR[path] in (HOUSE / path).read_text(encoding="utf-8"), path
        assert set(folders.split(", ")) <= set(Path(path).parts), path
