"""A therapist's own page: written part by part, kept as a draft, sent in, changed."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.urls import reverse

from stillroom.accounts.queries import draft_of
from stillroom.practice.models import Therapist
from stillroom.practice.queries import listed, own_listing
from tests.cast import Person
from tests.practice.cast import EXPIRY, OpenPractice, send_page

TYPED = {
    "name": "Tom Vale",
    "pronouns": "he/him",
    "licence_type": "LMFT",
    "licence_number": "12345",
    "licence_state": "CA",
    "licence_expiry": EXPIRY.isoformat(),
    "languages": ["en", "es"],
    "meet": ["video", "text"],
    "fee": "180",
    "lowest": "80.50",
    "zone": "America/Los_Angeles",
    "specialities": ["work", "grief"],
    "approaches": ["cbt"],
    "says_yes": "on",
    "how_i_work": "Slowly.",
    "about_this_work": "",
}


def now() -> datetime:
    return datetime.now(UTC)


def stands_in_the_database(words: str) -> bool:
    """As text, or as the bytes of a blob."""
    connection.ensure_connection()
    dump = "\n".join(connection.connection.iterdump())
    return words in dump or words.encode().hex() in dump.lower()


def part(name: str) -> str:
    return reverse("practice:profile_part", args=[name])


def test_a_profile_is_gathered_part_by_part_sent_in_and_stands_in_the_forms_again(tom: Person) -> None:
    browser = tom.browser()
    assert browser.post(part("name"), TYPED)["Location"] == part("licence")
    assert own_listing(tom.keyholder) is None
    assert "Sent in." in send_page(browser, TYPED).content.decode()
    own = own_listing(tom.keyholder)
    assert own is not None
    assert (own.name, own.fee_cents, own.sliding_scale_from_cents) == ("Tom Vale", 18_000, 8_050)
    assert (own.languages, own.media, own.says_yes) == (("en", "es"), ("video", "text"), True)
    assert re.search(r'value="80.50?"', browser.get(part("cost")).content.decode())
    body = browser.get(part("work")).content.decode()
    assert re.search(r'value="grief"[^>]*checked', body)
    assert not re.search(r'value="sleep"[^>]*checked', body)
    assert listed(None, now()) == ()


def test_what_is_not_whole_is_not_sent_in_and_says_which_part_misses_something(tom: Person) -> None:
    browser = tom.browser()
    browser.post(part("name"), TYPED)
    answer = browser.post(reverse("practice:profile"))
    assert answer.status_code == 422
    assert "something is still missing" in answer.content.decode()
    assert answer.content.decode().count("something is missing") == 3  # licence, work, cost
    assert own_listing(tom.keyholder) is None


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("name", "", "This field is required"),
        ("licence_number", "12<345>", "letters, digits and dashes"),
        ("licence_expiry", "2020-01-01", "has run out"),
        ("licence_type", "LPN", "Select a valid choice"),
        ("licence_state", "NV", "Select a valid choice"),
        ("languages", [], "at least one language"),
        ("meet", [], "at least one way"),
        ("fee", "-5", "greater than or equal to 0"),
        ("fee", "1.005", "2 decimal places"),
        ("lowest", "200", "at or below your fee"),
        ("name", "Tom\u202eelaV", "cannot be shown"),
    ],
)
def test_an_error_in_a_profile_says_where_and_keeps_what_was_typed(
    field: str, typed: object, sentence: str, tom: Person
) -> None:
    browser = tom.browser()
    browser.post(part("words"), {"how_i_work": "Kept words."})
    answer = send_page(browser, {**TYPED, "how_i_work": "Kept words.", field: typed})
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert own_listing(tom.keyholder) is None
    assert "Kept words." in browser.get(part("words")).content.decode()


def test_an_error_stands_in_the_title(tom: Person) -> None:
    assert "<title>Error:" in tom.browser().post(part("cost"), {"fee": "x"}).content.decode()


def test_a_draft_is_kept_sealed_with_its_errors_and_comes_back_into_the_form(tom: Person) -> None:
    browser = tom.browser()
    browser.post(part("licence"), {"licence_expiry": "someday", "keep": "yes"})
    body = browser.post(part("words"), {"how_i_work": "Half a canary", "keep": "yes"}, follow=True).content.decode()
    assert "Kept as a draft" in body and "you have not sent in" in body
    assert "Half a canary" in browser.get(part("words")).content.decode()
    assert 'value="someday"' in browser.get(part("licence")).content.decode()
    assert not Therapist.objects.exists()
    assert not stands_in_the_database("Half a canary")
    send_page(browser, {**TYPED, "how_i_work": "Half a canary"})
    assert stands_in_the_database("Half a canary")  # sent in, it is on its way to be public
    assert draft_of(tom.keyholder, "practice.profile") is None


def test_a_draft_can_be_thrown_away(open_practice: OpenPractice, tom: Person) -> None:
    browser = tom.browser()
    browser.post(part("words"), {"how_i_work": "Half", "keep": "yes"})
    assert "draft, not saved yet" in browser.get(reverse("practice:profile")).content.decode()
    assert (
        "The draft is gone" in browser.post(reverse("practice:profile"), {"throw": "yes"}, follow=True).content.decode()
    )
    assert "Half" not in browser.get(part("words")).content.decode()


def test_typing_is_saved_as_a_draft_without_leaving_the_page(tom: Person) -> None:
    browser = tom.browser()
    for name, fields in (("words", {"how_i_work": "Slow"}), ("yes", {"about_this_work": "Years."})):
        assert browser.post(reverse("practice:part_draft", args=[name]), fields).status_code == 204
    draft = draft_of(tom.keyholder, "practice.profile")
    assert draft is not None
    assert draft.document.fields == {"how_i_work": "Slow", "about_this_work": "Years.", "says_yes": ""}
    assert browser.post(reverse("practice:part_draft", args=["other"]), {}).status_code == 404


def test_a_published_profile_is_saved_at_once_but_for_its_licence(open_practice: OpenPractice, tom: Person) -> None:
    browser = tom.browser()
    body = browser.post(part("cost"), {"fee": "90", "lowest": ""}, follow=True).content.decode()
    assert "Everybody sees it like this now" in body
    assert listed(None, now())[0].fee_cents == 9_000
    licence = {name: TYPED[name] for name in ("licence_type", "licence_state", "licence_expiry")}
    body = browser.post(part("licence"), {**licence, "licence_number": "777"}, follow=True).content.decode()
    assert "Sent in." in body
    assert listed(None, now()) == ()


def test_saving_one_part_leaves_the_draft_of_another_unsaved(open_practice: OpenPractice, tom: Person) -> None:
    browser = tom.browser()
    browser.post(part("words"), {"how_i_work": "Not yet.", "keep": "yes"})
    browser.post(part("cost"), {"fee": "90", "lowest": ""})
    assert listed(None, now())[0].lines.how_i_work == "Slowly, and with you in charge."
    assert "Not yet." in browser.get(part("words")).content.decode()


def test_own_words_are_shown_as_words_and_not_as_markup(founded: Person, tom: Person) -> None:
    send_page(tom.browser(), {**TYPED, "how_i_work": "<script>alert(1)</script>"})
    own = own_listing(tom.keyholder)
    assert own is not None
    body = founded.browser().get(reverse("practice:person", args=[own.id])).content.decode()
    assert "&lt;script&gt;alert(1)" in body
    assert "<script>alert" not in body
