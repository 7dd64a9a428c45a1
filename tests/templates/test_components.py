"""Times, charts, free times, help lines, messages: what they say and what they never let through."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from stillroom.core.charts.model import Mark
from stillroom.core.charts.plotting import plot
from stillroom.practice.help_lines import ShownLine
from tests.templates.pages import render

LA = "America/Los_Angeles"
EVENING = datetime(2027, 3, 5, 5, 30, tzinfo=UTC)


def use(macro: str, call: str, **context: object):
    name, file = macro.split("@")
    return render(f'{{% from "components/{file}.html" import {name} %}}{{{{ {name}({call}) }}}}', **context)


def test_a_time_names_its_day_and_its_zone():
    page = use("moment@times", "at, zone", at=EVENING, zone=LA)
    assert page.text == "Thu 4 Mar, 9:30 PM your time (Los Angeles)"
    assert page.one("time").attrs["datetime"] == "2027-03-05T05:30:00+00:00"


def test_the_other_persons_time_says_whose_it_is():
    page = use("moment@times", "at, zone, 'for Tom'", at=EVENING, zone="America/New_York")
    assert page.text == "Fri 5 Mar, 12:30 AM for Tom (New York)"


RATINGS = [(date(2026, 10, 20), 2), (date(2026, 10, 30), 4), (date(2026, 12, 1), 10)]


def chart(points):
    return use("line_chart@charts", "points, 'Goal', 'It rose.'", points=points)


def test_a_chart_shows_the_same_numbers_as_its_table():
    page = chart(RATINGS)
    assert page.one("svg").attrs["aria-label"] == "Goal. It rose."
    assert [[cell.text for cell in row.all("th") + row.all("td")] for row in page.one("tbody").all("tr")] == [
        ["20 Oct", "2"],
        ["30 Oct", "4"],
        ["1 Dec", "10"],
    ]


def test_a_chart_draws_the_places_that_were_worked_out():
    drawn = plot(RATINGS, 0, 10)
    dots = [(float(dot.attrs["cx"]), float(dot.attrs["cy"])) for dot in chart(RATINGS).all("circle")]
    assert drawn is not None
    assert dots == [(dot.x, dot.y) for dot in drawn.dots]


BANDED = "points, 'Mood', 'It rose.', high=20, zone=zone, bands=bands, marks=marks, heads=heads, lines=lines"


def banded(*points, lines=()):
    return use(
        "line_chart@charts",
        BANDED,
        points=points,
        zone=LA,
        bands=((0, "few signs"), (10, "heavy load")),
        marks={"up": "Clearly higher.", "down": "Clearly lower."},
        heads=["Day", "Sum"],
        lines=lines,
    )


def test_a_chart_between_bands_names_them_and_is_drawn_for_one_number_too():
    page = banded((EVENING, 4, Mark.NONE))
    words = [each.text for each in page.all("text")]
    assert "few signs" in words and "heavy load" in words
    assert words[-1] == "4 Mar"  # by the reader's own clock it was still the evening before
    assert len(page.all("circle")) == 1 and page.all("polyline") == []
    assert [page.one("svg").one("title").text, page.one("desc").text] == ["Mood", "It rose."]


def test_a_change_that_counts_is_a_triangle_and_is_said_in_words():
    page = banded((EVENING, 4, Mark.NONE), (EVENING + timedelta(days=9), 14, Mark.UP))
    assert len(page.all("path")) == len(page.all("circle")) == 1
    assert "Clearly higher." in page.text and "Clearly lower." not in page.text


def test_a_chart_takes_a_table_of_its_own_and_draws_nothing_without_a_number():
    page = banded((EVENING, None, Mark.NONE), lines=[("4 Mar", "–")])
    assert page.all("svg") == [] and page.all("details") == []
    assert [cell.text for cell in page.one("tbody").one("tr").all("td")] == ["–"]
    assert page.one("caption").text == "The numbers: Mood"


@pytest.mark.parametrize("points", [[], RATINGS[:1]])
def test_fewer_than_two_numbers_are_a_table_only(points):
    page = chart(points)
    assert page.all("svg") == []
    assert len(page.one("tbody").all("tr")) == len(points)


def test_two_ratings_on_one_day_are_drawn():
    assert len(chart([RATINGS[0], (RATINGS[0][0], 5)]).all("circle")) == 2


def test_free_times_stand_under_the_readers_days():
    starts = [EVENING, EVENING + timedelta(hours=3)]
    page = use("slots@slots", "starts, zone, chosen=chosen", starts=starts, zone=LA, chosen=starts[1].isoformat())
    assert page.one("p").text == "All times are your time (Los Angeles)."
    assert [legend.text for legend in page.all("legend")] == ["Thu 4 Mar", "Fri 5 Mar"]
    assert [radio.attrs["value"] for radio in page.all("input")] == [start.isoformat() for start in starts]
    assert ["checked" in radio.attrs for radio in page.all("input")] == [False, True]


LINE = ShownLine(
    name="Night line",
    about="",
    note="",
    phone="555 0100",
    sms="",
    chat="",
    hours="Every night",
    languages=("English", "Spanish"),
    verified=date(2027, 2, 1),
    police="unknown",
    open=None,
)


@pytest.mark.parametrize(("police", "words"), [("yes", "Yes, it can"), ("no", "No"), ("unknown", "We do not know")])
def test_a_help_line_says_whether_it_may_bring_police(police, words):
    page = use("help_line@help", "line", line=replace(LINE, police=police))
    assert [dd.text for dd in page.all("dd")] == ["Every night", "English, Spanish", words, "1 February 2027"]


@pytest.mark.parametrize(("open_now", "words"), [(True, ["open now"]), (False, ["closed now"]), (None, [])])
def test_a_closed_line_is_marked_closed(open_now, words):
    page = use("help_line@help", "line", line=replace(LINE, open=open_now))
    assert [tag.text for tag in page.all("span") if "tag" in tag.attrs["class"].split()] == words


def test_a_help_line_offers_only_the_ways_it_has():
    assert [a.attrs["href"] for a in use("help_line@help", "line", line=LINE).all("a")] == ["tel:5550100"]
    both = replace(LINE, phone="", sms="555 0101", chat="https://example.org")
    assert [a.attrs["href"] for a in use("help_line@help", "line", line=both).all("a")] == [
        "sms:5550101",
        "https://example.org",
    ]


def test_words_of_a_message_are_never_markup():
    page = use(
        "bubble@conversation", "'Ada', text, at, zone, mine=True, id='m1'", text="<img src=x>", at=EVENING, zone=LA
    )
    assert page.all("img") == []
    assert page.one("li").attrs == {"class": "bubble mine", "id": "m1"}
    assert page.one("li").text == "<img src=x> Ada, Thu 4 Mar, 9:30 PM"


def test_a_flag_is_a_word_and_not_only_a_colour():
    page = render('{% from "components/cards.html" import tag %}{{ tag("raised flag", "flag") }}')
    assert "raised flag" in page.text


@pytest.mark.parametrize("name", ["mic", "mic-off", "camera", "camera-off", "words", "hang-up", "back", "lock", "flag"])
def test_drawings_are_silent(name):
    assert use("icon@icons", f"'{name}'").one("svg").attrs["aria-hidden"] == "true"
