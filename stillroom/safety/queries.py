"""Raised flags as their therapist and the practice see them, and who can be talked to now."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden
from stillroom.base.ordering import alphabetical
from stillroom.care.queries import CareEpisode
from stillroom.core.instruments.rules import Flag as RiskFlagMet
from stillroom.practice.help_lines import ShownLine, shown
from stillroom.practice.queries import lines_verified, practice
from stillroom.safety.beyond import Beyond, beyond
from stillroom.safety.deadlines import AT_ONCE
from stillroom.safety.documents import Acknowledgement, Raised, RiskFlag
from stillroom.safety.levels import standing_level
from stillroom.safety.models import FlagRow
from stillroom.safety.reach_documents import RiskLevel
from stillroom.vault.covers import Cover
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read_all

IN_A_PANEL = 3
DRAFT = "safety.acknowledgement"


@dataclass(frozen=True, slots=True)
class Flag:
    """A raised flag and, once somebody has looked, what they did."""

    stored: Stored[RiskFlag]
    seen: Stored[Acknowledgement] | None


@dataclass(frozen=True, slots=True)
class Standing:
    """How soon somebody should look, 0 to 4, and each of the therapist's words about it, newest first."""

    level: int
    words: tuple[Stored[RiskLevel], ...]

    @property
    def is_raised_since(self) -> bool:
        """Whether a flag says more than the therapist's newest word."""
        return self.level > (self.words[0].document.urgency if self.words else 0)


@dataclass(frozen=True, slots=True)
class Flagged:
    """One space with flags that nobody has acknowledged."""

    space: UUID
    label: str
    raised: Raised


@dataclass(frozen=True, slots=True)
class Overdue:
    """How many flags a therapist (public id) has not acknowledged in time."""

    therapist: UUID
    count: int


@dataclass(frozen=True, slots=True)
class Lines:
    """Everybody outside who can be reached, those who are closed now last, and whom somebody under 18 is handed to."""

    all: tuple[ShownLine, ...]
    youth: ShownLine


@dataclass(frozen=True, slots=True)
class HelpNow:
    """What templates/safety/_help_now.html shows. `reader`: the therapist who will read this later, or ''.

    `told`: a flag has been raised, so that they are asked to look. `beyond`: who else could, where there is a reader,
    and whether `at_once`; `space`: where that can be changed.
    """

    lines: tuple[ShownLine, ...]
    reader: str
    told: bool
    beyond: Beyond | None = None
    space: UUID | None = None
    at_once: bool = False


def flags_of(keyholder: Keyholder, episode: CareEpisode) -> tuple[Flag, ...]:
    """Newest first. Both may know; raises Hidden when the episode is not this person's."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    seen = {each.document.flag: each for each in read_all(episode.space, Acknowledgement)}
    raised = read_all(episode.space, RiskFlag)
    return tuple(Flag(stored, seen.get(stored.id)) for stored in reversed(raised))


def flag_of(keyholder: Keyholder, episode: CareEpisode, flag: UUID) -> Flag:
    """One of `flags_of`. Raises Hidden."""
    for each in flags_of(keyholder, episode):
        if each.stored.id == flag:
            return each
    raise Hidden


def words_kept(keyholder: Keyholder, space: UUID, flag: UUID) -> str:
    """What the therapist has half typed about a flag, or ''."""
    draft = draft_of(keyholder, DRAFT, space)
    return draft.document.fields.get(str(flag), "") if draft else ""


def open_flags(keyholder: Keyholder, covers: Sequence[Cover]) -> tuple[Flagged, ...]:
    """Spaces with open flags, the nearest deadline first. Reads covers alone."""
    sections = ((cover, cover.get(Raised)) for cover in covers)
    found = [Flagged(cover.space, cover.label, raised) for cover, raised in sections if raised and raised.open]
    return tuple(sorted(found, key=lambda each: (_due(each.raised), alphabetical(each.label))))


def _due(raised: Raised) -> float:
    return raised.due.timestamp() if raised.due else 0.0


def due_flags(now: datetime) -> tuple[Overdue, ...]:
    """Whose flags are past their deadline, the most first. It says nothing about whom they are about."""
    late = FlagRow.objects.filter(acknowledged=False, deadline__lt=int(now.timestamp()))
    counts = Counter(late.values_list("therapist", flat=True))
    return tuple(Overdue(therapist, count) for therapist, count in sorted(counts.items(), key=lambda x: (-x[1], x[0])))


def help_lines(visitor: object, now: datetime, zone: str | None) -> Lines:
    """`zone`: the visitor's, an IANA name; None where nobody knows it, and the practice's clock is named instead."""
    here, days = practice(), lines_verified(visitor)
    clock, own = zone or here.zone.key, zone is not None
    lines = [shown(line, now, clock, days[line.id], own) for line in here.help_lines]
    # Stable: the practice's own order stays, but for those that are closed.
    return Lines(
        tuple(sorted(lines, key=lambda line: line.open is False)),
        shown(here.youth, now, clock, days[here.youth.id], own),
    )


def help_now(visitor: object, now: datetime, zone: str | None) -> HelpNow:
    """The few lines that answer now: at least one, because the practice file needs one that is always open."""
    open_now = [line for line in help_lines(visitor, now, zone).all if line.open]
    return HelpNow(tuple(open_now[:IN_A_PANEL]), "", False)


def help_with(
    keyholder: Keyholder,
    episode: CareEpisode,
    now: datetime,
    zone: str | None,
    flags: Iterable[RiskFlagMet] = (),
    told: bool = False,
) -> HelpNow:
    """The same where a therapist will read it: who that is, and whether anybody else could see it or reach them.

    `flags`: what is met by what was said.
    """
    if not episode.is_open:
        return help_now(keyholder, now, zone)
    return HelpNow(
        lines=help_now(keyholder, now, zone).lines,
        reader=episode.other_called,
        told=told,
        beyond=beyond(keyholder, episode, now),
        space=episode.id,
        at_once=any(flag.level in AT_ONCE for flag in flags),
    )


def level_of(keyholder: Keyholder, episode: CareEpisode) -> Standing:
    """Where it stands by the therapist's newest word and every flag since. Raises Hidden."""
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
    words = read_all(episode.space, RiskLevel)
    stated = (words[-1].document.urgency, words[-1].at) if words else None
    flags = [(flag.document.level, flag.at) for flag in read_all(episode.space, RiskFlag)]
    return Standing(standing_level(stated, flags), tuple(reversed(words)))
