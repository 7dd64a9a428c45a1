"""How a steward walks through readiness, from its page, and what whoever runs the machine types beside the server."""

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Page, expect

from tests.journeys.acts import heading, press, says
from tests.journeys.conftest import ROOT, Server
from tests.journeys.ways import on


def confirm_all(steward: Page) -> None:
    """Records, fees, help lines, texts: whatever pages alone can confirm."""
    steward.goto("/desk/practice/ready/")
    press(steward, "Decide about records")
    press(steward, "We open without record keepers")
    press(steward, "Look at the fees")
    press(steward, "These are right")
    press(steward, "Check the help lines")
    unchecked = steward.locator("main li", has_text=on(steward, "never checked"))
    for _ in range(unchecked.count()):
        unchecked.first.locator("button[value=compared]").click()
        steward.wait_for_load_state()
    expect(unchecked).to_have_count(0)
    press(steward, "Back")
    press(steward, "See the texts")
    waiting = steward.locator("main a.item", has_text=on(steward, "waits for your lawyer"))
    for _ in range(waiting.count()):
        waiting.first.click()
        steward.locator("[name=lawyer]").fill("Lena Counsel")
        for box in steward.locator("input[name=ticked]").all():
            box.check()
        press(steward, "Write it down")
    expect(waiting).to_have_count(0)


def back_up(server: Server, to: Path) -> None:
    """A copy, and its trial, while the practice is served."""
    for words, said in (
        (("backup", "--to", to), "100 %"),
        (("restore", "--verify", to), "Noted for the readiness page"),
    ):
        command = [sys.executable, "manage.py", *map(str, words)]
        done = subprocess.run(command, cwd=ROOT, env=server.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert said in done.stdout


def open_up(steward: Page) -> None:
    steward.goto("/desk/practice/ready/")
    says(steward, "%(done)s of %(all)s done", done="7", all="7")
    press(steward, "Open the practice")
    expect(heading(steward, "You are open")).to_be_visible()
