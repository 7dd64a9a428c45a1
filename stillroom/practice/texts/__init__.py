"""The texts a client agrees to before the first session: versioned, per language, as Markdown files beside this one.

A file is `<language>/<id>.v<version>.md`: TOML between two lines of `+++`, then headings (`## `), lists (`- `) and
paragraphs, with the practice's facts as `{places}`. A published version is never edited: the next one is a new file.
A translation has the number of the English version that it says again.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache
from hashlib import sha256
from importlib.resources import files
from types import MappingProxyType
from typing import Literal

from babel import Locale
from babel.dates import format_date, format_timedelta
from babel.lists import format_list
from babel.numbers import format_currency

from stillroom.base.languages import locale_of
from stillroom.practice.file import Practice
from stillroom.practice.states import STATES

ORDER = ("names", "telehealth", "confidentiality", "records", "fees", "complaint")  # as they are shown
_PLACE = re.compile(r"\{([a-z_]+)\}")
_KEYS = {"id", "version", "language", "date", "title", "needs_lawyer", "to_confirm", "sources", "custodian"}


@dataclass(frozen=True, slots=True)
class Licensee:
    """The therapist a text is about. `name` as filed with the board, `kind` as in the practice file (`LMFT`)."""

    name: str
    kind: str
    number: str
    state: str
    expires: date


@dataclass(frozen=True, slots=True)
class Block:
    """A heading or a paragraph has one line, a list one for each item. Lines are plain text: the template escapes."""

    kind: Literal["heading", "paragraph", "list"]
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConsentText:
    """`to_confirm`: statements of law that the practice's own lawyer has to confirm before it opens.

    `custodian`: what `{custodian}` becomes in a practice with nobody, or with somebody, who keeps records.
    """

    id: str
    version: int
    language: str
    date: date
    title: str
    needs_lawyer: bool
    to_confirm: tuple[str, ...]
    sources: tuple[str, ...]
    custodian: tuple[str, str]
    body: str

    @property
    def sha256(self) -> str:
        """Hex, of exactly this text as shown: it is sealed beside the client's yes."""
        shown = "\n".join((self.id, str(self.version), self.language, self.title, "", self.body))
        return sha256(shown.encode()).hexdigest()

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_block(part) for part in self.body.split("\n\n"))


def consent_texts(language: str) -> tuple[ConsentText, ...]:
    """The newest version of each text, unfilled, in the order they are shown; English where none is in `language`."""
    texts = all_texts()
    newest: dict[str, ConsentText] = {}
    for text in texts:  # ascending by version, so that the last one stays
        if text.language == "en" and newest.get(text.id, text).language == "en":
            newest[text.id] = text
        if text.language == language:
            newest[text.id] = text
    return tuple(newest[id] for id in ORDER)


def all_texts() -> tuple[ConsentText, ...]:
    """Every version ever published, so that what somebody agreed to in the past can be shown again; ascending."""
    return _published()


@cache
def _published() -> tuple[ConsentText, ...]:
    found = [
        read_text(file.name, file.read_text(encoding="utf-8"))
        for folder in files(__name__).iterdir()
        if folder.is_dir() and not folder.name.startswith("_")
        for file in folder.iterdir()
        if file.name.endswith(".md")
    ]
    return tuple(sorted(found, key=lambda text: (text.id, text.language, text.version)))


def read_text(name: str, source: str) -> ConsentText:
    """Raises ValueError for a file that breaks the rules above."""
    _, front, body = source.split("+++\n", 2)
    head = tomllib.loads(front)
    if unknown := head.keys() ^ _KEYS:
        raise ValueError(f"{name}: missing or unknown keys: {', '.join(sorted(unknown))}")
    if name != f"{head['id']}.v{head['version']}.md":
        raise ValueError(f"{name}: its front matter says {head['id']}, version {head['version']}")
    body = "\n\n".join(" ".join(part.split()) if part[:2] != "- " else part for part in body.strip().split("\n\n"))
    if mark := re.search(r"[<>*_`\[\]\t]", _PLACE.sub("", body)):
        raise ValueError(f"{name}: only headings, lists and paragraphs, so no {mark[0]}")
    return ConsentText(
        id=head["id"],
        version=head["version"],
        language=head["language"],
        date=head["date"],
        title=head["title"],
        needs_lawyer=head["needs_lawyer"],
        to_confirm=tuple(head["to_confirm"]),
        sources=tuple(head["sources"]),
        custodian=(head["custodian"]["nobody"], head["custodian"]["somebody"]) if head["custodian"] else ("", ""),
        body=body,
    )


def fill(text: ConsentText, practice: Practice, licensee: Licensee | None = None) -> ConsentText:
    """The text as shown, with its hash. KeyError for a place that nothing fills, as a licence without `licensee`."""
    locale = locale_of(text.language)
    facts = {**_practice_facts(practice, locale), "custodian": text.custodian[bool(practice.custodians)]}
    if licensee:
        facts |= _licensee_facts(practice, licensee, text.language, locale)
    return replace(text, body=_PLACE.sub(lambda place: facts[place[1]], text.body))


def _practice_facts(practice: Practice, locale: Locale) -> Mapping[str, str]:
    fees, policies = practice.fees, practice.policies

    def money(amount: Decimal) -> str:
        return format_currency(amount, fees.currency, locale=locale)

    facts = {
        "practice": practice.name,
        "address": ", ".join(practice.address),
        "states": format_list([STATES[state] for state in practice.states], locale=locale),
        "session_length": format_timedelta(policies.session, threshold=3, locale=locale),
        "session_fee": money(fees.session),
        "lowest_fee": money(fees.lowest),
        "late_fee": money(fees.late_cancel),
        "cancel_before": format_timedelta(policies.cancel_before, threshold=3, locale=locale),
        "answer_messages": format_timedelta(policies.answer_messages, threshold=3, locale=locale),
        "statement": practice.statement,
    }
    return MappingProxyType(facts)


def _licensee_facts(practice: Practice, licensee: Licensee, language: str, locale: Locale) -> Mapping[str, str]:
    board = practice.board_of(licensee.kind)
    facts = {
        "therapist": licensee.name,
        "licence": f"{licensee.kind} {licensee.number} ({STATES[licensee.state]})",
        "licence_expires": format_date(licensee.expires, "long", locale=locale),
        "board": board.name,
        "board_site": board.site.removeprefix("https://"),
        "board_phone": board.phone,
        "board_covers": board.covers(licensee.kind, language),
    }
    return MappingProxyType(facts)


def _block(part: str) -> Block:
    if part.startswith("## "):
        return Block("heading", (part[3:],))
    if part.startswith("- "):
        items = re.split(r"(?:^|\n)- ", part)[1:]
        return Block("list", tuple(" ".join(item.split()) for item in items))
    return Block("paragraph", (part,))
