"""What pages say can be read at grade 6 (U13); consents, at 8, are tested with their texts."""

import re
from pathlib import Path

import pytest

from tests.lint.pages import STILLROOM, templates, translated
from tests.lint.test_words import spoken_by_python
from tests.reading import grade

LIMIT = 6
ENOUGH = 25  # words; below that a grade says more about one long word than about the page
VALUE = re.compile(r"%\(\w+\)[sd]")


def prose(texts: list[str]) -> str:
    """Whole sentences only: headings and buttons are short lines that would make any page look easy."""
    said = (VALUE.sub("it", text).strip() for text in texts)
    return "\n\n".join(text for text in said if text.endswith((".", "?", "!", ":")))


def is_easy(text: str) -> bool:
    return len(text.split()) < ENOUGH or grade(text) <= LIMIT


@pytest.mark.parametrize("path", templates(), ids=lambda path: path.relative_to(STILLROOM).as_posix())
def test_a_page_is_easy_to_read(path: Path) -> None:
    assert is_easy(prose([text for _, text in translated(path)]))


def test_what_python_says_is_easy_to_read() -> None:
    spoken = list(spoken_by_python())
    rooms = {path.split("/")[0] for path, _ in spoken}
    assert len(rooms) > 5
    assert [
        room for room in rooms if not is_easy(prose([text for path, text in spoken if path.startswith(room)]))
    ] == []


def test_the_lint_sees_a_page_that_is_hard_to_read() -> None:
    hard = (
        "Notwithstanding the aforementioned considerations, individuals are encouraged to familiarise themselves with "
        "the applicable confidentiality provisions prior to participating in any therapeutic communication.",
        "Psychological documentation is administratively retained.",
    )
    assert not is_easy(prose([*hard, "Yes", "No", "Go on"]))
    assert prose(["Today", "Hello, %(name)s.", "Go on"]) == "Hello, it."
