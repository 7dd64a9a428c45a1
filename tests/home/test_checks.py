"""The burnout inventory each quarter: never before somebody has begun with it."""

from datetime import timedelta

import pytest

from stillroom.assessments.actions import finish_own, keep_answer
from stillroom.assessments.queries import instrument_of
from stillroom.home.checks import INVENTORY, QUARTER, worn_out
from tests.cast import NOW, Person

SOON = timedelta(days=1)


def answered(ada: Person) -> None:
    asked = instrument_of(None, INVENTORY)
    keep_answer(keyholder=ada.keyholder, instrument=asked, about=None, place=0, answer=0, now=NOW)
    finish_own(keyholder=ada.keyholder, instrument=asked, now=NOW)


@pytest.mark.django_db
@pytest.mark.parametrize("after", [SOON, QUARTER, 10 * QUARTER])
def test_nobody_is_asked_to_begin(ada: Person, after: timedelta):
    check = worn_out(ada.keyholder, NOW + after)
    assert check is not None
    assert (check.last, check.is_due) == (None, False)


@pytest.mark.django_db
@pytest.mark.parametrize(("after", "due"), [(SOON, False), (QUARTER - SOON, False), (QUARTER, True)])
def test_who_has_begun_is_reminded_each_quarter(ada: Person, after: timedelta, due: bool):
    answered(ada)
    check = worn_out(ada.keyholder, NOW + after)
    assert check is not None
    assert (check.last, check.is_due) == (NOW, due)
