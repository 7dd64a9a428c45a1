"""What has been confirmed, by whom and when, and whether it is still about what stands there today."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import connection

from stillroom.base.rows import rows
from stillroom.practice.file import Practice
from stillroom.practice.help_lines import HelpLine
from stillroom.practice.models import Confirmation, Kind
from stillroom.practice.texts import ConsentText, consent_texts

OPEN, CLOSED = "open", "closed"


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`digest`: of what was looked at. `by`: the lawyer, of a text; `who`: a steward's mark, or '' for a command."""

    digest: bytes
    answer: str
    by: str
    who: str
    day: date


Word = Mapping[str, Confirmed]  # by `what`


def confirmed(kind: Kind) -> Word:
    """Everything of this kind that was ever confirmed, whatever has changed since."""
    return all_confirmed()[kind]


# Written out, for it is asked on every home page.
_ALL = "SELECT kind, what, digest, answer, by, who, day FROM confirmation"


def all_confirmed() -> Mapping[Kind, Word]:
    """The same for every kind, in one query."""
    found: dict[Kind, dict[str, Confirmed]] = {kind: {} for kind in Kind}
    with connection.cursor() as cursor:
        cursor.execute(_ALL)
        for kind, what, digest, answer, by, who, day in cursor.fetchall():
            found[Kind(kind)][what] = Confirmed(bytes(digest), answer, by, who, day)
    return found


def is_opened() -> bool:
    """Whether a steward has opened the practice and not closed it again."""
    return bool(rows(Confirmation, "kind = %s AND answer = %s", [Kind.OPENED, OPEN]))


def today_here(practice: Practice, now: datetime) -> date:
    """The day it is where the practice is."""
    return now.astimezone(practice.zone).date()


def _digest(*parts: object) -> bytes:
    return hashlib.sha256("\n".join(map(repr, parts)).encode()).digest()


def line_digest(line: HelpLine) -> bytes:
    """Of how a line is reached and when: what somebody who calls it can find to be wrong."""
    hours = (line.hours.zone.key, [(w.start, w.end) for w in line.hours.windows or ()], line.hours.windows is None)
    return _digest(line.name, line.call, line.text, line.text_word, line.chat, *hours)


def fees_digest(practice: Practice) -> bytes:
    """Of everything that somebody pays, and what their bank prints."""
    fees = practice.fees
    amounts = [str(amount) for amount in (fees.session, fees.lowest, fees.late_cancel)]
    return _digest(fees.currency, *amounts, practice.statement, practice.policies.cancel_before.total_seconds())


def custodian_digest(practice: Practice) -> bytes:
    """Of who keeps records, or that nobody does."""
    return _digest(*sorted((each.fingerprint.hex(), each.since.isoformat()) for each in practice.custodians))


def text_digest(text: ConsentText) -> bytes:
    """Of the words as they were published, before the practice's facts are put in."""
    return bytes.fromhex(text.sha256)


def name_of(text: ConsentText) -> str:
    """One text in one version and language: "telehealth.v1.en"."""
    return f"{text.id}.v{text.version}.{text.language}"


def is_confirmed(text: ConsentText, texts: Word) -> bool:
    found = texts.get(name_of(text))
    return found is not None and found.digest == text_digest(text)


def lines_of(practice: Practice) -> tuple[HelpLine, ...]:
    """Every help line of a practice, the one for the young last."""
    return (*practice.help_lines, practice.youth)


def newest_texts(practice: Practice) -> tuple[ConsentText, ...]:
    """What a lawyer has to have seen: the newest version of each text, in each of the practice's languages."""
    wanted: dict[str, ConsentText] = {}
    for language in practice.languages:
        for text in consent_texts(language):
            wanted.setdefault(name_of(text), text)
    return tuple(wanted.values())
