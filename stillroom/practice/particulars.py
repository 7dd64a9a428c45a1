"""What a therapist says of themselves, as one value."""

import hashlib
from dataclasses import dataclass, fields
from datetime import date

from stillroom.practice.models import Therapist


@dataclass(frozen=True, slots=True)
class Particulars:
    """A profile to send in. Lists hold codes of `choices.py`; fees are cents for one session."""

    name: str
    licence_type: str
    licence_number: str
    licence_state: str
    licence_expiry: date
    languages: tuple[str, ...]
    media: tuple[str, ...]
    fee_cents: int
    zone: str
    pronouns: str = ""
    specialities: tuple[str, ...] = ()
    approaches: tuple[str, ...] = ()
    sliding_scale_from_cents: int | None = None
    how_i_work: str = ""
    about_this_work: str = ""
    says_yes: bool = False
    lived: tuple[str, ...] = ()
    lived_words: str = ""


# What a steward compares with the board's register: a change needs a new look.
LICENSED = ("name", "licence_type", "licence_number", "licence_state", "licence_expiry")
LISTS = ("specialities", "approaches", "languages", "media", "lived")
FEES = ("fee_cents", "sliding_scale_from_cents")


def particulars_of(row: Therapist) -> Particulars:
    values = {each.name: getattr(row, each.name) for each in fields(Particulars)}
    lists = {name: tuple(values[name].split()) for name in LISTS}
    return Particulars(**{**values, **lists})


def put(particulars: Particulars, row: Therapist) -> tuple[str, ...]:
    """Writes the particulars into the row, unsaved. Returns the names of the fields that changed."""
    before = particulars_of(row)
    changed = []
    for each in fields(Particulars):
        value = getattr(particulars, each.name)
        if value != getattr(before, each.name):
            changed.append(each.name)
        setattr(row, each.name, " ".join(value) if isinstance(value, tuple) else value)
    return tuple(changed)


def seen(row: Therapist) -> str:
    """A mark (64 hex digits) of what a steward checks: it differs as soon as the licence or the key does."""
    until = row.renewal or row.licence_expiry
    parts = [str(getattr(row, name)) for name in LICENSED if name != "licence_expiry"]
    parts += [str(until), bytes(row.fingerprint).hex()]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
