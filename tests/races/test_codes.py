"""The buttons that make a code and a link, pressed at the same moment: one page makes one."""

import re

from django.http import HttpResponse
from django.urls import reverse

from stillroom.accounts.models import StaffLink
from stillroom.practice.listings import Listing
from stillroom.vault.models import Invite
from tests.cast import Person
from tests.races.racing import at_once, press


def carried(person: Person, name: str) -> str:
    page = person.browser().get(reverse(name)).content.decode()
    return re.search(r'name="press" value="([^"]+)"', page)[1]


def secrets_on(answers: list[HttpResponse]) -> set[str]:
    return {re.search(r'<p class="[^"]*secret">([^<]+)<', answer.content.decode())[1] for answer in answers}


def test_make_a_code_pressed_at_once_makes_one_and_every_window_shows_it(tom: Person, toms: Listing):
    page = carried(tom, "care:offer")
    answers = at_once(*(press(tom, "care:offer", called="Kim", press=page) for _ in range(4)))
    assert len(secrets_on(answers)) == 1
    assert [answer.status_code for answer in answers] == [200] * 4
    assert Invite.objects.count() == 1


def test_control_two_pages_pressed_at_once_make_two(tom: Person, toms: Listing):
    pages = [carried(tom, "care:offer") for _ in range(2)]
    answers = at_once(*(press(tom, "care:offer", called="Kim", press=page) for page in pages))
    assert len(secrets_on(answers)) == 2
    assert Invite.objects.count() == 2


def test_make_a_link_pressed_at_once_makes_one(max_: Person):
    page = carried(max_, "practice:desk")
    answers = at_once(*(press(max_, "practice:invite", press=page) for _ in range(4)))
    assert len(secrets_on(answers)) == 1
    assert StaffLink.objects.count() == 1
