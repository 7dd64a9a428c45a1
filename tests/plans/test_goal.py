"""A goal belongs to both: proposed by either, agreed by each, never changed behind somebody's back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stillroom.plans.actions import GoalMissing, NotTheirs, agree_on_goal, propose_goal, rate_goal, tick_step
from stillroom.plans.documents import GoalCover
from stillroom.plans.queries import goal_of
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.spaces import Stale
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.sameness import seen

LATER = NOW + timedelta(hours=1)


def proposed(pair: Pair, *steps: str):
    return propose_goal(episode=pair.hers(), words="Sleep through", steps=steps, version=0, now=NOW)


def agreed(pair: Pair, *steps: str):
    return agree_on_goal(episode=pair.his(), version=proposed(pair, *steps).version, now=NOW)


def test_it_counts_when_both_have_said_yes(pair: Pair):
    stored = proposed(pair)
    assert not stored.document.is_agreed
    assert agree_on_goal(episode=pair.his(), version=stored.version, now=LATER).document.is_agreed


def test_a_change_asks_the_other_again_and_keeps_what_is_done(pair: Pair):
    stored = agreed(pair, "phone away", "walk")
    stored = tick_step(episode=pair.hers(), words="walk", done=True, version=stored.version, now=LATER)
    changed = propose_goal(
        episode=pair.his(), words="Sleep six hours", steps=["walk", "tea"], version=stored.version, now=LATER
    ).document
    assert (changed.agreed, [(s.words, s.done_at) for s in changed.steps]) == (
        {Role.THERAPIST},
        [("walk", LATER), ("tea", None)],
    )


def test_nobody_agrees_to_what_they_have_not_seen(pair: Pair):
    first = proposed(pair)
    propose_goal(episode=pair.hers(), words="Something else", steps=[], version=first.version, now=LATER)
    with pytest.raises(Stale):
        agree_on_goal(episode=pair.his(), version=first.version, now=LATER)


def test_only_the_client_says_how_near_it_feels(pair: Pair):
    stored = agreed(pair)
    with pytest.raises(NotTheirs):
        rate_goal(episode=pair.his(), value=5, version=stored.version, now=LATER)
    rated = rate_goal(episode=pair.hers(), value=3, version=stored.version, now=LATER)
    assert [(r.at, r.value) for r in rated.document.ratings] == [(LATER, 3)]


@pytest.mark.parametrize("value", [-1, 11])
def test_a_rating_out_of_range_is_a_bug(pair: Pair, value: int):
    with pytest.raises(ValueError, match="0 to 10"):
        rate_goal(episode=pair.hers(), value=value, version=1, now=NOW)


def test_without_a_goal_there_is_nothing_to_agree_on(pair: Pair):
    with pytest.raises(GoalMissing):
        agree_on_goal(episode=pair.his(), version=1, now=NOW)


def test_the_cover_shows_open_steps_and_who_is_waited_for(pair: Pair):
    stored = proposed(pair, "one", "two", "three")
    tick_step(episode=pair.hers(), words="two", done=True, version=stored.version, now=LATER)
    cover = cover_of(pair.his().space).get(GoalCover)
    assert (cover.words, cover.open_steps, cover.waits_for) == ("Sleep through", ("one", "three"), {Role.THERAPIST})


def page(pair: Pair, name: str = "goal") -> str:
    return reverse(f"plans:{name}", args=[pair.space])


def test_the_two_find_the_words_together_on_their_pages(pair: Pair):
    ada, tom = pair.ada.browser(), pair.tom.browser()
    assert ada.post(page(pair), {"words": "Say no once", "steps": "by text\n\nby text\naloud", "version": 0}).url
    assert "Say no once" in tom.get(page(pair)).content.decode()
    tom.post(page(pair, "agree"), {"version": 1})
    ada.post(page(pair, "rate"), {"version": 2, "value": "4"})
    ada.post(page(pair, "step"), {"version": 3, "step": "aloud", "done": "1"})
    goal = goal_of(pair.tom.keyholder, pair.his()).document
    assert (goal.is_agreed, [r.value for r in goal.ratings]) == (True, [4])
    assert [(s.words, s.done_at is not None) for s in goal.steps] == [("by text", False), ("aloud", True)]


def test_a_change_that_crosses_the_others_keeps_what_was_typed(pair: Pair):
    ada, tom = pair.ada.browser(), pair.tom.browser()
    ada.post(page(pair), {"words": "Hers", "steps": "", "version": 0})
    answer = tom.post(page(pair), {"words": "His words", "steps": "", "version": 0})
    assert answer.status_code == 422
    assert "His words" in answer.content.decode()
    assert goal_of(pair.ada.keyholder, pair.hers()).document.words == "Hers"


@pytest.mark.parametrize("sent", [{"words": ""}, {"words": "x", "steps": "\n".join(map(str, range(13)))}, {}])
def test_a_goal_without_words_or_with_too_many_steps_is_asked_again(pair: Pair, sent: dict[str, str]):
    answer = pair.ada.browser().post(page(pair), {"version": 0, **sent})
    assert answer.status_code == 422
    assert goal_of(pair.ada.keyholder, pair.hers()) is None


@pytest.mark.parametrize("value", ["11", "-1", "", "x"])
def test_a_number_outside_0_to_10_is_asked_again(pair: Pair, value: str):
    version = agreed(pair).version
    answer = pair.ada.browser().post(page(pair, "rate"), {"version": version, "value": value})
    assert answer.status_code == 422
    assert goal_of(pair.ada.keyholder, pair.hers()).document.ratings == ()


def test_a_stranger_gets_the_same_404_as_for_nothing(pair: Pair, iris: Person, eve):
    for browser in (iris.browser(), eve):
        for name in ("goal", "agree", "rate", "step"):
            answers = []
            for space in (pair.space, uuid4()):
                answer = browser.post(reverse(f"plans:{name}", args=[space]), {"version": 1, "words": "x"})
                answers.append(seen(answer))
            assert answers[0] == answers[1]
            assert answers[0][0] == 404
