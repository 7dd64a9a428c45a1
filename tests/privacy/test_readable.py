"""What somebody takes along reads as words, by their own clock."""

import dataclasses
import typing
from collections.abc import Iterator
from enum import Enum
from uuid import UUID

from django.utils import translation

from stillroom.accounts.documents import Profile
from stillroom.privacy.labels import LABELS, VALUES
from stillroom.privacy.readable import readable
from stillroom.vault.documents import TYPES

LOS_ANGELES = "America/Los_Angeles"
ID = "5106dd08-af03-4657-9b9b-ff4256742b8a"


def test_instants_stand_in_the_clock_of_the_person():
    assert readable({"done_at": "2026-11-24T02:00:00.5Z"}, LOS_ANGELES) == {
        "Done on": "Monday 23 November 2026, 6:00\xa0PM (Los Angeles)"
    }


def test_lists_and_what_lies_inside_them_read_as_words_too():
    steps = ({"words": "Say no once", "done_at": None}, {"words": "Sleep", "shared_phone": True})
    assert readable({"steps": steps, "value": 6}, LOS_ANGELES) == {
        "Steps": [{"Words": "Say no once"}, {"Words": "Sleep", "This phone is shared": "yes"}],
        "From 0 to 10": "6",
    }


def test_what_is_empty_or_only_for_machines_is_left_out():
    fields = {"id": ID, "sha256": "a" * 64, "seen": {ID: 2}, "pronouns": "", "ended": None, "shared": (), "off": False}
    assert readable(fields, LOS_ANGELES) == {"off": "no"}


def test_words_that_somebody_wrote_stay_as_they_are():
    words = f"On 2026-11-24T02:00:00Z I wrote {ID}.\nThen I slept."
    assert readable({"text": words}, LOS_ANGELES) == {"Words": words}


def parts_of(kind: object) -> Iterator[object]:
    """The types inside of a type: of `tuple[Step, ...] | None` the step."""
    if inside := typing.get_args(kind):
        for each in inside:
            yield from parts_of(each)
    else:
        yield kind


def fields_within(cls: type) -> Iterator[tuple[str, object]]:
    """Every field of a document and of what lies in it, with the types that it can hold."""
    for name, kind in typing.get_type_hints(cls).items():
        for part in parts_of(kind):
            yield name, part
            if isinstance(part, type) and dataclasses.is_dataclass(part):
                yield from fields_within(part)


def every_field() -> set[tuple[str, object]]:
    return {field for cls in (Profile, *(entry.cls for entry in TYPES.values())) for field in fields_within(cls)}


def test_every_field_of_every_document_has_a_label_but_for_ids():
    names = {name for name, part in every_field() if part not in (UUID, type(None), Ellipsis)}
    assert len(names) > 60
    assert names - set(LABELS) == set()


def test_every_word_of_the_programs_own_is_told_in_words():
    found = {(name, each.value) for name, part in every_field() if isinstance(part, type) for each in enumerated(part)}
    assert len(found) > 12
    assert {(name, value) for name, value in found if value not in VALUES.get(name, {})} == set()


def enumerated(part: type) -> list[Enum]:
    return list(part) if issubclass(part, Enum) else []


def test_in_spanish_labels_and_values_are_spanish():
    fields = {"medium": "text", "state": "active", "text": "text", "done_at": None, "is_open": True}
    with translation.override("es"):
        assert readable(fields, LOS_ANGELES) == {
            "Forma de verse": "por escrito",
            "Cómo está": "empezado",
            "Palabras": "text",
            "Abierto": "sí",
        }
