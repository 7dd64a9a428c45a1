"""Standing in, pressed at the same moment by two people or on two devices."""

import pytest
from django.urls import reverse

from stillroom.base.errors import Hidden
from stillroom.care.queries.covering import covering_requests, words_about_covering
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import change_ring
from stillroom.vault.models import Space
from stillroom.vault.spaces import open_space
from tests.care.cast import care
from tests.care.three import Three, three
from tests.cast import NOW
from tests.practice.cast import founded, open_practice, own_data
from tests.races.racing import at_once, press

__all__ = ["care", "founded", "open_practice", "own_data", "three"]


def presses(three: Three, *words: str):
    fields = {"bring": ["messages"], "seen": three.question().seen}
    return [press(three.ada, "care:covering_choice", three.care, **fields, **{word: "1"}) for word in words]


@pytest.mark.parametrize("_round", range(3))
def test_of_a_yes_and_a_no_at_the_same_moment_one_stands_and_the_other_says_so(three: Three, _round: int):
    answers = at_once(*presses(three, "yes", "no"))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    (word,) = words_about_covering(three.ada.keyholder, three.hers())
    assert word.document.yes == (answers[0].status_code == 302)
    assert len(covering_requests(three.iris.keyholder, NOW)) == int(word.document.yes)


def test_yes_pressed_three_times_at_once_is_one_yes(three: Three):
    answers = at_once(*presses(three, "yes", "yes", "yes"))
    assert [answer.status_code for answer in answers] == [302] * 3
    assert len(words_about_covering(three.ada.keyholder, three.hers())) == 1
    assert len(covering_requests(three.iris.keyholder, NOW)) == 1


@pytest.mark.parametrize("_round", range(3))
def test_taken_back_while_she_opens_it_she_gets_a_page_or_nothing_and_then_nothing(three: Three, _round: int):
    space = three.both_in()
    browsers = [three.iris.browser() for _ in range(4)]
    path = reverse("care:covering", args=[space])
    looks = [lambda browser=browser: browser.get(path) for browser in browsers]
    answers = at_once(*looks, press(three.ada, "care:covering_end", space))
    assert {answer.status_code for answer in answers[:-1]} <= {200, 404}
    assert answers[-1].status_code == 302
    assert three.iris.browser().get(path).status_code == 404
    with pytest.raises(Hidden):
        open_space(three.iris.keyholder, space)


def test_taken_back_while_she_says_yes_she_is_out_either_way(three: Three):
    space = three.yes()
    at_once(press(three.iris, "care:covering_answer", space, yes="1"), press(three.ada, "care:covering_end", space))
    assert three.iris.browser().get(reverse("care:covering", args=[space])).status_code == 404
    change_ring(three.ada.keyholder, lambda ring: ring)  # as her browser left it
    assert three.seen_by(three.ada, space).space.member(Role.COVERING) is None


def test_all_three_end_it_at_once_and_it_has_ended_once(three: Three):
    space = three.both_in()
    people = (three.ada, three.tom, three.iris)
    answers = at_once(*(press(person, "care:covering_end", space) for person in people))
    assert {answer.status_code for answer in answers} <= {302, 404}
    assert Space.objects.get(id=space).epoch == 2
    for stays in (three.ada, three.tom):
        assert stays.browser().get(reverse("care:covering", args=[space])).status_code == 200
