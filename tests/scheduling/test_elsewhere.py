"""A client goes on to somebody else: told only if they want, ended only if they want, once."""

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.base.ids import new_id
from stillroom.care.actions import NotNow
from stillroom.care.documents import State
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.messaging.queries import messages_of
from stillroom.scheduling.actions import end_care, see_somebody_else
from stillroom.scheduling.models import TakenCell
from tests.care.strangers import assert_same_404
from tests.care.test_pages import words
from tests.cast import NOW, Person
from tests.scheduling.cast import at
from tests.scheduling.test_booking import book_at

PEOPLE = reverse("finding:people")


def page(care: CareEpisode) -> str:
    return reverse("scheduling:else", args=[care.id])


def state(person: Person, care: CareEpisode) -> State:
    return episode_of(person.keyholder, care.id).episode.state


def test_only_the_client_is_asked(tom: Person, iris: Person, max_: Person, eve: Client, care: CareEpisode):
    for browser in (tom.browser(), iris.browser(), max_.browser(), eve):
        assert_same_404(browser, page(care), care.id)
    with pytest.raises(NotNow):
        see_somebody_else(
            keyholder=tom.keyholder,
            episode=episode_of(tom.keyholder, care.id),
            say=True,
            words="",
            end=True,
            now=NOW,
            record=None,
        )


def test_the_page_says_who_keeps_what_and_that_nothing_goes_along(ada: Person, care: CareEpisode):
    said = words(ada.browser().get(page(care)))
    for sentence in (
        "You need no reason",
        "keep it for seven years",
        "Nothing goes along by itself",
        "you can bring copies along",
    ):
        assert sentence in said
    assert page(care) in ada.browser().get(reverse("care:episode", args=[care.id])).content.decode()


def test_looking_around_tells_nobody_and_ends_nothing(ada: Person, tom: Person, care: CareEpisode):
    answer = ada.browser().post(page(care), {"when": "keep", "words": "These stay here."})
    assert answer["Location"] == PEOPLE
    assert state(tom, care) is State.ACTIVE
    assert messages_of(tom.keyholder, episode_of(tom.keyholder, care.id)) == ()


def test_told_in_their_words_once_however_often_it_is_pressed(ada: Person, tom: Person, care: CareEpisode):
    sent = {"when": "keep", "tell": "on", "words": "Thank you, Tom.", "record": str(new_id())}
    for _ in range(2):
        assert ada.browser().post(page(care), sent)["Location"] == PEOPLE
    talk = words(tom.browser().get(reverse("messaging:conversation", args=[care.id])))
    assert talk.count("Ada would like to see somebody else.") == 1 and talk.count("Thank you, Tom.") == 1


def test_ended_now_gives_the_times_back_and_both_can_read_it(ada: Person, tom: Person, week, care: CareEpisode):
    book_at(ada, care, at(25, 10))
    see_somebody_else(
        keyholder=ada.keyholder, episode=care, say=True, words="Goodbye.", end=True, now=NOW, record=new_id()
    )
    assert state(ada, care) is state(tom, care) is State.ENDED
    assert not TakenCell.objects.exists()
    assert "Goodbye." in words(tom.browser().get(reverse("messaging:conversation", args=[care.id])))


def test_a_page_left_open_past_the_end_tells_nothing_and_leads_back(ada: Person, tom: Person, care: CareEpisode):
    end_care(keyholder=tom.keyholder, episode=episode_of(tom.keyholder, care.id), now=NOW)
    answer = ada.browser().post(page(care), {"when": "end", "tell": "on", "words": "Too late"}, follow=True)
    assert "This has ended" in words(answer)
    with pytest.raises(NotNow):
        see_somebody_else(keyholder=ada.keyholder, episode=care, say=True, words="", end=False, now=NOW, record=None)
    assert messages_of(tom.keyholder, episode_of(tom.keyholder, care.id)) == ()


def test_nothing_chosen_comes_back_with_the_words(ada: Person, care: CareEpisode):
    answer = ada.browser().post(page(care), {"words": "Thank you, Tom."})
    assert answer.status_code == 422 and "Thank you, Tom." in answer.content.decode()
