"""A therapist asks a colleague, the colleague reads and answers, and on a day it is gone."""

from datetime import timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.outbox.periodic import JOBS
from stillroom.practice.models import State, Therapist
from stillroom.supervision.actions import (
    MOST,
    CannotReach,
    DayOutOfReach,
    NamesSomebody,
    NotListed,
    NotNow,
    TooMany,
    answer_case,
    destroy_case,
    send_key_again,
    settle_cases,
    write_word,
)
from stillroom.supervision.documents import Stage
from stillroom.supervision.queries import case_requests, cases_of, words_of
from stillroom.vault.models import Drop, Receipt, Space
from tests.cast import NOW
from tests.supervision.two import SECRET, UNTIL, Two

DAY = timedelta(days=1)
LATE = NOW + 31 * DAY


@pytest.fixture(autouse=True)
def _in_a_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    """The log is emptied outside of transactions alone: `tests/attacks/test_supervision.py`."""
    monkeypatch.setattr("stillroom.vault.jobs.flush_erased", lambda: True)


def test_the_colleague_is_asked_reads_after_a_yes_and_answers(two: Two):
    space = two.asked()
    (asked,) = case_requests(two.iris.keyholder, NOW)
    assert (asked.id, asked.case.therapist_name) == (space, two.toms.name)
    answer_case(keyholder=two.iris.keyholder, found=asked, yes=True, now=NOW)
    hers = two.seen_by(two.iris, space)
    assert (hers.case.question, hers.stage) == (SECRET, Stage.READING)
    write_word(keyholder=two.iris.keyholder, found=hers, text="Whose fear is it?", record=None, now=NOW)
    his = two.seen_by(two.tom, space)
    write_word(keyholder=two.tom.keyholder, found=his, text="Mine, I think.", record=None, now=NOW)
    said = [each.document.text for each in words_of(two.tom.keyholder, two.seen_by(two.tom, space))]
    assert said == ["Whose fear is it?", "Mine, I think."]
    assert cases_of(two.tom.keyholder, NOW)[0].standing.words == 2
    assert [each.own for each in cases_of(two.iris.keyholder, NOW)] == [False]


def test_sent_twice_from_one_page_it_is_there_once(two: Two):
    drawn = new_id()
    assert two.asked(drawn=drawn) == two.asked(drawn=drawn)
    assert len(case_requests(two.iris.keyholder, NOW)) == 1


def test_control_from_two_pages_it_is_there_twice(two: Two):
    assert two.asked() != two.asked()
    assert len(case_requests(two.iris.keyholder, NOW)) == 2


def test_words_sent_twice_are_there_once_and_other_words_are_added(two: Two):
    space, record = two.read(), new_id()
    for words in ("One thing.", "One thing.", "Another thing."):
        found = two.seen_by(two.iris, space)
        write_word(keyholder=two.iris.keyholder, found=found, text=words, record=record, now=NOW)
    assert [each.document.text for each in words_of(two.iris.keyholder, found)] == ["One thing.", "Another thing."]


def test_a_no_gives_no_key_and_is_seen(two: Two):
    space = two.asked()
    answer_case(keyholder=two.iris.keyholder, found=two.seen_by(two.iris, space), yes=False, now=NOW)
    with pytest.raises(Hidden):
        two.seen_by(two.iris, space)
    his = two.seen_by(two.tom, space)
    assert his.stage is Stage.DECLINED
    with pytest.raises(NotNow):
        write_word(keyholder=two.tom.keyholder, found=his, text="Still there?", record=None, now=NOW)


def test_yes_and_no_on_two_devices_are_one_answer(two: Two):
    space = two.asked()
    first, second = two.seen_by(two.iris, space), two.seen_by(two.iris, space)
    answer_case(keyholder=two.iris.keyholder, found=first, yes=True, now=NOW)
    with pytest.raises(NotNow):
        answer_case(keyholder=two.iris.keyholder, found=second, yes=False, now=NOW)
    assert two.seen_by(two.iris, space).stage is Stage.READING


@pytest.mark.parametrize("days", [-1, 0, 91, 4000])
def test_a_day_that_is_over_or_too_far_is_refused(two: Two, days: int):
    with pytest.raises(DayOutOfReach):
        two.asked(NOW.date() + days * DAY)
    assert not cases_of(two.tom.keyholder, NOW)


@pytest.mark.parametrize("days", [1, 90])
def test_control_the_first_and_the_last_day_are_taken(two: Two, days: int):
    assert two.asked(NOW.date() + days * DAY)


def test_the_name_of_somebody_in_care_is_never_sent(two: Two):
    with pytest.raises(NamesSomebody, match="Ada"):
        two.asked(picture="With Ada it is different.")
    space = two.read()
    found = two.seen_by(two.tom, space)
    with pytest.raises(NamesSomebody):
        write_word(keyholder=two.tom.keyholder, found=found, text="Ada said so.", record=None, now=NOW)


def test_control_a_word_that_only_holds_the_name_is_sent(two: Two):
    assert two.asked(picture="She was adamant, and spoke of Adam Smith.")


def test_ten_at_once_and_no_more(two: Two):
    for _each in range(MOST):
        two.asked()
    with pytest.raises(TooMany):
        two.asked()


def test_a_colleague_who_is_gone_is_sent_nothing_and_reads_nothing(two: Two):
    space = two.read()
    Therapist.objects.filter(id=two.iriss.id).update(state=State.GONE)
    his = two.seen_by(two.tom, space)
    assert not his.here
    with pytest.raises(CannotReach):
        write_word(keyholder=two.tom.keyholder, found=his, text="Are you there?", record=None, now=NOW)
    with pytest.raises(Hidden):
        two.seen_by(two.iris, space)
    destroy_case(keyholder=two.tom.keyholder, found=his)
    assert not Space.objects.filter(id=space).exists()


def test_a_therapist_whose_license_is_not_checked_asks_nobody(two: Two):
    listing = two.iriss
    Therapist.objects.filter(id=two.toms.id).update(state=State.SUBMITTED)
    with pytest.raises(NotListed):
        two.asked()
    assert listing.vouched


def test_the_key_can_be_sent_again_when_nobody_looked_for_two_weeks(two: Two):
    space, later = two.asked(), NOW + 15 * DAY
    JOBS["vault.expired"].work(later)
    assert case_requests(two.iris.keyholder, later) == ()
    his = two.seen_by(two.tom, space, later)
    send_key_again(keyholder=two.tom.keyholder, found=his, colleague=two.iriss, now=later)
    his = two.seen_by(two.tom, space, later)
    send_key_again(keyholder=two.tom.keyholder, found=his, colleague=two.iriss, now=later)
    assert [each.id for each in case_requests(two.iris.keyholder, later)] == [space]
    assert Drop.objects.filter(account=two.iris.keyholder.account).count() == 1


def test_after_its_day_it_is_shown_to_nobody_even_before_the_work_is_done(two: Two):
    space = two.read()
    assert two.seen_by(two.iris, space, LATE - DAY).case.until == UNTIL
    for person in (two.tom, two.iris):
        with pytest.raises(Hidden):
            two.seen_by(person, space, LATE)
        assert cases_of(person.keyholder, LATE) == ()


def test_after_its_day_the_work_destroys_it_and_does_no_harm_when_done_twice(two: Two):
    space, other = two.read(), two.read(UNTIL + 5 * DAY)
    for _round in range(2):
        JOBS["vault.expired"].work(LATE)
    assert list(Space.objects.filter(id__in=[space, other]).values_list("id", flat=True)) == [other]
    for person in (two.tom, two.iris):
        settle_cases(keyholder=person.keyholder, now=LATE)
        settle_cases(keyholder=person.keyholder, now=LATE)
        assert space not in person.keyholder.ring.spaces
        assert other in person.keyholder.ring.spaces


def test_whoever_comes_by_first_destroys_it_where_the_work_was_not_done(two: Two):
    space = two.read()
    settle_cases(keyholder=two.iris.keyholder, now=LATE)
    assert not Space.objects.filter(id=space).exists()
    settle_cases(keyholder=two.tom.keyholder, now=LATE)
    assert space not in two.tom.keyholder.ring.spaces


def test_either_destroys_it_at_once_with_its_day_and_the_key_that_waits(two: Two):
    waits, read = two.asked(), two.read()
    destroy_case(keyholder=two.tom.keyholder, found=two.seen_by(two.tom, waits))
    destroy_case(keyholder=two.iris.keyholder, found=two.seen_by(two.iris, read))
    assert not Space.objects.filter(id__in=[waits, read]).exists()
    assert (Receipt.objects.count(), Drop.objects.filter(account=two.iris.keyholder.account).count()) == (0, 0)
    with pytest.raises(Hidden):
        two.seen_by(two.tom, read)


def test_a_colleague_cannot_destroy_what_they_have_not_said_yes_to(two: Two):
    space = two.asked()
    with pytest.raises(Hidden):
        destroy_case(keyholder=two.iris.keyholder, found=two.seen_by(two.iris, space))
    assert Space.objects.filter(id=space).exists()
