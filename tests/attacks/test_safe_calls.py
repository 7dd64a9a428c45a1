"""Attacks on a safe call: a stolen database, a preview of the link, and whoever stands behind the one who checks in."""

import base64
import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.notes import seal_note
from stillroom.core.sealing.suite import OVERHEAD, open_sealed
from stillroom.safecalls.models import SafeCall
from tests.cast import Person
from tests.safecalls.calling import CLEAR, DURESS, NOTE, calling, pressed, watched

__all__ = ["watched"]

pytestmark = pytest.mark.django_db
CONTEXT = b"stillroom/note/1/"
TOKEN = re.compile(r'value="[A-Za-z0-9]{64}"|[0-9a-f]{8}-[0-9a-f-]{27}|#[\w-]{43}')

MOMENT = re.compile(r"<time[^>]*>[^<]*</time>")  # the two are some milliseconds apart


def late() -> datetime:
    return datetime.now(UTC) - timedelta(hours=3)


def key_of(plan) -> bytes:
    return base64.urlsafe_b64decode(plan.document.key + "=")


def everything() -> bytes:
    """Every column of every row, as a thief of the database has it."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                for row in cursor.fetchall()
                for value in row
            ]
    return b"\0".join(found)


def test_a_stolen_database_opens_no_note_and_the_link_s_key_does(ada: Person):
    plan = calling(ada)
    row = SafeCall.objects.get(id=plan.document.call)
    loot = everything()
    assert NOTE.encode() not in loot
    assert CLEAR.encode() not in loot
    assert key_of(plan) not in loot
    assert plan.document.key.encode() not in loot
    context = CONTEXT + row.id.bytes
    for start in range(0, len(loot) - 32, 97):
        with pytest.raises(SealError):
            open_sealed(loot[start : start + 32], context, bytes(row.blob))
    assert open_sealed(key_of(plan), context, bytes(row.blob)).decode().rstrip() == NOTE  # the control
    assert bytes(row.blob) in loot


def test_a_note_opens_for_its_own_row_alone(ada: Person):
    one, other = calling(ada), calling(ada)
    blob = bytes(SafeCall.objects.get(id=one.document.call).blob)
    with pytest.raises(SealError):
        open_sealed(key_of(one), CONTEXT + other.document.call.bytes, blob)


def test_a_preview_of_the_link_opens_nothing(ada: Person):
    plan = calling(ada, now=late())
    page = reverse("safecalls:note", args=[plan.document.call])
    for method in ("get", "head", "options"):
        getattr(Client(), method)(page)
    assert Client().get(reverse("safecalls:open", args=[plan.document.call])).status_code == 405
    assert SafeCall.objects.get(id=plan.document.call).opened == 0
    assert pressed(plan.document.call) is not None  # the control: the button does


def test_the_page_says_the_same_of_what_runs_is_open_is_over_and_never_was(ada: Person):
    calls = [calling(ada).document.call, calling(ada, now=late()).document.call, uuid4()]
    pages = {TOKEN.sub("", Client().get(reverse("safecalls:note", args=[call])).content.decode()) for call in calls}
    assert len(pages) == 1
    assert pressed(calls[0]) is pressed(uuid4()) is None


@pytest.mark.parametrize(("count", "end"), [(1, False), (3, False), (3, True)])
def test_whoever_looks_over_a_shoulder_cannot_tell_which_word_it_was(ada: Person, count: int, end: bool):
    seen = []
    now = datetime.now(UTC)
    for code in (CLEAR, DURESS):
        plan = calling(ada, now=now, count=count)
        page = reverse("safecalls:call", args=[plan.id])
        browser = ada.browser()
        answer = browser.post(page, {"done": "0", "code": code, **({"do": "end"} if end else {})})
        looks = [browser.get(page), browser.get(reverse("safecalls:start")), browser.get(page)]
        said = [MOMENT.sub("", TOKEN.sub("", each.content.decode())) for each in looks]
        seen.append(
            (answer.status_code, TOKEN.sub("", answer.headers["Location"]), sorted(answer.headers), said[0], said[2])
        )
        is_open = pressed(plan.document.call) is not None
        assert is_open is (code == DURESS)  # the control: they do not do the same
        if not end and count > 1:  # it runs on: the next word's is to be the only one again
            browser.post(page, {"done": "1", "code": CLEAR, "do": "end"})
        browser.post(reverse("safecalls:remove", args=[plan.id]))
    assert seen[0] == seen[1]


def test_nothing_in_the_row_tells_a_word_from_a_missed_time(ada: Person):
    names = {field.name for field in SafeCall._meta.get_fields()}
    assert names == {"id", "opens", "opened", "wipes", "blob"}


def test_a_row_s_length_says_nothing_of_its_note(ada: Person):
    key, about = bytes(32), bytes(16)
    assert {len(seal_note(key, about, "x" * many)) for many in (1, 50, 1000)} == {1024 + OVERHEAD}
    assert len(seal_note(key, about, "x" * 1025)) == 2048 + OVERHEAD  # the control
