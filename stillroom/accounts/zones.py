"""Time zones to choose from, by region, as the browser's own list has them."""

from collections.abc import Mapping
from functools import cache
from itertools import groupby
from types import MappingProxyType
from typing import TYPE_CHECKING
from zoneinfo import available_timezones

from django.utils.translation import gettext_lazy as _

from stillroom.base.times import city

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a class of the stubs alone

REGIONS: "Mapping[str, str | _StrPromise]" = MappingProxyType(
    {
        "Africa": _("Africa"),
        "America": _("America"),
        "Antarctica": _("Antarctica"),
        "Arctic": _("Arctic"),
        "Asia": _("Asia"),
        "Atlantic": _("Atlantic"),
        "Australia": _("Australia"),
        "Europe": _("Europe"),
        "Indian": _("Indian Ocean"),
        "Pacific": _("Pacific"),
    }
)
DEFAULT = "America/Los_Angeles"  # where the practice is licensed; a browser with JavaScript knows better


@cache
def zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name.partition("/")[0] in REGIONS and "/" in name)


@cache
def zone_choices() -> "tuple[tuple[str | _StrPromise, tuple[tuple[str, str], ...]], ...]":
    """(region, ((name, place), ...)), in the order of the English alphabet; UTC stands at the end."""
    grouped = groupby(sorted(zones()), key=lambda name: name.partition("/")[0])
    regions = tuple((REGIONS[region], tuple((name, city(name)) for name in names)) for region, names in grouped)
    return (*regions, ("UTC", (("UTC", "UTC"),)))
