"""The menu leads each role where it may go, and nowhere else."""

from django.test import Client
from django.urls import reverse

from tests.cast import Person
from tests.home.looking import menu, today

SHARED = ["toolkit:calm", "safety:now", "privacy:mine", "accounts:settings"]


def addresses(*names: str) -> list[str]:
    return [reverse(name) for name in names]


def test_a_visitors_menu_is_about_looking_around(eve: Client, db: None) -> None:
    assert menu(eve.get(reverse("home:about"))) == addresses(
        "home:about",
        "finding:people",
        "home:between_us",
        "questions:ask",
        "toolkit:calm",
        "safety:now",
        "accounts:sign_in",
    )


def test_each_role_has_its_own(ada: Person, tom: Person, max_: Person) -> None:
    own = ("toolkit:plan", "toolkit:tools", "finding:people", "care:invite")
    assert menu(today(ada)) == addresses("home:today", *own, *SHARED)
    assert menu(today(tom)) == addresses(
        "home:today",
        "desk:people",
        "finding:requests",
        "care:offer",
        "supervision:cases",
        "scheduling:hours",
        "practice:profile",
        *SHARED,
    )
    assert menu(today(max_)) == addresses("home:today", "practice:desk", "practice:on_call", "questions:all", *SHARED)


def test_every_link_of_a_menu_opens(ada: Person, tom: Person, max_: Person, eve: Client) -> None:
    assert {eve.get(link).status_code for link in menu(eve.get(reverse("home:about")))} == {200}
    for person in (ada, tom, max_):
        browser = person.browser()
        assert [link for link in menu(today(person)) if browser.get(link).status_code != 200] == []


def test_who_is_in_can_lock_from_every_page_and_a_visitor_has_nothing_to_lock(ada: Person, eve: Client) -> None:
    for name in ("home:today", "home:about", "privacy:mine"):
        assert f'action="{reverse("accounts:lock")}"' in ada.browser().get(reverse(name)).content.decode()
    assert reverse("accounts:lock") not in eve.get(reverse("home:about")).content.decode()


def test_the_brand_leads_home(ada: Person, eve: Client) -> None:
    assert f'class="brand" href="{reverse("home:today")}"' in today(ada).content.decode()
    assert 'class="brand" href="/"' in eve.get(reverse("home:about")).content.decode()
