"""Attack 13: after an erasure no file of the database holds a wrap, a key's other half or a sealed word of hers."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from stillroom.accounts.actions import save_draft
from stillroom.outbox.periodic import JOBS
from stillroom.privacy.actions import erase_everything
from stillroom.vault import erasure
from stillroom.vault.accounts import make_recovery_code
from stillroom.vault.documents import Role
from stillroom.vault.models import Account, Record, Space
from tests.attacks.effort import effort
from tests.cast import NOW, Person, make_person

PEOPLE = effort(3, 40)
SHORTEST = 32  # bytes of a value that are looked for: more than any two values share by chance

pytestmark = pytest.mark.django_db(transaction=True)


def files() -> dict[str, bytes]:
    """What a copy of the disk would hold of the database."""
    database = Path(connection.settings_dict["NAME"])
    paths = (database.with_name(database.name + end) for end in ("", "-wal", "-journal"))
    return {path.name: path.read_bytes() for path in paths if path.exists()}


def hers(person: Person) -> Iterator[bytes]:
    """The end of each value of hers that only she could open: no two have it in common."""
    row = Account.objects.get(id=person.keyholder.account)
    for value in (row.passphrase_wrap, row.recovery_wrap, row.key_ring, row.profile):
        yield bytes(value or b"")[-SHORTEST:]
    for space in Space.objects.filter(id__in=person.keyholder.ring.spaces):
        for value in (space.salt, space.roster, space.head):
            yield bytes(value)[-SHORTEST:]
    for blob in Record.objects.filter(space_id__in=person.keyholder.ring.spaces).values_list("blob", flat=True):
        yield bytes(blob)[-SHORTEST:]


def full(name: str) -> Person:
    person = make_person(name, Role.CLIENT)
    make_recovery_code(keyholder=person.keyholder)
    for number in range(4):
        save_draft(keyholder=person.keyholder, form=f"form {number}", about=None, fields={"text": "half"}, now=NOW)
    return person


def found(values: list[bytes]) -> int:
    content = files().values()
    return sum(1 for value in values if any(value in each for each in content))


def erased() -> list[bytes]:
    """Erases a few people; what was theirs."""
    people = [full(f"person{number}") for number in range(PEOPLE)]
    values = [value for person in people for value in hers(person)]
    assert len(values) == len(set(values)) > 10 * PEOPLE
    assert {len(value) for value in values} == {SHORTEST}
    assert found(values) == len(values)  # what is looked for can be found
    for person in people:
        erase_everything(keyholder=person.keyholder, role=Role.CLIENT, now=NOW)
    return values


def test_after_an_erasure_no_file_holds_anything_of_hers(max_: Person) -> None:
    assert found(erased()) == 0
    assert set(Account.objects.values_list("id", flat=True)) == {max_.keyholder.account}


def test_older_versions_of_what_she_wrote_are_gone_too(max_: Person) -> None:
    """Every save of a draft leaves the one before in the write-ahead log."""
    ada = make_person("ada", Role.CLIENT)
    older = []
    for number in range(6):
        fields = {"text": f"version {number}"}
        save_draft(keyholder=ada.keyholder, form="form", about=None, fields=fields, now=NOW)
        older += list(hers_written(ada))
    assert len(set(older)) == 6
    assert found(older) > 1
    erase_everything(keyholder=ada.keyholder, role=Role.CLIENT, now=NOW)
    assert found(older) == 0


def hers_written(person: Person) -> Iterator[bytes]:
    for blob in Record.objects.filter(space_id__in=person.keyholder.ring.spaces).values_list("blob", flat=True):
        yield bytes(blob)[-SHORTEST:]


def test_without_emptying_the_log_most_of_it_would_still_be_there(
    max_: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: deleting rows is not enough."""
    monkeypatch.setattr("stillroom.privacy.actions.flush_erased", lambda: True)
    values = erased()
    assert found(values) > len(values) // 2
    erasure.flush_erased()
    assert found(values) == 0


def test_without_overwriting_the_file_itself_would_keep_some(max_: Person) -> None:
    """The control: emptying the log alone is not enough either."""
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
        try:
            assert found(erased()) > 0
        finally:
            cursor.execute("PRAGMA secure_delete=ON")


def test_under_somebody_who_reads_meanwhile_it_is_emptied_by_the_next_round(max_: Person) -> None:
    reader = sqlite3.connect(connection.settings_dict["NAME"])
    reader.execute("BEGIN")
    reader.execute("SELECT count(*) FROM account").fetchone()
    with connection.cursor() as cursor:
        (patience,) = cursor.execute("PRAGMA busy_timeout").fetchone()
        cursor.execute("PRAGMA busy_timeout=50")
        try:
            values = erased()
            assert not erasure.flush_erased()
        finally:
            cursor.execute(f"PRAGMA busy_timeout={patience}")
    assert found(values) > 0
    reader.close()
    JOBS["vault.log"].work(NOW)
    assert found(values) == 0
