"""What each room gives along, of all that Ada of the demo has with Tom: words, and nothing that is hers alone."""

from datetime import UTC, datetime

import pytest

from stillroom.care.bringing import bringable, bringable_titles
from stillroom.care.queries import episode_of
from stillroom.home.demo import Demo, build_demo
from stillroom.home.demo_about import ABOUT_ADA, ME, UNDERSTOOD
from stillroom.messaging.queries import messages_of
from tests.cast import CHEAP


@pytest.fixture
def demo(own_data: object, db: None) -> Demo:
    return build_demo(now=datetime.now(UTC), cost=CHEAP)


def given(demo: Demo, *, moves: bool) -> dict[str, str]:
    """By code, all the words of its copy."""
    ada = demo.person("Ada").keyholder
    pieces = bringable(ada, episode_of(ada, demo.space), moves=moves)
    return {piece.of: "\n".join(f"{p.heading}\n{p.text}" for p in piece.passages) for piece in pieces}


def test_each_room_has_its_own(demo: Demo):
    assert set(bringable_titles()) >= {"messages", "about", "formulation", "measures", "goal", "notes", "summary"}


def test_answers_go_along_as_far_as_they_are_shared(demo: Demo):
    told = [(words, share) for chapter in ABOUT_ADA.values() for words, share in chapter.values()]
    for moves in (True, False):
        about = given(demo, moves=moves)["about"]
        assert [words in about for words, _ in told] == [share is not ME for _, share in told]
        assert UNDERSTOOD in given(demo, moves=moves)["formulation"]


def test_results_are_scores_with_days(demo: Demo):
    assert "/27" in given(demo, moves=True)["measures"]


def test_messages_are_lent_and_do_not_move(demo: Demo):
    ada = demo.person("Ada").keyholder
    written = [message.document.text for message in messages_of(ada, episode_of(ada, demo.space))]
    lent = given(demo, moves=False)["messages"]
    assert written
    assert all(text in lent for text in written)
    assert "messages" not in given(demo, moves=True)


def test_the_goal_goes_along_with_its_steps(demo: Demo):
    assert given(demo, moves=True)["goal"].startswith("Goal\n")


def test_notes_are_never_lent(demo: Demo):
    assert "notes" not in given(demo, moves=False)
