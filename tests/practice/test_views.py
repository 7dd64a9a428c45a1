"""Pages of the practice: who may see which, what each form does, and that errors keep what was typed."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.accounts.models import StaffLink
from stillroom.events.queries import page_of_events
from stillroom.practice.choices import CHECKS
from stillroom.practice.models import Therapist
from stillroom.practice.queries import is_open, listed, on_call, own_listing, registered_of
from stillroom.practice.staff_events import INVITED
from stillroom.vault.documents import Role
from tests.cast import Person, make_person
from tests.practice.cast import OpenPractice, publish_profile, send_page
from tests.practice.ready import make_ready
from tests.practice.test_own_page import TYPED

THERAPISTS_PAGES = ["profile", "away", "gone"]
STEWARDS_PAGES = ["desk", "on_call", "done", "ready", "records", "copies", "fees", "lines", "texts"]
STEWARDS_PAGES_OF_ONE = ["person", "person_away", "person_gone"]


def now() -> datetime:
    return datetime.now(UTC)


def h1(body: str) -> str:
    found = re.findall(r"<h1>(.*?)</h1>", body, re.DOTALL)
    assert len(found) == 1
    return found[0].strip()


def without_token(body: bytes) -> bytes:
    """A page but for its CSRF tokens, which are new each time."""
    return re.sub(rb'csrfmiddlewaretoken" value="[^"]*"', b"", body)


def urls(practice: OpenPractice) -> dict[str, str]:
    one = [practice.tom.id]
    pages = {name: reverse(f"practice:{name}") for name in THERAPISTS_PAGES + STEWARDS_PAGES}
    return pages | {name: reverse(f"practice:{name}", args=one) for name in STEWARDS_PAGES_OF_ONE}


# Who may see what


def test_therapists_and_stewards_see_their_own_pages_with_a_heading_and_a_neutral_title(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    pages = urls(open_practice)
    for browser, names in ((tom.browser(), THERAPISTS_PAGES), (max_.browser(), STEWARDS_PAGES + STEWARDS_PAGES_OF_ONE)):
        for name in names:
            answer = browser.get(pages[name])
            assert answer.status_code == 200, name
            assert h1(answer.content.decode())


def test_everybody_else_gets_the_404_of_a_page_that_never_was(
    open_practice: OpenPractice, ada: Person, iris: Person, tom: Person, max_: Person, eve: Client
) -> None:
    pages = urls(open_practice)
    strangers = {"ada": ada.browser(), "eve": eve}
    for who, browser in strangers.items():
        nothing = without_token(browser.get("/desk/never-was/").content)
        for name, address in pages.items():
            answer = browser.get(address)
            assert (answer.status_code, without_token(answer.content)) == (404, nothing), (who, name)
    for name in THERAPISTS_PAGES:
        assert max_.browser().get(pages[name]).status_code == 404, name
    for name in STEWARDS_PAGES + STEWARDS_PAGES_OF_ONE:
        assert tom.browser().get(pages[name]).status_code == 404, name


@pytest.mark.parametrize("name", ["invite", "take_off", "seen_papers", "part_draft"])
def test_nobody_else_posts_either_and_a_get_changes_nothing(
    name: str, open_practice: OpenPractice, ada: Person, tom: Person, max_: Person, eve: Client
) -> None:
    args = {"invite": [], "part_draft": ["words"]}.get(name, [open_practice.tom.id])
    address = reverse(f"practice:{name}", args=args)
    inside, outside = (tom, max_) if name == "part_draft" else (max_, tom)
    for browser in (ada.browser(), eve, outside.browser()):
        assert browser.post(address).status_code == 404
    assert inside.browser().get(address).status_code == 405
    assert len(listed(None, now())) == 1


def test_a_page_of_nobody_is_hidden_from_a_steward_too(founded: Person) -> None:
    for name in (*STEWARDS_PAGES_OF_ONE, "take_off"):
        answer = founded.browser().post(reverse(f"practice:{name}", args=[uuid4()]))
        assert answer.status_code == 404


def test_before_a_page_is_sent_in_there_is_nothing_to_be_away_from(tom: Person) -> None:
    for name in ("away", "gone"):
        assert tom.browser().get(reverse(f"practice:{name}")).status_code == 404


# Being away and leaving


def test_away_back_and_gone_by_their_pages(
    open_practice: OpenPractice, tom: Person, iris: Person, max_: Person
) -> None:
    covering = publish_profile(max_, iris, "Iris Moss")
    browser, address = tom.browser(), reverse("practice:away")
    until = (now() + timedelta(days=9)).date()
    sent = {"until": until.isoformat(), "cover": str(covering.id), "next_step": "Iris is there for you."}
    assert "Times while you are away" in browser.post(address, sent, follow=True).content.decode()
    assert "Back now" in browser.get(address).content.decode()
    tom_now = next(each for each in listed(None, now()) if each.id == open_practice.tom.id)
    assert (tom_now.state, tom_now.away_until, tom_now.cover_id) == ("away", until, covering.id)
    browser.post(address, {"back": "yes"})
    assert all(each.state == "listed" for each in listed(None, now()))
    browser.post(reverse("practice:gone"), {"cover": str(covering.id), "next_step": ""})
    assert [each.name for each in listed(None, now())] == ["Iris Moss"]


def test_a_steward_plans_an_absence_for_one_who_cannot_and_takes_it_back(
    open_practice: OpenPractice, tom: Person, max_: Person
) -> None:
    browser, one = max_.browser(), [open_practice.tom.id]
    address, person = reverse("practice:person_away", args=one), reverse("practice:person", args=one)
    assert address in browser.get(person).content.decode()
    since, until = (now() + timedelta(days=3)).date(), (now() + timedelta(days=9)).date()
    sent = {"since": since.isoformat(), "until": until.isoformat(), "cover": "", "next_step": "Tom is ill."}
    assert browser.post(address, sent).headers["Location"] == person
    assert (own := own_listing(tom.keyholder)) and (own.away_from, own.away_until) == (since, until)
    assert "away from" in browser.get(reverse("practice:desk")).content.decode()
    assert f'value="{since.isoformat()}"' in tom.browser().get(reverse("practice:away")).content.decode()
    assert "Planned: away from" in browser.get(address).content.decode()
    assert browser.post(address, {"back": "yes"}).headers["Location"] == person
    assert (own := own_listing(tom.keyholder)) and own.away_until is None


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"until": "", "next_step": "Kept words."}, "This field is required"),
        ({"until": "2020-01-01", "next_step": "Kept words."}, "needs to be after today"),
        ({"until": "2098-01-01", "next_step": ""}, "who covers"),
        ({"until": "2098-01-01", "next_step": "Kept words.", "cover": str(uuid4())}, "Select a valid choice"),
    ],
)
def test_an_absence_that_leaves_people_with_nothing_is_refused_with_the_input_kept(
    typed: dict[str, str], sentence: str, open_practice: OpenPractice, tom: Person
) -> None:
    answer = tom.browser().post(reverse("practice:away"), typed)
    body = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in body
    assert typed["next_step"] in body
    assert listed(None, now())[0].state == "listed"


def test_leaving_without_a_next_step_is_refused(open_practice: OpenPractice, tom: Person, max_: Person) -> None:
    for browser, address in (
        (tom.browser(), reverse("practice:gone")),
        (max_.browser(), reverse("practice:person_gone", args=[open_practice.tom.id])),
    ):
        assert browser.post(address, {"next_step": ""}).status_code == 422
    assert len(listed(None, now())) == 1


# The stewards' desk


def test_the_first_visit_sets_the_practice_up_and_says_what_is_missing(
    own_data: object, max_: Person, tom: Person
) -> None:
    body = max_.browser().get(reverse("practice:desk")).content.decode()
    assert "Not open to new people" in body
    assert "0 of 7 done" in body
    assert "Nobody yet" in body
    listing = publish_profile(max_, tom, "Tom Vale")
    body = max_.browser().get(reverse("practice:desk")).content.decode()
    assert "1 of 7 done" in body
    assert "license until 31 March 2099" in body
    max_.browser().post(reverse("practice:on_call"), {"therapist": str(listing.id), "name": ""})
    make_ready(max_, now())
    assert "You are open" in max_.browser().get(reverse("practice:desk")).content.decode()


def test_a_second_steward_reads_why_they_cannot_publish(founded: Person, tom: Person) -> None:
    other = make_person("olga", Role.STEWARD)
    body = other.browser().get(reverse("practice:desk")).content.decode()
    assert "set up with another steward" in body


def press_on(browser: Client) -> str:
    """What the desk's "Make a link" carries."""
    page = browser.get(reverse("practice:desk")).content.decode()
    return re.search(r'name="press" value="([^"]+)"', page)[1]


def make_link(browser: Client, press: str = "") -> HttpResponse:
    return browser.post(reverse("practice:invite"), {"press": press or press_on(browser)})


def link_on(answer: HttpResponse) -> str:
    return re.search(r"http://testserver(/begin/[^<\s]+/)", answer.content.decode())[1]


def test_one_desk_pressed_twice_makes_one_link_and_two_make_two(founded: Person) -> None:
    browser = founded.browser()
    press = press_on(browser)
    first, again = (make_link(browser, press) for _ in range(2))
    assert link_on(again) == link_on(first)
    assert StaffLink.objects.count() == 1
    assert page_of_events(None, kind=INVITED).count == 1
    assert link_on(make_link(browser)) != link_on(first)
    assert StaffLink.objects.count() == 2


def test_a_link_that_was_used_is_not_shown_again(founded: Person) -> None:
    browser = founded.browser()
    press = press_on(browser)
    make_link(browser, press)
    StaffLink.objects.all().delete()  # as joining by it does
    for stale in (press, "made up"):
        answer = make_link(browser, stale)
        assert answer.headers["Location"] == reverse("practice:desk")
    assert not StaffLink.objects.exists()
    assert "Please press once more" in browser.get(reverse("practice:desk")).content.decode()


def test_a_link_is_shown_once_and_opens_the_door_to_one_therapist(founded: Person, eve: Client) -> None:
    answer = make_link(founded.browser())
    link = link_on(answer)
    assert answer["Cache-Control"] == "no-store"
    assert link not in founded.browser().get(reverse("practice:desk")).content.decode()
    door = eve.get(link)
    assert door.status_code == 200
    assert Client().get(link.replace("/begin/", "/begin/x")).content != door.content


def test_a_steward_checks_publishes_and_takes_off_by_the_page(founded: Person, tom: Person) -> None:
    send_page(tom.browser(), TYPED)
    own = own_listing(tom.keyholder)
    assert own is not None
    address = reverse("practice:person", args=[own.id])
    body = founded.browser().get(address).content.decode()
    seen = registered_of(founded.keyholder, own.id, now())
    assert seen.key_mark in body
    assert seen.key_mark in tom.browser().get(reverse("practice:profile")).content.decode()
    assert f'value="{seen.seen}"' in body
    assert "Board of Behavioral Sciences" in body
    today = now().date() - timedelta(days=1)
    sent = {"seen": seen.seen, "looked_up_on": today.isoformat(), "ticked": list(CHECKS)}
    body = founded.browser().post(address, sent, follow=True).content.decode()
    assert "Checked before" in body
    assert [each.name for each in listed(None, now())] == ["Tom Vale"]
    founded.browser().post(reverse("practice:take_off", args=[own.id]))
    assert listed(None, now()) == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"ticked": list(CHECKS)[1:]}, "Every line needs its tick"),
        ({"ticked": []}, "Nothing is ticked yet"),
        ({"ticked": [*CHECKS, "more"]}, "Select a valid choice"),
        ({"looked_up_on": "2020-01-01"}, "in the last 30 days"),
        ({"looked_up_on": "2098-01-01"}, "in the last 30 days"),
        ({"seen": "0" * 64}, "changed while you looked"),
    ],
)
def test_a_check_that_is_not_whole_publishes_nothing(
    change: dict[str, object], sentence: str, founded: Person, tom: Person
) -> None:
    send_page(tom.browser(), TYPED)
    own = own_listing(tom.keyholder)
    assert own is not None
    seen = registered_of(founded.keyholder, own.id, now()).seen
    yesterday = (now() - timedelta(days=1)).date().isoformat()
    sent = {"seen": seen, "looked_up_on": yesterday, "ticked": list(CHECKS)} | change
    answer = founded.browser().post(reverse("practice:person", args=[own.id]), sent)
    assert answer.status_code == 422
    assert sentence in answer.content.decode()
    assert listed(None, now()) == ()


def test_naming_nobody_on_call_is_refused_and_a_name_of_the_staff_is_enough(founded: Person, tom: Person) -> None:
    address = reverse("practice:on_call")
    assert founded.browser().post(address, {"therapist": "", "name": ""}).status_code == 422
    founded.browser().post(address, {"therapist": "", "name": "Noor Ahmadi"})
    named = on_call(None, now())
    assert named is not None
    assert named.name == "Noor Ahmadi"
    assert "Noor Ahmadi" in founded.browser().get(address).content.decode()
    publish_profile(founded, tom, "Tom Vale")
    make_ready(founded, now())
    assert is_open(None, now())


def test_what_was_done_is_listed_newest_first(open_practice: OpenPractice, max_: Person) -> None:
    take_off = reverse("practice:take_off", args=[open_practice.tom.id])
    max_.browser().post(take_off)
    body = max_.browser().get(reverse("practice:done")).content.decode()
    assert body.index("Taken off the list, to be checked again: Tom Vale") < body.index("profile published: Tom Vale")
    assert "Steward " in body


def test_three_therapists_stand_on_the_desk_with_their_states(
    open_practice: OpenPractice, max_: Person, iris: Person
) -> None:
    publish_profile(max_, iris, "Iris Moss")
    Therapist.objects.filter(name="Iris Moss").update(signature=bytes(64))
    third = make_person("abel", Role.THERAPIST)
    send_page(third.browser(), {**TYPED, "name": "Abel Yu"})
    body = max_.browser().get(reverse("practice:desk")).content.decode()
    assert body.index("Abel Yu") < body.index("Iris Moss") < body.rindex("Tom Vale")
    for words in ("to be checked", "the signature does not hold", "on the list, license until"):
        assert words in body
