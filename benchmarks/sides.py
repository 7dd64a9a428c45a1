"""A set of left and right between two real browsers, a real server and a real relay on this computer."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import mkdtemp

from playwright.sync_api import sync_playwright

from benchmarks.table import Row, at_most
from tests.browsers import CHROMIUM, FLAGS
from tests.rooms.house import meet, open_house, until
from tests.rooms.measuring import measure


def rows(sets: int) -> Iterator[Row]:
    with open_house(Path(mkdtemp())) as house, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        ada, tom = meet(house, browser, "text")
        tom.click("summary:has-text('Sets of left and right')")
        tom.click("[data-sets-do=ask]")
        ada.click("[data-sets-do=yes]")
        until(lambda: tom.is_enabled("[data-sets-do=start]"), "her yes")
        found = measure(ada, tom, sets)
        browser.close()
    yield at_most("a set of left and right: start to the other's next frame, 95 %", found.latency(0.95), "ms", 40)
    worst = sorted(found.drifts)[int(0.99 * len(found.drifts))]
    yield at_most("a set of left and right: how far the point is off, 99 %", 100 * worst, "% of amplitude", 1)
