"""Public pages as a phone gets them: bytes, requests and the first paint on a bad line, and Lighthouse's four marks.

Lighthouse is not installed with the product. It is used where `LIGHTHOUSE` names its program, as `npm install
lighthouse` leaves it in node_modules/.bin; without it the rows say so.
"""

import json
import os
import statistics
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from benchmarks.processes import Server
from benchmarks.table import Row, at_least, at_most
from tests.browsers import CHROMIUM, FLAGS

PAGES = ("/", "/about/", "/people/", "/between-us/", "/now/", "/in/")
KIB = 1024
LINE = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}  # 400 kbit/s
PAINT = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
    .observe({type: "largest-contentful-paint", buffered: true}))"""
MARKS = ("performance", "accessibility", "best-practices", "seo")


@dataclass(frozen=True, slots=True)
class Visit:
    """A first visit with an empty cache. `paint`: seconds to the largest contentful paint."""

    requests: int
    size: int
    scripts: int
    paint: float


def rows(server: Server, pages: tuple[str, ...], visits: int) -> Iterator[Row]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        seen = {page: [_visit(browser, server.address + page) for _ in range(visits)] for page in pages}
        browser.close()
    for page, found in seen.items():
        yield at_most(f"{page}: all of a first visit", max(visit.size for visit in found) / KIB, "KiB", 30)
        yield at_most(f"{page}: requests", max(visit.requests for visit in found), "", 6)
        yield at_most(f"{page}: of it scripts", max(visit.scripts for visit in found) / KIB, "KiB", 10)
        paint = statistics.median(visit.paint for visit in found)
        yield at_most(f"{page}: largest paint at 400 kbit/s and 400 ms", paint, "s", 2.5)


def _visit(browser: Browser, address: str) -> Visit:
    context = browser.new_context(viewport={"width": 390, "height": 800})
    page = context.new_page()
    line = context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", LINE)
    kinds: dict[str, str] = {}
    sizes: dict[str, int] = {}
    line.on("Network.responseReceived", lambda event: kinds.update({event["requestId"]: event["type"]}))
    line.on("Network.loadingFinished", lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}))
    page.goto(address, wait_until="networkidle")
    paint = page.evaluate(PAINT) / 1000
    context.close()
    scripts = sum(size for request, size in sizes.items() if kinds.get(request) == "Script")
    return Visit(len(sizes), int(sum(sizes.values())), int(scripts), paint)


def lighthouse(server: Server, pages: tuple[str, ...]) -> Iterator[Row]:
    program = os.environ.get("LIGHTHOUSE")
    if not program:
        return
    for page in pages:
        report = _report(program, server.address + page)
        for mark in MARKS:
            value = report["categories"][mark]["score"] * 100
            yield at_least(f"{page}: Lighthouse, {mark.replace('-', ' ')}", value, "of 100", 99)
        paint = report["audits"]["largest-contentful-paint"]["numericValue"] / 1000
        yield at_most(f"{page}: Lighthouse, largest paint", paint, "s", 1.0)


def _report(program: str, address: str) -> dict:
    flags = " ".join(["--headless", *FLAGS])
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "report.json"
        command = [program, address, "--quiet", "--output=json", f"--output-path={output}", f"--chrome-flags={flags}"]
        subprocess.run(
            command, check=True, capture_output=True, env={**os.environ, "CHROME_PATH": CHROMIUM}, timeout=180
        )
        return json.loads(output.read_text())
