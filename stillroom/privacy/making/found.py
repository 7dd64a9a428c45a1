"""A document on its way into a file for other software: what stands beside it, and the names that things have there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from stillroom.care.documents import Covering, Episode
from stillroom.core.fhir.elements import Element, Resource, reference
from stillroom.core.fhir.people import practitioner
from stillroom.privacy.queries import Item, Place
from stillroom.vault.aliases import Aliases
from stillroom.vault.documents import Role

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Near:
    """What a place says about all that stands in it; looked up once, because a place can hold thousands."""

    therapist: UUID | None
    colleague: UUID | None
    records: frozenset[UUID]

    @classmethod
    def of(cls, place: Place) -> "Near":
        documents = [item.document for item in place.items]
        both = (each for each in documents if isinstance(each, Episode | Covering))
        standing_in = (each for each in documents if isinstance(each, Covering))
        return cls(
            next((each.therapist for each in both), None),
            next((each.colleague for each in standing_in), None),
            frozenset(item.id for item in place.items),
        )


@dataclass(frozen=True, slots=True)
class Found:
    """`patient`: whose file it is. `zone`: their clock, for sentences that name a time."""

    item: Item
    place: Place
    near: Near
    patient: UUID
    zone: str
    aliases: Aliases

    def document(self, cls: type[T]) -> T:
        """The document itself. Raises TypeError for a maker that was given another kind than its own."""
        if not isinstance(self.item.document, cls):
            raise TypeError(f"{self.item.kind} is no {cls.__name__}")
        return self.item.document

    def name(self, part: str = "") -> UUID:
        return self.aliases.of(self.item.id, part)

    def of(self, record: UUID | None) -> UUID | None:
        """The name of another document, None where this place holds none such: no reference may lead to nothing."""
        return self.aliases.of(record) if record is not None and record in self.near.records else None

    def of_kind(self, cls: type[object]) -> Iterator[Item]:
        """What else of a kind stands in the same place."""
        return (item for item in self.place.items if isinstance(item.document, cls))

    @property
    def therapist(self) -> UUID | None:
        """Under another name than in the directory; None where nobody but the client is."""
        return None if self.near.therapist is None else self.aliases.of(self.near.therapist)

    @property
    def colleague(self) -> UUID | None:
        """Who stands in."""
        return None if self.near.colleague is None else self.aliases.of(self.near.colleague)

    def who(self, role: str) -> Element:
        """A reference to whoever has this role here; {} where nobody does."""
        if role == Role.CLIENT:
            return reference("Patient", self.patient)
        return reference("Practitioner", self.colleague if role in (Role.COVERING, Role.ON_CALL) else self.therapist)

    @property
    def author(self) -> Element:
        return self.who(self.item.author)

    @property
    def others(self) -> list[Element]:
        return [self.who(role) for role in self.place.members if role != self.item.author]

    def people(self) -> Iterator[Resource]:
        """Those that references of this place lead to; said again for each document, kept once."""
        for name in (self.therapist, self.colleague):
            if name is not None:
                yield practitioner(name)


Maker = Callable[[Found], Iterator[Resource]]
