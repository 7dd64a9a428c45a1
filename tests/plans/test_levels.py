"""Five levels of a goal, agreed like all of it, rated by the client, summed up as published."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stillroom.plans.actions import (
    NoLevels,
    NotTheirs,
    agree_on_goal,
    leave_as_it_was,
    propose_goal,
    rate_level,
)
from stillroom.plans.documents import KEPT_VERSIONS, Goal, GoalCover
from stillroom.plans.outcomes import goal_first_to_last
from stillroom.plans.pages import shown
from stillroom.plans.queries import goal_of, goals_of
from stillroom.plans.standing import attained_in, attainment_of
from stillroom.vault.covers import cover_of
from stillroom.vault.records import Stored
from stillroom.vault.spaces import Stale
from tests.care.pair import Pair
from tests.cast import NOW

LEVELS = ("Never", "Once a month", "Once a week", "Twice a week", "Whenever I mean it")
LATER = NOW + timedelta(minutes=5)


def proposed(pair: Pair, levels=LEVELS, words="Say no", version=0, another=False, record=None) -> Stored[Goal]:
    return propose_goal(
        episode=pair.hers(),
        words=words,
        steps=[],
        levels=levels,
        version=version,
        another=another,
        record=record,
        now=NOW,
    )


def agreed(pair: Pair, at=NOW, **about) -> Stored[Goal]:
    goal = proposed(pair, **about)
    return agree_on_goal(episode=pair.his(), version=goal.version, record=goal.id, now=at)


def rate(pair: Pair, goal: Stored[Goal], value: int, at=LATER) -> Stored[Goal]:
    return rate_level(episode=pair.hers(), value=value, version=goal.version, record=goal.id, now=at)


def test_levels_count_once_both_agreed_and_are_rated_by_the_client_alone(pair: Pair):
    goal = proposed(pair)
    with pytest.raises(NoLevels):
        rate(pair, goal, 0)
    goal = agree_on_goal(episode=pair.his(), version=goal.version, now=NOW)
    with pytest.raises(NotTheirs):
        rate_level(episode=pair.his(), value=0, version=goal.version, now=LATER)
    goal = rate(pair, goal, -1)
    goal = rate(pair, goal, -1)  # the same press twice
    assert [each.value for each in attained_in(goal.document)] == [-1]


@pytest.mark.parametrize("value", [-3, 3])
def test_a_level_that_is_none_is_a_bug(pair: Pair, value: int):
    with pytest.raises(ValueError, match="level"):
        rate(pair, agreed(pair), value)


def test_an_older_page_is_told(pair: Pair):
    goal = agreed(pair)
    rate(pair, goal, 0)
    with pytest.raises(Stale):
        rate(pair, goal, 1, LATER + timedelta(minutes=1))


def test_other_levels_begin_a_new_count_and_leaving_them_brings_the_old_one_back(pair: Pair):
    goal = rate(pair, agreed(pair), 1)
    other = ("a", "b", "c", "d", "e")
    changed = proposed(pair, levels=other, version=goal.version, record=goal.id)
    assert [each.value for each in attained_in(changed.document)] == [1]  # what both agreed to stands meanwhile
    back = leave_as_it_was(episode=pair.his(), version=changed.version, record=goal.id, now=LATER)
    assert [each.value for each in attained_in(back.document)] == [1]
    changed = proposed(pair, levels=other, version=back.version, record=goal.id)
    new = agree_on_goal(episode=pair.his(), version=changed.version, record=goal.id, now=LATER + timedelta(days=1))
    assert attained_in(new.document) == ()
    assert len(new.document.attained) == 1  # kept all the same


@pytest.mark.parametrize(("values", "score"), [((0,), 50), ((1,), 60), ((1, 1), 62.4), ((-2, 2), 50), ((-1, -1), 37.6)])
def test_the_score_over_goals_is_the_published_one(pair: Pair, values: tuple[int, ...], score: float):
    for number, value in enumerate(values):
        rate(pair, agreed(pair, words=f"Goal {number}", another=bool(number)), value)
    found = attainment_of(each.document for each in goals_of(pair.ada.keyholder, pair.hers()))
    assert found == pytest.approx(score, abs=0.005)


def test_without_levels_there_is_no_score(pair: Pair):
    agreed(pair, levels=())
    assert attainment_of([goal_of(pair.ada.keyholder, pair.hers()).document]) is None


def form(pair: Pair, **levels: str) -> dict[str, object]:
    return {"words": "Say no", "version": "0", **levels}


def test_on_the_page_all_five_or_none_and_what_was_typed_stays(pair: Pair):
    address = reverse("plans:goal", args=[pair.space])
    browser = pair.ada.browser()
    answer = browser.post(address, form(pair, level_0="by the river", level_4="whenever"))
    page = answer.content.decode()
    assert (answer.status_code, "all five, or none" in page, "by the river" in page) == (422, True, True)
    alike = {f"level_{n}": words for n, words in enumerate(("a", "b", "b", "d", "e"))}
    assert "say the same" in browser.post(address, form(pair, **alike)).content.decode()
    sent = {f"level_{n}": words for n, words in enumerate(LEVELS)}
    assert browser.post(address, form(pair, **sent)).status_code == 302
    goal = goal_of(pair.tom.keyholder, pair.his())
    assert goal.document.levels == LEVELS
    agree_on_goal(episode=pair.his(), version=goal.version, now=NOW)
    page = browser.get(address).content.decode()
    assert "Whenever I mean it" in page
    version = str(goal.version + 1)
    level = reverse("plans:level", args=[pair.space])
    assert browser.post(level, {"goal": str(goal.id), "version": version, "level": "9"}).status_code == 422
    assert browser.post(level, {"goal": str(goal.id), "version": version, "level": "1"}).status_code == 302
    for person in (pair.ada, pair.tom):
        assert "All goals with levels together: 60" in person.browser().get(address).content.decode()


def test_the_therapist_sees_what_changed_in_the_levels(pair: Pair):
    goal = agreed(pair)
    changed = (*LEVELS[:4], "Each time")
    proposed(pair, levels=changed, version=goal.version, record=goal.id)
    page = pair.tom.browser().get(reverse("plans:goal", args=[pair.space])).content.decode()
    assert "+2: Each time" in page
    assert "+2: Whenever I mean it" in page


def test_the_summary_at_the_end_says_what_it_came_to(pair: Pair):
    rate(pair, agreed(pair), 1)
    said = {each.heading: each.text for each in goal_first_to_last(pair.ada.keyholder, pair.hers())}
    assert "It came to: Twice a week" in said["Say no"]
    assert said["All goals together"].startswith("60,")


def test_while_other_levels_wait_nobody_is_said_to_be_at_one_of_them(pair: Pair):
    goal = rate(pair, agreed(pair), 1)
    assert shown(goal).here == 3
    changed = proposed(pair, levels=("a", "b", "c", "d", "e"), version=goal.version, record=goal.id)
    page = pair.tom.browser().get(reverse("plans:goal", args=[pair.space])).content.decode()
    assert (shown(changed).here, "here on" in page) == (None, False)
    (said, _together) = goal_first_to_last(pair.ada.keyholder, pair.hers())
    assert "It came to: Twice a week" in said.text


def test_many_versions_later_the_first_day_and_the_count_of_these_levels_still_stand(pair: Pair):
    first = agreed(pair, levels=(), words="Goal")
    goal = proposed(pair, words="Goal", version=first.version, record=first.id)
    goal = agree_on_goal(episode=pair.his(), version=goal.version, record=goal.id, now=LATER)
    goal = rate(pair, goal, 1, LATER + timedelta(minutes=1))
    for n in range(KEPT_VERSIONS + 5):
        at = LATER + timedelta(days=n + 1)
        goal = propose_goal(
            episode=pair.hers(), words="Goal", steps=[f"step {n}"], levels=LEVELS, version=goal.version, now=at
        )
        goal = agree_on_goal(episode=pair.his(), version=goal.version, record=goal.id, now=at)
    versions = goal.document.versions
    assert len(versions) == KEPT_VERSIONS
    assert [each.at for each in versions[:2]] == [NOW, LATER]
    assert versions[-1].wording.steps[0].words == f"step {KEPT_VERSIONS + 4}"
    assert [each.value for each in attained_in(goal.document)] == [1]
    assert cover_of(pair.hers().space).get(GoalCover).reviewed == NOW
