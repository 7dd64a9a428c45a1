"""Beginning a safe call, answering a check-in, handing a note out, destroying it."""

import base64
import hmac
import secrets
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.safecalls.documents import NextCheckIn, Running, SafeCallPlan
from stillroom.safecalls.models import SafeCall
from stillroom.safecalls.queries import is_offered, plans_of
from stillroom.safecalls.working import LASTS, Code, check_ins, may_open, opens_at, plainly
from stillroom.vault.covers import cover_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.outside import KEY_BYTES, seal_note
from stillroom.vault.records import Stored, Writing, read, read_all, writing
from stillroom.vault.spaces import Tampered, private_space

AT_ONCE = 3
SECOND_LOOK = timedelta(hours=24)


class BegunAlready(Refused):
    def __init__(self) -> None:
        super().__init__(
            _("This one is set up already, as you typed it first. Send again to set up a second one as well.")
        )


class TooMany(Refused):
    def __init__(self) -> None:
        super().__init__(_("Three are running already. End one of them first. What you typed is still here."))


class NotOffered(Refused):
    def __init__(self) -> None:
        super().__init__(_("The practice does not offer this now. What you typed is still here."))


class WrongCode(Refused):
    def __init__(self) -> None:
        super().__init__(_("This is not one of your words. Nothing has changed. Please look at it once more."))


def begin(
    *,
    keyholder: Keyholder,
    record: UUID,
    buddy: str,
    note: str,
    first: int,
    again: int,
    count: int,
    grace: int,
    all_clear: str,
    duress: str,
    now: datetime,
) -> Stored[SafeCallPlan]:
    """Seals the note under a fresh key and keeps the plan; sent twice (`record`) it is there once.

    Raises NotOffered, TooMany, and BegunAlready where the second one says something else.
    """
    if not is_offered(keyholder):
        raise NotOffered
    times = check_ins(now, first, again, count)
    with writing(private_space(keyholder), now=now) as work:
        if record in work.versions:
            stored = read(work.space, SafeCallPlan, record)
            plan = stored.document
            asked = (buddy, note, grace, all_clear, duress, check_ins(stored.at, first, again, count))
            if asked != (plan.buddy, plan.note, plan.grace, plan.all_clear, plan.duress, plan.times):
                raise BegunAlready
            return stored
        if sum(each.document.ended is None for each in plans_of(keyholder)) >= AT_ONCE:
            raise TooMany
        call, key = new_id(), secrets.token_bytes(KEY_BYTES)
        link = base64.urlsafe_b64encode(key).decode().rstrip("=")
        plan = SafeCallPlan(call, link, buddy, note, times, grace, all_clear, duress)
        opens = int(opens_at(times, 0, grace).timestamp())
        SafeCall.objects.create(id=call, opens=opens, blob=seal_note(key, call.bytes, note))
        _tell(work, record, plan)
        return work.add(plan, record=record)


def answer(
    *, keyholder: Keyholder, record: UUID, done: int, code: str, is_end: bool, now: datetime
) -> Stored[SafeCallPlan]:
    """One check-in with one code. `done`: how many the page that was shown knew of: a second press does nothing.

    The all clear moves what comes on, or ends the call and destroys the note. The other code changes the plan in the
    same way and opens the note at once: both do the same work here, and answer the same. From an old page both give
    back what is there, unchanged. Raises WrongCode, Hidden.
    """
    with writing(private_space(keyholder), now=now) as work:
        stored = read(work.space, SafeCallPlan, record)
        plan = stored.document
        said = _code(plan, code)
        if said is None:
            raise WrongCode
        row = SafeCall.objects.filter(id=plan.call)
        planned = [int(opens_at(plan.times, place, plan.grace).timestamp()) for place in range(len(plan.times))]
        if said is Code.DURESS:  # from an old page too, and never at a planned moment: see below
            at_once = min(int(now.timestamp()), planned[plan.done] - 1)
            row.filter(opens__gt=at_once).update(opens=at_once)
        if plan.ended is None and plan.done != done and not is_end:
            return stored
        over = plan.ended is not None or is_end or plan.done + 1 >= len(plan.times)
        if said is Code.ALL_CLEAR and over:
            row.delete()
        elif said is Code.ALL_CLEAR:  # what the other code has opened stays so, until the all clear ends it
            row.filter(opens=planned[plan.done]).update(opens=planned[plan.done + 1], opened=0)
        # The note goes from the journal too; the words stay, because one may still be given.
        ended = replace(plan, note="", key="", ended=plan.ended or now)
        after = ended if over else replace(plan, done=plan.done + 1)
        _tell(work, record, after)
        return work.replace(stored, after)


def _tell(work: Writing, record: UUID, plan: SafeCallPlan) -> None:
    """Puts the check-in that comes on the cover, or takes it off."""
    before = cover_of(work.space).get(Running) or Running()
    others = tuple(each for each in before.due if each.plan != record)
    if plan.ended is not None:
        work.cover(Running(others))
    else:
        work.cover(Running((*others, NextCheckIn(record, plan.buddy, plan.times[plan.done]))))


def _code(plan: SafeCallPlan, typed: str) -> Code | None:
    """Both are compared, whichever it is: neither takes longer."""
    given = plainly(typed).encode()
    is_clear = hmac.compare_digest(plainly(plan.all_clear).encode(), given)
    is_duress = hmac.compare_digest(plainly(plan.duress).encode(), given)
    return Code.DURESS if is_duress else Code.ALL_CLEAR if is_clear else None


def hand_out(*, call: UUID, now: datetime) -> bytes | None:
    """The sealed note, again and again, from when it opens until it is destroyed; None where there is nothing."""
    with transaction.atomic():
        row = SafeCall.objects.filter(id=call).first()
        if row is None or not may_open(row.opens, row.opened, int(now.timestamp())):
            return None
        SafeCall.objects.filter(id=call).update(opened=F("opened") + 1)
        return bytes(row.blob)


class StillRuns(Refused):
    def __init__(self) -> None:
        super().__init__(_("It is still running. End it with your word first."))


def forget_plan(*, keyholder: Keyholder, record: UUID, now: datetime) -> None:
    """Wipes an ended one from the journal. The note is left alone: after the all clear it is gone, and who holds
    somebody's phone must not be able to shut one that the other word has opened. Raises Hidden, StillRuns."""
    with writing(private_space(keyholder), now=now) as work:
        stored = read(work.space, SafeCallPlan, record)
        if stored.document.ended is None:
            raise StillRuns
        work.remove(stored)


def forget_all(*, keyholder: Keyholder) -> None:
    """Every note of this person is destroyed, as when they erase everything. Of a journal that is gone or harmed nobody
    can say which are theirs: those are destroyed when they are over."""
    try:
        calls = [each.document.call for each in read_all(private_space(keyholder), SafeCallPlan)]
    except (Hidden, Tampered):
        return
    SafeCall.objects.filter(id__in=calls).delete()


def wipe_over(*, now: datetime) -> int:
    """Destroys notes that are over, at a second look a day after the first: a clock that jumped for an hour destroys
    nothing. How many."""
    moment = int(now.timestamp())
    over = Q(opens__lte=moment - int(LASTS.total_seconds()))
    SafeCall.objects.filter(~over, wipes__gt=0).update(wipes=0)
    SafeCall.objects.filter(over, wipes=0).update(wipes=moment + int(SECOND_LOOK.total_seconds()))
    gone, _by_model = SafeCall.objects.filter(over, wipes__gt=0, wipes__lte=moment).delete()
    return gone
