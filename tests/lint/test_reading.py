"""What pages say can be read at grade 6 (U13), in Spanish as easily; consents are tested with their texts."""

import re
from pathlib import Path

import pytest

from stillroom.base.catalogues import catalogue_path, read, rooms
from tests.lint.pages import STILLROOM, templates, translated
from tests.lint.test_words import spoken_by_python
from tests.reading import grade
from tests.reading_spanish import ease, syllables

LIMIT = 6
EASY = 65  # INFLESZ: quite easy, as for primary school
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


@pytest.fixture(scope="module")
def spanish() -> dict[str, str]:
    known: dict[str, str] = {}
    for room in rooms():
        for message in read(catalogue_path(room, "es"), "es"):
            one = isinstance(message.id, str)
            known |= {message.id: message.string} if one else dict(zip(message.id, message.string, strict=True))
    return known


def is_easy_in_spanish(text: str) -> bool:
    return len(text.split()) < ENOUGH or ease(text) >= EASY


def test_every_page_is_easy_to_read_in_spanish(spanish: dict[str, str]) -> None:
    pages = {path.relative_to(STILLROOM).as_posix(): [text for _, text in translated(path)] for path in templates()}
    for path, text in spoken_by_python():
        pages.setdefault(path.split("/")[0], []).append(text)
    assert [
        page for page, said in pages.items() if not is_easy_in_spanish(prose([spanish[text] for text in said]))
    ] == []


@pytest.mark.parametrize(
    ("word", "count"),
    [
        ("guía", 2),
        ("que", 1),
        ("pingüino", 3),
        ("país", 2),
        ("leer", 2),
        ("ciudad", 2),
        ("hay", 1),
        ("aéreo", 4),
        ("y", 1),
    ],
)
def test_spanish_syllables_are_counted(word: str, count: int) -> None:
    assert syllables(word) == count


def test_the_lint_sees_a_spanish_page_that_is_hard_to_read() -> None:
    hard = (
        "No obstante las consideraciones anteriormente mencionadas, se recomienda a las personas usuarias la lectura "
        "de las disposiciones de confidencialidad aplicables antes de participar en comunicaciones terapéuticas."
    )
    assert not is_easy_in_spanish(prose([hard]))


def test_the_lint_sees_a_page_that_is_hard_to_read() -> None:
    hard = (
        "Notwithstanding the aforementioned considerations, individuals are encouraged to familiarise themselves with "
        "the applicable confidentiality provisions prior to participating in any therapeutic communication.",
        "Psychological documentation is administratively retained.",
    )
    assert not is_easy(prose([*hard, "Yes", "No", "Go on"]))
    assert prose(["Today", "Hello, %(name)s.", "Go on"]) == "Hello, it."
