"""What can be read without a key: random ids, counts, and days and months; never a kind, a time, a name or a length."""

from datetime import timedelta
from itertools import pairwise

import pytest
from django.apps import apps
from django.db import connection, models

from stillroom.base.fields import IdField
from stillroom.core.sealing.encoding import padme
from stillroom.core.sealing.suite import OVERHEAD
from stillroom.vault.documents import TYPES, Role, SpaceKind
from stillroom.vault.drops import recipient_of
from stillroom.vault.index import page_id
from stillroom.vault.invites import issue_invite
from stillroom.vault.models import Account, AuditEntry, Drop, Invite, Receipt, Record, Space
from stillroom.vault.receipts import draw_code, make_receipt
from stillroom.vault.rekeys import rekey
from stillroom.vault.spaces import own_space
from tests.cast import NOW, Person
from tests.vault.places import say, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]

# Every number that the vault's tables hold in clear. A new one needs a reason in docs/data.md and a line here.
COUNTS = {
    "account.key_version",
    "account.session_generation",
    "account.key_ring_version",
    "account.profile_version",
    "space.epoch",
    "space.head_seq",
    "record.version",
    "audit.seq",
}
COARSE = {
    "account.idle_month",
    "space.shred_after",
    "invite.expires_day",
    "key_drop.expires_day",
    "receipt.expires_day",
}


def columns() -> dict[str, models.Field]:
    tables = apps.get_app_config("vault").get_models()
    return {f"{t._meta.db_table}.{f.column}": f for t in tables for f in t._meta.local_concrete_fields if f.column}


def test_a_column_is_an_id_a_blob_a_count_or_a_coarse_day() -> None:
    found = columns()
    numbers = {name for name, field in found.items() if isinstance(field, models.IntegerField)}
    assert numbers == COUNTS | COARSE
    for name in found.keys() - numbers:
        assert isinstance(found[name], IdField | models.BinaryField | models.ForeignKey), name


def test_no_table_joins_an_account_to_a_space() -> None:
    ways = {f"{name}>{f.related_model._meta.db_table}" for name, f in columns().items() if f.is_relation}
    assert ways == {
        "record.space_id>space",
        "audit.space_id>space",
        "receipt.space_id>space",
        "key_drop.account_id>account",
    }


@pytest.fixture
def lived_in(ada: Person, tom: Person, max_: Person) -> None:
    """A house in which every table has rows."""
    care = share(ada, tom)
    say(care, "I am seeing a therapist.")
    rekey(keyholder=ada.keyholder, space=care, without=None, now=NOW)
    issue_invite(space=own_space(tom.keyholder, SpaceKind.DESK), now=NOW)
    reader = recipient_of(max_.keyholder.account, max_.keyholder.fingerprint)
    others = [(reader, Role.STEWARD)]
    make_receipt(code=draw_code(), kind=SpaceKind.QUESTION, role=Role.CLIENT, others=others, now=NOW)


def everything() -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    with connection.cursor() as cursor:
        for model in (Account, Space, Record, AuditEntry, Invite, Receipt, Drop):
            cursor.execute(f"SELECT * FROM {model._meta.db_table}")
            names = [column[0] for column in cursor.description]
            for row in cursor.fetchall():
                for name, value in zip(names, row, strict=True):
                    found.setdefault(f"{model._meta.db_table}.{name}", []).append(value)
    return found


def test_no_value_tells_a_kind_a_role_a_name_or_a_moment(lived_in: None, ada: Person) -> None:
    found = everything()
    assert found.keys() == columns().keys()
    telling = {*TYPES, "test.word", *SpaceKind, *Role, "open", "write", "rekey", "Tom", "Ada", ada.profile.handle}
    telling |= {NOW.isoformat()[:length] for length in (10, 13)} | {str(int(NOW.timestamp()))[:6]}
    blobs = [value for values in found.values() for value in values if isinstance(value, bytes)]
    assert len(blobs) > 20
    assert not [word for word in telling for blob in blobs if len(word) > 3 and word.encode() in blob]
    assert not [value for values in found.values() for value in values if isinstance(value, str)]


def test_numbers_are_small_counts_or_days_and_months(lived_in: None) -> None:
    """An hour in seconds, a counter of the whole house or a length would be larger, or would not start at one."""
    for name, values in everything().items():
        numbers = [value for value in values if isinstance(value, int)]
        if name in COUNTS:
            assert all(number < 20 for number in numbers), name
        elif name.endswith("_month") or name.endswith("_after"):
            assert set(numbers) <= {202611}, name
        elif name.endswith("_day"):
            assert set(numbers) <= {int((NOW + timedelta(days=days)).timestamp()) // 86_400 for days in (14, 30)}, name
        else:
            assert numbers == [], name


def in_class(size: int, floor: int) -> bool:
    """Whether a sealed blob has one of the few lengths that padding leaves."""
    payload = size - OVERHEAD
    return payload >= floor and padme(payload) == payload


def test_every_sealed_blob_has_one_of_few_lengths(lived_in: None) -> None:
    found = everything()
    for name, floor in {"record.blob": 256, "audit.blob": 256, "space.roster": 1024, "space.head": 1024}.items():
        assert all(in_class(len(blob), floor) for blob in found[name]), name
    for name in ("account.key_ring", "account.profile"):
        assert all(in_class(len(blob), 1024) for blob in found[name]), name
    fixed = {
        "account.passphrase_wrap": 286,
        "account.public_key": 1216,
        "invite.blob": 593,
        "receipt.blob": 593,
        "key_drop.blob": 1649,
    }
    for name, size in fixed.items():
        assert {len(blob) for blob in found[name]} == {size}, name


def test_a_text_of_any_length_is_stored_in_one_of_few_lengths(ada: Person) -> None:
    journal = own_space(ada.keyholder, SpaceKind.JOURNAL)
    for length in range(0, 4000, 20):
        say(journal, "x" * length)
    own = [journal.id, *(page_id(journal.id, number) for number in range(3))]  # cover and index: as long as they are
    sizes = {len(bytes(blob)) for blob in Record.objects.exclude(id__in=own).values_list("blob", flat=True)}
    assert all(in_class(size, 256) for size in sizes)
    assert len(sizes) < 70, "two hundred lengths are to be told apart by far fewer"
    assert max(after / before for before, after in pairwise(sorted(sizes - {min(sizes)}))) < 1.13


@pytest.mark.parametrize("text", ["", "no", "I want to stop.", "é" * 20])
def test_short_answers_cannot_be_told_apart_by_length(ada: Person, text: str) -> None:
    journal = own_space(ada.keyholder, SpaceKind.JOURNAL)
    say(journal, text)
    assert len(bytes(Record.objects.exclude(id=journal.id).get().blob)) == OVERHEAD + 256


def test_the_measure_of_lengths_sees_what_is_not_padded() -> None:
    """Control."""
    assert in_class(OVERHEAD + 256, 256)
    assert not in_class(OVERHEAD + 257, 256)
    assert not in_class(OVERHEAD + 128, 256)
