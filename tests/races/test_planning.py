"""The plan, pressed at the same moment from two windows: each yes is to what was read, and no words are lost."""

import pytest
from django.http import HttpResponse

from stillroom.plans.actions import agree_on_goal, propose_goal
from stillroom.plans.documents import Goal
from stillroom.plans.queries import goal_of, goals_of, review_of
from stillroom.vault.records import Stored
from tests.care.pair import Pair
from tests.cast import NOW
from tests.races.racing import at_once, press

LEVELS = ("Never", "Once a month", "Once a week", "Twice a week", "Each time")


def statuses(answers: list[HttpResponse]) -> list[int]:
    return sorted(answer.status_code for answer in answers)


def agreed(pair: Pair, **more: object) -> Stored[Goal]:
    goal = propose_goal(episode=pair.hers(), words="Sleep", steps=["tea"], version=0, now=NOW, **more)
    return agree_on_goal(episode=pair.his(), version=goal.version, now=NOW)


def goals(pair: Pair) -> list[str]:
    return [each.document.words for each in goals_of(pair.ada.keyholder, pair.hers())]


@pytest.mark.parametrize("_round", range(3))
def test_a_yes_while_the_other_changes_it_is_to_what_was_read_or_is_not_given(pair: Pair, _round: int):
    goal = propose_goal(episode=pair.hers(), words="Sleep", steps=["tea"], version=0, now=NOW)
    about = {"version": goal.version}
    yes = press(pair.tom, "plans:agree", pair.space, goal=goal.id, **about)
    change = press(pair.ada, "plans:change", pair.space, goal.id, words="Sleep six hours", **about)
    answers = at_once(yes, change)
    after = goal_of(pair.ada.keyholder, pair.hers()).document
    assert statuses(answers) == [302, 422]
    if answers[0].status_code == 302:
        assert (after.words, after.is_agreed) == ("Sleep", True)
        assert "Sleep six hours" in answers[1].content.decode()
    else:
        assert (after.words, after.is_agreed) == ("Sleep six hours", False)


def test_both_answer_with_other_words_and_the_one_that_came_late_keeps_them_on_the_page(pair: Pair):
    goal = agreed(pair)
    both = (("Sleep early", pair.ada), ("Sleep late", pair.tom))
    answers = at_once(
        *(press(who, "plans:change", pair.space, goal.id, words=words, version=goal.version) for words, who in both)
    )
    assert statuses(answers) == [302, 422]
    (kept,) = goals(pair)
    for (words, _who), answer in zip(both, answers, strict=True):
        assert (answer.status_code == 302) == (words == kept)
        assert answer.status_code == 302 or (words in (page := answer.content.decode()) and kept in page)


def test_a_yes_and_leaving_it_as_it_was_at_once_are_one_of_them(pair: Pair):
    goal = agreed(pair)
    changed = propose_goal(episode=pair.hers(), words="Rest", steps=[], version=goal.version, now=NOW)
    about = {"goal": goal.id, "version": changed.version}
    answers = at_once(
        press(pair.tom, "plans:agree", pair.space, **about), press(pair.ada, "plans:leave", pair.space, **about)
    )
    after = goal_of(pair.ada.keyholder, pair.hers()).document
    assert after.is_agreed
    assert after.words in ("Rest", "Sleep")
    assert set(statuses(answers)) <= {302, 422}


def test_one_new_goal_pressed_three_times_is_one(pair: Pair):
    agreed(pair)
    more = [press(pair.ada, "plans:another", pair.space, words="Say no", version="0") for _ in range(3)]
    assert statuses(at_once(*more)) == [302, 302, 302]
    assert goals(pair) == ["Sleep", "Say no"]


def test_two_first_goals_at_once_are_one_and_the_other_words_come_back(pair: Pair):
    both = (("Hers", pair.ada), ("His", pair.tom))
    answers = at_once(*(press(who, "plans:goal", pair.space, words=words, version="0") for words, who in both))
    assert statuses(answers) == [302, 422]
    (kept,) = goals(pair)
    (other,) = [answer.content.decode() for answer in answers if answer.status_code == 422]
    assert {"Hers": "His", "His": "Hers"}[kept] in other


def test_one_number_from_two_devices_counts_once_and_two_numbers_are_asked_about(pair: Pair):
    goal = agreed(pair, levels=LEVELS)
    about = {"goal": goal.id, "version": goal.version}
    same = [press(pair.ada, "plans:rate", pair.space, value="4", **about) for _ in range(2)]
    assert statuses(at_once(*same)) == [302, 302]
    now = goal_of(pair.ada.keyholder, pair.hers())
    about = {"goal": goal.id, "version": now.version}
    other = [press(pair.ada, "plans:level", pair.space, level=each, **about) for each in ("0", "1")]
    assert statuses(at_once(*other)) == [302, 422]
    after = goal_of(pair.ada.keyholder, pair.hers()).document
    assert [each.value for each in after.ratings] == [4]
    assert len(after.attained) == 1


def test_both_write_what_they_found_and_the_later_one_sees_both(pair: Pair):
    agreed(pair)
    both = (("The tea helped.", pair.ada), ("The diary helped.", pair.tom))
    answers = at_once(*(press(who, "plans:review", pair.space, helped=words, version="0") for words, who in both))
    assert statuses(answers) == [302, 422]
    kept = review_of(pair.ada.keyholder, pair.hers()).document.helped
    (page,) = [answer.content.decode() for answer in answers if answer.status_code == 422]
    for words, _who in both:
        assert words in page
    assert kept in dict(both)


@pytest.mark.parametrize("_round", range(2))
def test_a_change_that_meets_the_end_is_kept_or_stays_on_the_page(pair: Pair, _round: int):
    goal = agreed(pair)
    change = press(pair.ada, "plans:change", pair.space, goal.id, words="Sleep well", version=goal.version)
    answer, ended = at_once(change, press(pair.tom, "scheduling:end", pair.space))
    assert ended.status_code == 302
    kept = goals(pair) == ["Sleep well"]
    assert kept == (answer.status_code == 302)
    assert kept or "Sleep well" in answer.content.decode()


def test_control_one_after_the_other_with_what_each_page_showed_goes_through(pair: Pair):
    goal = agreed(pair)
    for words, who in (("Rest", pair.ada), ("Rest well", pair.tom)):
        version = goal_of(pair.ada.keyholder, pair.hers()).version
        answer = press(who, "plans:change", pair.space, goal.id, words=words, version=version)()
        assert answer.status_code == 302
    assert goals(pair) == ["Rest well"]
