"""Scores over time, from both sides: the line between its bands, the same numbers as a table, what has changed."""

import re

import pytest
from django.urls import reverse

from stillroom.vault.audits import trail
from tests.assessments.walking import PHQ9, PLAIN, Walk, text
from tests.care.pair import Pair


@pytest.fixture
def walk(pair: Pair) -> Walk:
    return Walk(pair.ada.browser(), pair.space)


def rows(page: str) -> list[list[str]]:
    """The cells of every line of the first table."""
    body = page[page.index("<tbody>") : page.index("</tbody>")]
    lines = [re.findall(r"<t[hd].*?</t[hd]>", line, re.DOTALL) for line in body.split("<tr>")[1:]]
    return [[" ".join(re.sub(r"<[^>]*>", " ", cell).split()) for cell in line] for line in lines]


def dots(page: str) -> int:
    return page.count("<circle") + page.count("<path d=")


def test_one_sheet_is_a_dot_between_its_bands_and_three_are_a_line(pair: Pair, walk: Walk):
    walk.all(PLAIN)
    for browser in (walk.browser, pair.tom.browser()):
        page = text(browser.get(walk.start))
        assert (page.count("<polyline"), dots(page)) == (0, 1)
    walk.all((3,) * 8 + (0, 3))
    walk.all(PLAIN)
    for browser in (walk.browser, pair.tom.browser()):
        page = text(browser.get(walk.start))
        assert (page.count("<polyline"), dots(page)) == (1, 3)
        assert page.count("<title>") == 2 and page.count("<desc>") == 1


def test_the_table_says_the_same_as_the_line_to_each_in_their_own_words(pair: Pair, walk: Walk):
    for answers in (PLAIN, (3,) * 8 + (0, 3), (None,) * 9, PLAIN):
        walk.all(answers)
    hers, his = (rows(text(browser.get(walk.start))) for browser in (walk.browser, pair.tom.browser()))
    assert [row[1:] for row in hers] == [
        ["8", "some signs", "–"],
        ["24", "very heavy load", "+16, clearly heavier"],
        ["–", "left partly open", "–"],
        ["8", "some signs", "−16, clearly lighter"],
    ]
    assert [row[1:] for row in his] == [
        ["8", "mild", "–"],
        ["24", "severe", "+16, reliably worse"],
        ["–", "no score: too much left open ask about this", "–"],
        ["8", "mild", "−16, reliably better"],
    ]
    assert all(":" in row[0] for row in hers)  # four on one day are told apart by the clock


def test_each_day_of_the_table_leads_to_its_sheet(pair: Pair, walk: Walk):
    page = walk.all(PLAIN)
    for browser in (walk.browser, pair.tom.browser()):
        assert f'<th scope="row"><a href="{page}">' in text(browser.get(walk.start))


def test_a_line_names_the_published_bands_to_her_in_plain_words_and_to_him_as_published(pair: Pair, walk: Walk):
    walk.all(PLAIN)
    hers, his = (text(browser.get(walk.start)) for browser in (walk.browser, pair.tom.browser()))
    for band in PHQ9.scores[0].bands:
        assert f">{band.client_short}</text>" in hers and f">{band.label}</text>" in his
        assert f"{band.min} to {band.max}: {band.client_text}." in hers
    assert "Reliable change: NHS Talking Therapies" in his


def test_sheets_without_any_score_are_a_table_alone(pair: Pair, walk: Walk):
    walk.all((None,) * 9)
    page = text(walk.browser.get(walk.start))
    assert "<svg" not in page[page.index("How it went") : page.index("Small steps")]
    assert [row[1:] for row in rows(page)] == [["–", "left partly open", "–"]]


def test_a_change_is_said_in_plain_words_to_her_and_with_its_figure_to_him(pair: Pair, walk: Walk):
    pages = [walk.all(answers) for answers in (PLAIN, (3,) * 8 + (0, 3), PLAIN, (1, 2, *PLAIN[2:]))]
    hers = [text(walk.browser.get(page)) for page in pages]
    his = [text(pair.tom.browser().get(page)) for page in pages]
    assert "time before" not in hers[0]
    assert "That is clearly heavier than the time before." in hers[1]
    assert "That is clearly lighter than the time before." in hers[2]
    assert "That is about the same as the time before" in hers[3]
    assert "The first time." in his[0]
    assert "Reliably worse than the time before (6 points or more)." in his[1]
    assert "Reliably better than the time before (6 points or more)." in his[2]
    assert "No reliable change since the time before (less than 6 points)." in his[3]


def test_the_episodes_page_shows_him_the_latest(pair: Pair, walk: Walk):
    page = reverse("care:episode", args=[pair.space])
    walk.all((*PLAIN[:8], None, 1))
    his = text(pair.tom.browser().get(page))
    assert "9, mild" in his and "ask about this" in his
    assert "9, mild" not in text(walk.browser.get(page))


def test_reading_stands_in_the_trail(pair: Pair, walk: Walk):
    page = walk.all(PLAIN)
    pair.tom.browser().get(page)
    opened = {(trace.role, trace.kind) for trace in trail(pair.hers().space) if trace.action == "open"}
    assert ("therapist", "assessments.response") in opened
