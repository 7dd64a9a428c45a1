"""Time zones to choose from, by region, as the browser's own list has them."""

from functools import cache
from itertools import groupby
from zoneinfo import available_timezones

from stillroom.base.times import city

REGIONS = ("Africa", "America", "Antarctica", "Arctic", "Asia", "Atlantic", "Australia", "Europe", "Indian", "Pacific")
DEFAULT = "America/Los_Angeles"  # where the practice is licensed; a browser with JavaScript knows better


@cache
def zones() -> frozenset[str]:
    return frozenset(name for name in available_timezones() if name.partition("/")[0] in REGIONS and "/" in name)


@cache
def zone_choices() -> tuple[tuple[str, tuple[tuple[str, str], ...]], ...]:
    """(region, ((name, place), ...)), in the order of the alphabet; UTC stands at the end."""
    grouped = groupby(sorted(zones()), key=lambda name: name.partition("/")[0])
    regions = tuple((region, tuple((name, city(name)) for name in names)) for region, names in grouped)
    return (*regions, ("UTC", (("UTC", "UTC"),)))
