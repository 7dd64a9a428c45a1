"""`make bench`: runs everything once and prints the table. `--write` also keeps it in benchmarks/results.md.

`--quick` runs each with tiny counts, to see that it runs; its figures mean nothing.
"""

import argparse
import os
import platform
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.inside import DATA

# isort: split
from benchmarks import desk, matching, pages, scoring, sealing, sides, slots, web
from benchmarks.load import QUICK, Effort
from benchmarks.product import product
from benchmarks.table import Row, markdown

RESULTS = Path(__file__).with_name("results.md")
SAID = """# What it costs, and what the limit is

Made by `make bench` on {day}: {cores} cores of {machine}, Python {python}. Processor time, not the clock on the wall;
each limit and each peer was measured in the same run. Compare ratios, not figures: the same machine is twice as fast on
another day.

{table}
"Stock Django" is the same page as the framework's tutorial would build it, under its own ASGI handler
(`benchmarks/stock`). All servers overwrite the memory they free, as the product must. {lighthouse}

## Goals that are missed

{missed}
"""
# A goal that is missed is said, and why: by the beginning of the figure's name.
WHY = {
    "a record of 500 bytes opened": "Two calls into OpenSSL; to set them up from Python costs more than 500 bytes.",
    "the same from rules": "By a few percent: the plain way was written with care, to be a fair peer.",
    "hello": "A goal in microseconds, set on a quiet machine where bare ASGI took 39. The rest are middlewares.",
    "home, signed in": "Half is the template. The other half opens a session, a key ring and three spaces, proves that "
    "no row is missing, and checks a signature; the bound and the control read clear rows and know nobody "
    "(docs/adr/0032).",
    "/": "Lighthouse counts four times how slow the machine itself was; beside it stands the paint that the browser "
    "measured.",
}
WITHOUT = "Lighthouse was not there, so its rows are missing; bytes and paint are what the browser itself counted."


def main() -> int:
    given = argparse.ArgumentParser(prog="make bench", description=__doc__)
    given.add_argument("--quick", action="store_true")
    given.add_argument("--write", action="store_true")
    options = given.parse_args()
    found = []
    for row in _rows(quick=options.quick):
        print(" | ".join(row.cells()), flush=True)
        found.append(row)
    said = SAID.format(
        day=datetime.now(UTC).date(),
        cores=len(os.sched_getaffinity(0)),
        machine=platform.machine(),
        python=platform.python_version(),
        table=markdown(found),
        missed=_missed(found),
        lighthouse="" if os.environ.get("LIGHTHOUSE") else WITHOUT,
    )
    if options.write:
        RESULTS.write_text(said.rstrip() + "\n", encoding="utf-8")
    missed = [row.what for row in found if row.met is False]
    print(f"\n{len(found)} figures, {len(missed)} goals missed{': ' + ', '.join(missed) if missed else ''}")
    return 0


def _missed(found: list[Row]) -> str:
    """The figures that miss a goal, those with the same reason in one line."""
    together: dict[str, list[str]] = {}
    for name in dict.fromkeys(row.what for row in found if row.met is False):
        together.setdefault(_why(name), []).append(name)
    return "\n".join(f"- {'; '.join(names)}. {why}".rstrip() for why, names in together.items()) or "None."


def _why(name: str) -> str:
    return next((why for begins, why in WHY.items() if name.startswith(begins)), "")


def _rows(*, quick: bool) -> Iterator[Row]:
    yield from sealing.rows(rounds=1 if quick else 9, records=10 if quick else 2_000)
    yield from slots.rows(rounds=1 if quick else 50, therapists=10 if quick else 1_000)
    yield from matching.rows(rounds=1 if quick else 40, many=100 if quick else 10_000)
    yield from scoring.rows(rounds=1 if quick else 9, sheets=20 if quick else 5_000)
    yield from desk.rows(rounds=1 if quick else 15, people=3 if quick else 200, records=100 if quick else 2_000)
    yield from web.rows(DATA, QUICK if quick else Effort())
    yield from sides.rows(sets=2 if quick else 40)
    public = pages.PAGES[:1] if quick else pages.PAGES
    with product(DATA / "demo") as server:
        yield from pages.rows(server, public, visits=1 if quick else 3)
        yield from pages.lighthouse(server, public)


if __name__ == "__main__":
    sys.exit(main())
