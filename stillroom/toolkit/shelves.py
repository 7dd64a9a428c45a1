"""The exercises that are there, read once."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from stillroom.base.errors import Hidden
from stillroom.base.languages import reads
from stillroom.toolkit.definition import Definition, Words, defined

FOLDER = Path(__file__).parent / "shelf"


@cache
def shelf() -> Mapping[str, Definition]:
    """By name. Raises BadDefinition."""
    files = sorted(FOLDER.glob("*.toml"))
    return {path.stem: defined(path.stem, tomllib.loads(path.read_text(encoding="utf-8"))) for path in files}


def definition_of(visitor: object, name: str) -> Definition:
    """Raises Hidden."""
    found = shelf().get(name)
    if found is None:
        raise Hidden
    return found


def words_of(definition: Definition) -> Words:
    """In the language of the page."""
    return definition.words[reads()] if reads() in definition.words else definition.words["en"]
