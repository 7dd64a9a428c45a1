"""The rules of the house that no linter knows, over the house itself. `test_breaks.py` shows that each can fail."""

from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from stillroom.privacy.actions import erase_everything
from stillroom.privacy.queries import holdings_of
from stillroom.vault.documents import MEMBERS, TYPES, Role, SpaceKind, fields_of
from stillroom.vault.erasure import shred_space
from stillroom.vault.models import Record, Space
from stillroom.vault.records import writing
from stillroom.vault.spaces import OpenSpace, create_space, own_space
from tests.architecture import registry, source
from tests.architecture.samples import sample
from tests.cast import HOME, NOW, Person

HOUSE = Path(__file__).resolve().parents[1]

Rule = Callable[[Path], Iterable[str]]


@pytest.mark.parametrize("rule", [*source.RULES, *registry.RULES], ids=lambda rule: rule.__name__)
def test_the_house_keeps_each_of_its_rules(rule: Rule) -> None:
    assert list(rule(HOUSE)) == []


def places() -> list[tuple[str, SpaceKind, Role]]:
    """Each kind of document with each kind of space it may lie in and each role that may write it there."""
    return [
        (entry.kind, space, role)
        for entry in TYPES.values()
        for space in sorted(entry.spaces)
        for role in sorted(entry.writers & MEMBERS[space])
    ]


def space_of(person: Person, kind: SpaceKind, role: Role) -> OpenSpace:
    if kind is HOME.get(role):
        return own_space(person.keyholder, kind)
    return create_space(keyholder=person.keyholder, kind=kind, role=role, label="", now=NOW)


@pytest.mark.django_db(transaction=True)  # erasing empties the write-ahead log, outside any transaction
@pytest.mark.parametrize(("kind", "where", "role"), places())
def test_each_kind_of_document_is_taken_out_and_erased(
    kind: str, where: SpaceKind, role: Role, person: Callable[[str, Role], Person]
) -> None:
    writer = person("ada", role if role in HOME else Role.THERAPIST)
    space = space_of(writer, where, role)
    document = sample(TYPES[kind].cls)
    with writing(space, now=NOW) as work:
        work.add(document)

    held = [item for place in holdings_of(writer.keyholder).places for item in place.items]
    # The first go along with no record (`tests/notes/test_apart.py`), the second is destroyed on its day
    # (`tests/supervision`), the last two were lent (`tests/attacks`).
    apart = (SpaceKind.PSYCHOTHERAPY, SpaceKind.SUPERVISION)
    goes_along = where not in apart and role not in (Role.COVERING, Role.ON_CALL)
    expected = [(kind, fields_of(document))] if goes_along else []
    assert [(item.kind, item.fields) for item in held] == expected, f"{kind} is not taken out"

    if role is Role.CLIENT:
        erase_everything(keyholder=writer.keyholder, role=role, now=NOW + timedelta(minutes=1))
    else:
        shred_space(keyholder=writer.keyholder, space=space)
    assert not Record.objects.filter(space_id=space.id).exists(), f"{kind} is not erased"
    assert not Space.objects.filter(id=space.id).exists(), f"{kind} is not erased"
