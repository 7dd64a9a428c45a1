"""Somebody wants to know whom a case without a name is about, to read it uninvited, or to read it when it is over.

Each attack has its control: the same steps with the one thing that is missing, and then they lead in (ADR 46).
"""

import json
from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection

from stillroom.base.errors import Hidden
from stillroom.core.sealing.secret import Secret
from stillroom.outbox.periodic import JOBS
from stillroom.privacy.queries import holdings_of
from stillroom.supervision.documents import Case, CaseStanding, Stage
from stillroom.supervision.queries import case_requests
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import recipient_of, send_request
from stillroom.vault.models import AuditEntry, Drop, Receipt, Record, Space
from stillroom.vault.records import payloads, writing
from stillroom.vault.spaces import SpaceKey, create_space, open_space, open_with
from tests.attacks.test_remnants import SHORTEST, files
from tests.care.cast import care, list_person, toms
from tests.care.strangers import assert_same_404
from tests.cast import NOW, Person, make_person
from tests.practice.cast import founded, open_practice, own_data
from tests.supervision.two import SECRET, UNTIL, Two, soon, two

__all__ = ["care", "founded", "list_person", "open_practice", "own_data", "toms", "two"]

LATE = NOW + timedelta(days=31)
TAILS = ("", "answer/", "again/", "destroy/")


def everything() -> bytes:
    """All columns of all rows, as a copy of the disk holds them."""
    with connection.cursor() as cursor:
        tables = [row[0] for row in cursor.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
        rows = [cursor.execute(f'SELECT * FROM "{table}"').fetchall() for table in tables]
    return repr(rows).encode()


def test_a_copy_of_the_disk_opens_nothing_of_it(two: Two):
    space = two.read()
    copy = everything()
    for words in (SECRET, "supervision", "consulted"):
        assert words.encode() not in copy
    assert Record.objects.filter(space_id=space).count() >= 3
    with pytest.raises(Hidden):
        open_with(SpaceKey(space, 1, Secret(bytes(32))), two.iris.keyholder.fingerprint)


def test_control_with_the_key_from_a_ring_the_same_rows_open(two: Two):
    space = two.read()
    entry = two.iris.keyholder.ring.spaces[space]
    opened = open_with(SpaceKey(space, entry.epoch, Secret(entry.key)), two.iris.keyholder.fingerprint)
    assert SECRET in json.dumps([payload for _id, _version, payload in payloads(opened)])


def test_another_therapist_a_client_and_a_steward_get_the_404_of_nothing(two: Two, list_person, max_: Person):
    space = two.asked(**soon())
    uma = make_person("uma", Role.THERAPIST)
    list_person(uma, "Uma North")
    for stranger in (uma, two.ada, max_):
        for tail in TAILS:
            assert_same_404(stranger.browser(), f"/ask-a-colleague/{space}/{tail}", space)
    assert case_requests(uma.keyholder, NOW) == ()


def test_control_the_colleague_who_was_asked_gets_the_page(two: Two):
    space = two.asked(**soon())
    assert two.iris.browser().get(f"/ask-a-colleague/{space}/").status_code == 200


def test_before_a_yes_nothing_of_it_is_on_the_page(two: Two):
    space, browser = two.asked(**soon()), two.iris.browser()
    assert SECRET not in browser.get(f"/ask-a-colleague/{space}/").content.decode()
    browser.post(f"/ask-a-colleague/{space}/answer/", {"yes": "1"})
    assert SECRET in browser.get(f"/ask-a-colleague/{space}/").content.decode()  # the control


def traces(two: Two) -> set[bytes]:
    """All by which Ada could be found: her ids, her keys' marks, her names, in the forms in which they are written."""
    ids = {two.care, two.ada.keyholder.account, *two.ada.keyholder.ring.spaces}
    found = {form for id in ids for form in (id.bytes, id.hex.encode(), str(id).encode())}
    fingerprint = two.ada.keyholder.fingerprint
    return found | {fingerprint, fingerprint.hex().encode(), b"Ada", two.ada.profile.handle.encode()}


def inside(person: Person, space: UUID) -> bytes:
    """All that its key opens: roster, documents, cover, trail."""
    opened = open_space(person.keyholder, space)
    documents = json.dumps([payload for _id, _version, payload in payloads(opened)])
    return repr((opened.roster, opened.head, opened.label, documents)).encode()


def test_nothing_in_it_or_beside_it_leads_to_the_client(two: Two):
    space = two.read()
    rows = repr(
        [
            list(model.objects.filter(**{field: space}).values())
            for model, field in ((Space, "id"), (Record, "space_id"), (Receipt, "space_id"), (AuditEntry, "space_id"))
        ]
    ).encode()
    for whole in (inside(two.tom, space), inside(two.iris, space), rows):
        assert not {trace for trace in traces(two) if trace in whole}


def test_control_the_space_of_the_two_does_lead_to_her(two: Two):
    whole = inside(two.tom, two.care)
    assert {trace for trace in traces(two) if trace in whole} >= {b"Ada", str(two.care).encode()}


def test_its_day_lies_in_a_row_like_that_of_a_question_without_a_name(two: Two):
    """So the database does not even say which spaces are between colleagues. No key lies in that row."""
    space = two.read()
    row = Receipt.objects.get(space_id=space)
    assert len(row.blob) == 593
    assert two.tom.keyholder.ring.spaces[space].key not in bytes(row.blob)


def test_what_somebody_else_made_and_signed_as_tom_is_not_shown(two: Two):
    """Eve holds a therapist's account and knows everybody's public keys; what she lacks is the directory's word."""
    eve = make_person("eve", Role.THERAPIST)
    forged(two, eve)
    assert case_requests(two.iris.keyholder, NOW) == ()


def test_control_the_same_from_toms_own_hand_is_shown(two: Two):
    space = forged(two, two.tom)
    assert [each.id for each in case_requests(two.iris.keyholder, NOW)] == [space]


def forged(two: Two, by: Person) -> UUID:
    iris = recipient_of(two.iris.keyholder.account, two.iris.keyholder.fingerprint)
    others = [(iris, Role.CONSULTED)]
    space = create_space(
        keyholder=by.keyholder, kind=SpaceKind.SUPERVISION, role=Role.THERAPIST, label="", now=NOW, others=others
    )
    with writing(space, now=NOW) as work:
        work.add(Case(two.toms.id, two.toms.name, two.iriss.id, two.iriss.name, UNTIL, SECRET))
        work.cover(CaseStanding(by.keyholder.account, "", "", UNTIL, Stage.ASKED, space.id))
    send_request(space=space, recipient=iris, now=NOW)
    return space.id


def test_neither_takes_a_copy_along_that_outlives_its_day(two: Two):
    space = two.read()
    for person in (two.tom, two.iris):
        assert space not in {place.id for place in holdings_of(person.keyholder).places}
    assert two.care in {place.id for place in holdings_of(two.tom.keyholder).places}  # the control


def values_of(two: Two, space: UUID) -> list[bytes]:
    """The end of each value without which it can never be opened, and of all that was sealed."""
    row = Space.objects.get(id=space)
    kept = [row.salt, row.roster, row.head, *Record.objects.filter(space_id=space).values_list("blob", flat=True)]
    kept += [*AuditEntry.objects.filter(space_id=space).values_list("blob", flat=True)]
    kept += [*Receipt.objects.filter(space_id=space).values_list("blob", flat=True)]
    return [bytes(value)[-SHORTEST:] for value in kept]


def found(values: list[bytes]) -> int:
    content = files().values()
    return sum(1 for value in values if any(value in each for each in content))


@pytest.mark.django_db(transaction=True)
def test_after_its_day_no_file_of_the_database_holds_any_of_it(two: Two):
    space = two.read()
    values = values_of(two, space)
    assert found(values) == len(values) > 5  # what is looked for can be found
    keys = {person.keyholder.account: dict(person.keyholder.ring.spaces)[space].key for person in (two.tom, two.iris)}
    for _round in range(2):
        JOBS["vault.expired"].work(LATE)
    assert found(values) == 0
    assert not Space.objects.filter(id=space).exists()
    for key in keys.values():  # the keys that two rings still hold open nothing without the salt
        with pytest.raises(Hidden):
            open_with(SpaceKey(space, 1, Secret(key)), two.iris.keyholder.fingerprint)


@pytest.mark.django_db(transaction=True)
def test_control_without_emptying_the_log_it_would_still_be_there(two: Two, monkeypatch: pytest.MonkeyPatch):
    values = values_of(two, two.read())
    monkeypatch.setattr("stillroom.vault.jobs.flush_erased", lambda: True)
    JOBS["vault.expired"].work(LATE)
    assert found(values) > 0
    monkeypatch.undo()
    JOBS["vault.log"].work(LATE)
    assert found(values) == 0


@pytest.mark.django_db(transaction=True)
def test_control_a_day_before_all_of_it_is_there(two: Two):
    values = values_of(two, two.read())
    JOBS["vault.expired"].work(LATE - timedelta(days=1))
    assert found(values) == len(values)


@pytest.mark.django_db(transaction=True)
def test_destroyed_by_hand_it_is_gone_from_every_file_with_the_key_that_waited(two: Two):
    space = two.asked(**soon())
    values = values_of(two, space)
    values += [bytes(each)[-SHORTEST:] for each in Drop.objects.values_list("blob", flat=True)]
    assert found(values) == len(values)
    assert two.tom.browser().post(f"/ask-a-colleague/{space}/destroy/").status_code == 302
    assert found(values) == 0
