"""Two real browsers, a real server, a real relay."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from stillroom.rooms import coturn
from tests.rooms.calls import chromium, gone_afterwards, house
from tests.rooms.house import (
    House,
    frames,
    gained,
    heard,
    loudness,
    meet,
    relayed_bytes,
    rises,
    route,
    until,
)

__all__ = ["chromium", "gone_afterwards", "house"]
pytestmark = [pytest.mark.room, pytest.mark.alone]
AXE = (Path(__file__).parents[1] / "journeys/vendor/axe.min.js").read_text()


def no_barrier(page: Page) -> None:
    """axe finds nothing in light, dark and forced colours, and nothing is wider than a small phone."""
    page.set_viewport_size({"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.evaluate(AXE)
    for scheme in ({"color_scheme": "light"}, {"color_scheme": "dark"}, {"forced_colors": "active"}):
        page.emulate_media(**scheme)
        found = page.evaluate("async () => (await axe.run()).violations.map((each) => [each.id, each.nodes[0].html])")
        assert found == [], scheme


def test_two_people_see_hear_and_read_each_other_through_the_relay_alone(house: House, chromium: Browser) -> None:
    ada, tom = meet(house, chromium, "video")
    for page in (ada, tom):
        until(lambda page=page: frames(page) > 0, "a first picture")
        assert rises(lambda page=page: frames(page))
        assert route(page) == ("relay", "relay")
        assert page.evaluate("document.body.dataset.call") == "live"

    words = [page.text_content("[data-part=words]") for page in (ada, tom)]
    assert words[0] == words[1]
    assert len(words[0].split()) == 4

    for page in (ada, tom):
        page.click("[data-part=writing] summary")
    ada.fill("#room-text", "Can you hear me? <b>")
    ada.click("[data-part=say] button")
    tom.wait_for_selector("[data-part=talk] .bubble:has-text('Can you hear me? <b>')")
    assert ada.input_value("#room-text") == ""
    assert tom.inner_text("[data-part=talk] footer") == "Ada"

    # coturn counts aloud each 2048 packets: about every ten seconds of a call with pictures.
    until(lambda: relayed_bytes(house.relay_log) > 100_000, "the relay's own count", patience=60)


def test_who_is_muted_is_silent_and_a_camera_that_is_off_sends_nothing(house: House, chromium: Browser) -> None:
    ada, tom = meet(house, chromium, "video")
    until(lambda: loudness(ada) > 0, "sound")
    until(lambda: frames(ada) > 0, "a picture")
    tom.click("[data-do=microphone]")
    tom.click("[data-do=camera]")
    ada.wait_for_selector("text=Camera and microphone are off")
    assert tom.evaluate("window.tracks.find((track) => track.kind === 'video').readyState") == "ended"
    until(lambda: gained(lambda: loudness(ada)) < 0.001, "silence")
    still = frames(ada)
    assert gained(lambda: loudness(ada)) < 0.001
    assert frames(ada) - still <= 1
    tom.click("[data-do=microphone]")
    tom.click("[data-do=camera]")
    until(lambda: gained(lambda: loudness(ada)) > 0.05, "sound again")
    until(lambda: frames(ada) > still + 5, "a picture again")


def test_a_call_goes_on_while_the_server_starts_again_and_signalling_comes_back(
    house: House, chromium: Browser
) -> None:
    ada, tom = meet(house, chromium, "video")
    until(lambda: frames(ada) > 0 and frames(tom) > 0, "pictures")
    words = ada.text_content("[data-part=words]")
    house.server.process.kill()
    house.server.process.wait()
    assert rises(lambda: frames(ada), 3)
    assert rises(lambda: frames(tom), 2)
    admitted, ready = heard(ada, "admitted"), heard(tom, "ready")
    house.server.restart()
    until(lambda: heard(ada, "admitted") > admitted and heard(tom, "ready") > ready, "signalling")
    assert rises(lambda: frames(ada), 2)
    assert [page.evaluate("window.calls.length") for page in (ada, tom)] == [1, 1]
    assert ada.text_content("[data-part=words]") == words


def test_when_the_relay_starts_again_the_call_finds_a_new_way(house: House, chromium: Browser, tmp_path: Path) -> None:
    ada, tom = meet(house, chromium, "voice")
    until(lambda: loudness(ada) > 0 and loudness(tom) > 0, "sound")
    program = coturn.installed()
    assert program is not None
    house.relay.stop()
    house.relay = coturn.start(program, house.relay.node, tmp_path)
    before = loudness(ada), loudness(tom)
    until(lambda: heard(ada, "offer") > 1, "an offer of new paths")
    for page, heard_before in zip((ada, tom), before, strict=True):
        until(lambda page=page, quiet=heard_before: loudness(page) > quiet + 0.1, "sound again")
        page.wait_for_selector("[data-part=status]", state="hidden")
        assert route(page) == ("relay", "relay")
    assert [page.evaluate("window.calls.length") for page in (ada, tom)] == [1, 1]


def test_leaving_now_cuts_sound_and_picture_within_the_press(house: House, chromium: Browser) -> None:
    ada, tom = meet(house, chromium, "video")
    ended = ada.evaluate("""() => {
      document.dispatchEvent(new CustomEvent("stillroom:exit"));
      return [window.tracks.map((track) => track.readyState), window.calls.map((call) => call.signalingState),
        document.body.dataset.call ?? null];
    }""")
    assert ended == [["ended", "ended"], ["closed"], None]
    tom.wait_for_selector("text=Ada has left the room")
    assert tom.evaluate("window.calls.at(-1).signalingState") == "closed"


def test_after_a_reload_somebody_has_to_be_let_in_again(house: House, chromium: Browser) -> None:
    ada, tom = meet(house, chromium, "text")
    ada.reload()
    ada.check("[name=mode][value=text]")
    ada.click("[data-do=enter]")
    tom.wait_for_selector("text=Ada is at the door, in writing only")
    assert heard(ada, "admitted") == 0
    tom.click("[data-do=admit]")
    ada.wait_for_selector("[data-part=safety]:visible")
    assert ada.evaluate("window.tracks.length") == 0
    tom.click("[data-do=leave]:visible")
    tom.wait_for_url("**/over/")
    ada.wait_for_selector("text=Tom has left the room")


def test_each_stage_is_accessible_and_fits_a_small_phone(house: House, chromium: Browser) -> None:
    ada, tom = house.enter(chromium, "ada"), house.enter(chromium, "tom")
    for page in (tom, ada):
        no_barrier(page)
        page.check("[name=mode][value=video]")
        page.click("[data-do=try]")
        page.wait_for_selector("[data-part=preview] video")
        no_barrier(page)
        page.click("[data-do=enter]")
        page.wait_for_selector("[data-stage=waiting]:visible")
        no_barrier(page)
    tom.wait_for_selector("[data-do=admit]:visible")
    no_barrier(tom)
    tom.click("[data-do=admit]")
    for page in (ada, tom):
        page.wait_for_selector("[data-part=safety]:visible")
        for summary in page.query_selector_all("summary:visible"):
            summary.click()
        page.fill("#room-text", "Averyverylongwordthatsomebodypastedfromsomewherewithoutanyspaces")
        page.click("[data-part=say] button")
        no_barrier(page)
        assert page.evaluate("document.querySelector('.leave button').getBoundingClientRect().height") >= 44


def test_without_a_microphone_the_page_says_what_to_do(house: House, chromium: Browser) -> None:
    ada = house.enter(chromium, "ada")
    ada.evaluate("""() => {
      navigator.mediaDevices.getUserMedia = async () => { throw new DOMException("no", "NotAllowedError"); };
    }""")
    ada.click("[data-do=enter]")
    ada.wait_for_selector("[role=alert]:has-text('go on in writing')")
    assert heard(ada, "here") == 0
    ada.check("[name=mode][value=text]")
    ada.click("[data-do=enter]")
    ada.wait_for_selector("text=Tom has not opened the room yet")
