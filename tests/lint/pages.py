"""Template sources, and the words in them."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from jinja2.ext import babel_extract

HOUSE = Path(__file__).resolve().parents[2]
STILLROOM = HOUSE / "stillroom"

COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
TRANSLATED = re.compile(r"\{%-?\s*trans\b.*?\{%-?\s*endtrans\s*-?%\}", re.DOTALL)
CLASSES = re.compile(r"\{%-?\s*block (main_class|body)\s*-?%\}.*?\{%-?\s*endblock\b.*?%\}", re.DOTALL)
TAG = re.compile(r"\{%.*?%\}", re.DOTALL)
VALUE = re.compile(r"\{\{.*?\}\}", re.DOTALL)
WORD = re.compile(r"[A-Za-z]{2,}")
BRAND = "Stillroom"
READ_ALOUD = {"alt", "aria-description", "aria-label", "aria-roledescription", "placeholder", "title"}


def templates() -> list[Path]:
    return sorted(path for path in STILLROOM.rglob("*.html") if "vendor" not in path.parts)


def scripts() -> list[Path]:
    return sorted(path for path in (STILLROOM / "static").rglob("*.js") if "vendor" not in path.parts)


def translated(path: Path) -> Iterator[tuple[int, str]]:
    """The sentences a template gives to gettext, with their lines."""
    options = {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "trimmed": "true"}
    with path.open("rb") as file:
        for line, _, message, _ in babel_extract(file, ["_", "gettext", "ngettext"], [], options):
            for text in (message,) if isinstance(message, str) else message or ():
                if text:
                    yield line, text


class LiteralText(HTMLParser):
    """Collects what a browser shows or reads aloud of a page's own letters."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []

    def note(self, text: str | None) -> None:
        if text and WORD.search(text.replace(BRAND, "")):
            self.found.append((self.getpos()[0], text.strip()))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name in READ_ALOUD:
                self.note(value)

    def handle_data(self, data: str) -> None:
        self.note(data)


def literal(source: str) -> list[tuple[int, str]]:
    """Words that stand in a template without going through gettext, with their lines."""

    def blank(match: re.Match[str]) -> str:
        return "\n" * match.group().count("\n")

    for jinja in (COMMENT, TRANSLATED, CLASSES, TAG, VALUE):
        source = jinja.sub(blank, source)
    reader = LiteralText()
    reader.feed(source)
    reader.close()
    return reader.found
