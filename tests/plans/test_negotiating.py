"""A proposal and its answer: what changed is shown, what stood can stand again, and nothing is lost on the way."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from stillroom.base.times import day_of
from stillroom.care import meetings
from stillroom.plans.actions import (
    MOST_GOALS,
    EnoughGoals,
    agree_on_goal,
    close_goal,
    keep_review,
    leave_as_it_was,
    propose_goal,
    set_day,
    tick_step,
)
from stillroom.plans.documents import BOTH, Close, GoalCover, Intervention, Modality, Objective, Review, Step
from stillroom.plans.pages import shown
from stillroom.plans.queries import goal_of, goals_of, review_of
from stillroom.plans.standing import plan_standing
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import TYPES, Role
from stillroom.vault.records import writing
from stillroom.vault.spaces import Stale
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.sameness import seen

SAMPLES = Path(__file__).with_name("samples")
LATER = NOW + timedelta(hours=1)


def agreed(pair: Pair, words: str = "Sleep through", *steps: str):
    stored = propose_goal(episode=pair.hers(), words=words, steps=steps, version=0, now=NOW)
    return agree_on_goal(episode=pair.his(), version=stored.version, now=NOW)


def test_an_answer_in_other_words_shows_what_was_changed_in_the_proposal(pair: Pair):
    first = propose_goal(episode=pair.hers(), words="Sleep", steps=["tea"], version=0, now=NOW)
    answer = propose_goal(episode=pair.his(), words="Sleep six hours", steps=["tea"], version=first.version, now=LATER)
    assert [(c.part, c.before, c.after) for c in shown(answer).answered] == [("words", "Sleep", "Sleep six hours")]
    again = propose_goal(episode=pair.his(), words="Sleep well", steps=["tea"], version=answer.version, now=LATER)
    assert [(c.before, c.after) for c in shown(again).answered] == [("Sleep", "Sleep well")]
    assert not again.document.is_agreed
    assert agree_on_goal(episode=pair.hers(), version=again.version, now=LATER).document.is_agreed


def test_a_change_of_what_both_agreed_to_is_shown_against_it_and_can_be_left(pair: Pair):
    stored = agreed(pair, "Sleep", "tea", "walk")
    stored = tick_step(episode=pair.hers(), words="walk", done=True, version=stored.version, now=LATER)
    changed = propose_goal(episode=pair.his(), words="Sleep", steps=["walk"], version=stored.version, now=LATER)
    assert [(c.part, c.before, c.after) for c in shown(changed).changes] == [("steps", "tea", "")]
    back = leave_as_it_was(episode=pair.hers(), version=changed.version, record=changed.id, now=LATER)
    assert back is not None
    assert back.document.is_agreed
    assert [(s.words, s.done_at is not None) for s in back.document.steps] == [("tea", False), ("walk", True)]


def test_a_step_that_was_done_and_taken_out_is_done_when_the_change_is_left(pair: Pair):
    stored = agreed(pair, "Sleep", "tea", "walk")
    stored = tick_step(episode=pair.hers(), words="walk", done=True, version=stored.version, now=LATER)
    changed = propose_goal(episode=pair.his(), words="Sleep", steps=["tea"], version=stored.version, now=LATER)
    back = leave_as_it_was(episode=pair.his(), version=changed.version, record=changed.id, now=LATER)
    assert [(s.words, s.done_at) for s in back.document.steps] == [("tea", None), ("walk", LATER)]
    assert len(back.document.versions) == 1


def test_a_goal_from_before_versions_were_kept_is_not_taken_away_with_a_change_of_it(pair: Pair):
    old = TYPES["plans.goal"].decode(1, json.loads((SAMPLES / "plans.goal.v1.json").read_text()))
    with writing(pair.hers().space, now=NOW) as work:
        stored = work.add(replace(old, agreed=BOTH))
    changed = propose_goal(episode=pair.his(), words="Other", steps=[], version=stored.version, now=LATER)
    back = leave_as_it_was(episode=pair.hers(), version=changed.version, record=stored.id, now=LATER)
    assert (back.document.words, back.document.steps, back.document.ratings) == (old.words, old.steps, old.ratings)


def test_a_goal_that_was_never_agreed_to_can_be_taken_away_and_its_cover_with_it(pair: Pair):
    stored = propose_goal(episode=pair.his(), words="Sleep", steps=[], version=0, now=NOW)
    assert leave_as_it_was(episode=pair.hers(), version=stored.version, record=stored.id, now=LATER) is None
    assert goals_of(pair.ada.keyholder, pair.hers()) == ()
    assert cover_of(pair.his().space).get(GoalCover).goals == ()


def test_nobody_leaves_what_they_have_not_seen(pair: Pair):
    stored = agreed(pair)
    one = propose_goal(episode=pair.his(), words="One", steps=[], version=stored.version, now=LATER)
    propose_goal(episode=pair.his(), words="Two", steps=[], version=one.version, now=LATER)
    with pytest.raises(Stale):
        leave_as_it_was(episode=pair.hers(), version=one.version, record=one.id, now=LATER)


def test_each_version_that_both_agreed_to_stays_to_read(pair: Pair):
    stored = agreed(pair, "Sleep")
    changed = propose_goal(episode=pair.his(), words="Rest", steps=[], version=stored.version, now=LATER)
    yes = agree_on_goal(episode=pair.hers(), version=changed.version, now=LATER).document
    assert [each.wording.words for each in yes.versions] == ["Sleep", "Rest"]
    assert yes.versions[-1].at == LATER


def test_objectives_and_ways_of_working_are_part_of_what_is_agreed_to(pair: Pair):
    stored = agreed(pair)
    more = propose_goal(
        episode=pair.his(),
        words="Sleep through",
        steps=[Step("Send the diary", who=Role.THERAPIST)],
        objectives=[Objective("Six hours", "diary", "four", "six", date(2027, 1, 31))],
        interventions=[Intervention("Sleep plan", Modality.CBT, "each week")],
        version=stored.version,
        now=LATER,
    )
    assert not more.document.is_agreed
    assert {c.part for c in shown(more).changes} == {"objectives", "interventions", "theirs"}
    assert cover_of(pair.hers().space).get(GoalCover).theirs == ("Send the diary",)


def test_a_day_is_set_without_asking_anybody_again(pair: Pair):
    stored = agreed(pair, "Sleep", "tea")
    due = set_day(episode=pair.his(), words="tea", due=date(2026, 12, 1), version=stored.version, now=LATER).document
    assert (due.is_agreed, due.steps[0].due) == (True, date(2026, 12, 1))


def test_several_goals_stand_beside_each_other_up_to_six(pair: Pair):
    agreed(pair, "Goal 0")
    for n in range(1, MOST_GOALS):
        for _press in range(2):  # a press that came twice makes one
            at = NOW + timedelta(minutes=n)
            propose_goal(episode=pair.hers(), words=f"Goal {n}", steps=[], version=0, another=True, now=at)
    assert len(goals_of(pair.ada.keyholder, pair.hers())) == MOST_GOALS
    with pytest.raises(EnoughGoals):
        propose_goal(episode=pair.his(), words="One too many", steps=[], version=0, another=True, now=NOW)
    first = goal_of(pair.ada.keyholder, pair.hers())
    close_goal(episode=pair.hers(), how=Close.REACHED, version=first.version, record=first.id, now=LATER)
    propose_goal(episode=pair.his(), words="Now it fits", steps=[], version=0, another=True, now=LATER)
    cover = cover_of(pair.hers().space).get(GoalCover)
    assert (cover.words, cover.goals[-1], len(cover.goals)) == ("Goal 1", "Now it fits", MOST_GOALS)


def test_a_review_sets_the_next_one_and_without_one_it_is_due_after_ninety_days(pair: Pair, monkeypatch):
    ends: list[datetime] = []
    monkeypatch.setattr(meetings, "_told_by", [lambda _cover, now: [end for end in ends if end <= now]])
    agreed(pair)
    assert not plan_standing(cover_of(pair.hers().space), NOW + timedelta(days=89)).is_due
    assert plan_standing(cover_of(pair.hers().space), NOW + timedelta(days=90)).is_due
    ends += [NOW + timedelta(days=day) for day in range(1, 8)]
    assert not plan_standing(cover_of(pair.hers().space), NOW + timedelta(days=20)).is_due
    ends.append(NOW + timedelta(days=19))
    assert plan_standing(cover_of(pair.hers().space), NOW + timedelta(days=20)).is_due
    at = NOW + timedelta(days=90)
    review = Review(at, helped="Tea", due=(at + timedelta(days=30)).date(), after=4)
    keep_review(episode=pair.his(), review=review, version=0, now=at)
    cover = cover_of(pair.hers().space)
    ends += [at + timedelta(days=day) for day in (1, 2, 3)]
    assert not plan_standing(cover, at + timedelta(days=29)).is_due
    assert plan_standing(cover, at + timedelta(days=30)).is_due
    ends.append(at + timedelta(days=4))
    assert plan_standing(cover, at + timedelta(days=5)).is_due


def test_two_who_look_at_the_plan_on_one_day_write_one_review_and_lose_nothing(pair: Pair):
    agreed(pair)
    hers = keep_review(episode=pair.hers(), review=Review(NOW, helped="Tea"), version=0, now=NOW)
    with pytest.raises(Stale):
        keep_review(episode=pair.his(), review=Review(LATER, helped="Walks"), version=0, now=LATER)
    keep_review(episode=pair.his(), review=Review(LATER, helped="Tea, walks"), version=hers.version, now=LATER)
    assert review_of(pair.ada.keyholder, pair.hers()).document.helped == "Tea, walks"


def test_an_evening_that_is_two_days_elsewhere_is_one_look(pair: Pair):
    agreed(pair)
    evening = datetime(2027, 1, 5, 23, 50, tzinfo=UTC)  # ten to four in Los Angeles
    hers = keep_review(episode=pair.hers(), review=Review(evening, helped="Tea"), version=0, now=evening)
    later = evening + timedelta(minutes=20)
    both = keep_review(episode=pair.his(), review=Review(later, helped="Tea, walks"), version=hers.version, now=later)
    assert (both.id, both.version) == (hers.id, 2)
    next_day = evening + timedelta(hours=13)
    assert keep_review(episode=pair.his(), review=Review(next_day), version=0, now=next_day).id != hers.id


@pytest.mark.parametrize("day", ["2020-01-31", "today", "31.1.2027"])
def test_a_day_for_the_next_look_lies_ahead_and_what_was_typed_stays(pair: Pair, day: str):
    agreed(pair)
    day = day_of(timezone.now(), pair.ada.profile.zone).isoformat() if day == "today" else day
    answer = pair.ada.browser().post(at(pair, "review"), {"helped": "Tea", "due": day, "version": 0})
    page = answer.content.decode()
    assert (answer.status_code, "Tea</textarea>" in page, f'value="{day}"' in page) == (422, True, True)
    assert review_of(pair.ada.keyholder, pair.hers()) is None


def at(pair: Pair, name: str, *more: UUID) -> str:
    return reverse(f"plans:{name}", args=[pair.space, *more])


def test_a_counter_proposal_on_the_pages(pair: Pair):
    ada, tom = pair.ada.browser(), pair.tom.browser()
    ada.post(at(pair, "goal"), {"words": "Say no once", "steps": "by text", "version": 0})
    stored = goal_of(pair.ada.keyholder, pair.hers())
    form = {
        "words": "Say no once a week",
        "steps": "by text",
        "theirs": "Bring words to try",
        "objective_0": "Say no when I mean it",
        "objective_0_due": "2027-01-31",
        "way_0": "Practise",
        "way_0_modality": "dbt",
        "said": "Shall we make it a habit?",
        "version": stored.version,
    }
    assert tom.post(at(pair, "change", stored.id), form).status_code == 302
    page = ada.get(at(pair, "goal")).content.decode()
    for words in ("Shall we make it a habit?", "<del>Say no once</del>", "<ins>Say no once a week</ins>", "DBT"):
        assert words in page
    ada.post(at(pair, "agree"), {"goal": stored.id, "version": 2})
    goal = goal_of(pair.tom.keyholder, pair.his()).document
    assert (goal.is_agreed, goal.interventions[0].modality) == (True, Modality.DBT)
    assert [(step.words, step.who) for step in goal.steps] == [
        ("by text", Role.CLIENT),
        ("Bring words to try", Role.THERAPIST),
    ]


def test_a_plan_that_is_agreed_to_while_the_other_edits_keeps_what_was_typed(pair: Pair):
    ada, tom = pair.ada.browser(), pair.tom.browser()
    ada.post(at(pair, "goal"), {"words": "Sleep", "steps": "", "version": 0})
    stored = goal_of(pair.ada.keyholder, pair.hers())
    tom.post(at(pair, "agree"), {"goal": stored.id, "version": 1})
    answer = ada.post(at(pair, "change", stored.id), {"words": "Sleep six hours", "steps": "tea", "version": 1})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Sleep six hours" in page
    assert 'name="version" value="2"' in page  # sent again it goes over the newest
    assert goal_of(pair.ada.keyholder, pair.hers()).document.words == "Sleep"


@pytest.mark.parametrize(
    "sent",
    [
        {"words": "x" * 301},
        {"words": "x", "steps": "\n".join(map(str, range(13)))},
        {"words": "x", "theirs": "same", "steps": "same"},
        {"words": "x", "objective_0_due": "2027-13-45", "objective_0": "y"},
        {"words": "x", "objective_1_measure": "beside an empty line"},
        {"words": "x", "way_0": "y", "way_0_modality": "hypnosis"},
        {"words": "x", "exercises": "nothing"},
        {"words": "x", "version": "-1"},
    ],
)
def test_what_cannot_be_kept_comes_back_as_it_was_typed(pair: Pair, sent: dict[str, str]):
    stored = agreed(pair)
    answer = pair.ada.browser().post(at(pair, "change", stored.id), {"version": stored.version, **sent})
    assert answer.status_code == 422
    assert sent["words"] in answer.content.decode()
    assert goal_of(pair.ada.keyholder, pair.hers()).version == stored.version


def test_the_control_the_same_without_fault_is_kept(pair: Pair):
    stored = agreed(pair)
    sent = {"version": stored.version, "words": "x", "way_0": "y", "way_0_modality": "cbt", "exercises": "breathe"}
    assert pair.ada.browser().post(at(pair, "change", stored.id), sent).status_code == 302
    assert goal_of(pair.ada.keyholder, pair.hers()).document.steps[0].exercise == "breathe"


def test_a_stranger_gets_the_same_404_as_for_nothing(pair: Pair, iris: Person, eve):
    stored = agreed(pair)
    for browser in (iris.browser(), eve):
        for name in ("leave", "close", "day", "review", "another"):
            answers = [
                seen(browser.post(reverse(f"plans:{name}", args=[space]), {"version": 1, "words": "x"}))
                for space in (pair.space, uuid4())
            ]
            assert answers[0] == answers[1]
            assert answers[0][0] == 404
        assert browser.get(at(pair, "change", stored.id)).status_code == 404


def test_a_goal_of_another_space_is_not_there(pair: Pair):
    agreed(pair)
    browser = pair.ada.browser()
    assert browser.get(at(pair, "change", uuid4())).status_code == 404
    assert browser.post(at(pair, "agree"), {"goal": uuid4(), "version": 1}).status_code == 404
