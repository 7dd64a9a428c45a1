"""What is shredded is gone: for who copied its key, from the files, and at its time."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stillroom.base.errors import Hidden
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import open_record, space_key
from stillroom.vault.days import day_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import pending_requests, recipient_of, send_request
from stillroom.vault.erasure import due_invites_and_requests, erase_account, flush_erased, leave_space, shred_space
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite
from stillroom.vault.models import Account, AuditEntry, Drop, Invite, Record, Space
from stillroom.vault.rekeys import rekey
from stillroom.vault.spaces import OpenSpace, create_space, open_space, own_space
from tests.cast import NOW, Person, make_person
from tests.vault.places import said, say, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]


def test_a_copied_key_opens_a_copied_record_only_with_the_salt_that_is_gone(ada: Person) -> None:
    space = own_space(ada.keyholder, SpaceKind.JOURNAL)
    say(space, "mine alone")
    secret, salt = space.key.secret.reveal(), bytes(Space.objects.get(id=space.id).salt)
    row = Record.objects.exclude(id=space.id).get()

    def opens(salt: bytes) -> bool:
        try:
            key = space_key(salt, space.id, space.epoch, secret)
            return b"mine alone" in open_record(key, space.id, space.epoch, row.id, row.version, bytes(row.blob))
        except SealError:
            return False

    assert opens(salt), "the control: key, salt and record together"
    shred_space(keyholder=ada.keyholder, space=space)
    assert not Space.objects.filter(id=space.id).exists()
    left = [bytes(salt) for salt in Space.objects.values_list("salt", flat=True)]
    assert not any(opens(salt) for salt in (*left, bytes(32)))


def test_shredding_takes_records_trail_and_key_and_nothing_of_other_spaces(ada: Person, tom: Person) -> None:
    care, journal = share(ada, tom), own_space(ada.keyholder, SpaceKind.JOURNAL)
    say(care, "ours")
    say(journal, "mine")
    shred_space(keyholder=ada.keyholder, space=care)
    assert care.id not in ada.keyholder.ring.spaces
    for model in (Record, AuditEntry):
        assert not model.objects.filter(space_id=care.id).exists()
    assert said(own_space(ada.keyholder, SpaceKind.JOURNAL)) == ["mine"]
    with pytest.raises(Hidden):
        open_space(tom.keyholder, care.id)


def test_an_erased_account_takes_its_wraps_and_drops_and_leaves_what_was_shared(ada: Person, tom: Person) -> None:
    care = share(ada, tom)
    say(care, "ours")
    rekey(keyholder=tom.keyholder, space=open_space(tom.keyholder, care.id), without=None, now=NOW)
    assert Drop.objects.filter(account_id=ada.keyholder.account).exists()
    erase_account(keyholder=ada.keyholder)
    assert not Account.objects.filter(id=ada.keyholder.account).exists()
    assert not Drop.objects.exists()
    assert said(open_space(tom.keyholder, care.id)) == ["ours"]


def test_who_leaves_a_space_no_longer_has_its_key(ada: Person, tom: Person) -> None:
    care = share(ada, tom)
    leave_space(keyholder=tom.keyholder, space=care.id)
    with pytest.raises(Hidden):
        open_space(tom.keyholder, care.id)
    assert open_space(ada.keyholder, care.id)


def test_a_code_to_a_shredded_space_is_a_wrong_code(ada: Person, tom: Person) -> None:
    space = create_space(keyholder=tom.keyholder, kind=SpaceKind.CARE, role=Role.THERAPIST, label="", now=NOW)
    code = issue_invite(space=space, now=NOW)
    shred_space(keyholder=tom.keyholder, space=space)
    with pytest.raises(InviteUnknown):
        accept_invite(keyholder=ada.keyholder, typed=code, role=Role.CLIENT, label="", now=NOW)


def test_invites_and_requests_go_after_their_time_and_new_keys_never(ada: Person, tom: Person) -> None:
    care = share(ada, tom)
    asked = create_space(
        keyholder=ada.keyholder,
        kind=SpaceKind.CARE,
        role=Role.CLIENT,
        label="",
        now=NOW,
        others=[(recipient_of(tom.keyholder.account, tom.keyholder.fingerprint), Role.THERAPIST)],
    )
    send_request(space=asked, recipient=recipient_of(tom.keyholder.account, tom.keyholder.fingerprint), now=NOW)
    rekey(keyholder=ada.keyholder, space=care, without=None, now=NOW)
    issue_invite(space=own_space(tom.keyholder, SpaceKind.DESK), now=NOW)
    last_day = NOW + timedelta(days=14)
    assert due_invites_and_requests(last_day) == 0
    assert len(pending_requests(tom.keyholder, last_day)) == 1
    assert due_invites_and_requests(last_day + timedelta(days=1)) == 2
    assert not Invite.objects.exists()
    assert [drop.expires_day for drop in Drop.objects.all()] == [None]
    assert day_of(last_day) == day_of(NOW) + 14


def files_with(blob: bytes) -> list[str]:
    database = Path(connection.settings_dict["NAME"])
    return [path.suffix for path in database.parent.glob(database.name + "*") if blob in path.read_bytes()]


@pytest.fixture
def sealed(transactional_db: None) -> tuple[Person, OpenSpace, bytes]:
    """Somebody's words on the disk: in the file itself, and in the log."""
    ada = make_person("ada", Role.CLIENT)
    space = own_space(ada.keyholder, SpaceKind.JOURNAL)
    say(space, "mine alone")
    return ada, space, bytes(Record.objects.exclude(id=space.id).get().blob)[:64]


@pytest.mark.django_db(transaction=True)
def test_what_was_erased_is_in_no_file_once_the_log_is_emptied(sealed: tuple[Person, OpenSpace, bytes]) -> None:
    ada, space, blob = sealed
    shred_space(keyholder=ada.keyholder, space=space)
    assert files_with(blob), "the control: deleted, and still in the log"
    assert flush_erased()
    assert files_with(blob) == []


@pytest.mark.django_db(transaction=True)
def test_a_log_that_somebody_still_reads_is_said_not_to_be_empty(sealed: tuple[Person, OpenSpace, bytes]) -> None:
    ada, space, blob = sealed
    other = connection.copy()
    with other.cursor() as reader, connection.cursor() as cursor:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM record").fetchone()
        shred_space(keyholder=ada.keyholder, space=space)
        cursor.execute("PRAGMA busy_timeout=10")
        assert not flush_erased()
        assert files_with(blob)
        reader.execute("ROLLBACK")
        cursor.execute("PRAGMA busy_timeout=20000")
    other.close()
    assert flush_erased()
    assert files_with(blob) == []


def test_shredding_deletes_by_the_space_alone(ada: Person) -> None:
    """No row is read into memory to be deleted, however many there are."""
    space = own_space(ada.keyholder, SpaceKind.JOURNAL)
    for number in range(3):
        say(space, str(number))
    with CaptureQueriesContext(connection) as captured:
        Space.objects.filter(id=space.id).delete()
    assert sum('FROM "record"' in query["sql"] for query in captured.captured_queries) == 1
