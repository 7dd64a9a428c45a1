"""What was set aside hides nothing that came after it, whatever its own date says."""

from datetime import datetime, timedelta

import pytest

from stillroom.assessments.actions import talk_about
from stillroom.assessments.assigning import answer_suggestion, suggest
from stillroom.assessments.checking_in import check_in
from stillroom.assessments.documents import Cadence, Latest, Reply
from stillroom.assessments.queries import responses_of
from stillroom.assessments.signs import prompts_in, still_new
from stillroom.care import meetings
from stillroom.core.instruments.offtrack import Sign
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from tests.assessments.test_signs import answer
from tests.care.pair import Pair
from tests.cast import NOW

DAY = timedelta(days=1)


@pytest.fixture
def met(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    ends: list[datetime] = []
    monkeypatch.setattr(meetings, "_told_by", [lambda _cover, now: [end for end in ends if end <= now]])
    return ends


def open_signs(pair: Pair, now: datetime) -> list[Sign]:
    """What still stands before Ada."""
    latest = cover_of(pair.hers().space).get(Latest)
    found = prompts_in(responses_of(pair.ada.keyholder, pair.hers()), latest, meetings_of(pair, now), now)
    return [why.sign for each in still_new(found, latest.talked.get(Role.CLIENT)) for why in each.reasons]


def meetings_of(pair: Pair, now: datetime) -> tuple[datetime, ...]:
    return meetings.meetings_in(cover_of(pair.hers().space), now)


def set_aside(pair: Pair, newest: datetime, now: datetime) -> None:
    talk_about(episode=pair.hers(), newest=newest, topics=(), words="", now=now)


def test_a_talk_that_felt_less_good_is_told_although_a_sheet_sent_after_it_was_set_aside(
    pair: Pair, met: list[datetime]
):
    met += [NOW, NOW + 7 * DAY]
    check_in(episode=pair.hers(), met=met[0], answers={"heard": 9}, now=NOW + DAY)
    answer(pair, 1, NOW + DAY)
    answer(pair, 2, NOW + 8 * DAY)
    assert open_signs(pair, NOW + 8 * DAY) == [Sign.WORSE]
    set_aside(pair, NOW + 8 * DAY, NOW + 8 * DAY)
    assert open_signs(pair, NOW + 8 * DAY) == []
    check_in(episode=pair.hers(), met=met[1], answers={"heard": 4}, now=NOW + 9 * DAY)
    assert open_signs(pair, NOW + 9 * DAY) == [Sign.DIPPED]


def agreed(pair: Pair) -> None:
    suggest(episode=pair.his(), items={"gad-7": Cadence.WEEK}, version=0, now=NOW)
    answer_suggestion(episode=pair.hers(), instrument="gad-7", every=Cadence.WEEK, reply=Reply.YES, now=NOW)


def test_what_is_left_out_twice_is_told_although_the_sheet_before_it_was_set_aside(pair: Pair, met: list[datetime]):
    agreed(pair)
    answer(pair, 1, NOW)
    answer(pair, 2, NOW + 7 * DAY)
    set_aside(pair, NOW + 7 * DAY, NOW + 8 * DAY)
    assert open_signs(pair, NOW + 27 * DAY) == []
    assert open_signs(pair, NOW + 28 * DAY) == [Sign.MISSED]  # and not the other one again
    set_aside(pair, NOW + 28 * DAY, NOW + 29 * DAY)
    assert open_signs(pair, NOW + 90 * DAY) == []  # told once, not each week anew


def test_the_same_by_sessions(pair: Pair, met: list[datetime]):
    suggest(episode=pair.his(), items={"gad-7": Cadence.SESSION}, version=0, now=NOW)
    answer_suggestion(episode=pair.hers(), instrument="gad-7", every=Cadence.SESSION, reply=Reply.YES, now=NOW)
    met += [NOW + week * 7 * DAY for week in range(1, 6)]
    answer(pair, 1, NOW)
    assert open_signs(pair, NOW + 20 * DAY) == []
    assert open_signs(pair, NOW + 21 * DAY) == [Sign.MISSED]
    set_aside(pair, NOW + 21 * DAY, NOW + 22 * DAY)
    assert open_signs(pair, NOW + 60 * DAY) == []


def test_not_now_takes_it_away(pair: Pair, met: list[datetime]):
    agreed(pair)
    answer(pair, 1, NOW)
    assert open_signs(pair, NOW + 28 * DAY) == [Sign.MISSED]
    answer_suggestion(
        episode=pair.hers(), instrument="gad-7", every=Cadence.WEEK, reply=Reply.NOT_NOW, now=NOW + 28 * DAY
    )
    assert open_signs(pair, NOW + 28 * DAY) == []
