"""What can be read here without anybody's key, table by table, as it is told to the person it is about.

`docs/data.md` gives the reason for each column; this says the same to people. A table without a line here stops a test.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.documents import Profile
from stillroom.base.languages import language_name
from stillroom.base.times import city
from stillroom.vault.documents import Role, fields_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.own_rows import own_rows

# "": no row of this table is about whoever comes for help.
TABLES: Mapping[str, str | Promise] = MappingProxyType(
    {
        "account": _("That this account is there, and the month you were last here. Your name is not in it in clear."),
        "space": _("That a place is there, without a name: not whose it is, and not who shares it."),
        "record": _("How many locked things lie in a place without a name, and about how long each is."),
        "audit": _("How often a place without a name was opened or written in. Not by whom, and not when."),
        "key_drop": _("That a key is on its way to you. Not from whom."),
        "taken_cell": _("Which hours of a therapist are taken. Not by whom."),
        "raised_flag": _("That a therapist was asked to look at something, and by when. Not about whom."),
        "held_key": _("That a key is held for the person on call, and from when. Not about whom."),
        "safe_call": _("A sealed note, and from when it can be opened. Not whose it is, and not what it says."),
        "invite": _("That somebody was given a code, and the day it ends. Not who, and not by whom."),
        "receipt": _("That somebody asked the practice a question, and the day it is destroyed. Not who asked."),
        "question_reader": "",
        "opening_hours": "",
        "staff_event": "",
        "staff_link": "",
        "outbox_lease": "",
        "therapist": "",
        "profile_entry": "",
        "on_call": "",
        "confirmation": "",
        "django_migrations": "",
    }
)


@dataclass(frozen=True, slots=True)
class Readable:
    """One table's line. `count`: how many rows are the person's own; None where not even their key can tell."""

    words: str
    count: int | None


def readable_of(keyholder: Keyholder) -> tuple[Readable, ...]:
    counts = own_rows(keyholder)
    return tuple(Readable(str(words), counts.get(table)) for table, words in TABLES.items() if words)


# Every field of the sealed profile. "": it says nothing about a person; the sign-in name stands apart, covered.
PROFILE: Mapping[str, str | Promise] = MappingProxyType(
    {
        "called": _("Called"),
        "pronouns": _("Pronouns"),
        "zone": _("Your clock"),
        "language": _("Your language"),
        "shared_phone": _("This phone is shared"),
        "has_sheet": _("You have a recovery sheet"),
        "role": _("You are here as"),
        "handle": "",
        "version": "",
    }
)
ROLES: Mapping[Role, Promise] = MappingProxyType(
    {Role.CLIENT: _("someone who looks for help"), Role.THERAPIST: _("a therapist"), Role.STEWARD: _("a steward")}
)


def profile_facts(profile: Profile) -> tuple[tuple[str, str], ...]:
    """(label, value) pairs of what the profile says about its person; what is empty says so."""
    said: Mapping[str, str] = {
        **{name: _yes(value) if isinstance(value, bool) else str(value) for name, value in fields_of(profile).items()},
        "zone": city(profile.zone),
        "language": language_name(profile.language) if profile.language else gettext("as your browser asks"),
        "role": str(ROLES[profile.role]),
    }
    return tuple((str(label), said[name] or gettext("nothing")) for name, label in PROFILE.items() if label)


def _yes(value: bool) -> str:
    return gettext("yes") if value else gettext("no")
