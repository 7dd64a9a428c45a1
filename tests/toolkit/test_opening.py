"""What only a therapist opens is closed until they do, for one person, and again when they close it or the two part."""

from uuid import uuid4

import pytest
from django.urls import reverse

from stillroom.care.actions import end_episode
from stillroom.toolkit.actions import NotNow, open_exercise
from stillroom.toolkit.queries import entries_of, opened_for, opened_in
from stillroom.vault.models import Record
from stillroom.vault.records import NotYours
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.sameness import seen

LADDER = reverse("toolkit:do", args=["exposure-ladder"])
RUNG = {"f_fear": "the bus", "f_steps_0_step": "stand at the stop", "f_steps_0_fear": "30"}


def opening(pair: Pair, name: str = "exposure-ladder") -> str:
    return reverse("toolkit:opening", args=[pair.space, name])


def test_closed_it_says_how_it_is_begun(pair: Pair):
    browser = pair.ada.browser()
    page = browser.get(LADDER).content.decode()
    assert "This one is begun together" in page
    assert '<form method="post" class="fields"' not in page
    assert "Begun together" in browser.get(reverse("toolkit:tools")).content.decode()


def test_opened_with_words_it_is_done_and_a_rung_leads_to_its_trial(pair: Pair):
    tom, ada = pair.tom.browser(), pair.ada.browser()
    page = tom.get(opening(pair)).content.decode()
    assert "Everything on it is safe in fact." in page
    for name in ("exposure-ladder", "exposure-trial"):
        assert tom.post(opening(pair, name), {"words": "As we said on Monday."}).status_code == 302
    assert "As we said on Monday." in ada.get(LADDER).content.decode()
    shown = ada.post(LADDER, RUNG, follow=True).content.decode()
    trial = reverse("toolkit:do", args=["exposure-trial"])
    assert f'href="{trial}"' in shown
    asked = ada.get(trial).content.decode()
    assert 'value="stand at the stop"' in asked
    answer = ada.post(trial, {"f_step": "stand at the stop", "f_peak": "60", "f_end": "25"}, follow=True)
    assert "The fear fell by" in answer.content.decode()
    assert "35" in answer.content.decode()
    assert ada.post(trial, {"f_step": "no such rung", "f_peak": "60"}).status_code == 422


def test_closed_again_what_was_written_stays(pair: Pair):
    pair.tom.browser().post(opening(pair), {"words": ""})
    pair.ada.browser().post(LADDER, RUNG)
    pair.tom.browser().post(opening(pair), {"do": "close"})
    assert opened_for(pair.ada.keyholder) == frozenset()
    (stored,) = entries_of(pair.ada.keyholder)
    assert "the bus" in pair.ada.browser().get(reverse("toolkit:entry", args=[stored.id])).content.decode()
    closed = pair.ada.browser().get(LADDER).content.decode()
    assert "This one is begun together" in closed
    assert str(stored.id) in closed


def test_what_was_being_written_when_it_was_closed_is_kept(pair: Pair):
    pair.tom.browser().post(opening(pair), {"words": ""})
    browser = pair.ada.browser()
    browser.get(LADDER)
    pair.tom.browser().post(opening(pair), {"do": "close"})
    assert browser.post(LADDER, RUNG).status_code == 302
    assert len(entries_of(pair.ada.keyholder)) == 1


def test_said_twice_it_stands_once(pair: Pair):
    before = Record.objects.count()
    for _ in range(2):
        open_exercise(episode=pair.his(), name="abc-sheet", is_open=True, words="", now=NOW)
    assert Record.objects.count() == before + 1
    assert dict(opened_in(pair.ada.keyholder, pair.hers())) == {"abc-sheet": ""}
    assert opened_for(pair.ada.keyholder) == {"abc-sheet"}


def test_once_the_two_have_parted_nothing_is_open_and_nothing_is_opened(pair: Pair):
    open_exercise(episode=pair.his(), name="abc-sheet", is_open=True, now=NOW)
    end_episode(keyholder=pair.tom.keyholder, episode=pair.his(), now=NOW)
    assert opened_for(pair.ada.keyholder) == frozenset()
    with pytest.raises(NotNow):
        open_exercise(episode=pair.his(), name="abc-sheet", is_open=False, now=NOW)
    page = pair.tom.browser().post(opening(pair, "abc-sheet"), {"words": "Kept words"})
    assert (page.status_code, "Kept words" in page.content.decode()) == (422, True)


def test_the_client_opens_nothing_and_a_stranger_sees_nothing(pair: Pair, iris: Person, eve):
    with pytest.raises(NotYours):
        open_exercise(episode=pair.hers(), name="abc-sheet", is_open=True, now=NOW)
    for browser in (pair.ada.browser(), iris.browser(), eve):
        answers = [
            seen(browser.post(reverse("toolkit:opening", args=[space, "abc-sheet"]), {"words": "x"}))
            for space in (pair.space, uuid4())
        ]
        assert answers[0] == answers[1]
    assert pair.tom.browser().get(opening(pair, "kindness")).status_code == 404
    assert opened_for(pair.ada.keyholder) == frozenset()


def test_the_therapist_s_tools_say_what_is_open(pair: Pair):
    tools = reverse("desk:tools", args=[pair.space])
    assert opening(pair) in pair.tom.browser().get(tools).content.decode()
