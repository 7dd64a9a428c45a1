"""A therapist's public profile as pages and other rooms see it."""

import uuid
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from stillroom.base.errors import Hidden
from stillroom.practice.choices import APPROACHES, LANGUAGES, LICENCES, LIVED, MEDIA, SPECIALITIES, words
from stillroom.practice.models import State, Therapist
from stillroom.practice.practice_key import pinned_key
from stillroom.practice.states import STATES
from stillroom.practice.this_practice import practice
from stillroom.vault.days import EPOCH
from stillroom.vault.directory import Vouched, is_vouched
from stillroom.vault.documents import Role
from stillroom.vault.drops import recipient_of
from stillroom.vault.keyholders import Recipient

WARNED_BEFORE = 60  # days
STATE_SHOWN = {State.VERIFIED: "listed", State.AWAY: "away", State.GONE: "gone", State.SUBMITTED: "unlisted"}


@dataclass(frozen=True, slots=True)
class Lines:
    """A therapist's own answers; "" where they gave none."""

    how_i_work: str
    about_this_work: str
    lived: str


@dataclass(frozen=True, slots=True)
class Listing:
    """`state`: listed, away, gone, or unlisted (being checked again). `away_from` and `away_until`: the first day away
    and the first day back, of an absence that has begun or is planned; `away_from` is None for one without a first day.

    `checked_on`: the day the practice signed it. Lists hold codes; the `..._words` properties say them. Fees are
    cents for one session.
    """

    id: uuid.UUID
    account: uuid.UUID
    name: str
    pronouns: str
    licence_type: str
    licence_number: str
    licence_state: str
    licence_expiry: date
    renewal: date | None
    checked_on: date
    specialities: tuple[str, ...]
    approaches: tuple[str, ...]
    languages: tuple[str, ...]
    media: tuple[str, ...]
    fee_cents: int
    sliding_scale_from_cents: int | None
    lines: Lines
    says_yes: bool
    lived: tuple[str, ...]
    zone: str
    state: str
    away_from: date | None
    away_until: date | None
    cover_id: uuid.UUID | None
    next_step: str
    vouched: bytes | None

    @property
    def takes_requests(self) -> bool:
        """Whether somebody new may ask for a first conversation."""
        return self.state == "listed"

    @property
    def plans_to_be_away(self) -> bool:
        return self.state == "listed" and self.away_until is not None

    @property
    def licence(self) -> str:
        """As the board writes it: "LMFT 12345, CA"."""
        return f"{self.licence_type} {self.licence_number}, {self.licence_state}"

    def licence_days(self, now: datetime) -> int:
        """How many days the licence holds after today, by the therapist's clock: 0 on its last day, then negative."""
        return (self.licence_expiry - now.astimezone(ZoneInfo(self.zone)).date()).days

    def ends_soon(self, now: datetime) -> bool:
        """Whether to warn: in the last 60 days, and ever after."""
        return self.state != "gone" and self.licence_days(now) <= WARNED_BEFORE

    @property
    def licence_words(self) -> str:
        return str(LICENCES.get(self.licence_type, self.licence_type))

    @property
    def state_words(self) -> str:
        return STATES.get(self.licence_state, self.licence_state)

    @property
    def speciality_words(self) -> tuple[str, ...]:
        return words(SPECIALITIES, self.specialities)

    @property
    def approach_words(self) -> tuple[str, ...]:
        return words(APPROACHES, self.approaches)

    @property
    def language_words(self) -> tuple[str, ...]:
        return words(LANGUAGES, self.languages)

    @property
    def lived_words(self) -> tuple[str, ...]:
        return words(LIVED, self.lived)

    @property
    def media_words(self) -> tuple[str, ...]:
        return words(MEDIA, self.media)

    def recipient(self) -> Recipient:
        """Where to send a key. Raises Hidden when the practice does not vouch for this listing (or it came from a
        query that did not check), WrongRecipient when the account's public key is not the one it vouched for."""
        if self.vouched is None:
            raise Hidden
        return recipient_of(self.account, self.vouched)


def key_mark(fingerprint: bytes) -> str:
    """The first 80 bits of a key's fingerprint, to be read out and compared: "3F2A 9C1B 0D77 41E8 5A60"."""
    digits = fingerprint[:10].hex().upper()
    return " ".join(digits[i : i + 4] for i in range(0, len(digits), 4))


def today_of(row: Therapist, now: datetime) -> date:
    """The day it is where the therapist is."""
    return now.astimezone(ZoneInfo(row.zone)).date()


def has_lapsed(row: Therapist, now: datetime) -> bool:
    """Whether the last day of the licence is over where the therapist is."""
    return row.licence_expiry < today_of(row, now)


def line_of(row: Therapist, practice_name: str) -> Vouched:
    """What the practice signs of a profile."""
    return Vouched(
        practice=practice_name,
        account=row.account,
        role=Role.THERAPIST,
        fingerprint=bytes(row.fingerprint),
        not_before_day=row.not_before_day,
        # A day longer than the licence: it ends at midnight where the therapist is, which can be tomorrow in UTC.
        not_after_day=(row.licence_expiry - EPOCH).days + 1,
        signature=bytes(row.signature),
    )


def vouched_for(row: Therapist, now: datetime) -> bytes | None:
    """The fingerprint that the practice signed for this row, if it did, and signature and licence hold at `now`."""
    if has_lapsed(row, now):
        return None
    key = pinned_key()
    line = line_of(row, practice().name)
    return line.fingerprint if key is not None and is_vouched(line, key, now) else None


def _absence(row: Therapist, state: str) -> tuple[date | None, date | None]:
    """None, None for one that is over, in the minutes before the calendar has turned."""
    planned = state == "listed" and row.state == State.VERIFIED
    return (row.away_from, row.away_until) if state == "away" or planned else (None, None)


def listing(row: Therapist, state: str, vouched: bytes | None = None) -> Listing:
    away_from, away_until = _absence(row, state)
    return Listing(
        id=row.id,
        account=row.account,
        name=row.name,
        pronouns=row.pronouns,
        licence_type=row.licence_type,
        licence_number=row.licence_number,
        licence_state=row.licence_state,
        licence_expiry=row.licence_expiry,
        renewal=row.renewal,
        checked_on=EPOCH + timedelta(days=row.not_before_day),
        specialities=tuple(row.specialities.split()),
        approaches=tuple(row.approaches.split()),
        languages=tuple(row.languages.split()),
        media=tuple(row.media.split()),
        fee_cents=row.fee_cents,
        sliding_scale_from_cents=row.sliding_scale_from_cents,
        lines=Lines(row.how_i_work, row.about_this_work, row.lived_words),
        says_yes=row.says_yes,
        lived=tuple(row.lived.split()),
        zone=row.zone,
        state=state,
        away_from=away_from,
        away_until=away_until,
        cover_id=row.cover_id,
        next_step=row.next_step,
        vouched=vouched,
    )
