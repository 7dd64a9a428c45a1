"""What somebody said they look for. It lives in forms and answers only: no address, no cookie, no disk has it.

Whoever is signed in may keep the needs, sealed, in their own space (`documents.KeptNeeds`); the search never is kept.
"""

from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from typing import Any

from stillroom.core.matching.needs import Needs
from stillroom.vault.forms import FormOver, open_form, seal_form

KIND = "finding.looking"
LIFETIME = timedelta(hours=2)
WEEKDAYS = ("0", "1", "2", "3", "4", "5", "6")
PARTS = ("morning", "afternoon", "evening", "night")
Codes = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wished:
    """The needs: each may be empty. `days` are weekdays from Monday as "0"; `parts` of the day are codes of PARTS;
    `budget` is whole units of the practice's currency for one session."""

    help: Codes = ()
    ways: Codes = ()
    safe: Codes = ()
    languages: Codes = ()
    language_needed: bool = False
    media: Codes = ()
    medium_needed: bool = False
    days: Codes = ()
    parts: Codes = ()
    budget: int | None = None
    state: str = ""

    @property
    def times(self) -> frozenset[str]:
        """ "3-night" for each part of the week that was named; days alone mean all day, parts alone every day."""
        if not self.days and not self.parts:
            return frozenset()
        return frozenset(f"{day}-{part}" for day in self.days or WEEKDAYS for part in self.parts or PARTS)

    def needs(self) -> Needs:
        return Needs(
            help=frozenset(self.help),
            ways=frozenset(self.ways),
            safe=frozenset(self.safe),
            languages=frozenset(self.languages),
            language_needed=self.language_needed,
            media=frozenset(self.media),
            medium_needed=self.medium_needed,
            times=self.times,
            budget=None if self.budget is None else self.budget * 100,
            state=self.state,
        )


@dataclass(frozen=True, slots=True)
class Filters:
    """The plain search: everything in it leaves people out. `sort`: "fit", "soon" or "" for what suits."""

    words: str = ""
    topic: str = ""
    language: str = ""
    medium: str = ""
    at_most: int | None = None
    says_yes: bool = False
    sort: str = ""

    @property
    def used(self) -> Codes:
        """The names of those that leave somebody out."""
        return tuple(each.name for each in fields(self) if each.name != "sort" and getattr(self, each.name))

    def without(self, name: str) -> "Filters":
        empty: dict[str, Any] = {name: getattr(Filters(), name)}
        return replace(self, **empty)


@dataclass(frozen=True, slots=True)
class Looking:
    wished: Wished = Wished()
    filters: Filters = Filters()

    @property
    def sort(self) -> str:
        """By fit as soon as something was wished for, else by who is free first."""
        return self.filters.sort or ("fit" if self.wished != Wished() else "soon")


NOTHING = Looking()


def seal_looking(looking: Looking, now: datetime) -> str:
    """For a hidden field; empty when nothing was said."""
    return "" if looking == NOTHING else seal_form(KIND, looking, now, LIFETIME)


def looking_of(sealed: str, now: datetime) -> Looking | None:
    """None for what is too old or not ours."""
    if not sealed:
        return NOTHING
    try:
        return open_form(KIND, Looking, sealed, now)
    except FormOver:
        return None
