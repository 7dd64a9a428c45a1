"""Ada takes along all she can read, with and without scripts, and reads it with no net and no server."""

import io
import re
import zipfile
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Download, Page, expect

from stillroom.core.zips.writing import WHOLE
from tests.journeys.acts import come_in
from tests.journeys.conftest import Server, new_page
from tests.journeys.world import ways_in

pytestmark = pytest.mark.journey


def begun(chromium: Browser, server: Server, *, scripts: bool, who: str = "Ada") -> Page:
    page = new_page(chromium, server, java_script_enabled=scripts)
    come_in(page, ways_in(server)[who])
    page.goto("/mine/")
    page.get_by_role("link", name="See how").click()
    return page


def press(page: Page) -> None:
    page.get_by_role("button", name="Take all of it").click()


def unpacked(download: Download, into: Path) -> Path:
    assert download.suggested_filename == "notes.zip"
    content = Path(download.path()).read_bytes()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None and archive.comment == WHOLE
        archive.extractall(into)
    return into / "notes"


@pytest.fixture(scope="module")
def folder(chromium: Browser, demo_server: Server, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What she gets with scripts: first a bar, then the file under a link."""
    page = begun(chromium, demo_server, scripts=True)
    press(page)
    save = page.get_by_role("link", name="Save the file")
    expect(save).to_be_focused()
    expect(page.get_by_role("status").filter(has_text="Your file is ready")).to_be_visible()
    with page.expect_download() as saving:
        save.click()
    made = unpacked(saving.value, tmp_path_factory.mktemp("taken"))
    page.context.close()
    return made


def test_without_scripts_the_browser_saves_the_same_folder(
    chromium: Browser, demo_server: Server, folder: Path, tmp_path: Path
) -> None:
    page = begun(chromium, demo_server, scripts=False)
    with page.expect_download() as saving:
        press(page)
    plain = unpacked(saving.value, tmp_path)
    assert {each.name for each in plain.iterdir()} == {each.name for each in folder.iterdir()}
    page.context.close()


def test_it_is_read_from_a_disk_with_no_net(chromium: Browser, folder: Path) -> None:
    context = chromium.new_context(offline=True, viewport={"width": 320, "height": 640})
    page, asked = context.new_page(), list[str]()
    page.on("request", lambda request: asked.append(request.url))
    index = (folder / "index.html").as_uri()
    page.goto(index)
    parts = [each for each in page.locator("a").evaluate_all("all => all.map(a => a.href)") if each.endswith("html")]
    assert len(parts) > 5
    for address in (index, *parts):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, address
        assert page.evaluate("getComputedStyle(document.querySelector('main')).maxWidth") != "none"
    page.get_by_role("link", name="All parts").first.click()
    expect(page).to_have_url(index)
    assert asked and all(url.startswith("file:") for url in asked)
    context.close()


def test_a_second_press_starts_anew_and_a_name_that_cannot_be_shown_comes_back(
    chromium: Browser, demo_server: Server
) -> None:
    # Somebody else: each person has one turn at a time, and what Ada took before may still be on its way.
    page = begun(chromium, demo_server, scripts=True, who="Rio")
    press(page)
    press(page)
    expect(page.get_by_role("link", name="Save the file")).to_be_focused()
    page.get_by_text("In the file for another clinic").click()
    page.get_by_role("button", name="Only the file for another clinic").click()
    expect(page.locator("a[download='entries.json']")).to_be_focused()
    page.get_by_label("A name for this file").fill("Ada\u202eevil")
    press(page)
    expect(page.get_by_text(re.compile("cannot be shown")).first).to_be_visible()
    expect(page.get_by_label("A name for this file")).to_have_value("Ada\u202eevil")
    page.context.close()
