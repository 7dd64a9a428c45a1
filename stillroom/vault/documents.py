"""What may lie in a space: kinds of sealed documents, who may write and read them, and how old ones are read.

A room declares each of its documents as a frozen dataclass::

    @document("message", spaces={SpaceKind.CARE}, writers={Role.CLIENT, Role.THERAPIST}, title=_("Message"))
    @dataclass(frozen=True, slots=True)
    class Message: ...

Both members of a space hold the same key, so possession says who is in; these declarations say who may do what.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TypeVar

import msgspec
from django.utils.functional import Promise


class SpaceKind(StrEnum):
    """pv1 section 2: which members a space of this kind may have, and whether a custodian may ever open it."""

    CARE = "care"
    IDENTITY = "identity"
    PROGRESS = "progress"
    PSYCHOTHERAPY = "psychotherapy"
    DESK = "desk"
    JOURNAL = "journal"
    PRACTICE = "practice"
    QUESTION = "question"
    COVERING = "covering"
    SUPERVISION = "supervision"
    ON_CALL = "on_call"


class Role(StrEnum):
    """What a member of a space is there; all but COVERING, CONSULTED and ON_CALL are what an account is as well."""

    CLIENT = "client"
    THERAPIST = "therapist"
    STEWARD = "steward"
    COVERING = "covering"
    CONSULTED = "consulted"
    ON_CALL = "on_call"


MEMBERS: Mapping[SpaceKind, frozenset[Role]] = MappingProxyType(
    {
        SpaceKind.CARE: frozenset({Role.CLIENT, Role.THERAPIST}),
        SpaceKind.IDENTITY: frozenset({Role.CLIENT, Role.THERAPIST}),
        SpaceKind.PROGRESS: frozenset({Role.THERAPIST}),
        SpaceKind.PSYCHOTHERAPY: frozenset({Role.THERAPIST}),
        SpaceKind.DESK: frozenset({Role.THERAPIST}),
        SpaceKind.JOURNAL: frozenset({Role.CLIENT}),
        SpaceKind.PRACTICE: frozenset({Role.STEWARD}),
        # Whoever asks has no account; the roster knows them as a client under a fingerprint of nobody.
        SpaceKind.QUESTION: frozenset({Role.CLIENT, Role.STEWARD}),
        # A colleague who stands in is a third in a space of its own, and in no other one (ADR 36).
        SpaceKind.COVERING: frozenset({Role.CLIENT, Role.THERAPIST, Role.COVERING}),
        # A colleague who is asked about somebody without a name; that person is no member, and stands nowhere (ADR 46).
        SpaceKind.SUPERVISION: frozenset({Role.THERAPIST, Role.CONSULTED}),
        # What the person on call may open when nobody has looked, only because the client said so before (ADR 35).
        SpaceKind.ON_CALL: frozenset({Role.CLIENT, Role.THERAPIST, Role.ON_CALL}),
    }
)


class Amend(StrEnum):
    """Who may replace or remove a document that is already there."""

    WRITERS = "writers"
    AUTHOR = "author"
    NOBODY = "nobody"


Fields = dict[str, object]
Upgrader = Callable[[Fields], Fields]


@dataclass(frozen=True, slots=True)
class DocumentType:
    kind: str
    version: int
    cls: type[object]
    spaces: frozenset[SpaceKind]
    writers: frozenset[Role]
    readers: frozenset[Role]
    amend: Amend
    title: str | Promise
    upgraders: tuple[Upgrader, ...]

    def decode(self, version: int, fields: Fields) -> object:
        """The document as today's class. `upgraders[n]` turns the fields of version n+1 into those of n+2."""
        for upgrade in self.upgraders[version - 1 :]:
            fields = upgrade(fields)
        return msgspec.convert(fields, self.cls)


_TYPES: dict[str, DocumentType] = {}
_BY_CLASS: dict[type[object], DocumentType] = {}
_SECTIONS: dict[str, type[object]] = {}
_NAMES: dict[type[object], str] = {}
TYPES: Mapping[str, DocumentType] = MappingProxyType(_TYPES)
SECTIONS: Mapping[str, type[object]] = MappingProxyType(_SECTIONS)

T = TypeVar("T")


def document(
    kind: str,
    *,
    spaces: Collection[SpaceKind],
    writers: Collection[Role],
    title: str | Promise,
    readers: Collection[Role] | None = None,
    amend: Amend = Amend.WRITERS,
    upgraders: tuple[Upgrader, ...] = (),
) -> Callable[[type[T]], type[T]]:
    """Registers a frozen dataclass as a document. Its version is one more than the number of upgraders.

    `readers` defaults to every role that a member of these spaces can have.
    """

    def register(cls: type[T]) -> type[T]:
        if kind in _TYPES or kind in (COVER, INDEX):
            raise ValueError(f"document kind {kind} is defined twice")
        members = frozenset(role for space in spaces for role in MEMBERS[space])
        entry = DocumentType(
            kind=kind,
            version=len(upgraders) + 1,
            cls=cls,
            spaces=frozenset(spaces),
            writers=frozenset(writers),
            readers=members if readers is None else frozenset(readers),
            amend=amend,
            title=title,
            upgraders=upgraders,
        )
        if not entry.writers <= members or not entry.readers <= members:
            raise ValueError(f"{kind}: a role that no member of these spaces can have")
        _TYPES[kind] = _BY_CLASS[cls] = entry
        return cls

    return register


# Kinds of the vault's own, which are no documents.
COVER, INDEX = "cover", "index"


def cover_section(name: str) -> Callable[[type[T]], type[T]]:
    """Registers a frozen dataclass as one room's part of a space's cover (see `vault.covers`)."""

    def register(cls: type[T]) -> type[T]:
        if name in _SECTIONS:
            raise ValueError(f"cover section {name} is defined twice")
        _SECTIONS[name] = cls
        _NAMES[cls] = name
        return cls

    return register


def type_of(cls: type[object]) -> DocumentType:
    return _BY_CLASS[cls]


def section_name(cls: type[object]) -> str:
    return _NAMES[cls]


def fields_of(document: object) -> Fields:
    """The JSON form of a document's fields: instants as RFC 3339, ids as text, durations as ISO 8601."""
    fields = msgspec.to_builtins(document)
    if not isinstance(fields, dict):
        raise TypeError("a document is a dataclass")
    return fields
