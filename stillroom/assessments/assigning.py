"""Suggesting questions from time to time, and saying yes or not now to each."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.assessments.documents import Assigned, Battery, Cadence, Latest, Reply
from stillroom.base.errors import Refused
from stillroom.care.actions import NotNow, still_open
from stillroom.care.queries import CareEpisode
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored, latest, writing
from stillroom.vault.spaces import Stale

CADENCES: Mapping[str, str | Promise] = {
    Cadence.SESSION: gettext_lazy("after each time you meet"),
    Cadence.WEEK: gettext_lazy("each week"),
    Cadence.FORTNIGHT: gettext_lazy("every two weeks"),
    Cadence.MONTH: gettext_lazy("once a month"),
    Cadence.QUARTER: gettext_lazy("every ten weeks"),
}


@dataclass(frozen=True, slots=True)
class Ready:
    """A battery to start from."""

    title: str | Promise
    items: Mapping[str, Cadence]


# Paces are this project's choice (ADR 34), to be changed for each person.
READY: Mapping[str, Ready] = {
    "usual": Ready(gettext_lazy("How it goes, each session"), {"core-10": Cadence.SESSION}),
    "mood": Ready(gettext_lazy("Low mood"), {"core-10": Cadence.SESSION, "phq-9": Cadence.FORTNIGHT}),
    "worry": Ready(gettext_lazy("Worry"), {"core-10": Cadence.SESSION, "gad-7": Cadence.FORTNIGHT}),
    "both": Ready(gettext_lazy("Low mood and worry"), {"phq-9": Cadence.FORTNIGHT, "gad-7": Cadence.FORTNIGHT}),
    "function": Ready(
        gettext_lazy("After trauma: getting through the day"), {"core-10": Cadence.SESSION, "b-ipf": Cadence.MONTH}
    ),
}


class NotSuggested(Refused):
    """Taken back meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("This is not suggested any more. There is nothing to answer."))


def suggest(
    *, episode: CareEpisode, items: Mapping[str, Cadence], version: int, now: datetime
) -> Stored[Battery] | None:
    """The therapist's. What stays at its pace keeps its yes or no; what is new or at another pace asks again.

    `version`: of the battery that the page showed, 0 for none. Said twice it stands once. Raises NotNow, Stale.
    """
    with writing(episode.space, now=now) as work:
        if not still_open(work=work) or work.space.role is not Role.THERAPIST:
            raise NotNow
        stored = latest(work.space, Battery)
        before = {each.instrument: each for each in stored.document.items} if stored else {}
        wanted = tuple(
            old if (old := before.get(name)) and old.every is every else Assigned(name, every, now)
            for name, every in items.items()
        )
        if (stored.document.items if stored else ()) == wanted:
            return stored
        if (stored.version if stored else 0) != version:
            raise Stale(_("This was changed meanwhile. What you chose is still here: look at it and send it again."))
        work.cover(replace(cover_of(work.space).get(Latest) or Latest(), assigned=wanted))
        return work.add(Battery(wanted)) if stored is None else work.replace(stored, Battery(wanted))


def answer_suggestion(
    *, episode: CareEpisode, instrument: str, every: Cadence, reply: Reply, now: datetime
) -> Stored[Battery]:
    """The client's yes or not now to one suggestion at the pace they were shown; changed at any time.

    Raises NotNow, NotSuggested.
    """
    with writing(episode.space, now=now) as work:
        if not still_open(work=work) or work.space.role is not Role.CLIENT:
            raise NotNow
        stored = latest(work.space, Battery)
        if stored is None:
            raise NotSuggested
        found = next((each for each in stored.document.items if each.instrument == instrument), None)
        if found is None or found.every is not every:
            raise NotSuggested
        if found.reply is reply:
            return stored
        # A yes after a no begins anew: nobody comes back to something long overdue.
        said = replace(found, reply=reply, since=now if reply is Reply.YES else found.since)
        items = tuple(said if each is found else each for each in stored.document.items)
        work.cover(replace(cover_of(work.space).get(Latest) or Latest(), assigned=items))
        return work.replace(stored, Battery(items))
