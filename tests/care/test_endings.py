"""Coming to the end together: a plan that ends nothing, a summary by two, and what a sudden end leaves possible."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stillroom.assessments.documents import Response
from stillroom.assessments.encoding import encode
from stillroom.assessments.queries import instrument_of
from stillroom.base.errors import Hidden
from stillroom.care.actions import NotNow, end_episode
from stillroom.care.actions.endings import NothingWritten, agree_on_ending, plan_ending, write_ending
from stillroom.care.bringing import bringable
from stillroom.care.documents import Brought, State
from stillroom.care.ending_documents import Ending, mark_of
from stillroom.care.outcomes import outcomes_in
from stillroom.care.queries import CareEpisode, episode_of
from stillroom.care.queries.endings import ending_of
from stillroom.messaging.documents import Message
from stillroom.plans.actions import agree_on_goal, propose_goal, rate_goal
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored, read_all, writing
from stillroom.vault.spaces import Stale
from tests.care.strangers import assert_same_404
from tests.cast import NOW, Person
from tests.reading_files import file_of

LATER = NOW + timedelta(hours=2)
HERS, HIS = {"began": "I could not sleep."}, {"did": "We kept a diary."}


def plan(who: Person, care: CareEpisode) -> Stored[Ending]:
    return plan_ending(keyholder=who.keyholder, episode=episode_of(who.keyholder, care.id), now=NOW)


def write(who: Person, care: CareEpisode, texts: dict[str, str], over: dict[str, str] | None = None) -> Stored[Ending]:
    found = episode_of(who.keyholder, care.id)
    return write_ending(keyholder=who.keyholder, episode=found, texts=texts, seen=mark_of(over or {}), now=LATER)


def agree(who: Person, care: CareEpisode, version: int) -> Stored[Ending]:
    found = episode_of(who.keyholder, care.id)
    return agree_on_ending(keyholder=who.keyholder, episode=found, version=version, now=LATER)


def end(who: Person, care: CareEpisode) -> None:
    end_episode(keyholder=who.keyholder, episode=episode_of(who.keyholder, care.id), now=LATER)


def page(who: Person, care: CareEpisode, route: str = "care:ending_summary") -> str:
    return who.browser().get(reverse(route, args=[care.id])).content.decode()


@pytest.mark.parametrize("name", ["ada", "tom"])
def test_either_says_that_it_comes_to_an_end_and_nothing_ends(ada: Person, tom: Person, care: CareEpisode, name: str):
    who = {"ada": ada, "tom": tom}[name]
    first = plan(who, care)
    assert plan(who, care) == first
    assert (first.document.called, first.document.therapist_name) == ("Ada", "Tom Vale")
    for each in (ada, tom):
        found = episode_of(each.keyholder, care.id)
        assert found.is_open and ending_of(each.keyholder, found) == first
    told = [each.document.told.what for each in read_all(care.space, Message) if each.document.told]
    assert told.count("ending-planned") == 1


def test_each_writes_their_own_words_and_never_over_the_others(ada: Person, tom: Person, care: CareEpisode):
    plan(ada, care)
    write(ada, care, HERS)
    both = write(tom, care, HIS).document
    assert (both.words_by(Role.CLIENT), both.words_by(Role.THERAPIST)) == (HERS, HIS)
    text = page(ada, care)
    assert "I could not sleep." in text and "We kept a diary." in text and "Tom Vale" in text


def test_both_say_yes_to_the_very_words_that_stand_there(ada: Person, tom: Person, care: CareEpisode):
    plan(tom, care)
    old = write(ada, care, HERS)
    new = write(tom, care, HIS)
    with pytest.raises(Stale):
        agree(ada, care, old.version)
    first = agree(ada, care, new.version)
    assert not first.document.is_agreed
    assert agree(tom, care, first.version).document.is_agreed


def test_new_words_ask_both_again(ada: Person, tom: Person, care: CareEpisode):
    plan(ada, care)
    agreed = agree(ada, care, write(ada, care, HERS).version)
    assert agreed.document.agreed == {Role.CLIENT}
    assert write(tom, care, HIS).document.agreed == frozenset()


def test_there_is_nothing_to_agree_to_before_somebody_wrote(ada: Person, care: CareEpisode):
    with pytest.raises(NothingWritten):
        agree(ada, care, plan(ada, care).version)


def test_a_second_device_loses_nothing(ada: Person, care: CareEpisode):
    plan(ada, care)
    write(ada, care, HERS)
    address = reverse("care:ending", args=[care.id])
    answer = ada.browser().post(address, {"began": "From my other phone.", "seen": mark_of({})})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "From my other phone." in text and "I could not sleep." in text
    assert ending_of(ada.keyholder, episode_of(ada.keyholder, care.id)).document.words_by(Role.CLIENT) == HERS
    again = ada.browser().post(address, {"began": "From my other phone.", "seen": mark_of(HERS)})
    assert again.status_code == 302


def test_too_many_words_are_kept_on_the_page(ada: Person, care: CareEpisode):
    plan(ada, care)
    answer = ada.browser().post(reverse("care:ending", args=[care.id]), {"did": "word " * 900, "seen": mark_of({})})
    assert answer.status_code == 422 and "word word" in answer.content.decode()


def test_after_the_end_it_stays_and_only_the_therapist_adds_for_the_client_to_read(
    ada: Person, tom: Person, care: CareEpisode
):
    plan(ada, care)
    write(ada, care, HERS)
    end(ada, care)
    with pytest.raises(NotNow):
        write(ada, care, {"began": "More."}, over=HERS)
    late = write(tom, care, HIS).document
    assert (late.afterwards, late.words_by(Role.CLIENT)) == (LATER, HERS)
    text = page(ada, care)
    assert "Not agreed. It is kept as each wrote it." in text and "We kept a diary." in text
    with pytest.raises(NotNow):
        agree(tom, care, 3)


def test_what_was_agreed_is_closed_at_the_end_for_both(ada: Person, tom: Person, care: CareEpisode):
    plan(ada, care)
    agree(tom, care, agree(ada, care, write(ada, care, HERS).version).version)
    end(tom, care)
    for who in (ada, tom):
        with pytest.raises(NotNow):
            write(who, care, HIS)
        assert "Both of you said yes to this." in page(who, care)


def test_a_sudden_end_needs_no_plan_and_the_other_reads_a_kind_page(ada: Person, tom: Person, care: CareEpisode):
    end(tom, care)
    text = page(ada, care, "care:episode")
    assert "Tom Vale ended it." in text and "It says nothing about what you are worth." in text
    assert "what you are worth" not in page(tom, care, "care:episode")
    assert write(tom, care, HIS).document.asked_by is Role.THERAPIST
    assert "We kept a diary." in page(ada, care)


def test_nobody_plans_an_end_after_it(ada: Person, care: CareEpisode):
    end(ada, care)
    assert episode_of(ada.keyholder, care.id).episode.state is State.ENDED
    with pytest.raises(NotNow):
        plan(ada, care)


def test_a_measure_says_whether_its_change_is_more_than_chance(ada: Person, care: CareEpisode):
    version = instrument_of(ada.keyholder, "phq-9").version
    for days, answers in enumerate([(*(2,) * 9, None), (*(0,) * 9, None)]):
        at = NOW + timedelta(days=days)
        with writing(episode_of(ada.keyholder, care.id).space, now=at) as work:
            work.add(Response("phq-9", version, encode(answers), at, at))
    (found,) = outcomes_in(ada.keyholder, episode_of(ada.keyholder, care.id))
    assert found.text == "From 18 to 0, of 27. This is better, and by more than chance."


def test_goals_come_from_the_first_to_the_last(ada: Person, tom: Person, care: CareEpisode):
    goal = propose_goal(episode=care, words="Sleep through", steps=[], version=0, now=NOW)
    goal = agree_on_goal(episode=episode_of(tom.keyholder, care.id), version=goal.version, now=NOW)
    for value in (2, 5, 7):
        hers = episode_of(ada.keyholder, care.id)
        goal = rate_goal(episode=hers, value=value, version=goal.version, now=NOW + timedelta(hours=value))
    found = outcomes_in(ada.keyholder, episode_of(ada.keyholder, care.id))
    assert [(each.heading, each.text) for each in found] == [("Sleep through", "From 2 to 7, of 10.")]


def test_somebody_else_gets_the_404_of_nothing(iris: Person, ada: Person, care: CareEpisode):
    plan(ada, care)
    for route in ("care:ending", "care:ending_summary"):
        assert_same_404(iris.browser(), reverse(route, args=[care.id]), care.id)
    with pytest.raises(Hidden):
        ending_of(iris.keyholder, care)


def test_it_is_in_what_a_client_takes_along(ada: Person, care: CareEpisode):
    plan(ada, care)
    write(ada, care, HERS)
    end(ada, care)
    assert "I could not sleep." in file_of(ada.browser(), "privacy:data")
    assert "What it began with" in file_of(ada.browser(), "privacy:page")


def test_what_both_wrote_can_be_brought_along_to_whoever_comes_next(ada: Person, tom: Person, care: CareEpisode):
    plan(ada, care)
    assert "ending" not in brought(ada, care)  # the control: planned, and no words yet
    write(ada, care, HERS)
    write(tom, care, HIS)
    end(ada, care)
    passages = brought(ada, care)["ending"].passages
    assert {(passage.heading, passage.text) for passage in passages} >= {
        ("What it began with", "Ada: I could not sleep."),
        ("What we did", "Tom Vale: We kept a diary."),
    }
    assert "ending" not in {each.of for each in bringable(ada.keyholder, episode_of(ada.keyholder, care.id))}


def brought(who: Person, care: CareEpisode) -> dict[str, Brought]:
    return {each.of: each for each in bringable(who.keyholder, episode_of(who.keyholder, care.id), moves=True)}
