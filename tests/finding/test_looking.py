"""The list by what somebody looks for: who is left in, in which order and why, and that nothing of it is kept."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from stillroom.core.matching.needs import Aspect, Reason
from stillroom.finding.looking import NOTHING, Filters, Looking, Wished, looking_of, seal_looking
from stillroom.finding.offers import part_of
from stillroom.finding.queries import kept_needs, people, person
from stillroom.finding.reasons import fits_words, misses_words
from stillroom.practice.listings import Listing
from stillroom.practice.models import State, Therapist
from stillroom.scheduling.actions import set_hours
from stillroom.scheduling.models import OpeningHours
from stillroom.vault.documents import Role
from stillroom.vault.forms import seal_form
from tests.accounts.walking import Page
from tests.care.cast import Lister
from tests.care.test_pages import words
from tests.cast import NOW, Person, make_person

ROME = "Europe/Rome"
PEOPLE, NEEDS = "/people/", "/people/needs/"
NIGHTS = ", ".join(f"{day} 22:00 02:00" for day in range(7))


@pytest.fixture
def four(toms: Listing, list_person: Lister) -> dict[str, Listing]:
    """Tom as he is; Uma writes only, dear and of this work; Vic speaks Korean; Wes is away."""
    found = {"tom": toms}
    for name in ("uma", "vic", "wes"):
        found[name] = list_person(make_person(name, Role.THERAPIST), name.title())
    rows = Therapist.objects.filter
    rows(id=found["uma"].id).update(
        media="text", languages="en", fee_cents=25_000, sliding_scale_from_cents=None, lived="worked woman",
        specialities="grief", how_i_work="With José’s method, slowly.",
    )  # fmt: skip
    rows(id=found["vic"].id).update(languages="ko", says_yes=False, fee_cents=6_000, sliding_scale_from_cents=None)
    rows(id=found["wes"].id).update(state=State.AWAY, away_until="2099-01-01", next_step="Ask Tom.")
    set_hours(week=OpeningHours(therapist=toms.id, zone=toms.zone, windows=NIGHTS, notice_hours=0))
    set_hours(week=OpeningHours(therapist=found["vic"].id, zone=toms.zone, windows="2 09:00 12:00", notice_hours=0))
    return found


def names(looking: Looking = NOTHING, now: datetime = NOW) -> list[str]:
    return [one.listing.name.split()[0] for one in people(None, now, looking).shown]


def left(**filters: object) -> set[str]:
    return set(names(Looking(filters=Filters(**filters))))  # type: ignore[arg-type]


def test_each_filter_leaves_out_who_does_not_meet_it(four: dict[str, Listing]) -> None:
    assert left() == {"Tom", "Uma", "Vic", "Wes"}
    assert left(topic="grief") == {"Uma"}
    assert left(language="ko") == {"Vic"}
    assert left(medium="video") == {"Tom", "Vic", "Wes"}
    assert left(at_most=80) == {"Tom", "Vic", "Wes"}  # Tom's fee is 180, and he goes down to 80
    assert left(at_most=79) == {"Vic"}
    assert left(says_yes=True) == {"Tom", "Uma", "Wes"}
    assert left(language="ko", topic="grief") == set()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("jose", {"Uma"}),
        ("JOSÉ slowly", {"Uma"}),
        ("korean", {"Vic"}),
        ("tom vale", {"Tom"}),
        ("slowly", {"Tom", "Uma", "Vic", "Wes"}),
        ("tom korean", set()),
        ("   ", {"Tom", "Uma", "Vic", "Wes"}),
        ("%' OR 1=1", set()),
    ],
)
def test_a_search_finds_what_stands_on_a_page_in_any_case_and_without_accents(
    typed: str, found: set[str], four: dict[str, Listing]
) -> None:
    assert left(words=typed) == found


def test_an_empty_list_says_which_one_to_leave_out(four: dict[str, Listing]) -> None:
    found = people(None, NOW, Looking(filters=Filters(language="ko", topic="grief", says_yes=True)))
    assert (found.shown, found.of) == ((), 4)
    assert dict(found.looser) == {"language": 1}
    assert people(None, NOW, Looking(filters=Filters(language="ko"))).looser == ()


def test_who_is_free_first_stands_first_and_who_is_away_last(four: dict[str, Listing]) -> None:
    assert names()[:2] == ["Tom", "Vic"]
    assert names()[-1] == "Wes"


def test_equals_take_turns_by_day_and_nobody_is_first_by_their_name(list_person: Lister, toms: Listing) -> None:
    for name in ("Abe", "Bea", "Cyd"):
        list_person(make_person(name.lower(), Role.THERAPIST), name)
    days = [tuple(names(now=NOW + timedelta(days=day))) for day in range(14)]
    assert len({day[0] for day in days}) > 1
    assert names(now=NOW) == names(now=NOW + timedelta(minutes=5))


def test_needs_rank_and_say_why_and_what_does_not_fit(four: dict[str, Listing]) -> None:
    wished = Wished(safe=("worked",), budget=100, languages=("es",), parts=("night",), media=("voice",))
    shown = people(None, NOW, Looking(wished=wished), "America/Los_Angeles").shown
    assert shown[0].listing.name == "Tom Vale"
    tom, uma = (next(one for one in shown if one.listing.name.startswith(name)) for name in ("Tom", "Uma"))
    assert tom.fit and uma.fit
    assert [fits_words(each) for each in tom.fit.fits] == [
        "speaks Spanish",
        "meets by: Voice only",
        "free on Monday night and Tuesday night and more of your times, by your clock",
        "costs more, but goes down as far as what you said: ask for the lower fee",
        "free within a week",
    ]
    assert [misses_words(each) for each in tom.fit.misses] == ["has not said: has done this work themselves"]
    assert [fits_words(each) for each in uma.fit.fits] == ["has done this work themselves"]
    assert [misses_words(each) for each in uma.fit.misses] == [
        "does not speak Spanish",
        "does not do voice calls",
        "has no free time when you said",
        "costs more than you said",
        "has no free time in the next four weeks",
    ]


def test_every_reason_there_can_be_has_words() -> None:
    codes = {
        Aspect.STATE: ("CA",), Aspect.LANGUAGE: ("es",), Aspect.MEDIUM: ("text",), Aspect.HELP: ("grief",),
        Aspect.WAYS: ("emdr",), Aspect.SAFE: ("yes",), Aspect.TIMES: ("3-night",), Aspect.BUDGET: ("full",),
        Aspect.SOON: ("week",), Aspect.OPEN: (),
    }  # fmt: skip
    for aspect, said in codes.items():
        if aspect is not Aspect.OPEN:
            assert fits_words(Reason(aspect, said))
        assert misses_words(Reason(aspect, said))


def test_a_limit_puts_somebody_below_and_does_not_hide_them(four: dict[str, Listing]) -> None:
    shown = people(None, NOW, Looking(wished=Wished(languages=("ko",), language_needed=True))).shown
    assert (shown[0].listing.name, shown[0].possible) == ("Vic", True)
    assert {one.listing.name.split()[0] for one in shown if not one.possible} == {"Tom", "Uma", "Wes"}


@pytest.mark.parametrize(
    ("at", "zone", "part"),
    [
        (datetime(2026, 11, 26, 20, 0, tzinfo=UTC), "UTC", "3-evening"),
        (datetime(2026, 11, 26, 22, 0, tzinfo=UTC), "UTC", "3-night"),
        (datetime(2026, 11, 27, 5, 59, tzinfo=UTC), "UTC", "3-night"),
        (datetime(2026, 11, 27, 6, 0, tzinfo=UTC), "UTC", "4-morning"),
        (datetime(2026, 11, 30, 1, 0, tzinfo=UTC), "UTC", "6-night"),
        (datetime(2026, 11, 26, 12, 0, tzinfo=UTC), "America/Los_Angeles", "2-night"),
        (datetime(2026, 11, 26, 12, 0, tzinfo=UTC), ROME, "3-afternoon"),
    ],
)
def test_a_night_belongs_to_the_day_on_which_it_began_by_their_own_clock(at: datetime, zone: str, part: str) -> None:
    assert part_of(at, zone) == part


@pytest.mark.parametrize("looking", [NOTHING, Looking(wished=Wished(parts=("night",), budget=80))])
def test_as_many_queries_for_one_as_for_many(
    looking: Looking, toms: Listing, list_person: Lister, four: dict[str, Listing]
) -> None:
    def count() -> int:
        with CaptureQueriesContext(connection) as found:
            people(None, NOW, looking)
        return len(found)

    before = count()
    for name in ("abe", "bea", "cyd"):
        list_person(make_person(name, Role.THERAPIST), name.title())
    assert count() == before <= 4


# Pages


def see(client: Client, page: str = PEOPLE, **fields: object) -> Page:
    return Page(client.post(page, fields))


def said_needs(client: Client, **fields: object) -> Page:
    return see(client, NEEDS, step="needs", sealed="", **fields)


def test_she_says_what_she_needs_sees_why_and_comes_back_to_her_list(eve: Client, four: dict[str, Listing]) -> None:
    form = eve.get(NEEDS)
    assert "What do you look for?" in words(form)
    listed = said_needs(eve, languages=["ko"], language_needed="on", zone=ROME)
    assert "You said: Korean (has to be)" in listed.text
    assert "speaks Korean" in listed.text and "does not speak Korean" in listed.text
    assert listed.text.index("speaks Korean") < listed.text.index("Not for what you said")
    sealed = listed.response.content.decode().split('name="sealed" value="')[1].split('"')[0]
    one = see(eve, reverse("finding:person", args=[four["vic"].id]), sealed=sealed, zone=ROME)
    assert "speaks Korean" in one.text and "Back to your list" in one.text and "(Rome)" in one.text
    again = see(eve, sealed=sealed)
    assert "You said: Korean (has to be)" in again.text
    changed = see(eve, NEEDS, sealed=sealed)
    assert re.search(r'value="ko"[^>]*checked', changed.response.content.decode())
    assert "You said" not in see(eve, sealed=sealed, clear="yes").text


def test_filters_stay_in_the_form_with_the_needs_and_are_cleared_together(
    eve: Client, four: dict[str, Listing]
) -> None:
    sealed = seal_looking(Looking(wished=Wished(safe=("worked",))), datetime.now(UTC))
    page = see(eve, step="filter", sealed=sealed, medium="text", words="slowly", sort="soon")
    assert "You said: has done this work themselves" in page.text
    body = page.response.content.decode()
    assert 'value="slowly"' in body and re.search(r'value="text" selected', body)
    assert "Whoever is free soonest comes first" in page.text
    assert "Clear all" in page.text
    assert "4 people work here" in see(eve, step="filter", sealed=sealed, clear="yes").text


def test_an_empty_list_is_loosened_by_one_press(eve: Client, four: dict[str, Listing]) -> None:
    fields = {"step": "filter", "sealed": "", "language": "ko", "topic": "grief"}
    page = see(eve, **fields)
    assert "0 of 4 found" in page.text
    assert "Nobody here meets all of that." in page.text
    assert "Without “Knows well”: 1 person" in page.text
    assert "1 of 4 found" in see(eve, **fields, without="topic").text
    assert "0 of 4 found" in see(eve, **fields, without="nothing").text


def test_what_is_no_number_is_said_with_the_rest_kept(eve: Client, four: dict[str, Listing]) -> None:
    page = see(eve, step="filter", at_most="cheap", language="ko")
    assert (page.status, "Please type a number" in page.text) == (422, True)
    assert "1 of 4 found" in page.text
    page = said_needs(eve, budget="cheap", safe=["woman"])
    assert (page.status, "Please type a number" in page.text) == (422, True)
    assert re.search(r'value="woman"[^>]*checked', page.response.content.decode())


@pytest.mark.parametrize("sealed", ["made up", seal_form("another.form", NOTHING, NOW), "x" * 5_000])
def test_what_is_not_ours_is_nothing(sealed: str, eve: Client, toms: Listing) -> None:
    assert looking_of(sealed, NOW) is None
    assert see(eve, sealed=sealed).status == 200


def test_it_is_forgotten_after_two_hours() -> None:
    looking = Looking(wished=Wished(budget=80))
    sealed = seal_looking(looking, NOW)
    assert looking_of(sealed, NOW + timedelta(minutes=119)) == looking
    assert looking_of(sealed, NOW + timedelta(minutes=121)) is None
    assert seal_looking(NOTHING, NOW) == "" and looking_of("", NOW) == NOTHING


def rows() -> set[str]:
    connection.ensure_connection()
    return set(connection.connection.iterdump())


def test_nothing_that_a_visitor_says_is_in_an_address_a_cookie_or_a_table(
    eve: Client, four: dict[str, Listing]
) -> None:
    before = rows()
    listed = said_needs(eve, safe=["worked"], help=["violence"], state="NV")
    see(eve, step="filter", words="canary words", sealed=listed.hidden["sealed"])
    assert rows() == before
    assert not any(word in eve.cookies.output() for word in ("worked", "violence", "canary"))
    assert listed.response.headers["Cache-Control"] == "no-store"
    for form in re.findall(r"<form[^>]*>", listed.response.content.decode() + eve.get(NEEDS).content.decode()):
        assert 'method="post"' in form
    # An address that carries it all the same changes nothing.
    query = urlencode({"step": "filter", "words": "nobody at all", "language": "ko"})
    assert "4 people work here" in words(eve.get(f"{PEOPLE}?{query}"))


def test_a_client_may_keep_it_sealed_change_it_and_forget_it(
    ada: Person, tom: Person, four: dict[str, Listing]
) -> None:
    browser = ada.browser()
    assert "Keep this, sealed" in words(browser.get(NEEDS))
    assert kept_needs(ada.keyholder) is None
    before = rows()
    kept = browser.post(NEEDS, {"step": "needs", "sealed": "", "safe": ["worked"], "state": "NV", "keep": "yes"})
    assert kept["Location"] == PEOPLE
    written = "".join(rows() - before).lower()
    assert written and not any(word.encode().hex() in written or word in written for word in ("worked", '"nv"'))
    assert "You said: has done this work themselves · Nevada" in words(browser.get(PEOPLE))
    browser.post(NEEDS, {"step": "needs", "sealed": "", "safe": ["woman"], "keep": "yes"})
    stored = kept_needs(ada.keyholder)
    assert stored and (stored.document.safe, stored.document.state) == (("woman",), "")
    assert "You said" not in words(browser.post(PEOPLE, {"clear": "yes", "sealed": ""}))
    browser.post(NEEDS, {"step": "forget"})
    assert kept_needs(ada.keyholder) is None
    assert "You said" not in words(browser.get(PEOPLE))


def test_saying_without_keeping_keeps_nothing_and_staff_have_no_box(
    ada: Person, tom: Person, eve: Client, four: dict[str, Listing]
) -> None:
    ada.browser().post(NEEDS, {"step": "needs", "sealed": "", "safe": ["worked"]})
    assert kept_needs(ada.keyholder) is None
    for browser in (tom.browser(), eve):
        assert "Keep this, sealed" not in words(browser.get(NEEDS))
        before = rows()
        assert browser.post(NEEDS, {"step": "needs", "sealed": "", "keep": "yes"}).status_code == 200
        assert browser.post(NEEDS, {"step": "forget"}).status_code == 200
        assert rows() == before


def test_one_page_says_the_same_reasons_as_the_list(four: dict[str, Listing]) -> None:
    looking = Looking(wished=Wished(parts=("night",), budget=100, state="NV"))
    shown = {one.listing.id: one for one in people(None, NOW, looking, ROME).shown}
    for listing in (four["tom"], four["uma"]):
        alone = person(None, listing.id, NOW, looking, ROME)
        assert alone.fit == replace(shown[listing.id].fit, offer=alone.fit.offer) if alone.fit else None
