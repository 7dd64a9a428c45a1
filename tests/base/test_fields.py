"""An id is kept as its 16 raw bytes."""

from types import SimpleNamespace
from uuid import UUID, uuid4

import pytest
from django.db import connection

from stillroom.base.fields import IdField
from stillroom.base.ids import new_id
from stillroom.safety.models import FlagRow

ID = UUID("00112233-4455-6677-8899-aabbccddeeff")


def test_a_row_comes_back_by_its_id_and_lies_there_as_16_bytes(db: None) -> None:
    other = uuid4()
    FlagRow.objects.create(id=ID, therapist=other, deadline=1)
    with connection.cursor() as cursor:
        stored = cursor.execute("SELECT typeof(id), id, therapist FROM raised_flag").fetchone()
    assert stored == ("blob", ID.bytes, other.bytes)
    assert FlagRow.objects.get(id=ID).therapist == other
    assert FlagRow.objects.get(id=str(ID)).id == ID
    assert list(FlagRow.objects.filter(id__in=[ID, uuid4()]).values_list("id", flat=True)) == [ID]
    assert not FlagRow.objects.filter(id=uuid4()).exists()


@pytest.mark.parametrize("value", [ID, ID.bytes, memoryview(ID.bytes), str(ID), ID.hex])
def test_every_form_of_an_id_becomes_the_same(value: object) -> None:
    field = IdField()
    assert field.to_python(value) == ID
    assert field.get_prep_value(value) == ID.bytes


def test_nothing_stays_nothing() -> None:
    field = IdField(null=True)
    assert field.to_python(None) is None
    assert field.get_prep_value(None) is None
    assert field.from_db_value(None) is None
    assert field.from_db_value(memoryview(ID.bytes)) == ID


@pytest.mark.parametrize("value", ["", "not an id", b"short", 7])
def test_what_is_no_id_is_refused(value: object) -> None:
    with pytest.raises(ValueError):
        IdField().get_prep_value(value)


def test_each_database_has_its_own_type_for_it() -> None:
    assert IdField().db_type(SimpleNamespace(vendor="sqlite")) == "blob"  # type: ignore[arg-type]
    assert IdField().db_type(SimpleNamespace(vendor="postgresql")) == "bytea"  # type: ignore[arg-type]


def test_a_new_id_is_random_and_holds_no_time() -> None:
    ids = [new_id() for _ in range(200)]
    assert len(set(ids)) == 200
    assert {each.version for each in ids} == {4}
    assert ids != sorted(ids)
