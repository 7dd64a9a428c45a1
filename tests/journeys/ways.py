"""The ways a journey is walked: with scripts or without, in each language, always on a narrow phone."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from babel.messages.pofile import read_po
from playwright.sync_api import Page

STILLROOM = Path(__file__).resolve().parents[2] / "stillroom"


@dataclass(frozen=True, slots=True)
class Way:
    language: str
    scripts: bool

    def __str__(self) -> str:
        return f"{self.language} {'with' if self.scripts else 'without'} scripts"

    def options(self) -> dict[str, Any]:
        """What the browser of everybody on this way is started with."""
        return {
            "viewport": {"width": 320, "height": 700},
            "locale": f"{self.language}-US",
            "java_script_enabled": self.scripts,
        }


WAYS = [Way(language, scripts) for language in ("en", "es") for scripts in (True, False)]


@cache
def sentences(language: str) -> dict[str, str]:
    """What the product says in this language, by what it says in English; empty for English itself."""
    said: dict[str, str] = {}
    for path in sorted(STILLROOM.rglob(f"locale/{language}/LC_MESSAGES/django.po")):
        with path.open("rb") as file:
            said |= {m.id: m.string or m.id for m in read_po(file, locale=language) if isinstance(m.id, str) and m.id}
    return said


def on(page: Page, english: str, **values: str) -> str:
    """How this page says it, in the language it is in. Raises KeyError for what it has no words for."""
    language = page.locator("html").get_attribute("lang") or "en"
    sentence = english if language == "en" else sentences(language)[english]
    return sentence % values if values else sentence
