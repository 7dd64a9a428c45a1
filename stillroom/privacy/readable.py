"""Fields of documents as words, for the page that somebody takes along: their own clock, and nothing for machines."""

import re
from datetime import date, datetime

from django.utils.translation import gettext as _

from stillroom.base.times import city, local_time, long_date
from stillroom.privacy.labels import label_of, value_of
from stillroom.vault.documents import Fields

INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
DAYS = frozenset({"days", "licence_expiry", "looked_up_on", "until"})  # never what somebody wrote in their own words
MACHINES = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")  # ids and fingerprints


def readable(fields: Fields, zone: str, within: str = "") -> dict[str, object]:
    """Name in words -> a sentence, a list of such values, or names and values again; what is empty is left out."""
    shown = {label_of(name, within): _value(name, value, zone) for name, value in fields.items() if not _is_id(name)}
    return {name: value for name, value in shown.items() if value not in ("", [], {})}


def _value(name: str, value: object, zone: str) -> object:
    if isinstance(value, dict):
        return readable(value, zone, name)
    if isinstance(value, list | tuple | set | frozenset):
        return [_value(name, each, zone) for each in value]
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if name == "zone" and isinstance(value, str):
        return city(value)
    if name in DAYS and isinstance(value, str) and DAY.fullmatch(value):
        return long_date(date.fromisoformat(value))
    return "" if value is None else _words(value_of(name, str(value)), zone)


def _words(text: str, zone: str) -> str:
    if INSTANT.fullmatch(text) is None:
        return "" if _is_id(text) else text
    local = local_time(datetime.fromisoformat(text), zone)
    return f"{local.full_day} {local.date:%Y}, {local.clock} ({local.city})"


def _is_id(text: str) -> bool:
    return MACHINES.fullmatch(text) is not None
