"""What browsers are told: nothing inline, nothing from elsewhere, no form that puts words into an address (U3, U6)."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.lint.pages import COMMENT, STILLROOM, scripts, templates

AMISS_IN_A_PAGE = {
    "inline style": re.compile(r"<style|\sstyle\s*=", re.IGNORECASE),
    "inline script": re.compile(r"<script(?![^>]*\ssrc=)", re.IGNORECASE),
    "inline handler": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "escaping switched off": re.compile(r"\|\s*safe\b|\bautoescape\b|\bMarkup\b"),
    "address that tells": re.compile(r"<form(?![^>]*method=\"(post|dialog)\")", re.IGNORECASE),
    "data address": re.compile(r"[\"'(]\s*data:", re.IGNORECASE),
}
ELSEWHERE = re.compile(r"[a-z]+://|[\"'(]\s*//", re.IGNORECASE)
NAMESPACE = re.compile(r"http://www\.w3\.org/[0-9]{4}/(svg|xhtml)|http://www\.w3\.org/1999/xlink")
CODE_COMMENT = re.compile(r"/\*.*?\*/|(?<![:\"'])//[^\n]*", re.DOTALL)
STYLESHEET_LIMIT = 22 * 1024  # bytes; see docs/adr/0013


def amiss(source: str) -> Iterator[str]:
    source = COMMENT.sub("", source)
    for name, pattern in AMISS_IN_A_PAGE.items():
        for match in pattern.finditer(source):
            yield f"{name}: {match.group()}"


def elsewhere(source: str) -> list[str]:
    return [match.group() for match in ELSEWHERE.finditer(NAMESPACE.sub("", source))]


# Opens without us, as a file in somebody's own hands: no policy of ours is with it, and no sheet of ours either.
OWN_STYLE = {"privacy/taken_base.html": ["inline style: <style"]}


def named(paths: list[Path]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("path", paths, ids=lambda path: path.relative_to(STILLROOM).as_posix())


@named(templates())
def test_a_template_holds_nothing_inline_and_nothing_from_elsewhere(path: Path) -> None:
    source = path.read_text(encoding="utf-8")
    assert list(amiss(source)) == OWN_STYLE.get("/".join(path.parts[-2:]), [])
    assert elsewhere(COMMENT.sub("", source)) == []


@named(sorted({*scripts(), *(STILLROOM / "static").rglob("*.css"), *(STILLROOM / "static").rglob("*.svg")}))
def test_a_static_file_asks_nothing_from_elsewhere(path: Path) -> None:
    assert elsewhere(CODE_COMMENT.sub("", path.read_text(encoding="utf-8"))) == []


def test_there_is_one_stylesheet_and_it_is_small() -> None:
    sheets = [path for path in (STILLROOM / "static").rglob("*.css") if "vendor" not in path.parts]
    assert sheets == [STILLROOM / "static" / "app.css"]
    assert sheets[0].stat().st_size <= STYLESHEET_LIMIT


@pytest.mark.parametrize(
    ("page", "found"),
    [
        ('<p style="color: red">', "inline style"),
        ("<style>p {}</style>", "inline style"),
        ("<script>run()</script>", "inline script"),
        ('<a\nonclick="run()">', "inline handler"),
        ("{{ words|safe }}", "escaping switched off"),
        ('<form action="/find/">', "address that tells"),
        ('<img src="data:image/png;base64,AA">', "data address"),
    ],
)
def test_the_lint_sees_what_is_amiss_in_a_page(page: str, found: str) -> None:
    assert [each.partition(":")[0] for each in amiss(page)] == [found]


def test_the_lint_sees_what_comes_from_elsewhere() -> None:
    assert elsewhere('<script src="https://cdn.example/x.js"></script>') == ["https://"]
    assert elsewhere('@import url("//fonts.example/x.css")') == ['"//']
    assert elsewhere('<svg xmlns="http://www.w3.org/2000/svg">') == []
    assert CODE_COMMENT.sub("", 'a() // see https://example.org\nopen("https://x")') == 'a() \nopen("https://x")'
