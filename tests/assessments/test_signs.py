"""Signs that it does not get better: shown to both, set aside by each alone, back only with new answers."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stillroom.assessments.actions import finish, keep_answer
from stillroom.assessments.documents import Latest, Sheet, newest
from stillroom.assessments.queries import instrument_of, responses_of, talks_of
from stillroom.assessments.signs import prompts_in
from stillroom.core.instruments.offtrack import Sign
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.sameness import seen

DAY = timedelta(days=1)


def answer(pair: Pair, value: int, at=NOW, last: int = 0) -> None:
    """GAD-7 with `value` for each question; `last` more for the first ones."""
    gad = instrument_of(pair.ada.keyholder, "gad-7")
    for place in range(len(gad.items)):
        given = min(3, value + (place < last))
        keep_answer(keyholder=pair.ada.keyholder, instrument=gad, about=pair.space, place=place, answer=given, now=at)
    finish(keyholder=pair.ada.keyholder, episode=pair.hers(), instrument=gad, now=at)


def signs(pair: Pair, at=NOW + DAY, sessions: int = 0) -> list[Sign]:
    ends = [NOW + timedelta(hours=n + 1) for n in range(sessions)]
    found = prompts_in(responses_of(pair.ada.keyholder, pair.hers()), cover_of(pair.hers().space).get(Latest), ends, at)
    return [why.sign for each in found for why in each.reasons]


@pytest.mark.parametrize(("more", "expected"), [(3, []), (4, [Sign.WORSE])])
def test_worse_by_more_than_chance_and_the_control_a_point_below(pair: Pair, more: int, expected: list[Sign]):
    answer(pair, 1)
    answer(pair, 1, NOW + DAY, last=more)
    assert signs(pair) == expected


def test_one_bad_sheet_alone_says_nothing(pair: Pair):
    answer(pair, 3)
    assert signs(pair, NOW + 90 * DAY, sessions=20) == []


@pytest.mark.parametrize(("sessions", "expected"), [(7, []), (8, [Sign.NO_CHANGE])])
def test_the_same_after_many_sessions(pair: Pair, sessions: int, expected: list[Sign]):
    answer(pair, 1)
    answer(pair, 1, NOW + DAY)
    assert signs(pair, NOW + 2 * DAY, sessions) == expected


def at(pair: Pair, name: str) -> str:
    return reverse(f"assessments:{name}", args=[pair.space])


def asks(person: Person, pair: Pair) -> bool:
    return "What should we change?" in person.browser().get(at(pair, "start")).content.decode()


def test_both_see_it_each_sets_it_aside_alone_and_it_comes_back_with_new_answers(pair: Pair):
    answer(pair, 1)
    assert not asks(pair.ada, pair)
    answer(pair, 2, NOW + DAY)
    assert asks(pair.ada, pair)
    assert asks(pair.tom, pair)
    pair.ada.browser().post(at(pair, "talk"), {"do": "aside"})
    assert not asks(pair.ada, pair)
    assert asks(pair.tom, pair)
    answer(pair, 2, NOW + 2 * DAY)
    assert asks(pair.ada, pair)


def test_what_one_shares_the_other_reads_and_nothing_else_happens(pair: Pair):
    answer(pair, 1)
    answer(pair, 2, NOW + DAY)
    before = cover_of(pair.hers().space).get(Latest)
    sent = {"topics": ["us", "often"], "words": "Shorter, and more often?"}
    for _press in range(2):
        pair.ada.browser().post(at(pair, "talk"), sent)
    (said,) = talks_of(pair.tom.keyholder, pair.his())
    assert (said.role, said.document.topics) == (Role.CLIENT, ("us", "often"))
    page = pair.tom.browser().get(at(pair, "start")).content.decode()
    assert "Shorter, and more often?" in page
    assert "How often and how long we meet" in page
    after = cover_of(pair.hers().space).get(Latest)
    assert (after.sheets, after.opened, after.assigned) == (before.sheets, before.opened, before.assigned)


def test_home_says_it_gently_until_she_has_said_something(pair: Pair):
    answer(pair, 1)
    answer(pair, 2, NOW + DAY)
    home = reverse("home:today")
    words = "A moment to look together"
    assert words in pair.ada.browser().get(home).content.decode()
    pair.ada.browser().post(at(pair, "talk"), {"do": "aside"})
    assert words not in pair.ada.browser().get(home).content.decode()


def test_the_first_sheet_stays_on_the_cover_however_many_follow():
    sheets = [Sheet("gad-7", "1", "", NOW, NOW + n * DAY) for n in range(9)]
    kept = newest(sheets)
    assert [each.finished for each in kept] == [NOW, *(NOW + n * DAY for n in range(4, 9))]


@pytest.mark.parametrize("sent", [{"topics": ["nothing"]}, {"words": "x" * 2001}])
def test_what_cannot_be_said_is_not_kept(pair: Pair, sent: dict[str, object]):
    answer(pair, 1)
    answer(pair, 2, NOW + DAY)
    answered = pair.ada.browser().post(at(pair, "talk"), sent)
    assert answered.status_code == 422
    assert sent.get("words", "") in answered.content.decode()
    assert talks_of(pair.ada.keyholder, pair.hers()) == ()


def shown_newest(pair: Pair) -> str:
    page = pair.ada.browser().get(at(pair, "start")).content.decode()
    (found,) = re.findall(r'name="newest" value="([^"]+)"', page)
    return found


def test_what_came_after_the_page_was_shown_is_not_set_aside_with_it(pair: Pair):
    answer(pair, 1)
    answer(pair, 2, NOW + DAY)
    shown = shown_newest(pair)
    answer(pair, 2, NOW + 2 * DAY, last=1)
    pair.ada.browser().post(at(pair, "talk"), {"do": "aside", "newest": shown})
    assert asks(pair.ada, pair)
    pair.ada.browser().post(at(pair, "talk"), {"do": "aside", "newest": shown_newest(pair)})
    assert not asks(pair.ada, pair)


def test_words_about_a_sign_that_went_meanwhile_are_kept(pair: Pair):
    answer(pair, 1)
    answer(pair, 2, NOW + DAY)
    shown = shown_newest(pair)
    answer(pair, 1, NOW + 2 * DAY)
    pair.ada.browser().post(at(pair, "talk"), {"words": "Shorter, please", "newest": shown})
    (said,) = talks_of(pair.tom.keyholder, pair.his())
    assert said.document.words == "Shorter, please"


def test_long_words_do_not_hinder_setting_it_aside(pair: Pair):
    answer(pair, 1)
    answer(pair, 2, NOW + DAY)
    pair.ada.browser().post(at(pair, "talk"), {"do": "aside", "words": "x" * 2001, "newest": shown_newest(pair)})
    assert not asks(pair.ada, pair)


def test_without_a_sign_nothing_is_written_and_a_stranger_finds_nothing(pair: Pair, iris: Person, eve):
    pair.ada.browser().post(at(pair, "talk"), {"words": "x"})
    assert talks_of(pair.ada.keyholder, pair.hers()) == ()
    for browser in (iris.browser(), eve):
        answers = [
            seen(browser.post(reverse("assessments:talk", args=[space]), {"words": "x"}))
            for space in (pair.space, uuid4())
        ]
        assert answers[0] == answers[1]
        assert answers[0][0] == 404
