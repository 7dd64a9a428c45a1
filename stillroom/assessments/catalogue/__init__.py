"""The questionnaires that this house ships: one JSON file each, worked examples and translations beside it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from stillroom.core.instruments.model import Instrument
from stillroom.core.instruments.parse import parse_instrument
from stillroom.core.instruments.parse_translation import parse_translation
from stillroom.core.instruments.reading import BadInstrument

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Shelf:
    """`by_version`: (id, version); `in_language`: (id, edition, language); `by_address`: ids."""

    by_version: Mapping[tuple[str, str], Instrument]
    in_language: Mapping[tuple[str, str, str], Instrument]
    by_address: Mapping[str, str]


@cache
def shelf() -> Shelf:
    """All files, read once. Raises BadInstrument for one that is not as it must be.

    A version that was ever answered stays: answers are scored by the version they were given to.
    """
    found: dict[tuple[str, str], Instrument] = {}
    translated: dict[tuple[str, str, str], Instrument] = {}
    for path in sorted(HERE.glob("*.json")):
        if "." not in path.stem:
            _put(found, parse_instrument(_read(path)))
    for path in sorted(HERE.glob("*.*.json")):
        if path.stem.endswith(".examples"):
            continue
        data = _read(path)
        base = found.get((str(data.get("id")), str(data.get("of"))))
        if base is None:
            raise BadInstrument(f"{path.stem}: there is nothing that this translates.")
        language, instrument = parse_translation(data, base)
        translated[base.id, base.version, language] = instrument
        if instrument.version != base.version:
            _put(found, instrument)
    return Shelf(MappingProxyType(found), MappingProxyType(translated), MappingProxyType(_addresses(found)))


def catalogue() -> Mapping[tuple[str, str], Instrument]:
    """All of them by (id, version), also in other languages."""
    return shelf().by_version


def in_language(instrument: Instrument, language: str) -> Instrument:
    """The same edition for a reader of `language` (a code of the settings), as far as it is translated."""
    known = shelf()
    here = known.in_language.get((instrument.id, instrument.edition, language))
    if here is not None or instrument.version == instrument.edition:
        return here or instrument
    return known.by_version[instrument.id, instrument.edition]


def _addresses(found: Mapping[tuple[str, str], Instrument]) -> dict[str, str]:
    """Ids by address: one word for each, whatever the version."""
    pairs = {(each.address, each.id) for each in found.values()}
    addresses = dict(pairs)
    if not len(pairs) == len(addresses) == len(set(addresses.values())):
        raise BadInstrument("each instrument needs one address, and no other may have it.")
    return addresses


def _read(path: Path) -> dict[str, object]:
    return dict(json.loads(path.read_text(encoding="utf-8")))


def _put(found: dict[tuple[str, str], Instrument], instrument: Instrument) -> None:
    key = (instrument.id, instrument.version)
    if key in found:
        raise BadInstrument(f"{instrument.id}: this version is there twice.")
    found[key] = instrument
