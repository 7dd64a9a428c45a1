"""What the pages say of the people who work here: counted from the list, never claimed."""

from dataclasses import dataclass
from datetime import datetime

from stillroom.practice.queries import Listing, listed

OFFERED = ("cbt", "dbt", "emdr")


@dataclass(frozen=True, slots=True)
class People:
    """`said_yes`: those who said yes beforehand to people in this work. `offering`: who works in which of OFFERED."""

    all: tuple[Listing, ...]
    said_yes: tuple[Listing, ...]
    offering: dict[str, tuple[Listing, ...]]


def people(visitor: object, now: datetime) -> People:
    found = listed(visitor, now)
    return People(
        all=found,
        said_yes=tuple(each for each in found if each.says_yes),
        offering={way: tuple(each for each in found if way in each.approaches) for way in OFFERED},
    )
