"""Who is a therapist here, who is on call, and whether the practice is open."""

import uuid
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from stillroom.base.errors import Hidden
from stillroom.base.ordering import alphabetical
from stillroom.base.rows import places, rows
from stillroom.practice.confirmations import (
    confirmed,
    is_confirmed,
    is_opened,
    line_digest,
    lines_of,
)
from stillroom.practice.documents import LicenceCheck
from stillroom.practice.entries import Competence, competence_of
from stillroom.practice.listings import (
    STATE_SHOWN,
    Lines,
    Listing,
    has_lapsed,
    key_mark,
    listing,
    today_of,
    vouched_for,
)
from stillroom.practice.models import Entry, Kind, OnCallPerson, State, Therapist
from stillroom.practice.particulars import Particulars, put, seen
from stillroom.practice.texts import ORDER, ConsentText, all_texts, consent_texts
from stillroom.practice.this_practice import practice
from stillroom.vault.days import day_of
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, read_all
from stillroom.vault.spaces import own_space

__all__ = [
    "Lines",
    "Listing",
    "OnCall",
    "Registered",
    "any_listing",
    "as_it_would_be",
    "checks_of",
    "competence",
    "current_texts",
    "due_away",
    "due_back",
    "due_lapsed",
    "has_opened",
    "is_open",
    "lines_verified",
    "listed",
    "listing_of",
    "listings_of",
    "on_call",
    "own_entry",
    "own_listing",
    "practice",
    "registered",
    "registered_of",
    "today_of",
]


@dataclass(frozen=True, slots=True)
class OnCall:
    """Who looks at raised flags. `therapist` and `account` are None for somebody without a profile here."""

    name: str
    therapist: uuid.UUID | None
    account: uuid.UUID | None


@dataclass(frozen=True, slots=True)
class Registered:
    """A therapist as the stewards see them: `shown` says whether the public does. `fingerprint` (32 bytes) is of
    the key it was sent in with; `seen` marks the state of what is checked."""

    listing: Listing
    state: State
    shown: bool
    fingerprint: bytes
    seen: str

    @property
    def key_mark(self) -> str:
        return key_mark(self.fingerprint)

    @property
    def waits(self) -> bool:
        return self.state is State.SUBMITTED or self.renews

    @property
    def renews(self) -> bool:
        """Whether a renewed licence waits to be checked, while the old one still holds."""
        return self.listing.renewal is not None


def _public(row: Therapist, now: datetime) -> Listing | None:
    """What everybody may see of a row: nothing without a signature that holds, nothing of who has gone."""
    if row.state not in (State.VERIFIED, State.AWAY):
        return None
    away = row.is_away(today_of(row, now))
    if away and not (row.cover_id or row.next_step):
        return None
    vouched = vouched_for(row, now)
    return None if vouched is None else listing(row, "away" if away else "listed", vouched)


def listed(visitor: object, now: datetime) -> tuple[Listing, ...]:
    """Everybody the practice vouches for, those who are away included, by name."""
    return tuple(sorted(_all_public(now), key=lambda each: (alphabetical(each.name), each.id)))


def _all_public(now: datetime) -> Iterator[Listing]:
    for row in rows(Therapist, "state IN (%s, %s)", [State.VERIFIED, State.AWAY]):
        shown = _public(row, now)
        if shown is not None:
            yield shown


def listing_of(visitor: object, therapist_id: uuid.UUID, now: datetime) -> Listing:
    """Raises Hidden: nobody of that id, or not to be seen."""
    row = Therapist.objects.filter(id=therapist_id).first()
    shown = None if row is None else _public(row, now)
    if shown is None:
        raise Hidden
    return shown


def any_listing(keyholder: Keyholder, therapist_id: uuid.UUID) -> Listing:
    """A profile whatever has become of it, for somebody already in care. Nothing can be sent to it: a first contact
    needs `listing_of`. Raises Hidden when nobody has this id."""
    row = Therapist.objects.filter(id=therapist_id).first()
    if row is None:
        raise Hidden
    return listing(row, STATE_SHOWN[State(row.state)])


def listings_of(
    keyholder: Keyholder, therapist_ids: Collection[uuid.UUID], now: datetime
) -> Mapping[uuid.UUID, Listing]:
    """The same for several, in one query: those whom the practice vouches for as `listing_of` gives them. Ids that
    nobody has are left out."""
    found = rows(Therapist, f"id IN ({places(len(therapist_ids))})", [each.bytes for each in therapist_ids])
    return {row.id: _public(row, now) or listing(row, _standing(row, now)) for row in found}


def _standing(row: Therapist, now: datetime) -> str:
    """As `STATE_SHOWN`, also in the minutes before the calendar takes a lapsed licence off the list."""
    lapsed = row.state in (State.VERIFIED, State.AWAY) and has_lapsed(row, now)
    return "unlisted" if lapsed else STATE_SHOWN[State(row.state)]


def as_it_would_be(keyholder: Keyholder, particulars: Particulars, now: datetime) -> Listing:
    """The profile of the person who asks as it would be listed today with these particulars; nothing is written."""
    row = Therapist.objects.filter(account=keyholder.account).first() or Therapist(account=keyholder.account)
    put(particulars, row)
    if not row.not_before_day:
        row.not_before_day = day_of(now)
    return listing(row, "listed")


def competence(visitor: object, one: Listing) -> Competence:
    """All that somebody shows on their page, one query."""
    return competence_of(Entry.objects.filter(therapist=one.id), one.account)


def own_entry(keyholder: Keyholder, entry: uuid.UUID) -> Entry:
    """One that the person who asks shows. Raises Hidden."""
    found = Entry.objects.filter(id=entry, therapist__account=keyholder.account).first()
    if found is None:
        raise Hidden
    return found


def own_listing(keyholder: Keyholder) -> Listing | None:
    """The profile of the person who asks, once they have sent it in."""
    row = Therapist.objects.filter(account=keyholder.account).first()
    return None if row is None else listing(row, STATE_SHOWN[State(row.state)])


def on_call(visitor: object, now: datetime) -> OnCall | None:
    """None until a steward has named somebody, and again when the therapist who was named may no longer practise."""
    row = OnCallPerson.objects.select_related("therapist").first()
    if row is None:
        return None
    if row.therapist is None:
        return OnCall(row.name, None, None)
    if _public(row.therapist, now) is None:
        return None
    return OnCall(row.therapist.name, row.therapist.id, row.therapist.account)


def has_opened(visitor: object) -> bool:
    """Whether a steward's word is that new people may come. `is_open` also asks whether anybody is there for them."""
    return is_opened()


def is_open(visitor: object, now: datetime) -> bool:
    """Whether anybody can be asked here: a steward has opened it, a therapist is listed, and somebody is on call.

    Checks that have grown old close nothing (docs/adr/0019).
    """
    named = rows(OnCallPerson, "id = 1")
    if not named or not is_opened():
        return False
    therapist = named[0].therapist_id
    return any(therapist in (None, each.id) for each in _all_public(now))


def lines_verified(visitor: object) -> Mapping[str, date]:
    """When each help line was checked last, by its id: by a steward, or as the practice file says."""
    words = confirmed(Kind.LINE)
    days = {}
    for line in lines_of(practice()):
        word = words.get(line.id)
        checked = word is not None and word.digest == line_digest(line)
        days[line.id] = max(line.last_verified, word.day) if word is not None and checked else line.last_verified
    return days


def current_texts(visitor: object, language: str) -> tuple[ConsentText, ...]:
    """What people are asked to agree to: the newest version of each text that the practice's lawyer has confirmed.

    English where none is confirmed in `language`; the newest where none is confirmed at all, which is before a practice
    has opened. So a new version that came with an upgrade waits, and nobody is kept from anything meanwhile.
    """
    words = confirmed(Kind.TEXT)
    seen: dict[tuple[str, str], ConsentText] = {}
    for text in all_texts():  # ascending by version, so that the last one stays
        if is_confirmed(text, words):
            seen[text.id, text.language] = text
    newest = {text.id: text for text in consent_texts(language)}
    return tuple(seen.get((id, language)) or seen.get((id, "en")) or newest[id] for id in ORDER)


def _registered(row: Therapist, now: datetime) -> Registered:
    state = State(row.state)
    return Registered(
        listing=listing(row, STATE_SHOWN[state]),
        state=state,
        shown=_public(row, now) is not None,
        fingerprint=bytes(row.fingerprint),
        seen=seen(row),
    )


def registered(keyholder: Keyholder, now: datetime) -> tuple[Registered, ...]:
    """Every profile, for a steward, by name. Raises Hidden for anybody else: they hold no key to the practice."""
    own_space(keyholder, SpaceKind.PRACTICE)
    people = sorted(Therapist.objects.all(), key=lambda row: (alphabetical(row.name), row.id))
    return tuple(_registered(row, now) for row in people)


def registered_of(keyholder: Keyholder, therapist_id: uuid.UUID, now: datetime) -> Registered:
    """One profile, for a steward. Raises Hidden."""
    own_space(keyholder, SpaceKind.PRACTICE)
    row = Therapist.objects.filter(id=therapist_id).first()
    if row is None:
        raise Hidden
    return _registered(row, now)


def checks_of(keyholder: Keyholder, therapist_id: uuid.UUID) -> tuple[Stored[LicenceCheck], ...]:
    """How often and when this licence was checked, oldest first, for a steward. Raises Hidden."""
    space = own_space(keyholder, SpaceKind.PRACTICE)
    return tuple(check for check in read_all(space, LicenceCheck) if check.document.therapist == therapist_id)


def due_back(now: datetime) -> tuple[uuid.UUID, ...]:
    """Whose first day back has come, by their own calendar."""
    known = Therapist.objects.filter(state__in=(State.VERIFIED, State.AWAY), away_until__isnull=False)
    return tuple(row.id for row in known if row.away_until is not None and row.away_until <= today_of(row, now))


def due_away(now: datetime) -> tuple[uuid.UUID, ...]:
    """Whose first day away has come, by their own calendar."""
    planned = Therapist.objects.filter(state=State.VERIFIED, away_until__isnull=False)
    return tuple(row.id for row in planned if row.is_away(today_of(row, now)))


def due_lapsed(now: datetime) -> tuple[uuid.UUID, ...]:
    """Whose licence has run out without a new check."""
    shown = Therapist.objects.filter(state__in=(State.VERIFIED, State.AWAY))
    return tuple(row.id for row in shown if has_lapsed(row, now))
