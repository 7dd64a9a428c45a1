"""An exercise as a step: given from the plan, done by the client, ticked, with a day that nags nobody, taken out."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.translation import override

from stillroom.plans.actions import agree_on_goal, leave_as_it_was, propose_goal, tick_step
from stillroom.plans.documents import GoalCover
from stillroom.plans.forms import GoalForm, typed_of
from stillroom.plans.queries import goal_of
from stillroom.toolkit.exercises import EXERCISES
from stillroom.vault.covers import cover_of
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.home.looking import today, words

PLAIN = ("breathe", "ground", "diary-card")


def at(pair: Pair, name: str, *more: object) -> str:
    return reverse(f"plans:{name}", args=[pair.space, *more])


def agreed(pair: Pair, steps=("tea",)):
    stored = propose_goal(episode=pair.hers(), words="Sleep", steps=list(steps), version=0, now=NOW)
    return agree_on_goal(episode=pair.his(), version=stored.version, now=NOW)


def change(person: Person, pair: Pair, **other: object):
    """As the page sends it: everything that stands in the form, and what is different."""
    episode = pair.his() if person is pair.tom else pair.hers()
    stored = goal_of(person.keyholder, episode)
    form = GoalForm(initial={**typed_of(stored.document), "version": stored.version})
    typed = {name: value for name in form.fields if (value := form[name].value()) not in (None, "", [])}
    return person.browser().post(at(pair, "change", stored.id), {**typed, **other})


def step(pair: Pair, **sent: str) -> None:
    stored = goal_of(pair.ada.keyholder, pair.hers())
    fields = {"goal": stored.id, "version": stored.version, **sent}
    name = "day" if "due" in sent else "step"
    assert pair.ada.browser().post(at(pair, name), fields).status_code == 302


def yes(person: Person, pair: Pair) -> None:
    stored = goal_of(pair.ada.keyholder, pair.hers())
    person.browser().post(at(pair, "agree"), {"goal": stored.id, "version": stored.version})
    assert goal_of(pair.ada.keyholder, pair.hers()).document.is_agreed


@pytest.mark.parametrize("name", PLAIN)
def test_given_done_and_taken_out_on_plain_pages(pair: Pair, name: str):
    agreed(pair)
    title = str(EXERCISES[name].title)
    assert change(pair.tom, pair, exercises=[name]).status_code == 302
    shown = words(today(pair.ada))
    assert "A goal waits for your yes" in shown
    assert f"{title} your step" not in shown  # a proposal is no step yet
    yes(pair.ada, pair)
    assert f"tea your step {title} your step" in words(today(pair.ada))
    page = pair.ada.browser().get(at(pair, "goal")).content.decode()
    doing = reverse(EXERCISES[name].page, args=EXERCISES[name].args)
    assert f'href="{doing}"' in page
    assert pair.ada.browser().get(doing).status_code == 200
    step(pair, step=title, due="2020-01-31")
    gone = words(today(pair.ada)) + words(pair.ada.browser().get(at(pair, "goal")))
    assert "overdue" not in gone.lower()
    assert "late" not in gone.lower().split()
    step(pair, step=title, done="1")
    assert f"{title} your step" not in words(today(pair.ada))
    step(pair, step=title)
    assert f"{title} your step" in words(today(pair.ada))
    assert change(pair.tom, pair, exercises=[]).status_code == 302
    assert f"{title} your step" in words(today(pair.ada))  # both said yes to it, until both say otherwise
    yes(pair.ada, pair)
    assert f"{title} your step" not in words(today(pair.ada))


def test_each_exercise_can_be_done_from_the_plan_by_the_client(pair: Pair):
    for name, each in EXERCISES.items():
        assert pair.ada.browser().get(reverse(each.page, args=each.args)).status_code == 200, name


def test_the_therapist_is_led_to_no_page_that_is_the_client_s(pair: Pair):
    agreed(pair)
    change(pair.ada, pair, exercises=["diary-card"])
    doing = reverse(EXERCISES["diary-card"].page, args=EXERCISES["diary-card"].args)
    assert f'href="{doing}"' in pair.ada.browser().get(at(pair, "goal")).content.decode()
    assert f'href="{doing}"' not in pair.tom.browser().get(at(pair, "goal")).content.decode()


def test_read_in_another_language_it_is_the_same_step_and_stays_done(pair: Pair):
    agreed(pair)
    change(pair.tom, pair, exercises=["breathe"])
    yes(pair.ada, pair)
    step(pair, step="Breathing", done="1")
    stored = goal_of(pair.ada.keyholder, pair.hers())
    with override("es"):
        form = GoalForm({**typed_of(stored.document), "words": "Sleep well", "version": stored.version})
        assert form.is_valid()
        given = form.given()
    assert given["steps"][1].words != "Breathing"
    after = propose_goal(episode=pair.his(), **given, now=NOW).document
    assert [(each.words, each.done_at is not None) for each in after.steps] == [("tea", False), ("Breathing", True)]


def test_typed_and_ticked_it_is_one_step(pair: Pair):
    agreed(pair)
    assert change(pair.ada, pair, steps="tea\nBreathing", exercises=["breathe"]).status_code == 302
    steps = goal_of(pair.ada.keyholder, pair.hers()).document.steps
    assert [(each.words, each.exercise) for each in steps] == [("tea", ""), ("Breathing", "breathe")]


def test_what_the_therapist_would_do_by_the_same_name_is_asked_about_and_seen(pair: Pair):
    agreed(pair)
    answer = change(pair.tom, pair, theirs="Breathing", exercises=["breathe"])
    page = answer.content.decode()
    assert (answer.status_code, "Each step is for one of you" in page) == (422, True)
    assert '<details class="fields" open>' in page


def test_a_step_that_is_very_long_comes_back_whole(pair: Pair):
    agreed(pair)
    long = "Write down " + "and again " * 25
    answer = change(pair.ada, pair, steps=f"tea\n{long}")
    page = answer.content.decode()
    assert (answer.status_code, long.strip() in page, "make it two" in page) == (422, True, True)


def test_more_than_twelve_exercises_are_asked_about(pair: Pair):
    agreed(pair)
    answer = change(pair.tom, pair, exercises=list(EXERCISES)[:13])
    assert (answer.status_code, "Twelve steps are enough" in answer.content.decode()) == (422, True)


def test_a_line_after_an_empty_one_stays_on_the_page(pair: Pair):
    agreed(pair)
    answer = change(pair.ada, pair, words="", objective_2="I sleep six hours", way_3="Keep a diary")
    page = answer.content.decode()
    assert answer.status_code == 422
    for typed in ("I sleep six hours", "Keep a diary"):
        assert f'value="{typed}"' in page


def test_leaving_it_as_it_was_keeps_what_was_done_meanwhile_off_the_list(pair: Pair):
    stored = agreed(pair, ("tea", "walk"))
    stored = propose_goal(episode=pair.his(), words="Sleep", steps=["walk", "bath"], version=stored.version, now=NOW)
    assert cover_of(pair.hers().space).get(GoalCover).open_steps == ("tea", "walk")
    stored = tick_step(episode=pair.hers(), words="walk", done=True, version=stored.version, now=NOW)
    assert cover_of(pair.hers().space).get(GoalCover).open_steps == ("tea",)
    leave_as_it_was(episode=pair.hers(), version=stored.version, record=stored.id, now=NOW)
    assert cover_of(pair.hers().space).get(GoalCover).open_steps == ("tea",)


def test_a_day_is_kept_through_a_change_and_can_be_taken_away(pair: Pair):
    agreed(pair)
    step(pair, step="tea", due="2027-01-31")
    change(pair.tom, pair, exercises=["ground"])
    assert goal_of(pair.ada.keyholder, pair.hers()).document.steps[0].due == date(2027, 1, 31)
    step(pair, step="tea", due="")
    assert goal_of(pair.ada.keyholder, pair.hers()).document.steps[0].due is None
