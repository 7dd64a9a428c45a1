"""Answers are sent once, with their flag or without any; what is for oneself alerts nobody."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from stillroom.accounts.queries import drafts_of
from stillroom.assessments.actions import (
    CannotShareHere,
    NothingAnswered,
    finish,
    finish_own,
    give_up,
    keep_answer,
    remove_own,
    share_own,
)
from stillroom.assessments.documents import Latest, OwnResponse, Response
from stillroom.assessments.queries import measures_of, own_response_of, own_responses_of, progress_of, responses_of
from stillroom.base.errors import Hidden
from stillroom.care.actions import accept, begin
from stillroom.care.documents import Medium
from stillroom.care.queries import CareEpisode, episode_of, episodes_of, requests_of
from stillroom.practice.queries import Listing
from stillroom.safety import actions as safety_actions
from stillroom.safety.documents import Raised, RiskFlag
from stillroom.safety.models import FlagRow
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.models import Record
from stillroom.vault.records import latest, read_all
from stillroom.vault.spaces import private_space
from tests.assessments.walking import GRAVE, PHQ9, PLAIN
from tests.care.pair import Pair
from tests.cast import NOW, Person

WEEK = timedelta(weeks=1)


def keep(keyholder: Keyholder, about: UUID | None, answers: Sequence[int | None], now=NOW) -> None:
    for place, answer in enumerate(answers):
        keep_answer(keyholder=keyholder, instrument=PHQ9, about=about, place=place, answer=answer, now=now)


def send(pair: Pair, answers: Sequence[int | None], now=NOW) -> UUID:
    keep(pair.ada.keyholder, pair.space, answers, now)
    return finish(keyholder=pair.ada.keyholder, episode=pair.hers(), instrument=PHQ9, now=now)


def for_herself(ada: Person, answers: Sequence[int | None], now=NOW) -> UUID:
    keep(ada.keyholder, None, answers, now)
    return finish_own(keyholder=ada.keyholder, instrument=PHQ9, now=now)


def test_what_was_sent_is_read_by_both_and_the_draft_is_gone(pair: Pair):
    record = send(pair, PLAIN)
    for keyholder, episode in ((pair.ada.keyholder, pair.hers()), (pair.tom.keyholder, pair.his())):
        (measure,) = responses_of(keyholder, episode)
        assert (measure.latest.record, measure.latest.answers) == (record, PLAIN)
    assert drafts_of(pair.ada.keyholder) == ()


def test_half_answered_is_kept_where_nobody_else_opens_it(pair: Pair):
    keep(pair.ada.keyholder, pair.space, GRAVE[:9])
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers == (*GRAVE[:9], None)
    assert read_all(pair.his().space, Response) == ()
    assert FlagRow.objects.count() == 0


def test_answers_for_two_people_and_for_oneself_do_not_mix(pair: Pair):
    keep(pair.ada.keyholder, pair.space, [1])
    keep(pair.ada.keyholder, None, [2, 2])
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers[:2] == (1, None)
    assert progress_of(pair.ada.keyholder, PHQ9, None).answers[:2] == (2, 2)
    assert progress_of(pair.ada.keyholder, PHQ9, uuid4()) is None


def test_a_grave_answer_raises_one_flag_with_the_response(pair: Pair):
    record = send(pair, GRAVE)
    (flag,) = read_all(pair.his().space, RiskFlag)
    assert (flag.document.about, flag.document.level) == (record, "high")
    assert flag.document.rules == ("phq9_si_positive", "phq9_si_frequent")
    assert cover_of(pair.his().space).get(Raised).open == FlagRow.objects.count() == 1


def test_sent_twice_it_is_there_once_and_so_is_its_flag(pair: Pair, monkeypatch: pytest.MonkeyPatch):
    """As two requests do that both read the draft before either of them has sent it."""
    keep(pair.ada.keyholder, pair.space, GRAVE)
    progress = progress_of(pair.ada.keyholder, PHQ9, pair.space)
    monkeypatch.setattr("stillroom.assessments.actions.progress_of", lambda *_: progress)
    sent = [
        finish(keyholder=pair.ada.keyholder, episode=pair.hers(), instrument=PHQ9, now=NOW + WEEK * turn)
        for turn in range(2)
    ]
    assert sent[0] == sent[1]
    assert len(read_all(pair.his().space, Response)) == len(read_all(pair.his().space, RiskFlag)) == 1
    assert len(cover_of(pair.his().space).get(Latest).sheets) == FlagRow.objects.count() == 1


def test_sent_again_later_there_is_nothing_to_send(pair: Pair):
    send(pair, PLAIN)
    with pytest.raises(NothingAnswered):
        finish(keyholder=pair.ada.keyholder, episode=pair.hers(), instrument=PHQ9, now=NOW)


def test_a_response_without_its_flag_cannot_be(pair: Pair, monkeypatch: pytest.MonkeyPatch):
    keep(pair.ada.keyholder, pair.space, GRAVE)
    monkeypatch.setattr(safety_actions, "deadline", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        finish(keyholder=pair.ada.keyholder, episode=pair.hers(), instrument=PHQ9, now=NOW)
    assert read_all(pair.hers().space, Response) == ()
    assert progress_of(pair.ada.keyholder, PHQ9, pair.space).answers == GRAVE


def test_a_better_sheet_closes_nothing(pair: Pair):
    send(pair, GRAVE)
    send(pair, (0,) * 9, NOW + WEEK)
    (measure,) = responses_of(pair.tom.keyholder, pair.his())
    assert [reading.main.value for reading in measure.readings] == [10, 0]
    assert cover_of(pair.his().space).get(Raised).open == 1
    assert not FlagRow.objects.get().acknowledged


def test_a_risk_question_left_open_raises_nothing_and_is_to_be_asked(pair: Pair):
    send(pair, (*PLAIN[:8], None, 1))
    (measure,) = measures_of(pair.tom.keyholder, cover_of(pair.his().space))
    assert [flag.id for flag in measure.latest.to_ask] == ["phq9_si_unanswered"]
    assert FlagRow.objects.count() == 0


def test_the_cover_holds_one_or_three_sheets_and_a_home_page_reads_it_in_one_query(
    pair: Pair, django_assert_num_queries
):
    send(pair, PLAIN)
    (cover,) = episodes_of(pair.tom.keyholder)
    (measure,) = measures_of(pair.tom.keyholder, cover)
    assert (measure.latest.main.value, measure.latest.change) == (8, None)
    send(pair, (3,) * 8 + (0, 1), NOW + WEEK)
    send(pair, PLAIN, NOW + 2 * WEEK)
    with django_assert_num_queries(1):
        (cover,) = episodes_of(pair.tom.keyholder)
        (measure,) = measures_of(pair.tom.keyholder, cover)
    assert [value for _at, value, _mark in measure.points] == [8, 24, 8]
    assert measure.latest.change == "improved"


def test_nothing_is_sent_before_anybody_has_accepted_and_nothing_is_lost(ada: Person, tom: Person, toms: Listing):
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VOICE, now=NOW)
    keep(ada.keyholder, asked.space.id, GRAVE)
    with pytest.raises(CannotShareHere):
        finish(keyholder=ada.keyholder, episode=episode_of(ada.keyholder, asked.space.id), instrument=PHQ9, now=NOW)
    assert FlagRow.objects.count() == 0
    assert progress_of(ada.keyholder, PHQ9, asked.space.id).answers == GRAVE


def test_what_is_for_oneself_alerts_nobody_and_lies_in_ones_own_space_alone(pair: Pair):
    spaces = set(Record.objects.values_list("space_id", flat=True))
    before = Record.objects.filter(space_id=pair.space).count()
    record = for_herself(pair.ada, GRAVE)
    stored, reading = own_response_of(pair.ada.keyholder, record)
    assert (stored.document.shared, reading.answers) == ((), GRAVE)
    assert Record.objects.filter(space_id=pair.space).count() == before
    assert set(Record.objects.values_list("space_id", flat=True)) - spaces <= {private_space(pair.ada.keyholder).id}
    assert FlagRow.objects.count() == 0
    with pytest.raises(Hidden):
        own_response_of(pair.tom.keyholder, record)


def test_ones_own_answers_are_finished_once(ada: Person):
    for_herself(ada, PLAIN)
    with pytest.raises(NothingAnswered):
        finish_own(keyholder=ada.keyholder, instrument=PHQ9, now=NOW)
    assert len(own_responses_of(ada.keyholder)[0].readings) == 1


def test_shown_to_a_therapist_a_copy_is_theirs_with_its_flag_once(pair: Pair):
    record = for_herself(pair.ada, GRAVE)
    for _twice in range(2):
        share_own(keyholder=pair.ada.keyholder, episode=pair.hers(), record=record, now=NOW + WEEK)
    (copy,) = read_all(pair.his().space, Response)
    assert (copy.document.finished, copy.at) == (NOW, NOW + WEEK)
    (flag,) = read_all(pair.his().space, RiskFlag)
    assert flag.document.about == copy.id
    assert FlagRow.objects.count() == 1
    assert latest(private_space(pair.ada.keyholder), OwnResponse).document.shared == (pair.space,)


def test_a_copy_has_an_id_of_its_own(pair: Pair):
    """The same id in a journal and in a care space would join a client to a therapist for whoever has the disk."""
    record = for_herself(pair.ada, PLAIN)
    share_own(keyholder=pair.ada.keyholder, episode=pair.hers(), record=record, now=NOW)
    (copy,) = read_all(pair.his().space, Response)
    assert copy.id != record


def test_wiping_ones_own_leaves_the_copy(pair: Pair):
    record = for_herself(pair.ada, PLAIN)
    share_own(keyholder=pair.ada.keyholder, episode=pair.hers(), record=record, now=NOW)
    remove_own(keyholder=pair.ada.keyholder, record=record, now=NOW)
    assert own_responses_of(pair.ada.keyholder) == ()
    assert len(read_all(pair.his().space, Response)) == 1
    with pytest.raises(Hidden):
        remove_own(keyholder=pair.ada.keyholder, record=record, now=NOW)


def test_nothing_is_shown_to_somebody_who_has_not_accepted(ada: Person, tom: Person, toms: Listing):
    record = for_herself(ada, GRAVE)
    asked: CareEpisode = begin(
        keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VOICE, now=NOW
    )
    with pytest.raises(CannotShareHere):
        share_own(keyholder=ada.keyholder, episode=asked, record=record, now=NOW)
    assert latest(private_space(ada.keyholder), OwnResponse).document.shared == ()
    (request,) = requests_of(tom.keyholder, NOW)
    accept(keyholder=tom.keyholder, request=request, now=NOW)
    share_own(keyholder=ada.keyholder, episode=episode_of(ada.keyholder, asked.id), record=record, now=NOW)
    assert FlagRow.objects.count() == 1


def test_answers_can_be_given_up(ada: Person):
    keep(ada.keyholder, None, GRAVE[:4])
    give_up(keyholder=ada.keyholder, instrument=PHQ9, about=None, now=NOW)
    assert progress_of(ada.keyholder, PHQ9, None) is None
    assert ada.profile.role is Role.CLIENT


def test_a_stranger_reads_nothing_even_with_the_episode_in_hand(pair: Pair, iris: Person):
    send(pair, PLAIN)
    with pytest.raises(Hidden):
        responses_of(iris.keyholder, pair.hers())
