"""Telling the other person, in the conversation of the two, what was done: a time that moved, a time that is gone.

Rooms say what can be told (`define_told`), and the room of the conversation says how it is written down (`tells`).
What is sealed is the code and the instants, so that each reads it in their own language and by their own clock.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.base.times import local_time
from stillroom.vault.records import Writing


@dataclass(frozen=True, slots=True)
class Told:
    """`what`: a code, see `define_told`. `times`: aware UTC, in the order in which its sentence names them."""

    what: str
    times: tuple[datetime, ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentences:
    mine: str | Promise
    theirs: str | Promise


Teller = Callable[[Writing, Told, str, UUID | None], None]
_SENTENCES: dict[str, _Sentences] = {}
_TELLERS: list[Teller] = []


def define_told(what: str, *, mine: str | Promise, theirs: str | Promise) -> str:
    """Registers what can be told; returns its code.

    A sentence may name %(other)s (who did it, or who is told), %(first)s and %(last)s of the times, %(times)s for all
    of them, and %(rest)s for all but the first. Raises ValueError for a code named twice.
    """
    if what in _SENTENCES:
        raise ValueError(f"{what} is told in two ways")
    _SENTENCES[what] = _Sentences(mine, theirs)
    return what


def tells(teller: Teller) -> Teller:
    """Registers the one way in which something told is written down. Raises ValueError for a second one."""
    if _TELLERS:
        raise ValueError("two rooms write down what is told")
    _TELLERS.append(teller)
    return teller


def tell(*, work: Writing, told: Told, words: str = "", record: UUID | None = None) -> None:
    """Adds it to the conversation in the transaction of what was done. `words`: the person's own, or nothing.

    `record`: the id that the page drew for this message; with it, the same is told once.
    """
    for teller in _TELLERS:
        teller(work, told, words, record)


def sentence_of(told: Told, *, mine: bool, other: str, zone: str) -> str:
    """As one of the two reads it: `mine` for whoever did it. `zone`: the reader's, an IANA name."""
    known = _SENTENCES.get(told.what)
    if known is None:  # told by a later version of the product
        return _("Something changed between you. The page of the two of you says how things stand.")
    times = [_clock(time, zone) for time in told.times[:-1]]
    times.append(_moment(told.times[-1], zone) if told.times else "")
    values = {"other": other, "first": times[0], "last": times[-1]}
    values |= {"times": "; ".join(times), "rest": "; ".join(times[1:])}
    return str(known.mine if mine else known.theirs) % values


PROPOSED = define_told(
    "transfer-proposed",
    mine=gettext_lazy("You named a colleague to go on with. They choose whether, and what goes along."),
    theirs=gettext_lazy("%(other)s names a colleague you could go on with. You choose whether, and what goes along."),
)
SUMMARY_WRITTEN = define_told(
    "transfer-summary",
    mine=gettext_lazy("You wrote a summary for whoever comes next. They read it first."),
    theirs=gettext_lazy(
        "%(other)s wrote a summary for whoever comes next. Read it first: it goes nowhere without you."
    ),
)
SUMMARY_WANTED = define_told(
    "transfer-summary-wanted",
    mine=gettext_lazy("You asked %(other)s for a summary for somebody new."),
    theirs=gettext_lazy("%(other)s asks you for a summary for somebody new."),
)
ENDING_PLANNED = define_told(
    "ending-planned",
    mine=gettext_lazy("You said that you two are coming to the end. Nothing has ended yet."),
    theirs=gettext_lazy(
        "%(other)s says that you two are coming to the end. Nothing has ended. You can write down what to keep."
    ),
)
ENDING_AGREED = define_told(
    "ending-agreed",
    mine=gettext_lazy("You said yes to the summary. Now both of you have."),
    theirs=gettext_lazy("%(other)s said yes to the summary. Now both of you have."),
)


def _clock(at: datetime, zone: str) -> str:
    """Without the zone: the last time of the sentence names it, once for all of them."""
    local = local_time(at, zone)
    return f"{local.day}, {local.clock}"


def _moment(at: datetime, zone: str) -> str:
    local = local_time(at, zone)
    values = {"day": local.day, "clock": local.clock, "city": local.city}
    return _("%(day)s, %(clock)s your time (%(city)s)") % values
