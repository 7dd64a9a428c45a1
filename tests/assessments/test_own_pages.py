"""Questions for oneself: said above each of them, kept in the journal, shown to nobody until she says so."""

import re
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.assessments.documents import OwnResponse, Response
from stillroom.assessments.queries import own_responses_of
from stillroom.care.actions import begin
from stillroom.care.documents import Medium
from stillroom.practice.queries import Listing
from stillroom.safety.documents import RiskFlag
from stillroom.safety.models import FlagRow
from stillroom.vault.documents import Role
from stillroom.vault.records import read_all
from stillroom.vault.spaces import private_space
from tests.assessments.walking import GRAVE, PLAIN, Walk, text
from tests.care.pair import Pair
from tests.cast import NOW, Person

HELP = "You do not have to hold this alone"


@pytest.fixture
def walk(ada: Person) -> Walk:
    return Walk(ada.browser())


def test_above_every_question_it_says_that_nobody_reads_it(walk: Walk):
    for number in range(1, 10):
        page = text(walk.browser.get(walk.step(number)))
        said = page.index("Nobody reads it, now or later, and nobody is told.")
        assert said < page.index("<h1>")
        walk.answer(number, 0)
    assert "nobody is told, whatever you answer" in text(walk.browser.get(walk.start))


def test_it_lies_in_her_journal_and_alerts_nobody(ada: Person, walk: Walk):
    page = text(walk.browser.get(walk.all(GRAVE)))
    (own,) = read_all(private_space(ada.keyholder), OwnResponse)
    assert own.document.shared == ()
    assert FlagRow.objects.count() == 0
    assert "Only you can open these answers. Nobody has been told." in page


def test_help_comes_with_the_grave_answer_and_again_with_the_sheet(walk: Walk):
    page = text(walk.answer(9, 1))
    assert HELP in page
    assert "Nobody reads this now. It is for you alone, and nobody has been told." in page
    assert HELP in text(walk.browser.get(walk.all(GRAVE)))
    assert HELP not in text(walk.browser.get(walk.all(PLAIN)))


def test_one_or_three_sheets_are_listed(ada: Person, walk: Walk):
    walk.all(PLAIN)
    assert text(walk.browser.get(walk.start)).count(">some signs</td>") == 1
    walk.all(PLAIN)
    walk.all(PLAIN)
    assert text(walk.browser.get(walk.start)).count(">some signs</td>") == 3
    assert len(own_responses_of(ada.keyholder)[0].readings) == 3


def test_it_can_be_wiped(ada: Person, walk: Walk):
    page = walk.all(PLAIN)
    assert walk.browser.post(f"{page}remove/").headers["Location"] == walk.start
    assert own_responses_of(ada.keyholder) == ()
    assert walk.browser.get(page).status_code == walk.browser.post(f"{page}remove/").status_code == 404


def test_it_can_be_shown_to_a_therapist_who_has_accepted_and_only_then_is_anybody_told(pair: Pair):
    walk = Walk(pair.ada.browser())
    page = walk.all(GRAVE)
    assert "Tom Vale" in text(walk.browser.get(page))
    assert FlagRow.objects.count() == 0
    answer = walk.browser.post(f"{page}share/", {"space": str(pair.space)})
    assert answer.headers["Location"] == reverse("assessments:start", args=[pair.space])
    assert len(read_all(pair.his().space, Response)) == len(read_all(pair.his().space, RiskFlag)) == 1
    after = text(walk.browser.get(page))
    assert "You have shown these answers." in after
    assert f"{page}share/" not in after
    again = walk.browser.post(f"{page}share/", {"space": str(pair.space)})
    assert again.status_code == 422
    assert FlagRow.objects.count() == 1


def test_it_cannot_be_shown_to_somebody_who_has_not_accepted(ada: Person, toms: Listing, walk: Walk):
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VOICE, now=NOW)
    page = walk.all(GRAVE)
    assert f"{page}share/" not in text(walk.browser.get(page))
    for space in (asked.space.id, uuid4(), "x", ""):
        assert walk.browser.post(f"{page}share/", {"space": str(space)}).status_code == 422
    assert read_all(asked.space, Response) == ()
    assert FlagRow.objects.count() == 0


def test_half_answered_can_be_thrown_away(walk: Walk):
    walk.answer(1, 3)
    assert walk.step(2) in text(walk.browser.get(walk.start))
    walk.browser.post(walk.url("drop", "phq-9"))
    page = text(walk.browser.get(walk.start))
    assert (walk.step(1) in page, walk.step(2) in page) == (True, False)


def test_everybody_else_gets_the_same_404_as_for_nothing(
    walk: Walk, tom: Person, iris: Person, max_: Person, eve: Client, person
):
    page = walk.all(PLAIN)
    record = page.rstrip("/").rpartition("/")[2]
    uma = person("uma", Role.CLIENT).browser()
    for browser in (tom.browser(), iris.browser(), max_.browser(), eve, uma):
        real, random = (
            [
                browser.get(reverse("assessments:own_response", args=[which])),
                browser.post(reverse("assessments:own_share", args=[which]), {"space": str(uuid4())}),
                browser.post(reverse("assessments:own_remove", args=[which])),
            ]
            for which in (record, uuid4())
        )
        assert [answer.status_code for answer in real] == [404] * 3
        assert [without_token(answer) for answer in real] == [without_token(answer) for answer in random]
    assert walk.browser.get(page).status_code == 200


def without_token(answer: object) -> str:
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", text(answer))


def test_only_clients_have_questions_for_themselves(tom: Person, max_: Person, eve: Client):
    for browser in (tom.browser(), max_.browser(), eve):
        theirs = Walk(browser)
        answers = [browser.get(theirs.start), browser.get(theirs.step(1)), theirs.answer(1, 1), theirs.finish()]
        assert [answer.status_code for answer in answers] == [404] * 4
