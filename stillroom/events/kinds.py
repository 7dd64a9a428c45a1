"""The kinds of staff events: each room above names its own, with the sentence that stewards read."""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise

_SENTENCES: dict[str, str | Promise] = {}
SENTENCES: Mapping[str, str | Promise] = MappingProxyType(_SENTENCES)


def define_kind(kind: str, sentence: str | Promise) -> str:
    """Registers `kind` ("room.what") and returns it. `sentence` is lazy, so that it follows the language."""
    if kind in _SENTENCES:
        raise ValueError(f"staff event {kind} is defined twice")
    _SENTENCES[kind] = sentence
    return kind
