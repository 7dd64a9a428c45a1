"""Each questionnaire through the pages: she can answer it, he reads what it comes to, the list stays short."""

import json
import re
from dataclasses import replace
from decimal import Decimal
from html import unescape

import pytest
from django.urls import reverse

from stillroom.assessments import licences
from stillroom.assessments.actions import set_open
from stillroom.assessments.catalogue import HERE, catalogue
from stillroom.assessments.queries import instrument_of, lockables_of, offers_of, responses_of
from stillroom.base.errors import Hidden
from stillroom.core.instruments.model import Instrument, Listed
from stillroom.practice.queries import practice
from stillroom.safety.documents import RiskFlag
from stillroom.safety.models import FlagRow
from stillroom.vault.records import read_all
from tests.assessments.walking import Walk, text
from tests.care.pair import Pair
from tests.cast import NOW, Person

ALL = {name: each for (name, _version), each in catalogue().items() if each.version == each.edition}
ASKED = sorted(name for name, each in ALL.items() if each.administration.listed is not Listed.PLAN)
HELP = "You do not have to hold this alone"
# A word for a disorder, or for somebody who has one.
NAMING = re.compile(r"depress|ptsd|dsm|icd|disorder|dissoci|burnout present|cut-?point|clinical|pattern", re.IGNORECASE)


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> None:
    """This practice takes no fees."""
    here = practice()
    nothing = Decimal("0.00")
    fees = replace(here.fees, session=nothing, lowest=nothing, late_cancel=nothing)
    monkeypatch.setattr(licences, "practice", lambda: replace(here, fees=fees))


def opened(pair: Pair, name: str) -> Walk:
    if ALL[name].administration.unlock:
        set_open(episode=pair.his(), instrument=ALL[name], is_open=True, now=NOW)
    return Walk(pair.ada.browser(), pair.space, name)


def examples(name: str) -> list[dict[str, object]]:
    return list(json.loads((HERE / f"{name}.examples.json").read_text(encoding="utf-8")))


def without_source(page: str) -> str:
    """Without what stands folded up (who made it, and the questions themselves), and without tokens: by chance their
    letters spell anything."""
    return unescape(
        re.sub(r'<details.*?</details>|name="csrfmiddlewaretoken" value="[^"]*"', "", page, flags=re.DOTALL)
    )


@pytest.mark.parametrize("name", sorted(set(ASKED) - {"phq-9", "gad-7"}))
def test_it_gives_through_the_pages_what_it_gives_on_paper(pair: Pair, free: None, name: str):
    example = examples(name)[1]
    walk = opened(pair, name)
    page = walk.all(example["answers"])
    hers, his = text(walk.browser.get(page)), text(pair.tom.browser().get(page))
    (measure,) = responses_of(pair.tom.keyholder, pair.his())
    assert measure.latest.result.to_json() == example["expected"]
    assert not NAMING.search(without_source(hers)), NAMING.search(without_source(hers))
    for rule in ALL[name].scores:
        assert rule.label in unescape(his)
        label = example["expected"].get("bands", {}).get(rule.id)
        assert label is None or label in unescape(his)
    if measure.latest.classified:
        assert measure.latest.classified in unescape(his) and measure.latest.classified not in unescape(hers)
    assert unescape(hers).count(ALL[name].licence.attribution) == 1
    for browser in (walk.browser, pair.tom.browser()):
        for where in (walk.start, reverse("care:episode", args=[pair.space])):
            assert browser.get(where).status_code == 200


def test_a_list_of_more_than_twenty_shows_only_a_few(pair: Pair):
    walk = Walk(pair.ada.browser(), pair.space)
    page = text(walk.browser.get(walk.start))
    front, more = page.split("More questions, if you want to look")
    names = {name: f"{ALL[name].client.name}<" for name in ASKED}
    assert {name for name in ASKED if names[name] in unescape(front)} == {"phq-9", "gad-7", "core-10"}
    assert {name for name in ASKED if names[name] in unescape(more)} == {
        *(
            "phq-4",
            "pc-ptsd-5",
            "b-ipf",
            "rses",
            "scs-sf",
            "cbi",
            "audit-c",
            "k6",
            "k10",
            "flourishing",
            "swls",
            "mspss",
        )
    }


@pytest.mark.parametrize("own", [False, True])
def test_one_that_was_begun_or_answered_stands_in_front_from_then_on(pair: Pair, own: bool):
    walk = Walk(pair.ada.browser(), None if own else pair.space, "swls")

    def front() -> str:
        return text(walk.browser.get(walk.start)).split("More questions")[0]

    assert ALL["swls"].client.name not in front()
    walk.answer(1, 5)
    assert ALL["swls"].client.name in front()
    walk.all((5,) * 5)
    assert front().count(f"<h2>{ALL['swls'].client.name}</h2>") == 1


def test_what_may_not_be_used_for_money_is_off_where_fees_are_taken(pair: Pair, ada: Person):
    walk = Walk(pair.ada.browser(), pair.space, "who-5")
    assert practice().fees.charged
    assert ALL["who-5"].client.name not in text(walk.browser.get(walk.start))
    assert walk.browser.get(walk.step(1)).status_code == walk.answer(1, 3).status_code == 404


def test_where_no_fees_are_taken_it_is_there_and_stays_readable_when_fees_come(
    pair: Pair, monkeypatch: pytest.MonkeyPatch
):
    with monkeypatch.context() as patched:
        here = practice()
        patched.setattr(
            licences, "practice", lambda: replace(here, fees=replace(here.fees, session=Decimal(0), lowest=Decimal(0)))
        )
        walk = Walk(pair.ada.browser(), pair.space, "who-5")
        assert ALL["who-5"].client.name in text(walk.browser.get(walk.start))
        page = walk.all((3, 3, 2, 2, 2))
    assert "They add up to 48 of 100." in text(walk.browser.get(page))
    assert walk.browser.get(walk.step(1)).status_code == 404


def test_goals_are_in_no_list_and_have_no_page_of_questions(pair: Pair, free: None):
    for name in ("gbo", "gas"):
        with pytest.raises(Hidden):
            instrument_of(pair.ada.keyholder, name, pair.hers())
        assert Walk(pair.ada.browser(), pair.space, name).answer(1, 1).status_code == 404
    assert not {"gbo", "gas"} & {offer.instrument.id for offer in offers_of(pair.ada.keyholder, pair.hers())}


def test_only_he_opens_what_needs_a_talk_first(pair: Pair):
    locked = {each.instrument.id for each in lockables_of(pair.tom.keyholder, pair.his())}
    assert locked == {"pcl-5", "itq", "des-ii", "asq", "ace-brfss", "sisq-drug"}
    for name in locked:
        walk = Walk(pair.ada.browser(), pair.space, name)
        assert walk.answer(1, 1).status_code == 404
        page = text(pair.tom.browser().get(reverse("assessments:opening", args=[pair.space, name])))
        for sentence in ALL[name].administration.unlock.preparation:
            assert sentence in unescape(page)


# --- the forms that answers take


def h1(page: str) -> str:
    return unescape(re.findall(r"<h1>(.*?)</h1>", page, re.DOTALL)[0])


def test_eleven_steps_of_a_percentage_with_the_words_printed_after_each_question(pair: Pair):
    walk = opened(pair, "des-ii")
    pages = [text(walk.browser.get(walk.step(number))) for number in (1, 2)]
    for page in pages:
        assert page.count('type="radio"') == 11 and "100% (Always)" in page
        assert "Circle a number to show what percentage of the time this happens to you." in page
    assert "How to answer" not in pages[0] and "How to answer" in pages[1]
    assert ALL["des-ii"].client.hint in unescape(pages[1])


def test_a_number_is_asked_for_as_one_and_anything_else_keeps_what_was_typed(pair: Pair):
    walk = opened(pair, "sisq-drug")
    assert 'type="number"' in text(walk.browser.get(walk.step(1)))
    for sent in ("-1", "10000", "1.5", "many", "9" * 5000):
        answer = walk.browser.post(walk.step(1), {"answer": sent})
        assert (answer.status_code, "Please give a whole number from 0 to 9999" in text(answer)) == (422, True)
    page = walk.all((365,))
    assert "some use, worth a talk where nobody judges" in text(walk.browser.get(page))
    assert ">365, positive<" in text(pair.tom.browser().get(page))
    assert pair.tom.browser().get(walk.start).status_code == 200


def test_not_applicable_can_be_chosen_and_counts_for_nothing(pair: Pair):
    walk = opened(pair, "b-ipf")
    page = walk.all(("NA", "NA", "NA", "NA", 3, "NA", "NA"))
    assert "That is 50 of 100." in text(walk.browser.get(page))
    assert "Not applicable" in text(pair.tom.browser().get(page))


def test_two_answers_that_count_the_same_are_one_choice(pair: Pair):
    walk = opened(pair, "ace-brfss")
    page = text(walk.browser.get(walk.step(5)))
    assert page.count('type="radio"') == 3 and "No / Parents not married" in page


@pytest.mark.parametrize(
    ("name", "answers", "next_"),
    [
        ("audit-c", (0,), None),
        ("audit-c", (2,), 2),
        ("pc-ptsd-5", (0,), None),
        ("pc-ptsd-5", (1,), 2),
        ("pc-ptsd-5", (None,), None),
        ("asq", (0, 0, 0, 0), None),
        ("asq", (0, 0, None, 0), 5),
    ],
)
def test_what_an_answer_makes_needless_is_not_asked(
    pair: Pair, name: str, answers: tuple[int | None, ...], next_: int | None
):
    walk = opened(pair, name)
    for number, value in enumerate(answers, 1):
        answer = walk.answer(number, value)
    onward = answer.headers.get("Location") or text(answer)
    assert (walk.end if next_ is None else walk.step(next_)) in onward


def test_each_section_has_its_own_words_above(pair: Pair):
    walk = opened(pair, "itq")
    pages = {number: text(walk.browser.get(walk.step(number))) for number in (1, 7, 10, 16)}
    itq = ALL["itq"]
    assert itq.instructions in pages[1] and itq.instructions not in pages[7]
    for number, section in ((7, "P_function"), (10, "C"), (16, "C_function")):
        assert itq.sections[section] in pages[number]
    screen = opened(pair, "pc-ptsd-5")
    assert ALL["pc-ptsd-5"].instructions in text(screen.browser.get(screen.step(1)))
    screen.answer(1, 1)
    assert ALL["pc-ptsd-5"].instructions not in text(screen.browser.get(screen.step(2)))


def test_the_wording_of_one_that_may_not_be_changed_stands_whole_on_its_pages(pair: Pair):
    core = ALL["core-10"]
    assert core.licence.derivatives is False
    walk = Walk(pair.ada.browser(), pair.space, "core-10")
    for number, item in enumerate(core.items, 1):
        page = text(walk.browser.get(walk.step(number)))
        assert h1(page) == item.text and unescape(page).count(core.instructions) == 1
        labels = re.findall(r'type="radio".*?<span>(.*?)</span>', page)
        assert labels == [option.label for option in item.options]


# --- what is told


def test_parts_are_told_by_name_and_her_words_are_never_his(pair: Pair):
    walk = opened(pair, "cbi")
    page = walk.all([50] * 19)
    hers, his = (unescape(text(browser.get(page))) for browser in (walk.browser, pair.tom.browser()))
    for name in ("In general", "From work", "From the people you work for"):
        assert f"<dt>{name}</dt>" in hers
    assert hers.count("Burnout signs are moderate. On average that is 50, on a scale from 0 to 100.") == 3
    assert "Client-related burnout" in his and "burnout present from clients" in his
    assert "Client-related burnout" not in hers


def test_numbers_without_words_for_them_stay_with_him_where_he_opened_the_questions(pair: Pair):
    for name, answers in (("itq", [2] * 18), ("ace-brfss", [1] * 11), ("asq", [0, 0, 0, 0, None])):
        walk = opened(pair, name)
        page = walk.all(answers)
        hers = text(walk.browser.get(page))
        assert "These answers are not added up for you." in hers
        assert "add up to" not in hers
    start = text(walk.browser.get(walk.start))
    assert "<svg" not in start.split("How it went")[1]


def test_where_no_bands_are_published_she_reads_the_number_alone(pair: Pair):
    walk = opened(pair, "rses")
    page = text(walk.browser.get(walk.all([3] * 10)))
    assert "They add up to 15 of 30." in page and "Your answers say" not in page
    assert "Little sleep and hard weeks lower it too." in page


# --- risk


def test_plans_bring_help_with_the_answer_and_a_flag_with_the_sheet(pair: Pair):
    walk = Walk(pair.ada.browser(), pair.space, "core-10")
    assert HELP in text(walk.answer(6, 1)) and HELP not in text(walk.answer(1, 4))
    walk.all((0, 4, 4, 0, 0, 1, 0, 0, 0, 0))
    (flag,) = read_all(pair.his().space, RiskFlag)
    assert flag.document.level == "high"


@pytest.mark.parametrize(
    ("answers", "level", "label"),
    [
        ((0, 0, 0, 0, None), None, "negative"),
        ((0, 1, 0, 0, 0), "high", "non-acute positive"),
        ((0, 0, 0, 0, 1), "urgent", "acute positive"),
        ((0, None, 0, 0, None), "high", "not known how acute"),
    ],
)
def test_the_five_questions_raise_what_they_raise(
    pair: Pair, answers: tuple[int | None, ...], level: str | None, label: str
):
    walk = opened(pair, "asq")
    hint = text(walk.browser.get(walk.step(1)))
    assert ALL["asq"].client.hint in unescape(hint) and "Ask the patient" not in hint
    for number, value in enumerate(answers, 1):
        answer = walk.answer(number, value)
        assert (HELP in text(answer)) == (value == 1 or (value is None and number < 5))
    page = str(walk.finish().headers["Location"])
    assert FlagRow.objects.count() == (level is not None)
    if level is not None:
        (flag,) = read_all(pair.his().space, RiskFlag)
        assert flag.document.level == level
    assert label in text(pair.tom.browser().get(page))
    assert label in text(pair.tom.browser().get(walk.start))


def test_a_voice_is_asked_about_and_alarms_nobody(pair: Pair):
    walk = opened(pair, "des-ii")
    answers = [0] * 28
    answers[26] = 30
    page = walk.all(answers)
    assert FlagRow.objects.count() == 0
    assert "Ask what the voices say" in text(pair.tom.browser().get(page))
    assert HELP not in text(walk.browser.get(page))


def test_every_instrument_says_where_it_is_from() -> None:
    def whole(each: Instrument) -> bool:
        return bool(each.citation and each.licence.name and each.licence.verified_at and each.verification.scoring)

    assert all(whole(each) for each in ALL.values())
    assert {name for name, each in ALL.items() if "BY-" in each.licence.attribution} == {"who-5", "core-10", "gbo"}
