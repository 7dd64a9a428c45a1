"""The order of therapists: what it rests on, and what can never move it."""

from dataclasses import fields, replace
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from stillroom.core.matching.index import index_of
from stillroom.core.matching.needs import Needs, Offer
from stillroom.core.matching.ranking import how_many, ranked
from tests.core.matching.reference import ranked_slowly

SEED = b"2027-03-04"


def some(codes: str) -> st.SearchStrategy[frozenset[str]]:
    """Any of all subsets, drawn at once."""
    return st.sampled_from([frozenset(each) for size in range(len(codes) + 1) for each in combinations(codes, size)])


CENTS = st.integers(0, 20_000)
NEEDS = st.builds(
    Needs,
    help=some("abcde"),
    ways=some("abc"),
    safe=some("abc"),
    languages=some("abc"),
    language_needed=st.booleans(),
    media=some("abc"),
    medium_needed=st.booleans(),
    times=some("abcd"),
    budget=st.none() | CENTS,
    state=st.sampled_from(["", "a", "b"]),
)
TRAITS = st.builds(
    Offer,
    key=st.just(0),
    help=some("abcde"),
    ways=some("abc"),
    safe=some("abc"),
    languages=some("abc"),
    media=some("abc"),
    times=some("abcd"),
    states=some("ab"),
    fee=CENTS,
    lowest=CENTS,
    days=st.none() | st.integers(0, 28),
    open=st.booleans(),
)
OFFERS = st.lists(TRAITS, max_size=6).map(lambda all_: [replace(each, key=place) for place, each in enumerate(all_)])


def order(offers: list[Offer], needs: Needs, seed: bytes = SEED, count: int | None = None) -> list[object]:
    return [each.offer.key for each in ranked(index_of(offers, seed), needs, count)]


@given(OFFERS, NEEDS, st.binary(min_size=1, max_size=64))
def test_adding_everybody_up_at_once_gives_the_order_of_the_slow_and_plain_way(
    offers: list[Offer], needs: Needs, seed: bytes
) -> None:
    index = index_of(offers, seed)
    fast = [(each.offer.key, each.points, each.possible) for each in ranked(index, needs)]
    assert fast == ranked_slowly(offers, needs, seed)
    assert how_many(index, needs) == sum(possible for _key, _points, possible in fast)


@given(OFFERS, NEEDS, st.integers(0, 5))
def test_the_first_few_are_the_beginning_of_the_whole(offers: list[Offer], needs: Needs, count: int) -> None:
    assert order(offers, needs, count=count) == order(offers, needs)[:count]


@given(OFFERS, NEEDS, st.data())
def test_in_which_order_they_are_given_changes_nothing(offers: list[Offer], needs: Needs, data: st.DataObject) -> None:
    assert order(data.draw(st.permutations(offers)), needs) == order(offers, needs)


@given(OFFERS, NEEDS, TRAITS)
def test_who_else_is_there_changes_nothing_between_two(offers: list[Offer], needs: Needs, other: Offer) -> None:
    joined = order([*offers, replace(other, key="new")], needs)
    assert [key for key in joined if key != "new"] == order(offers, needs)


@given(OFFERS, NEEDS, st.data(), st.integers(1, 10_000), st.integers(0, 10_000))
def test_a_higher_price_never_raises_anybody(
    offers: list[Offer], needs: Needs, data: st.DataObject, more: int, lowest_more: int
) -> None:
    assume(offers)
    one = data.draw(st.sampled_from(offers))
    dearer = replace(one, fee=one.fee + more, lowest=one.lowest + lowest_more)
    raised = [dearer if each is one else each for each in offers]
    assert order(raised, needs).index(one.key) >= order(offers, needs).index(one.key)


@given(OFFERS, NEEDS, st.data(), CENTS, CENTS)
def test_without_a_budget_no_price_moves_anybody(
    offers: list[Offer], needs: Needs, data: st.DataObject, fee: int, lowest: int
) -> None:
    needs = replace(needs, budget=None)
    paid = [replace(each, fee=data.draw(CENTS), lowest=lowest) for each in offers]
    assert order(paid, needs) == order(offers, needs)


def test_a_price_within_what_was_said_counts_and_so_the_test_above_can_fail() -> None:
    dear, fair = Offer("dear", fee=20_000, lowest=20_000), Offer("fair", fee=8_000, lowest=8_000)
    scaled = Offer("scaled", fee=20_000, lowest=8_000)
    for offers in ([dear, scaled, fair], [fair, scaled, dear]):
        assert order(offers, Needs(budget=10_000)) == ["fair", "scaled", "dear"]


def test_an_offer_has_no_field_for_what_anybody_pays_the_practice_or_for_fame() -> None:
    """A new field is a decision: it is named here, and `weights.py` says why it may count."""
    assert [field.name for field in fields(Offer)] == [
        "key", "help", "ways", "safe", "languages", "media", "times", "states", "fee", "lowest", "days", "open",
    ]  # fmt: skip


@given(OFFERS, NEEDS, st.data())
def test_meeting_one_more_wish_never_lowers_anybody(offers: list[Offer], needs: Needs, data: st.DataObject) -> None:
    assume(offers)
    one = data.draw(st.sampled_from(offers))
    better = replace(one, help=one.help | needs.help, safe=one.safe | needs.safe, languages=one.languages | {"a"})
    improved = [better if each is one else each for each in offers]
    assert order(improved, needs).index(one.key) <= order(offers, needs).index(one.key)


@pytest.mark.parametrize(
    ("needs", "limit"),
    [
        (Needs(state="CA"), Offer("no", states=frozenset({"NV"}))),
        (Needs(languages=frozenset({"es"}), language_needed=True), Offer("no", languages=frozenset({"en"}))),
        (Needs(media=frozenset({"voice"}), medium_needed=True), Offer("no", media=frozenset({"video"}))),
        (Needs(), Offer("no", open=False)),
    ],
)
def test_a_limit_beats_every_wish(needs: Needs, limit: Offer) -> None:
    needs = replace(needs, help=frozenset({"trauma"}), budget=10_000)
    best = replace(limit, help=frozenset({"trauma"}), days=0)
    worst = Offer(
        "yes",
        languages=frozenset({"es"}),
        media=frozenset({"voice"}),
        states=frozenset({"CA"}),
        fee=99_000,
        lowest=99_000,
    )
    first, last = ranked(index_of([best, worst], SEED), needs)
    assert (first.offer.key, first.possible, last.offer.key, last.possible) == ("yes", True, "no", False)
    assert last.points > first.points
    assert any(reason.hard for reason in last.misses) and not any(reason.hard for reason in first.misses)


def test_equals_take_turns_over_the_days_and_stand_still_on_one() -> None:
    equals = [Offer(name) for name in ("Abe", "Bea", "Cy", "Zoe")]
    days = [order(equals, Needs(), f"2027-03-{day:02}".encode()) for day in range(1, 32)]
    assert {each[0] for each in days} == {"Abe", "Bea", "Cy", "Zoe"}
    assert {each[-1] for each in days} == {"Abe", "Bea", "Cy", "Zoe"}
    assert order(equals, Needs()) == order(equals[::-1], Needs())


def test_being_free_soon_decides_between_equals_only() -> None:
    wish = Needs(safe=frozenset({"woman"}))
    later = Offer("fits, in two weeks", safe=frozenset({"woman"}), days=14)
    soon = Offer("free today", days=0)
    assert order([soon, later], wish)[0] == later.key
    assert order([soon, replace(later, safe=frozenset())], wish)[0] == soon.key


def test_nobody_and_nothing_are_fine() -> None:
    assert ranked(index_of([], SEED), Needs()) == ()
    assert how_many(index_of([], SEED), Needs(state="CA")) == 0
