"""Why somebody stands where they stand, and also what does not fit."""

from dataclasses import replace

from hypothesis import given

from stillroom.core.matching.needs import Aspect, Needs, Offer, Reason
from stillroom.core.matching.reasons import reasons_of
from tests.core.matching.reference import points
from tests.core.matching.test_ranking import NEEDS, TRAITS

TOM = Offer(
    "tom",
    help=frozenset({"trauma", "sleep"}),
    languages=frozenset({"en", "es"}),
    media=frozenset({"video", "text"}),
    times=frozenset({"3-night", "1-morning"}),
    states=frozenset({"CA"}),
    fee=15_000,
    lowest=5_000,
    days=2,
)


def test_it_says_what_fits_and_honestly_what_does_not() -> None:
    needs = Needs(
        help=frozenset({"trauma", "grief"}),
        languages=frozenset({"es"}),
        media=frozenset({"voice"}),
        times=frozenset({"3-night", "4-night"}),
        budget=6_000,
        state="CA",
    )
    fits, misses = reasons_of(TOM, needs)
    assert fits == (
        Reason(Aspect.STATE, ("CA",), hard=True),
        Reason(Aspect.LANGUAGE, ("es",)),
        Reason(Aspect.HELP, ("trauma",)),
        Reason(Aspect.TIMES, ("3-night",)),
        Reason(Aspect.BUDGET, ("scale",)),
        Reason(Aspect.SOON, ("week",)),
    )
    assert misses == (Reason(Aspect.MEDIUM, ("voice",)), Reason(Aspect.HELP, ("grief",)))


def test_who_said_nothing_hears_nothing_but_when_somebody_is_free() -> None:
    assert reasons_of(TOM, Needs()) == ((Reason(Aspect.SOON, ("week",)),), ())
    assert reasons_of(replace(TOM, days=20), Needs()) == ((), ())
    assert reasons_of(replace(TOM, days=None), Needs()) == ((), (Reason(Aspect.SOON, ("none",)),))


def test_a_price_is_said_as_what_it_is() -> None:
    for budget, said in ((15_000, ("full",)), (5_000, ("scale",))):
        assert Reason(Aspect.BUDGET, said) in reasons_of(TOM, Needs(budget=budget))[0]
    assert reasons_of(TOM, Needs(budget=4_999))[1] == (Reason(Aspect.BUDGET),)


def test_a_limit_says_that_it_is_one() -> None:
    needs = Needs(languages=frozenset({"vi"}), language_needed=True, state="NV")
    assert reasons_of(replace(TOM, open=False), needs)[1] == (
        Reason(Aspect.STATE, ("NV",), hard=True),
        Reason(Aspect.LANGUAGE, ("vi",), hard=True),
        Reason(Aspect.OPEN, hard=True),
    )


@given(TRAITS, NEEDS)
def test_there_are_points_only_with_a_reason_that_is_said(offer: Offer, needs: Needs) -> None:
    fits, misses = reasons_of(offer, needs)
    if points(offer, needs):
        assert fits
    said = [(reason.aspect, code) for reason in (*fits, *misses) for code in reason.codes]
    assert len(said) == len(set(said))
