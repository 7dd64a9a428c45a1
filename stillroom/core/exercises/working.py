"""What is worked out from an entry: hours asleep, energy in and out. Pure: answers in, numbers out."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from stillroom.core.exercises.rows import unpacked

DAY = 24 * 60
LONGEST_IN_BED = 18 * 60  # longer is a slip of two clock times, and would make a figure of nothing

Answers = Mapping[str, str]
# By id: a number, or None where too little was said. Minutes, percent, points: by the id.
Worked = Mapping[str, int | None]


def minutes_of(clock: str) -> int | None:
    """Since midnight, of "23:40"; None for anything else."""
    hours, colon, minutes = clock.partition(":")
    if not colon or not (hours.isdigit() and minutes.isdigit()):
        return None
    found = int(hours) * 60 + int(minutes)
    return found if int(hours) < 24 and int(minutes) < 60 else None


def sleep(answers: Answers) -> Worked:
    """Minutes in bed and asleep, and the part of it in percent, for a night at any hour of the day.

    Asleep: from lights out to the last waking, less what it took to fall asleep and what was lain awake. In bed: from
    going to bed to getting up. Efficiency is the one by the other (Carney et al. 2012, 10.5665/sleep.1642). None where
    a time is missing, or they do not fit each other.
    """
    nothing: Worked = {"in_bed": None, "asleep": None, "efficiency": None}
    bed, up = minutes_of(answers.get("bed", "")), minutes_of(answers.get("up", ""))
    if bed is None or up is None:
        return nothing
    in_bed = (up - bed) % DAY
    lights, woke = minutes_of(answers.get("lights", "")), minutes_of(answers.get("woke", ""))
    until_dark = 0 if lights is None else (lights - bed) % DAY
    after_waking = 0 if woke is None else (up - woke) % DAY
    awake = sum(int(said) for name in ("latency", "awake") if (said := answers.get(name, "")).isdigit())
    asleep = in_bed - until_dark - after_waking - awake
    if not 0 < in_bed <= LONGEST_IN_BED or asleep < 0:
        return nothing
    return {"in_bed": in_bed, "asleep": asleep, "efficiency": (200 * asleep + in_bed) // (2 * in_bed)}


def energy(answers: Answers) -> Worked:
    """What gives and what takes, in points."""
    rows = [(row.get("kind"), row.get("much", "")) for row in unpacked(answers.get("what", ""))]
    known = [(kind, int(much)) for kind, much in rows if much.isdigit()]
    if not known:
        return {"gives": None, "takes": None, "left": None}
    gives, takes = (sum(much for kind, much in known if kind == wanted) for wanted in ("gives", "takes"))
    return {"gives": gives, "takes": takes, "left": gives - takes}


def trial(answers: Answers) -> Worked:
    """How far the fear fell while one stayed: from its peak to its end."""
    peak, end = answers.get("peak", ""), answers.get("end", "")
    return {"fell": int(peak) - int(end) if peak.isdigit() and end.isdigit() else None}


WORKED: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {"sleep": ("in_bed", "asleep", "efficiency"), "energy": ("gives", "takes", "left"), "trial": ("fell",)}
)
WORKS_OUT: Mapping[str, Callable[[Answers], Worked]] = MappingProxyType(
    {"sleep": sleep, "energy": energy, "trial": trial}
)
