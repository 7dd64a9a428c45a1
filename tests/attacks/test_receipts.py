"""A question without a name, attacked: by a thief of the whole disk, by a writer to the database, by who tries codes.

Eve asks; Max, a steward, holds the only other key to it.
"""

import re
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from stillroom.core.sealing import contexts
from stillroom.core.sealing.invites import invite_key, normalise_code, open_invite
from stillroom.core.sealing.spaces import open_record, space_key
from stillroom.questions.actions import ask, start_reading, write
from stillroom.questions.queries import questions_of
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite
from stillroom.vault.models import Account, AuditEntry, Drop, Invite, Receipt, Record, Space
from stillroom.vault.receipts import ReceiptUnknown, draw_code, due_receipts, shred_with_receipt, space_by_code
from stillroom.vault.spaces import own_space
from tests.attacks.thief import Loot, candidate_keys, sealed_things, try_everything
from tests.cast import Person
from tests.practice.cast import AT

CANARY = "canary-heron"
pytestmark = [pytest.mark.django_db]


@pytest.fixture
def code(founded: Person) -> str:
    """Asked and answered."""
    start_reading(keyholder=founded.keyholder, now=AT)
    code = draw_code()
    ask(code=code, text=f"{CANARY}: may I ask?", now=AT)
    (question,) = questions_of(founded.keyholder, AT)
    write(space=question.thread.space, text=f"{CANARY}: you may", place=1, now=AT)
    return code


def rows(table: str) -> list[dict[str, bytes]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table}")
        names = [column[0] for column in cursor.description]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def loot() -> Loot:
    """What lies on the disk, the keys that lie there included: all but what is in RAM."""
    files = {
        "pepper.1": settings.PEPPERS[1],
        "secret_key": bytes.fromhex(settings.SECRET_KEY),
        "turn_secret": bytes.fromhex(settings.TURN_SECRET),
        "practice_key.pub": (settings.PLACES.data / "practice_key.pub").read_bytes(),
    }
    others = [
        value for table in ("invite", "key_drop", "audit", "receipt") for row in rows(table) for value in row.values()
    ]
    taken = [value for value in others if isinstance(value, bytes)]
    return Loot(files, rows("account"), rows("space"), rows("record"), taken)


def everything_about_it(loot: Loot, space: bytes) -> Iterator[tuple[bytes, bytes, str]]:
    for record in loot.records:
        if record["space_id"] == space:
            place, version = UUID(bytes=record["id"]), record["version"]
            yield contexts.record(UUID(bytes=space), 1, place, version), record["blob"], "record"
    for receipt in rows("receipt"):
        yield contexts.invite(receipt["id"]), receipt["blob"], "receipt"


def test_a_thief_of_the_whole_disk_opens_neither_question_nor_answer(code: str) -> None:
    taken = loot()
    space = Receipt.objects.get().space_id.bytes
    targets = [*everything_about_it(taken, space), *sealed_things(taken)]
    assert [what for _, _, what in targets].count("receipt") == 1
    trials, opened = try_everything(taken, candidate_keys(taken, step=32), targets)
    assert opened == []
    assert trials > 1_000


def test_the_same_thief_with_the_paper_opens_both(code: str) -> None:
    """Control: what he lacks is the code, and nothing but the code."""
    taken, symbols = loot(), normalise_code(code)
    receipt = rows("receipt")[0]
    trials, opened = try_everything(taken, {invite_key(symbols)}, list(everything_about_it(taken, receipt["space_id"])))
    assert (trials > 0, opened) == (True, ["receipt"])
    envelope = open_invite(symbols, receipt["blob"])
    salt = next(row["salt"] for row in taken.spaces if row["id"] == envelope.space.bytes)
    key = space_key(salt, envelope.space, envelope.epoch, envelope.ek)
    found = [
        open_record(key, envelope.space, 1, UUID(bytes=row["id"]), row["version"], row["blob"]).decode()
        for row in taken.records
        if row["space_id"] == envelope.space.bytes
    ]
    assert sum(CANARY in each for each in found) == 2


def test_after_it_is_erased_even_the_paper_opens_nothing(code: str) -> None:
    shred_with_receipt(space=space_by_code(typed=code, kind=SpaceKind.QUESTION, role=Role.CLIENT, now=AT))
    taken = loot()
    keys = {invite_key(normalise_code(code)), *candidate_keys(taken, step=32)}
    assert rows("receipt") == [] and rows("key_drop") == []
    assert try_everything(taken, keys, list(sealed_things(taken)))[1] == []


def test_no_word_of_it_stands_anywhere_in_clear(code: str, capfd: pytest.CaptureFixture[str]) -> None:
    symbols = normalise_code(code)
    values = [
        value if isinstance(value, bytes) else str(value).encode()
        for model in (Account, Space, Record, AuditEntry, Invite, Drop, Receipt)
        for row in rows(model._meta.db_table)
        for value in row.values()
    ]
    for words in (CANARY, symbols, code):
        assert not [value for value in values if words.encode() in value]
    said = capfd.readouterr()
    assert CANARY not in said.out + said.err and symbols not in said.out + said.err


def test_nothing_in_clear_joins_a_question_to_an_account(code: str) -> None:
    """The ids of accounts occur in no column of the space, its rows and its receipt."""
    accounts = {row["id"] for row in rows("account")}
    receipt = rows("receipt")[0]
    its = [receipt, *(row for row in rows("space") if row["id"] == receipt["space_id"])]
    its += [row for table in ("record", "audit") for row in rows(table) if row["space_id"] == receipt["space_id"]]
    values = [value for row in its for value in row.values() if isinstance(value, bytes)]
    assert not [value for value in values for account in accounts if account in value]


def test_a_receipt_and_an_invite_do_not_stand_in_for_each_other(code: str, founded: Person, ada: Person) -> None:
    """Whoever writes to the database moves one row into the other table."""
    receipt = Receipt.objects.get()
    Invite.objects.create(id=receipt.id, blob=receipt.blob, expires_day=receipt.expires_day)
    with pytest.raises(InviteUnknown):
        accept_invite(keyholder=ada.keyholder, typed=code, role=Role.THERAPIST, label="", now=AT)
    typed = issue_invite(space=own_space(founded.keyholder, SpaceKind.PRACTICE), now=AT)
    invite = Invite.objects.exclude(id=receipt.id).get()
    Receipt.objects.create(id=invite.id, space_id=receipt.space_id, blob=invite.blob, expires_day=invite.expires_day)
    with pytest.raises(ReceiptUnknown):
        space_by_code(typed=typed, kind=SpaceKind.QUESTION, role=Role.CLIENT, now=AT)
    assert space_by_code(typed=code, kind=SpaceKind.QUESTION, role=Role.CLIENT, now=AT)  # control: as it was


def seen_by(typed: str) -> tuple[object, ...]:
    """All that somebody who tries codes can tell apart."""
    with CaptureQueriesContext(connection) as captured:
        answer = Client().post("/question/answer/", {"code": typed})
    page = re.sub(r'(name="csrfmiddlewaretoken" value=")\w+|' + re.escape(typed), "", answer.content.decode())
    queries = [re.sub(r"(?i)x'[0-9a-f]*'", "ID", query["sql"]) for query in captured.captured_queries]
    return answer.status_code, sorted(answer.headers), page, queries


def test_wrong_expired_and_erased_codes_get_the_same_words_for_the_same_work(founded: Person) -> None:
    start_reading(keyholder=founded.keyholder, now=timezone.now() - timedelta(days=40))
    now, codes = timezone.now(), [draw_code() for _ in range(4)]
    never, over, erased, there = codes
    ask(code=over, text=CANARY, now=now - timedelta(days=31))
    for each in (erased, there):
        ask(code=each, text=CANARY, now=now)
    space = space_by_code(typed=erased, kind=SpaceKind.QUESTION, role=Role.CLIENT, now=now)
    shred_with_receipt(space=space)
    assert seen_by(never) == seen_by(over) == seen_by(erased)
    due_receipts(now)
    assert seen_by(over) == seen_by(never)
    assert seen_by(there) != seen_by(never)  # control
    assert "opens nothing" in str(seen_by("too short"))


def test_trying_codes_costs_what_trying_passphrases_costs(db: None) -> None:
    """100 bits, and 20 tries a minute from one network. The limit holds for right codes too."""
    browser = Client(REMOTE_ADDR="203.0.113.9")
    answers = [browser.post("/question/answer/", {"code": draw_code()}).status_code for _ in range(21)]
    assert answers == [422] * 20 + [429]
