"""Calm without a line: only where somebody asked for it on this phone, nothing of anybody's, gone with the way out."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from tests.journeys.acts import come_in, press
from tests.journeys.conftest import Server, new_page
from tests.journeys.test_exit import LEFT_BEHIND, leave
from tests.journeys.world import ways_in

pytestmark = [pytest.mark.journey]

SIGN = "Kanarienvogel-sign-19fe"
KEPT = "async () => (await (await caches.open('calm')).keys()).map(({ url }) => new URL(url).pathname)"


@pytest.fixture
def page(chromium: Browser, demo_server: Server) -> Iterator[Page]:
    page = new_page(chromium, demo_server, viewport={"width": 320, "height": 700})
    yield page
    page.context.close()


def keep(page: Page) -> None:
    page.goto("/calm/phone/")
    page.get_by_role("button", name="Keep them on this phone").click()
    expect(page.get_by_text("They are on this phone now.")).to_be_visible()


def nothing_is_left(page: Page) -> None:
    page.goto("/")
    assert page.evaluate(LEFT_BEHIND) == [0, 0, 0, 0, 0, 0]


def test_without_a_line_the_calm_pages_and_numbers_are_there_and_work(page: Page):
    keep(page)
    page.context.set_offline(True)
    for place in ("", "breathe/", "ground/", "loosen/", "quiet/", "skills/", "night/"):
        page.goto(f"/calm/{place}")
        assert len(page.locator("main").inner_text()) > 150
    page.goto("/calm/lines/")
    assert page.locator("main a[href^='tel:']").count() > 3
    assert page.locator("main .tag").count() == 0  # nobody can know that of a copy
    page.goto("/calm/hug/")
    page.locator("[data-toggle]").click()
    expect(page.locator(".pacer-word")).not_to_be_empty()
    with pytest.raises(Error):
        page.goto("/people/")


def test_who_has_not_asked_for_it_has_nothing(page: Page):
    page.goto("/calm/")
    assert page.evaluate("async () => (await caches.keys()).length") == 0
    page.context.set_offline(True)
    with pytest.raises(Error):
        page.goto("/calm/breathe/")


def test_nothing_of_somebody_who_is_signed_in_is_kept(page: Page, demo_server: Server):
    come_in(page, ways_in(demo_server)["Ada"])
    keep(page)
    for place in ("/today/", "/try/", "/calm/", "/calm/breathe/", "/mine/"):
        page.goto(place)
    page.goto("/calm/phone/")
    kept = page.evaluate(KEPT)
    assert all(each.startswith(("/calm/", "/static/")) for each in kept)
    page.context.set_offline(True)
    page.goto("/calm/breathe/")
    assert page.locator("idle-cover").count() == 0  # the page as anybody sees it
    with pytest.raises(Error):
        page.goto("/today/")


@pytest.mark.parametrize("offline", [False, True])
def test_the_way_out_takes_all_of_it(page: Page, demo_server: Server, offline: bool):
    come_in(page, ways_in(demo_server)["Ada"])
    keep(page)
    page.goto("/calm/")
    page.context.set_offline(offline)
    if offline:
        page.get_by_role("button", name="Leave now").click()
        page.wait_for_timeout(500)
        page.context.set_offline(False)
    else:
        leave(page)
    nothing_is_left(page)


def test_the_switch_takes_it_off_again(page: Page):
    keep(page)
    page.get_by_role("button", name="Take them off this phone").click()
    expect(page.get_by_text("Nothing is kept on this phone.")).to_be_visible()
    nothing_is_left(page)


def test_a_sealed_plan_is_opened_by_its_words_alone_without_a_line_and_gone_with_the_way_out(
    page: Page, demo_server: Server
):
    come_in(page, ways_in(demo_server)["Ada"])
    page.goto("/try/anchor/")
    page.locator("[name=f_signs]").fill(SIGN)
    press(page, "Keep it for me")
    press(page, "Keep a sealed copy on this phone")
    press(page, "Draw four words")
    words = page.locator(".secret").inner_text()
    page.get_by_role("button", name="I have the words. Put it on this phone").click()
    expect(page.get_by_text("It is on this phone now.")).to_be_visible()
    kept = page.evaluate("async () => (await caches.match('/calm/plan/sealed')).text()")
    assert SIGN not in kept
    assert words.split()[0] not in kept
    page.context.set_offline(True)
    page.goto("/calm/plan/")
    page.locator("#four").fill("not these four words")
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text("These words do not open it.")).to_be_visible()
    assert page.get_by_text(SIGN).count() == 0
    page.locator("#four").fill(words.upper())
    page.get_by_role("button", name="Open it").click()
    expect(page.get_by_text(SIGN)).to_be_visible()
    page.context.set_offline(False)
    page.goto("/calm/")
    leave(page)
    nothing_is_left(page)
