"""Exercises with several small lines: more of them without scripts, versions compared, drawn, picked from."""

import re

import pytest
from django.urls import reverse

from stillroom.core.exercises.rows import packed, unpacked
from stillroom.toolkit.queries import entries_of
from tests.care.pair import Pair
from tests.cast import NOW
from tests.privacy.taking import page

MAP = "eco-map"


def at(name: str) -> str:
    return reverse("toolkit:do", args=[name])


def person(line: int, who: str, **cells: str) -> dict[str, str]:
    return {f"f_people_{line}_who": who, **{f"f_people_{line}_{name}": value for name, value in cells.items()}}


def newest(pair: Pair) -> dict[str, str]:
    return dict(entries_of(pair.ada.keyholder)[0].document.answers)


def test_lines_are_kept_in_order_without_the_empty_ones(pair: Pair):
    sent = {**person(0, "Uma", strength="3"), **person(2, "Vic", feels="strain")}
    assert pair.ada.browser().post(at(MAP), sent).status_code == 302
    assert unpacked(newest(pair)["people"]) == (
        {"who": "Uma", "strength": "3"},
        {"who": "Vic", "feels": "strain"},
    )


def test_more_lines_come_without_scripts_and_nothing_typed_is_lost(pair: Pair):
    browser = pair.ada.browser()
    first = browser.get(at(MAP)).content.decode()
    assert first.count("f_people_2_who") > 0
    assert "f_people_3_who" not in first
    sent = {**person(0, "Uma"), **person(2, "Vic"), "f_wish": "more of her", "more": "people"}
    shown = browser.post(at(MAP), sent).content.decode()
    assert "f_people_4_who" in shown
    for words in ("Uma", "Vic", "more of her"):
        assert words in shown
    assert entries_of(pair.ada.keyholder) == ()


def test_no_more_lines_than_there_is_room_for(pair: Pair):
    browser = pair.ada.browser()
    sent = {name: value for line in range(30) for name, value in person(line, f"P{line}").items()}
    shown = browser.post(at(MAP), {**sent, "more": "people"}).content.decode()
    assert "f_people_11_who" in shown
    assert "f_people_12_who" not in shown
    assert 'name="more"' not in shown
    assert browser.post(at(MAP), sent).status_code == 302
    assert len(unpacked(newest(pair)["people"])) == 12


def test_a_cell_that_does_not_fit_says_so_and_keeps_all(pair: Pair):
    answer = pair.ada.browser().post(at(MAP), {**person(0, "Uma", strength="9"), **person(1, "Vic")})
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert "Uma" in shown
    assert "Vic" in shown
    assert entries_of(pair.ada.keyholder) == ()


@pytest.mark.parametrize(("clock", "status"), [("23:40", 302), ("7:05", 302), ("25:00", 422), ("late", 422)])
def test_a_time_is_a_time(pair: Pair, clock: str, status: int):
    answer = pair.ada.browser().post(at("sleep-diary"), {"f_bed": clock, "f_up": "08:00"})
    assert answer.status_code == status
    assert clock in answer.content.decode() or status == 302


def test_a_new_version_begins_with_the_lines_of_the_last_and_says_what_is_different(pair: Pair):
    browser = pair.ada.browser()
    browser.post(at(MAP), {**person(0, "Uma", strength="1"), **person(1, "Vic")})
    shown = browser.get(at(MAP)).content.decode()
    assert 'value="Uma"' in shown
    assert "f_people_3_who" in shown
    shown = browser.post(at(MAP), {**person(0, "Uma", strength="3"), **person(1, "Wes")}, follow=True).content.decode()
    assert re.search(r"New</h3>\s*<ul[^>]*><li[^>]*>Wes", shown)
    assert re.search(r"No longer there</h3>\s*<ul[^>]*><li[^>]*>Vic", shown)
    assert "Uma. How strong is it, 0 to 3?: 1 → 3" in shown
    assert shown.count("<svg") == 2
    assert len(entries_of(pair.ada.keyholder)) == 2


def test_half_typed_lines_wait_on_another_device(pair: Pair):
    draft = reverse("toolkit:draft", args=[MAP])
    pair.ada.browser().post(draft, {**person(0, "Uma"), **person(40, "Out of room"), "f_nothing_0_who": "x"})
    shown = pair.ada.browser().get(at(MAP)).content.decode()
    assert 'value="Uma"' in shown
    assert "Out of room" not in shown


def test_a_week_is_a_table_and_lines(pair: Pair):
    sent = {"f_plan_0_what": "Tea with Uma", "f_plan_0_day": "tue", "f_plan_0_part": "evening", "f_plan_1_what": "Rest"}
    shown = pair.ada.browser().post(at("week-grid"), sent, follow=True).content.decode()
    evening = re.search(r'<th scope="row">Evening</th>(.*?)</tr>', shown, re.DOTALL)
    assert evening is not None
    cells = re.findall(r"<td>(.*?)</td>", evening[1])
    assert cells == ["", "Tea with Uma", "", "", "", "", ""]
    assert shown.count("Rest") >= 1


def test_what_follows_from_the_answers_stands_with_them_and_in_the_history(pair: Pair):
    browser = pair.ada.browser()
    for bed in ("23:00", "01:00"):
        browser.post(at("sleep-diary"), {"f_bed": bed, "f_up": "07:00", "f_awake": "60"})
    shown = browser.get(reverse("toolkit:entry", args=[entries_of(pair.ada.keyholder)[0].id])).content.decode()
    assert "5 h 0 min" in shown
    assert "83 %" in shown
    shown = browser.get(at("sleep-diary")).content.decode()
    assert "Asleep, of the time in bed" in shown
    assert "<svg" in shown


def test_what_was_shared_of_it_is_drawn_for_the_other_too(pair: Pair):
    browser = pair.ada.browser()
    browser.post(at("body-map"), {"f_spots_0_part": "chest", "f_spots_0_felt": "tight", "f_spots_0_much": "7"})
    (stored,) = entries_of(pair.ada.keyholder)
    browser.post(reverse("toolkit:share", args=[stored.id]), {"space": str(pair.space)})
    (copy,) = entries_of(pair.ada.keyholder)[0].document.copies
    shown = pair.tom.browser().get(reverse("toolkit:shared", args=[pair.space, copy.record])).content.decode()
    assert "<svg" in shown
    assert "tight" in shown
    assert "Chest" in shown


def test_in_what_is_taken_out_lines_are_words(pair: Pair):
    pair.ada.browser().post(at(MAP), person(0, "Uma", strength="2", feels="support"))
    assert newest(pair)["people"] == packed([{"who": "Uma", "strength": "2", "feels": "support"}])
    assert "Uma: How strong is it, 0 to 3? 2; How does it feel? It holds me" in page(pair.ada.keyholder, NOW)
