"""The questionnaires that this house ships: one JSON file each, with worked examples beside it."""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from stillroom.core.instruments.model import Instrument
from stillroom.core.instruments.parse import parse_instrument
from stillroom.core.instruments.reading import BadInstrument

HERE = Path(__file__).parent


@cache
def catalogue() -> Mapping[tuple[str, str], Instrument]:
    """All of them by (id, version). Raises BadInstrument for a file that is not as it must be.

    A version that was ever answered stays: answers are scored by the version they were given to.
    """
    found: dict[tuple[str, str], Instrument] = {}
    for path in sorted(HERE.glob("*.json")):
        if path.name.endswith(".examples.json"):
            continue
        instrument = parse_instrument(json.loads(path.read_text(encoding="utf-8")))
        key = (instrument.id, instrument.version)
        if key in found:
            raise BadInstrument(f"{instrument.id}: this version is there twice.")
        found[key] = instrument
    return MappingProxyType(found)
