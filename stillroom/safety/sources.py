"""What can raise a flag. Rooms above name theirs here, so that a flag's page can lead to it without knowing them."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise


@dataclass(frozen=True, slots=True)
class Source:
    """`page`: name of an address that takes the space's id and the record's."""

    title: str | Promise
    page: str


_SOURCES: dict[str, Source] = {}
SOURCES: Mapping[str, Source] = MappingProxyType(_SOURCES)


def define_source(kind: str, *, title: str | Promise, page: str) -> str:
    """Registers what raises flags (title lazy) and returns its name for `raise_flag`."""
    if kind in _SOURCES:
        raise ValueError(f"source {kind} is defined twice")
    _SOURCES[kind] = Source(title, page)
    return kind
