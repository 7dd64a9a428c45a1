"""How the talk felt: after a session, once, only what she wants to say, and a fall opens the talk of the two."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from stillroom.assessments.checking_in import OFFERED, SHORT, check_in, check_ins_of, to_check_in
from stillroom.assessments.documents import Assigned, Cadence, Latest, Reply
from stillroom.assessments.due import missed
from stillroom.assessments.signs import prompts_in
from stillroom.care import meetings
from stillroom.care.actions import NotNow, end_episode
from stillroom.core.instruments.offtrack import Sign
from stillroom.vault.covers import cover_of
from stillroom.vault.records import NotYours
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.sameness import seen

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
WELL = {"heard": 8, "mattered": 8, "fitted": 8, "felt_safe": 8}


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    """When sessions ended: the calendar is another room's, and the home room tells."""
    ends: list[datetime] = []
    monkeypatch.setattr(meetings, "_told_by", [lambda _cover, now: [end for end in ends if end <= now]])
    return ends


def say(pair: Pair, at: datetime, now: datetime | None = None, **answers: int | None):
    return check_in(episode=pair.hers(), met=at, answers={**WELL, **answers}, now=now or at + HOUR)


def offered(pair: Pair, now: datetime) -> datetime | None:
    return to_check_in(cover_of(pair.hers().space), now)


def test_it_is_offered_after_a_session_for_a_week_and_not_again_once_said(pair: Pair, met: list[datetime]):
    assert offered(pair, NOW) is None
    met.append(NOW)
    assert offered(pair, NOW + HOUR) == NOW
    assert offered(pair, NOW + OFFERED + HOUR) is None
    say(pair, NOW)
    assert offered(pair, NOW + HOUR) is None


def test_sent_twice_the_first_stands_and_both_read_it(pair: Pair, met: list[datetime]):
    met.append(NOW)
    first = say(pair, NOW)
    assert say(pair, NOW, heard=1).id == first.id
    (his,) = check_ins_of(pair.tom.keyholder, pair.his())
    assert his.document.answers == (8, 8, 8, 8)


def test_all_left_open_keeps_nothing(pair: Pair, met: list[datetime]):
    met.append(NOW)
    assert say(pair, NOW, **dict.fromkeys(WELL)) is None
    assert check_ins_of(pair.ada.keyholder, pair.hers()) == ()


def test_only_about_a_session_there_was_only_in_care_and_only_by_her(pair: Pair, met: list[datetime]):
    met.append(NOW)
    with pytest.raises(NotNow):
        say(pair, NOW - DAY)
    with pytest.raises(NotYours):
        check_in(episode=pair.his(), met=NOW, answers=WELL, now=NOW + HOUR)
    hers = pair.hers()
    end_episode(keyholder=pair.tom.keyholder, episode=pair.his(), now=NOW + HOUR)
    with pytest.raises(NotNow):
        check_in(episode=hers, met=NOW, answers=WELL, now=NOW + HOUR)


@pytest.mark.parametrize(("heard", "expected"), [(7, []), (6, [Sign.DIPPED])])
def test_a_fall_of_two_opens_the_talk_and_the_control_a_point_above(
    pair: Pair, met: list[datetime], heard: int, expected: list[Sign]
):
    met += [NOW, NOW + DAY]
    say(pair, NOW)
    say(pair, NOW + DAY, heard=heard)
    latest = cover_of(pair.hers().space).get(Latest)
    found = prompts_in((), latest, met, NOW + 2 * DAY)
    assert [why.sign for each in found for why in each.reasons] == expected


def test_on_its_page_it_is_asked_shown_to_both_and_out_of_range_is_refused(pair: Pair, met: list[datetime]):
    met.append(datetime.now(UTC) - HOUR)
    browser, address = pair.ada.browser(), reverse("assessments:check_in", args=[pair.space])
    assert "How did the talk feel?" in browser.get(reverse("home:today")).content.decode()
    page = browser.get(address).content.decode()
    assert "I felt heard" in page
    sent = {"met": met[0].isoformat(), "heard": "9", "felt_safe": "3"}
    assert browser.post(address, {**sent, "heard": "11"}).status_code == 422
    assert browser.post(address, {**sent, "met": "yesterday"}).status_code == 422
    assert browser.post(address, sent).status_code == 302
    start = reverse("assessments:start", args=[pair.space])
    for person in (pair.ada, pair.tom):
        shown = person.browser().get(start).content.decode()
        assert "How the talks felt" in shown
        assert all(f'<th scope="col">{name}</th>' in shown for name in SHORT.values())
        assert "<td>9</td><td>–</td><td>–</td><td>3</td>" in shown
    assert browser.get(address).status_code == 302
    assert "How did the talk feel?" not in browser.get(reverse("home:today")).content.decode()


def test_a_stranger_finds_nothing(pair: Pair, iris: Person, met: list[datetime]):
    met.append(NOW)
    answers = [
        seen(iris.browser().get(reverse("assessments:check_in", args=[space]))) for space in (pair.space, uuid4())
    ]
    assert answers[0] == answers[1]
    assert answers[0][0] == 404


WEEKLY = Assigned("gad-7", Cadence.WEEK, NOW, Reply.YES)


@pytest.mark.parametrize(
    ("one", "days", "expected"),
    [
        (WEEKLY, 13, 0),
        (WEEKLY, 14, 1),
        (WEEKLY, 21, 2),
        (Assigned("gad-7", Cadence.WEEK, NOW, Reply.NOT_NOW), 90, 0),  # saying no costs nothing
        (Assigned("gad-7", Cadence.WEEK, NOW), 90, 0),
        (Assigned("gad-7", Cadence.WEEK, NOW + 80 * DAY, Reply.YES), 90, 0),  # a new pace begins anew
        (Assigned("gad-7", Cadence.FORTNIGHT, NOW, Reply.YES), 41, 1),
    ],
)
def test_what_was_left_out_is_counted_by_its_pace_and_only_after_a_yes(one: Assigned, days: int, expected: int):
    assert missed(one, NOW, NOW + days * DAY) == expected
    assert missed(one, None, NOW + days * DAY) == 0


def test_after_each_session_it_is_sessions_that_count():
    one = Assigned("core-10", Cadence.SESSION, NOW, Reply.YES)
    assert [missed(one, NOW, NOW + 9 * DAY, [NOW + n * DAY for n in range(1, 1 + ends)]) for ends in (1, 2, 3)] == [
        0,
        1,
        2,
    ]
