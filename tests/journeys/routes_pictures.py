"""Makes docs/pictures/ anew from the demo: `bin/pictures`."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from playwright.sync_api import sync_playwright

from tests.browsers import CHROMIUM, FLAGS
from tests.journeys.conftest import served
from tests.journeys.routes_browsing import Site, enter

PICTURES = Path(__file__).resolve().parents[2] / "docs" / "pictures"
SIZES = {320: 640, 1280: 800}
SHOWN = {
    "start": ("home:start", "Eve"),
    "person": ("finding:person", "Eve"),
    "joining": ("accounts:join", "Eve"),
    "home-client": ("home:today", "Ada"),
    "home-therapist": ("home:today", "Tom"),
    "room": ("rooms:door", "Ada"),
    "questionnaire": ("assessments:answer", "Ada"),
}


@contextmanager
def demo() -> Iterator[Site]:
    with contextmanager(served)(demo=True) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield enter(browser, server)
        browser.close()


def take(site: Site) -> None:
    PICTURES.mkdir(exist_ok=True)
    for name, (route, who) in SHOWN.items():
        page = site.visit(route, who)
        for width, height in SIZES.items():
            page.set_viewport_size({"width": width, "height": height})
            for scheme in ("light", "dark"):
                page.emulate_media(color_scheme=scheme)
                page.screenshot(path=PICTURES / f"{name}-{width}-{scheme}.png", animations="disabled")


if __name__ == "__main__":
    django.setup()
    with demo() as site:
        take(site)
