"""Questions through the pages, from every side: she answers, he reads, nobody else finds anything."""

import json
import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.assessments import catalogue
from stillroom.assessments.documents import Response
from stillroom.assessments.queries import progress_of, responses_of
from stillroom.care.actions import begin
from stillroom.care.documents import Medium
from stillroom.core.instruments.model import Instrument
from stillroom.practice.queries import Listing, practice
from stillroom.safety.actions import acknowledge_flag
from stillroom.safety.documents import RiskFlag
from stillroom.safety.models import FlagRow
from stillroom.vault.records import read_all
from stillroom.vault.spaces import Stale
from tests.assessments.walking import GAD7, GRAVE, PHQ9, PLAIN, Walk, text
from tests.care.pair import Pair
from tests.cast import NOW, Person

EXAMPLES = [
    (instrument, example)
    for instrument in (PHQ9, GAD7)
    for example in json.loads((catalogue.HERE / f"{instrument.id}.examples.json").read_text())
]
HELP = "You do not have to hold this alone"


@pytest.fixture
def walk(pair: Pair) -> Walk:
    return Walk(pair.ada.browser(), pair.space)


@pytest.mark.parametrize(("instrument", "example"), EXAMPLES, ids=lambda each: getattr(each, "id", None))
def test_each_worked_example_gives_through_the_pages_what_it_gives_on_paper(
    pair: Pair, instrument: Instrument, example: dict[str, object]
):
    walk = Walk(pair.ada.browser(), pair.space, instrument.id)
    bands = {band.label: band.client_text for band in instrument.scores[0].bands}
    highest = instrument.scores[0].highest
    page = walk.all(example["answers"])
    total, label = example["expected"]["scores"]["total"], example["expected"]["bands"]["total"]
    hers, his = text(walk.browser.get(page)), text(pair.tom.browser().get(page))
    (measure,) = responses_of(pair.tom.keyholder, pair.his())
    assert measure.latest.result.to_json() == example["expected"]
    if total is None:
        assert "You left too many open to add them up." in hers
        assert "no score: too much left open" in his
    else:
        assert f"Your answers say: {bands[label]}." in hers
        assert f"They add up to {total} of {highest}." in hers
        assert f"{total} of {highest}, {label}" in his
    pressing = [flag for flag in example["expected"]["flags"] if flag != "phq9_si_unanswered"]
    assert len(read_all(pair.his().space, RiskFlag)) == FlagRow.objects.count() == bool(pressing)
    assert ("ask about this" in his) == ("phq9_si_unanswered" in example["expected"]["flags"])


def test_she_never_sees_a_clinicians_word_for_herself(pair: Pair, walk: Walk):
    pages = [text(walk.browser.get(walk.all((3,) * 8 + (0, 3)))), text(walk.browser.get(walk.start))]
    for page in pages:
        assert not re.search(
            r"depress(?!ed, or hopeless)|severe|moderate(?! load)|patient|diagnosis\b(?!s)", page.lower()
        )


def test_the_start_says_what_each_is_for_how_long_it_takes_who_reads_it_and_that_it_can_be_left(walk: Walk):
    page = text(walk.browser.get(walk.start))
    for instrument, count in ((PHQ9, 10), (GAD7, 7)):
        assert f"<h2>{instrument.client.name}</h2>" in page
        assert instrument.client.about in page
        assert f"Up to {count} short questions, about {instrument.administration.est_minutes} minutes." in page
    assert page.count(">Begin<") == 3
    assert "You can skip any of them, stop at any time and go on later." in page
    assert "Tom Vale can read what you send. Nobody else can." in page
    assert "Nothing happens if you leave them." in page


def test_two_questionnaires_half_answered_do_not_mix(pair: Pair, walk: Walk):
    other = Walk(walk.browser, pair.space, "gad-7")
    walk.answer(1, 3)
    other.answer(1, 1)
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers[0] == 3
    assert progress_of(pair.ada.keyholder, GAD7, pair.space).answers[0] == 1
    other.browser.post(other.url("drop", "gad-7"))
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers[0] == 3


def test_one_question_stands_on_a_page_with_its_choices_the_way_back_and_a_way_past_it(pair: Pair, walk: Walk):
    page = text(walk.browser.get(walk.step(1)))
    assert re.findall(r"<h1>(.*?)</h1>", page) == ["Little interest or pleasure in doing things"]
    assert page.count('type="radio"') == 4
    assert 'name="skip"' in page and "1 of 9" in page
    assert f'<a class="back" href="{walk.start}">' in page
    assert "Tom Vale can read your answers once you send them at the end, and not before." in page
    assert PHQ9.licence.attribution in page
    assert f'<a class="back" href="{walk.step(1)}">' in text(walk.browser.get(walk.step(2)))


def test_what_is_half_answered_goes_on_from_another_device(pair: Pair, walk: Walk):
    for number in (1, 2):
        walk.answer(number, 3)
    other = Walk(pair.ada.browser(), pair.space)
    assert f'href="{walk.step(3)}">Go on<' in text(other.browser.get(other.start))
    assert re.search(r'value="3"[^>]* checked', text(other.browser.get(other.step(2))))
    assert "checked" not in text(other.browser.get(other.step(3)))


def test_what_is_half_answered_stands_in_the_list_of_drafts(pair: Pair, walk: Walk):
    walk.answer(1, 3)
    Walk(walk.browser).answer(1, 3)
    page = text(walk.browser.get(reverse("accounts:drafts")))
    assert f'href="{walk.start}"' in page
    assert f'href="{reverse("assessments:own_start")}"' in page


def test_it_can_be_thrown_away(pair: Pair, walk: Walk):
    walk.answer(1, 3)
    walk.browser.post(walk.url("drop", "phq-9"))
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space) is None
    assert text(walk.browser.get(walk.start)).count(">Begin<") == 3


@pytest.mark.parametrize("sent", [{}, {"answer": ""}, {"answer": "4"}, {"answer": "-1"}, {"answer": "NA"}])
def test_an_answer_that_is_not_offered_is_refused_and_what_was_kept_stays(pair: Pair, walk: Walk, sent: dict[str, str]):
    walk.answer(1, 2)
    answer = walk.browser.post(walk.step(1), sent)
    assert answer.status_code == 422
    assert "Please choose one of the answers, or skip this question." in text(answer)
    assert "<title>Error: Questions</title>" in text(answer)
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers[0] == 2


def test_any_question_can_be_skipped_and_a_kept_answer_taken_back(pair: Pair, walk: Walk):
    walk.answer(1, 2)
    walk.answer(1, None)
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers[0] is None
    walk.through([None] * 10)
    assert "You answered 0 and skipped 9." in text(walk.browser.get(walk.end))


@pytest.mark.parametrize("number", [0, 11, 99])
def test_a_question_that_is_not_there_is_not_there(pair: Pair, walk: Walk, number: int):
    assert walk.browser.get(walk.step(number)).status_code == 404
    assert walk.answer(number, 1).status_code == 404
    for other in ("sorrow", "phq-9"):
        assert walk.browser.get(walk.step(1).replace("mood", other)).status_code == 404


def test_a_question_that_is_not_asked_leads_on(pair: Pair, walk: Walk):
    walk.through([0] * 9)
    assert walk.browser.get(walk.step(10)).headers["Location"] == walk.end


def test_the_end_without_answers_leads_to_the_start(pair: Pair, walk: Walk):
    assert walk.browser.get(walk.end).headers["Location"] == walk.start
    assert walk.finish().headers["Location"] == walk.start


def test_sending_twice_sends_once(pair: Pair, walk: Walk):
    walk.through(GRAVE)
    assert [walk.finish().status_code for _twice in range(2)] == [302, 302]
    assert len(read_all(pair.his().space, Response)) == len(read_all(pair.his().space, RiskFlag)) == 1


# --- question nine


@pytest.mark.parametrize("value", [1, 2, 3])
def test_help_comes_with_the_very_answer_and_before_anything_is_sent(pair: Pair, walk: Walk, value: int):
    answer = walk.answer(9, value)
    page = text(answer)
    assert answer.status_code == 200
    assert page.index(HELP) < page.index("Go on")
    assert "Nobody reads this now. Tom Vale sees your answers once you send them" in page
    assert re.search(r'href="tel:\d+"', page)
    assert reverse("safety:now") in page
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers[8] == value
    assert FlagRow.objects.count() == 0
    assert read_all(pair.his().space, Response) == ()


@pytest.mark.parametrize("value", [0, None])
def test_no_help_is_pressed_on_somebody_who_said_nothing_grave(pair: Pair, walk: Walk, value: int | None):
    answer = walk.answer(9, value)
    assert (answer.status_code, HELP in text(answer)) == (302, False)


def test_help_has_no_address_of_its_own_that_the_history_could_tell(pair: Pair, walk: Walk):
    assert walk.answer(9, 3).headers.get("Location") is None
    assert walk.answer(8, 3).headers["Location"] == walk.step(9)


def test_help_comes_even_when_saving_does_not_work(pair: Pair, walk: Walk, monkeypatch: pytest.MonkeyPatch):
    def refuse(**_: object) -> None:
        raise Stale("Please try again.")

    monkeypatch.setattr("stillroom.assessments.views.asking.keep_answer", refuse)
    answer = walk.answer(9, 3)
    page = text(answer)
    assert answer.status_code == 422
    assert page.index(HELP) < page.index("Please try again.")
    assert re.search(r'value="3"[^>]* checked', page)


def test_one_can_go_on_after_help_or_change_the_answer(pair: Pair, walk: Walk):
    page = text(walk.answer(9, 2))
    assert f'href="{walk.step(10)}">Go on<' in page
    assert f'<a class="back" href="{walk.step(9)}">' in page
    walk.answer(9, 0)
    walk.through(PLAIN)
    walk.finish()
    assert FlagRow.objects.count() == 0


def test_after_sending_it_says_who_was_asked_and_later_what_they_did(pair: Pair, walk: Walk):
    page = walk.all(GRAVE)
    first = text(walk.browser.get(page))
    assert first.index(HELP) < first.index("Your answers say")
    assert "Tom Vale has been asked to look, in working hours. Right now nobody is reading." in first
    (flag,) = read_all(pair.his().space, RiskFlag)
    acknowledge_flag(episode=pair.his(), flag=flag.id, done="Call me tonight.", now=NOW)
    then = text(walk.browser.get(page))
    assert HELP not in then
    assert "Tom Vale has looked at this" in then and "Call me tonight." in then


def test_he_reads_what_each_rule_asks_of_him_and_gets_to_the_flag(pair: Pair, walk: Walk):
    page = text(pair.tom.browser().get(walk.all(GRAVE)))
    for rule in PHQ9.risk_rules:
        assert rule.flag.action in page
    (flag,) = read_all(pair.his().space, RiskFlag)
    assert reverse("safety:flag", args=[pair.space, flag.id]) in page
    assert PHQ9.audience_notes in page and PHQ9.citation.split(".")[0] in page


# --- who else


def addresses(space: object, record: object) -> list[str]:
    return [
        reverse("assessments:start", args=[space]),
        reverse("assessments:answer", args=[space, "phq-9", 1]),
        reverse("assessments:end", args=[space, "phq-9"]),
        reverse("assessments:response", args=[space, record]),
    ]


def without_token(answer: object) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", text(answer))


def test_everybody_else_gets_the_same_404_as_for_nothing(
    pair: Pair, walk: Walk, iris: Person, max_: Person, eve: Client
):
    walk.all(PLAIN)
    (stored,) = read_all(pair.his().space, Response)
    for browser in (iris.browser(), max_.browser(), eve):
        real, random = (
            [browser.get(page) for page in addresses(space, record)]
            + [browser.post(page, {"answer": "3"}) for page in addresses(space, record)[1:3]]
            + [browser.post(reverse("assessments:drop", args=[space, "phq-9"]))]
            for space, record in ((pair.space, stored.id), (uuid4(), uuid4()))
        )
        assert [answer.status_code for answer in real] == [404] * 7
        assert [without_token(answer) for answer in real] == [without_token(answer) for answer in random]
    assert len(read_all(pair.his().space, Response)) == 1


def test_he_cannot_answer_for_her(pair: Pair, walk: Walk):
    his = Walk(pair.tom.browser(), pair.space)
    assert his.browser.get(his.start).status_code == 200
    assert his.browser.get(his.step(1)).status_code == his.answer(1, 3).status_code == his.finish().status_code == 404


def test_a_response_of_another_space_is_not_there(pair: Pair, walk: Walk):
    walk.all(PLAIN)
    for record in (uuid4(), pair.his().stored.id):
        page = reverse("assessments:response", args=[pair.space, record])
        assert [browser.get(page).status_code for browser in (walk.browser, pair.tom.browser())] == [404, 404]


def test_before_anybody_has_accepted_nothing_is_asked_but_an_answer_on_its_way_still_finds_help(
    ada: Person, toms: Listing
):
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VOICE, now=NOW)
    walk = Walk(ada.browser(), asked.space.id)
    start = text(walk.browser.get(walk.start))
    assert ">Begin<" not in start
    assert reverse("assessments:own_start") in start
    assert walk.browser.get(walk.step(1)).headers["Location"] == walk.start
    page = text(walk.answer(9, 3))
    assert HELP in page and "Nobody reads this now. It is for you alone, and nobody has been told." in page
    answer = walk.finish()
    assert (answer.status_code, "Nobody can be sent this here now." in text(answer)) == (422, True)
    assert FlagRow.objects.count() == 0


def test_the_lines_in_the_panel_are_of_this_practice(pair: Pair, walk: Walk):
    page = re.sub(r'(value|content)="[^"]*"', "", text(walk.answer(9, 1)))  # a random token holds 911 now and then
    shown = [line.name for line in practice().help_lines if line.name in page]
    assert len(shown) == 3
