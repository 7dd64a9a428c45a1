"""The published scale of goals: only where its licence allows it, with its words and credit; else our own question."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stillroom.assessments import licences
from stillroom.plans.actions import agree_on_goal, propose_goal, rate_goal
from stillroom.plans.queries import goals_of
from stillroom.plans.scale import moved_by, scale
from tests.care.pair import Pair
from tests.cast import NOW

PUBLISHED = "how close you are to reaching your goal today"
CREDIT = "CC BY-NC-SA 4.0"


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    """A practice that takes no fees."""
    monkeypatch.setattr("stillroom.home.scales.may_ask", lambda _instrument: True)


def rated(pair: Pair, words: str, *values: int, another: bool = False, began=NOW) -> None:
    goal = propose_goal(episode=pair.hers(), words=words, steps=[], version=0, another=another, now=began)
    goal = agree_on_goal(episode=pair.his(), version=goal.version, record=goal.id, now=NOW)
    for day, value in enumerate(values):
        at = NOW + timedelta(days=day)
        goal = rate_goal(episode=pair.hers(), value=value, version=goal.version, record=goal.id, now=at)


def page(pair: Pair) -> str:
    return pair.ada.browser().get(reverse("plans:goal", args=[pair.space])).content.decode()


def test_where_fees_are_taken_the_question_is_ours_and_is_called_nothing(pair: Pair):
    rated(pair, "Sleep", 2, 6)
    assert scale() is None
    shown = page(pair)
    assert PUBLISHED not in shown
    assert CREDIT not in shown
    assert "How near are you today?" in shown


def test_where_none_are_the_published_words_stand_with_their_credit_and_the_mean(pair: Pair, free):
    rated(pair, "Sleep", 2, 6)
    rated(pair, "Say no", 3, 4, another=True)
    rated(pair, "Rest", 5, another=True)  # once is no change
    shown = page(pair)
    for words in (PUBLISHED, CREDIT, "GBO: on average your goals moved by +2.5, of 10."):
        assert words in shown


def test_the_mean_is_of_no_more_goals_than_the_scale_has(pair: Pair, free):
    for number, last in enumerate((4, 4, 4, 10)):
        rated(pair, f"Goal {number}", 2, last, another=bool(number), began=NOW + timedelta(minutes=number))
    goals = [each.document for each in goals_of(pair.ada.keyholder, pair.hers())]
    assert moved_by(goals, scale()) == 2


def test_the_rule_is_the_licence_s_own(monkeypatch: pytest.MonkeyPatch):
    """The control: what decides is whether the practice takes fees."""

    class Free:
        class fees:
            charged = False

    monkeypatch.setattr(licences, "practice", Free)
    assert scale() is not None
