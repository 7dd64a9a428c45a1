"""`make bench` runs, each part of it, with counts so small that its figures mean nothing."""

import subprocess
import sys
from pathlib import Path

import pytest

from benchmarks.table import Row, at_least, at_most, at_most_times, below, markdown

HOUSE = Path(__file__).resolve().parents[1]
FIGURES = (
    "a record of 500 bytes opened",
    "a passphrase hashed",
    "free times of four weeks by intervals",
    "the first five of 10 therapists, masks kept",
    "the best 20 of 100 profiles, with reasons",
    "PHQ-9 sheets scored a second",
    "sheets of the slowest instrument",
    "people in care: 3 of them, database queries",
    "people in care: 3 of them, the page",
    "a client file of 100 records: what its first page shows",
    "a client file of 100 records: its measures",
    "a client file of 100 records: its first page, as it is answered",
    "bare ASGI",
    "bare WSGI",
    "stock Django: a view that says hello",
    "home, signed in",
    "directory",
    "message sent",
    "log-in",
    "a set of left and right: start to the other's next frame",
    "a set of left and right: how far the point is off",
    "/: all of a first visit",
    "/: largest paint",
)


@pytest.mark.journey
def test_every_part_of_it_runs_and_comes_to_its_end() -> None:
    command = [sys.executable, "-m", "benchmarks", "--quick"]
    done = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    assert [figure for figure in FIGURES if f"\n{figure}" not in f"\n{done.stdout}"] == []
    assert "goals missed" in done.stdout.splitlines()[-1]


def test_a_ratio_is_said_so_that_nobody_has_to_turn_it_round() -> None:
    assert at_most_times("home", 900, "µs", "the bound", 300, 4).cells()[3:] == ("3.0x", "at most 4x", "yes")
    assert below("home", 300, "µs", "stock", 1_200, 5).cells()[3:] == ("4.0x below", "at least 5x below", "**no**")
    assert at_most("hello", 700, "µs", 600).cells()[3:] == ("", "at most 600 µs", "**no**")
    assert at_least("mark", 99, "of 100", 99).met
    assert Row("bare", 39.04, "µs").cells() == ("bare", "39 µs", "", "", "", "")


def test_the_table_that_is_kept_has_a_row_for_each_figure_and_names_no_machine() -> None:
    kept = (HOUSE / "benchmarks" / "results.md").read_text(encoding="utf-8")
    whole = {
        "the first five of 10 ": "the first five of 1,000 ",
        "the best 20 of 100 ": "the best 20 of 10,000 ",
        "care: 3 of": "care: 200 of",
        "file of 100 ": "file of 2,000 ",
    }
    for figure in FIGURES:
        for quick, full in whole.items():
            figure = figure.replace(quick, full)
        assert f"\n| {figure}" in kept, figure
    assert markdown([]).splitlines()[0] in kept
    assert "localhost" not in kept
