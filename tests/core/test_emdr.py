"""When sets of left and right may begin, when a target is done, and when it stands still."""

from datetime import timedelta

import pytest

from stillroom.core.emdr import (
    LASTS,
    NEVER_WAIVED,
    Lock,
    Need,
    Screen,
    Signed,
    is_complete,
    locks,
    missing,
    stands_still,
)
from tests.cast import NOW

DAY = timedelta(days=1)
SIGNED = Signed(NOW, is_open=True, assessed=False, made_safe=False)


def found(signed=SIGNED, asked=NOW - DAY, dissociation=None, risk=None, now=NOW + DAY):
    return locks(signed, asked=asked, dissociation=dissociation, risk=risk, now=now)


def test_it_is_open_after_the_questions_and_the_list_for_ninety_days():
    assert found(asked=None) == (Lock.UNASKED,)
    assert found(signed=None) == (Lock.UNSIGNED,)
    assert found() == ()
    assert found(now=NOW + LASTS - DAY) == ()
    assert found(now=NOW + LASTS) == (Lock.OLD,)
    assert found(signed=Signed(NOW, is_open=False, assessed=True, made_safe=True)) == (Lock.CLOSED,)


def test_a_body_that_was_told_anew_closes_it():
    assert found(asked=NOW + timedelta(minutes=1)) == (Lock.CHANGED,)


@pytest.mark.parametrize(
    ("name", "said", "lock"),
    [
        ("dissociation", "assessed", Lock.DISSOCIATION),
        ("risk", "made_safe", Lock.RISK),
    ],
)
def test_a_screen_locks_until_words_stand_there_that_are_newer(name, said, lock):
    written = Signed(NOW, **{"is_open": True, "assessed": False, "made_safe": False, said: True})
    for signed, screen, then in (
        (SIGNED, Screen(NOW - DAY, locks=True), (lock,)),
        (SIGNED, Screen(NOW - DAY, locks=False), ()),
        (written, Screen(NOW - DAY, locks=True), ()),
        (written, Screen(NOW + timedelta(hours=1), locks=True), (lock,)),
    ):
        assert found(signed=signed, **{name: screen}) == then


def test_three_needs_are_never_waived_and_all_others_may_have_a_reason():
    assert {Need.TRAINING, Need.CONSENT, Need.STOP} == NEVER_WAIVED
    assert missing(set(Need), set()) == ()
    assert missing(NEVER_WAIVED, set(Need) - NEVER_WAIVED) == ()
    for need in Need:
        assert missing(set(Need) - {need}, set()) == (need,)
        assert missing(set(Need) - {need}, {need}) == ((need,) if need in NEVER_WAIVED else ())


def test_a_target_is_complete_at_zero_seven_and_a_clear_body_or_as_good_as_life_allows():
    assert is_complete(0, 7, scan_clear=True)
    for sud, voc, clear in ((1, 7, True), (0, 6, True), (0, 7, False), (None, 7, True), (0, None, True)):
        assert not is_complete(sud, voc, scan_clear=clear)
    assert is_complete(1, 6, scan_clear=True, as_good_as=True)
    assert not is_complete(2, 6, scan_clear=True, as_good_as=True)


def test_disturbance_that_rises_three_sets_running_is_said():
    assert stands_still([4, 5, 6, 7])
    assert stands_still([9, 2, None, 3, 4, 5])
    for suds in ([], [5, 6, 7], [4, 5, 5, 6], [4, 5, 6, 7, 6], [None, None]):
        assert not stands_still(suds)
