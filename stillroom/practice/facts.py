"""Facts about the law and rights that a practice keeps current in its file: short, with their source and day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from stillroom.practice.toml_table import TomlTable

STALE = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class FactWords:
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class Fact:
    """`source`: the law itself; `site`: an https address, or ''. `translated`: the words by language."""

    id: str
    title: str
    words: str
    source: str
    site: str
    last_verified: date
    translated: tuple[tuple[str, FactWords], ...] = ()

    @property
    def host(self) -> str:
        """The address as a page shows it."""
        return self.site.removeprefix("https://")

    def said(self, language: str) -> FactWords:
        """In `language`, or else in English."""
        return dict(self.translated).get(language) or FactWords(self.title, self.words)

    def is_stale(self, today: date) -> bool:
        """Laws change: after a year nobody should lean on it unasked."""
        return today - self.last_verified > STALE


def read_fact(table: TomlTable, languages: Iterable[str]) -> Fact:
    """Raises PracticeFileError, naming the key."""
    fact = Fact(
        id=table.text("id", most=40),
        title=table.text("title", most=80),
        words=table.text("words", most=600),
        source=table.text("source"),
        site=table.link("site"),
        last_verified=table.day("last_verified"),
        translated=tuple((code, _words(table.table(code))) for code in languages if table.has(code)),
    )
    table.close()
    return fact


def _words(table: TomlTable) -> FactWords:
    words = FactWords(table.text("title", most=80), table.text("words", most=600))
    table.close()
    return words
