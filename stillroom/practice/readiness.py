"""What must be there before a practice opens, and what has lapsed since (docs/adr/0019).

MISSING keeps a practice from being opened. OLD is a check whose time is over, or of something that has changed since.
Once it is open, neither closes it: only nobody to ask, nobody on call, or a steward does.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden
from stillroom.practice.confirmations import (
    OPEN,
    Confirmed,
    Word,
    all_confirmed,
    confirmed,
    custodian_digest,
    fees_digest,
    is_confirmed,
    line_digest,
    lines_of,
    name_of,
    newest_texts,
    text_digest,
    today_here,
)
from stillroom.practice.file import Practice
from stillroom.practice.help_lines import STALE, HelpLine
from stillroom.practice.models import Kind
from stillroom.practice.queries import listed, on_call, practice
from stillroom.practice.texts import ORDER, ConsentText, Licensee, all_texts, fill
from stillroom.practice.texts.changes import Passage, changes
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.spaces import own_space

BACKUP_HOLDS = timedelta(days=7)
TRIAL_HOLDS = timedelta(days=180)
EXAMPLE_DAY = date(2030, 12, 31)


class Stand(StrEnum):
    DONE = "done"
    MISSING = "missing"
    OLD = "old"


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that must be there. `count`: of how many parts; `left`: how many are missing or old. `day`: when it
    was last confirmed, if that is one day."""

    code: str
    stand: Stand
    count: int = 1
    left: int = 0
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Readiness:
    """`opened`: the steward's word that it is open; None before the first time. `takes`: whether anybody can be asked
    right now, which also needs a listed therapist and somebody on call."""

    steps: tuple[Step, ...]
    opened: Confirmed | None
    takes: bool

    @property
    def missing(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.stand is Stand.MISSING)

    @property
    def old(self) -> tuple[Step, ...]:
        return tuple(step for step in self.steps if step.stand is Stand.OLD)

    @property
    def is_complete(self) -> bool:
        """Whether it may be opened: what is old is to be looked at, and keeps nobody out."""
        return not self.missing

    @property
    def is_open(self) -> bool:
        return self.opened is not None and self.opened.answer == OPEN


@dataclass(frozen=True, slots=True)
class LineCheck:
    """`last`: what was confirmed of the line as it stands in the file; None when it was not, or has changed since."""

    line: HelpLine
    stand: Stand
    last: Confirmed | None
    digest: str


@dataclass(frozen=True, slots=True)
class TextCheck:
    """`last`: a lawyer's yes to exactly these words. `name`: "telehealth.v1.en"."""

    text: ConsentText
    name: str
    last: Confirmed | None
    newest: bool


def readiness(keyholder: Keyholder, now: datetime) -> Readiness:
    """For a steward. Raises Hidden for anybody else: they hold no key to the practice."""
    own_space(keyholder, SpaceKind.PRACTICE)
    here, words = practice(), all_confirmed()
    today = today_here(here, now)
    people, named = listed(keyholder, now), on_call(keyholder, now)
    opened = words[Kind.OPENED].get("")
    steps = (
        Step("people", Stand.DONE if people else Stand.MISSING),
        Step("on_call", Stand.DONE if named else Stand.MISSING),
        _one("records", words[Kind.CUSTODIAN].get(""), custodian_digest(here)),
        _copies(words[Kind.BACKUP].get(""), words[Kind.TRIED].get(""), today),
        _lines(here, words[Kind.LINE], today),
        _texts(here, words[Kind.TEXT]),
        _one("fees", words[Kind.FEES].get(""), fees_digest(here)),
    )
    takes = opened is not None and opened.answer == OPEN and bool(people) and named is not None
    return Readiness(steps, opened, takes)


def _one(code: str, word: Confirmed | None, digest: bytes) -> Step:
    if word is None:
        return Step(code, Stand.MISSING)
    return Step(code, Stand.DONE if word.digest == digest else Stand.OLD, day=word.day)


def _copies(made: Confirmed | None, tried: Confirmed | None, today: date) -> Step:
    """`day`: of the newest copy. `left`: 2 when none was made, 1 when none was tried out."""
    if made is None or tried is None:
        return Step("copies", Stand.MISSING, 2, (made is None) + (tried is None), made.day if made else None)
    old = (today - made.day > BACKUP_HOLDS) + (today - tried.day > TRIAL_HOLDS)
    return Step("copies", Stand.OLD if old else Stand.DONE, 2, old, made.day)


def line_checks(here: Practice, words: Word, today: date) -> tuple[LineCheck, ...]:
    """Every help line in the order of the file: checked, never checked as it stands, or too long ago."""
    checks = []
    for line in lines_of(here):
        digest = line_digest(line)
        word = words.get(line.id)
        last = word if word is not None and word.digest == digest else None
        stand = Stand.MISSING if last is None else Stand.OLD if today - last.day > STALE else Stand.DONE
        checks.append(LineCheck(line, stand, last, digest.hex()))
    return tuple(checks)


def _lines(here: Practice, words: Word, today: date) -> Step:
    checks = line_checks(here, words, today)
    left = [check for check in checks if check.stand is not Stand.DONE]
    if not left:
        return Step("lines", Stand.DONE, len(checks))
    never = any(check.stand is Stand.MISSING for check in left)
    return Step("lines", Stand.MISSING if never else Stand.OLD, len(checks), len(left))


def text_checks(texts: Iterable[ConsentText], here: Practice, words: Word) -> tuple[TextCheck, ...]:
    newest = {name_of(text) for text in newest_texts(here)}
    checks = []
    for text in texts:
        name = name_of(text)
        last = words[name] if is_confirmed(text, words) else None
        checks.append(TextCheck(text, name, last, name in newest))
    return tuple(checks)


def _texts(here: Practice, words: Word) -> Step:
    """MISSING while a text has no confirmed version at all; OLD while a newer one waits for the lawyer: people go on
    reading the one that was confirmed."""
    wanted = newest_texts(here)
    left = [text for text in wanted if not is_confirmed(text, words)]
    if not left:
        return Step("texts", Stand.DONE, len(wanted))
    earlier = {name.partition(".")[0] + name.rpartition(".")[2] for name in words}
    never = any(text.id + text.language not in earlier for text in left)
    return Step("texts", Stand.MISSING if never else Stand.OLD, len(wanted), len(left))


@dataclass(frozen=True, slots=True)
class Confirmations:
    """The last word on each of these; None where there is none."""

    records: Confirmed | None
    backup: Confirmed | None
    tried: Confirmed | None
    fees: Confirmed | None


def confirmations_of(keyholder: Keyholder) -> Confirmations:
    """For a steward. Raises Hidden for anybody else."""
    own_space(keyholder, SpaceKind.PRACTICE)
    words = all_confirmed()
    return Confirmations(*(words[kind].get("") for kind in (Kind.CUSTODIAN, Kind.BACKUP, Kind.TRIED, Kind.FEES)))


def line_checks_of(keyholder: Keyholder, now: datetime) -> tuple[LineCheck, ...]:
    """For a steward: what has to be done first, then by the order of the file. Raises Hidden for anybody else."""
    own_space(keyholder, SpaceKind.PRACTICE)
    here = practice()
    checks = line_checks(here, confirmed(Kind.LINE), today_here(here, now))
    return tuple(sorted(checks, key=lambda check: check.stand is Stand.DONE))


def texts_of(keyholder: Keyholder) -> tuple[TextCheck, ...]:
    """Every version of every text in the practice's languages, as they are shown, the newest first. Raises Hidden."""
    own_space(keyholder, SpaceKind.PRACTICE)
    here = practice()
    wanted = {text.language for text in newest_texts(here)}
    texts = [text for text in all_texts() if text.language in wanted]
    texts.sort(key=lambda text: (ORDER.index(text.id), text.language, -text.version))
    return text_checks(texts, here, confirmed(Kind.TEXT))


@dataclass(frozen=True, slots=True)
class TextPage:
    """One version as people would read it, with a made-up therapist. `before`: the version before it, if any;
    `passages`: what changed since. `seen` marks the words, so that nobody confirms others than they read."""

    check: TextCheck
    shown: ConsentText
    before: ConsentText | None
    passages: tuple[Passage, ...]
    seen: str


def text_page(keyholder: Keyholder, name: str) -> TextPage:
    """`name`: "telehealth.v1.en". Raises Hidden for a text that is not, and for anybody but a steward."""
    own_space(keyholder, SpaceKind.PRACTICE)
    here = practice()
    text = next((each for each in all_texts() if name_of(each) == name), None)
    if text is None:
        raise Hidden
    (check,) = text_checks([text], here, confirmed(Kind.TEXT))
    before, somebody = version_before(text), _somebody(here)
    shown = fill(text, here, somebody)
    passages = changes(fill(before, here, somebody), shown) if before else ()
    return TextPage(check, shown, before, passages, text_digest(text).hex())


def version_before(text: ConsentText) -> ConsentText | None:
    earlier = [t for t in all_texts() if (t.id, t.language) == (text.id, text.language) and t.version < text.version]
    return earlier[-1] if earlier else None


def _somebody(here: Practice) -> Licensee:
    """Stands where a text names the therapist, while no client reads it."""
    kind = here.boards[0].licences[0][0]
    return Licensee(_("(the therapist’s name)"), kind, _("(number)"), here.states[0], EXAMPLE_DAY)
