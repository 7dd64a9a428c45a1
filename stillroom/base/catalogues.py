"""The message catalogues, one for each room and language: `bin/words` brings them up to date and builds them.

They are sorted by sentence and hold no line numbers and no dates, so that two people who add words seldom meet. What a
room says lies beside it, in `stillroom/<room>/locale/`; the frame of all pages, `base` and `config` share one.
"""

import io
import os
import re
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_file
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from jinja2.ext import babel_extract

HOUSE = Path(__file__).resolve().parents[1]
LANGUAGES = ("es",)
SHARED = frozenset({"base", "config", "core", "templates"})  # stillroom/locale/ holds what these say
PLURALS: Mapping[str, str] = MappingProxyType({"es": "nplurals=2; plural=(n != 1);"})
HEADER = """msgid ""
msgstr ""
"Language: {language}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: {plurals}\\n"

"""
_PYTHON = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
}
_TEMPLATE = {"extensions": "jinja2.ext.do", "newstyle_gettext": "true", "trimmed": "true", "silent": "false"}

_CONFLICT = re.compile(r"^<<<<<<< .*?\n(.*?)^(?:\|{7}.*?)?=======\n(.*?)^>>>>>>> .*?\n", re.MULTILINE | re.DOTALL)

# A sentence, or its singular and plural.
Id = str | tuple[str, ...]


def rooms(house: Path = HOUSE) -> tuple[str, ...]:
    """Every folder that has words of its own, and '' for what they share."""
    own = {path.relative_to(house).parts[0] for path in _sources(house)} - SHARED
    return ("", *sorted(name for name in own if (house / name).is_dir()))


def _sources(house: Path) -> Iterator[Path]:
    for path in sorted(house.rglob("*")):
        if path.suffix in {".py", ".html"} and "migrations" not in path.parts:
            yield path


def catalogue_path(room: str, language: str, house: Path = HOUSE) -> Path:
    return house / room / "locale" / language / "LC_MESSAGES" / "django.po"


def said(room: str, house: Path = HOUSE) -> Catalog:
    """Every sentence that a room gives to gettext."""
    found = Catalog()
    for path in _sources(house):
        first = path.relative_to(house).parts[0]
        if room == ("" if first in SHARED or not (house / first).is_dir() else first):
            for sentence in _said_in(path):
                found.add(sentence)
    return found


def _said_in(path: Path) -> Iterator[Id]:
    found: list[str | tuple[str | None, ...] | None]
    if path.suffix == ".py":
        found = [message for _, message, _, _ in extract_from_file("python", path, keywords=_PYTHON)]
    else:
        with path.open("rb") as file:
            found = [message for _, _, message, _ in babel_extract(file, ["_", "gettext", "ngettext"], [], _TEMPLATE)]
    for message in found:
        sentences = (message,) if isinstance(message, str) else tuple(filter(None, message or ()))
        if sentences:
            yield sentences[0] if len(sentences) == 1 else sentences


def read(path: Path, language: str) -> Catalog:
    """Raises PoFileError for a file that is no catalogue. None there is an empty one."""
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language, abort_invalid=True)


def settled(path: Path, language: str) -> Catalog:
    """The same of a file in which git left a conflict: both sides' sentences, and of two translations the first.

    A merge line by line could put one sentence's translation under another; each side alone is whole.
    """
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if "<<<<<<< " not in text:
        return read(path, language)
    both = Catalog(locale=language)
    for side in (r"\1", r"\2"):
        for message in read_po(io.StringIO(_CONFLICT.sub(side, text)), locale=language, abort_invalid=True):
            known = both.get(message.id) if message.id else None
            if message.id and (known is None or not _whole(known)):
                both.delete(message.id)
                both.add(message.id, message.string)
    return both


def written(catalogue: Catalog, language: str) -> bytes:
    """The catalogue in its one form."""
    body = io.BytesIO()
    write_po(body, catalogue, width=0, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True)
    return HEADER.format(language=language, plurals=PLURALS[language]).encode() + body.getvalue()


def brought_up_to_date(room: str, language: str, known: Mapping[Id, Message], house: Path = HOUSE) -> Catalog:
    """What the room says now, with the translations it had; a sentence that moved between rooms takes its own along."""
    before, now = settled(catalogue_path(room, language, house), language), Catalog(locale=language)
    for message in said(room, house):
        if message.id:
            old = before.get(message.id) or known.get(_id(message))
            now.add(message.id, old.string if old and not old.fuzzy else None)
    return now


def update(house: Path = HOUSE) -> list[str]:
    """Writes each catalogue anew from the source. Returns a line for each that lacks translations."""
    lacking = []
    for language in LANGUAGES:
        known = _known(language, house)
        for room in rooms(house):
            catalogue, path = brought_up_to_date(room, language, known, house), catalogue_path(room, language, house)
            if not len(catalogue):
                path.unlink(missing_ok=True)
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            _replace(path, written(catalogue, language))
            if missing := sum(1 for message in catalogue if message.id and not _whole(message)):
                lacking.append(f"{path.relative_to(house.parent)}: {missing} of {len(catalogue)} to be translated")
    return lacking


def _known(language: str, house: Path) -> dict[Id, Message]:
    known: dict[Id, Message] = {}
    for room in rooms(house):
        for message in settled(catalogue_path(room, language, house), language):
            if message.id and _whole(message):
                known.setdefault(_id(message), message)
    return known


def _id(message: Message) -> Id:
    return message.id if isinstance(message.id, str) else tuple(message.id)


def _whole(message: Message) -> bool:
    strings = message.string if isinstance(message.string, list | tuple) else (message.string,)
    return not message.fuzzy and all(strings)


def build(house: Path = HOUSE) -> int:
    """Makes the .mo file beside each catalogue that is newer than it. Returns how many it made."""
    made = 0
    for path in sorted(house.glob("**/locale/*/LC_MESSAGES/django.po")):
        target = path.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime_ns < path.stat().st_mtime_ns:
            binary = io.BytesIO()
            write_mo(binary, read(path, path.parts[-3]))
            _replace(target, binary.getvalue())
            made += 1
    return made


def _replace(path: Path, content: bytes) -> None:
    """Whole or not at all: two starters may do it at once."""
    if path.exists() and path.read_bytes() == content and path.suffix == ".po":
        return
    fresh = path.with_name(f"{path.name}.{os.getpid()}.new")
    fresh.write_bytes(content)
    fresh.replace(path)


if __name__ == "__main__":
    if "--build" not in sys.argv[1:]:
        sys.stdout.writelines(f"{line}\n" for line in update())
    build()
