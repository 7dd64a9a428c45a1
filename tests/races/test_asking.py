"""Asking, answering and taking back, pressed twice or at the same moment: it stands once, and words say so."""

import pytest
from django.urls import reverse

from stillroom.care.documents import Standing, State
from stillroom.care.queries import episodes_of, requests_of
from stillroom.practice.listings import Listing
from stillroom.scheduling.models import TakenCell
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder, change_ring
from stillroom.vault.models import Drop, Space
from stillroom.vault.spaces import open_space
from tests.care.test_pages import words
from tests.cast import NOW, Person, make_person
from tests.races.racing import at_once, press, where

CELLS = 12  # 50 minutes and a pause of ten


def afresh(person: Person) -> Keyholder:
    """With the ring as it lies in the database now."""
    change_ring(person.keyholder, lambda ring: ring)
    return person.keyholder


def asking(person: Person, listing: Listing, start: str, text: str = "I sleep badly."):
    return press(person, "finding:ask", listing.id, start=start, medium="video", words=text)


def standings(person: Person) -> list[State]:
    return [cover.get(Standing).state for cover in episodes_of(afresh(person))]


def asked(ada: Person, tom: Person, toms: Listing, start: str):
    at_once(asking(ada, toms, start))
    (request,) = requests_of(afresh(tom), NOW)
    return request.space.id


def test_ask_pressed_twice_asks_once_and_both_lead_to_it(ada: Person, toms: Listing, starts: list[str]):
    answers = at_once(*(asking(ada, toms, starts[0]) for _ in range(3)))
    (cover,) = episodes_of(afresh(ada))
    assert where(answers) == {reverse("care:episode", args=[cover.space])}
    assert (TakenCell.objects.count(), Drop.objects.count()) == (CELLS, 2)


def test_two_windows_with_other_words_ask_once_and_keep_what_was_typed(ada: Person, toms: Listing, starts: list[str]):
    answers = at_once(asking(ada, toms, starts[0], "one"), asking(ada, toms, starts[3], "two"))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    assert standings(ada) == [State.ASKED]
    late = next(answer for answer in answers if answer.status_code == 422)
    assert "You have asked this person already" in words(late)
    typed = "two" if late is answers[1] else "one"
    assert f">\n{typed}</textarea>" in late.content.decode()
    assert TakenCell.objects.count() == CELLS


def test_two_people_who_want_one_time_get_it_once(ada: Person, toms: Listing, starts: list[str]):
    rio = make_person("rio", Role.CLIENT)
    answers = at_once(asking(ada, toms, starts[0]), asking(rio, toms, starts[0], "Me too."))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    late, loser = next((a, p) for a, p in zip(answers, (ada, rio), strict=True) if a.status_code == 422)
    assert "Somebody took this time just before you" in words(late)
    assert ("Me too." if loser is rio else "I sleep badly.") in late.content.decode()
    # Nothing half made is left of the one who came second.
    assert standings(loser) == []
    assert (TakenCell.objects.count(), Drop.objects.count()) == (CELLS, 2)


def test_yes_pressed_twice_begins_once(ada: Person, tom: Person, toms: Listing, starts: list[str]):
    space = asked(ada, tom, toms, starts[0])
    answers = at_once(*(press(tom, "finding:request", space) for _ in range(3)))
    assert standings(tom) == standings(ada) == [State.ACTIVE]
    # Whoever comes second finds the request answered, or is led to what it has become.
    assert where(answers) <= {reverse("care:episode", args=[space]), reverse("finding:requests")}
    again = press(tom, "finding:request", space)()
    assert again.headers["Location"] == reverse("care:episode", args=[space])
    assert TakenCell.objects.filter(held_until=None).count() == CELLS


@pytest.mark.parametrize("_round", range(3))
def test_yes_while_it_is_taken_back_is_one_or_the_other(
    ada: Person, tom: Person, toms: Listing, starts: list[str], _round: int
):
    space = asked(ada, tom, toms, starts[0])
    answers = at_once(press(tom, "finding:request", space), press(ada, "finding:take_back", space))
    if standings(ada):
        assert standings(tom) == standings(ada) == [State.ACTIVE]
        assert where(answers) == {reverse("care:episode", args=[space])}
        assert TakenCell.objects.count() == CELLS
    else:
        assert where(answers) == {reverse("finding:requests"), reverse("home:today")}
        assert standings(tom) == []
        assert not TakenCell.objects.exists()


def test_yes_and_no_from_two_windows_give_one_answer(ada: Person, tom: Person, toms: Listing, starts: list[str]):
    space = asked(ada, tom, toms, starts[0])
    at_once(press(tom, "finding:request", space), press(tom, "finding:decline", space, sentence="full"))
    (state,) = standings(ada)
    assert state in (State.ACTIVE, State.DECLINED)
    assert standings(tom) == ([State.ACTIVE] if state is State.ACTIVE else [])
    assert TakenCell.objects.count() == (CELLS if state is State.ACTIVE else 0)


def test_an_answer_to_what_was_taken_back_says_so(ada: Person, tom: Person, toms: Listing, starts: list[str]):
    space = asked(ada, tom, toms, starts[0])
    press(ada, "finding:take_back", space)()
    for name, fields in (("finding:request", {}), ("finding:decline", {"sentence": "full"})):
        browser = tom.browser()
        answer = browser.post(reverse(name, args=[space]), fields, follow=True)
        assert "This request was taken back, or you have answered it already." in words(answer)


def test_taking_back_pressed_twice_leads_home(ada: Person, tom: Person, toms: Listing, starts: list[str]):
    space = asked(ada, tom, toms, starts[0])
    answers = at_once(*(press(ada, "finding:take_back", space) for _ in range(2)))
    assert where(answers) == {reverse("home:today")}
    assert standings(ada) == []
    assert Space.objects.count() == len(afresh(ada).ring.spaces) + len(afresh(tom).ring.spaces) + 1  # the practice's
    assert [open_space(ada.keyholder, s).kind for s in ada.keyholder.ring.spaces] == [SpaceKind.JOURNAL]
