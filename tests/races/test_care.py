"""What two people in care do twice, or at the same moment: nothing is lost, nothing is there twice."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.care.actions import end_episode
from stillroom.care.documents import ConsentGiven, IdentityCard, State
from stillroom.care.queries import consents_missing, identity_of
from stillroom.messaging.documents import Message
from stillroom.messaging.queries import messages_of
from stillroom.plans.queries import goal_of
from stillroom.practice.choices import CHECKS
from stillroom.practice.listings import Listing
from stillroom.practice.models import Therapist
from stillroom.practice.queries import checks_of, registered_of
from stillroom.safety.queries import flags_of
from stillroom.scheduling.models import TakenCell
from stillroom.scheduling.queries import appointments_in
from stillroom.vault.records import read_all
from tests.care.pair import Pair
from tests.care.test_pages import words
from tests.cast import NOW, Person
from tests.races.racing import at_once, press, where

CELLS = 12
LONG_STATE = "I have not slept since Tuesday."


def to(name: str, *args: object) -> str:
    return reverse(name, args=args)


def send(person: Person, pair: Pair, text: str, record=None):
    fields = {"record": str(record)} if record else {}
    return press(person, "messaging:conversation", pair.space, text=text, **fields)


def said(pair: Pair) -> list[str]:
    return [message.document.text for message in messages_of(pair.ada.keyholder, pair.hers())]


def test_send_pressed_twice_sends_once(pair: Pair):
    record = uuid4()
    answers = at_once(*(send(pair.ada, pair, "Hello", record) for _ in range(3)))
    assert where(answers) == {to("messaging:conversation", pair.space)}
    assert said(pair) == ["Hello"]


def test_other_words_from_a_page_gone_back_to_are_sent_too(pair: Pair):
    record = uuid4()
    for text in ("Hello", "Hello, and one thing more"):
        send(pair.ada, pair, text, record)()
    assert said(pair) == ["Hello", "Hello, and one thing more"]


def test_both_write_at_once_and_both_stand(pair: Pair):
    presses = [send(person, pair, f"{person.profile.called} {n}") for n in range(3) for person in (pair.ada, pair.tom)]
    answers = at_once(*presses)
    assert {answer.status_code for answer in answers} == {302}
    assert sorted(said(pair)) == ["Ada 0", "Ada 1", "Ada 2", "Tom 0", "Tom 1", "Tom 2"]


def test_a_page_opened_while_the_other_writes_is_a_page(pair: Pair):
    browsers = [pair.tom.browser(), pair.tom.browser(), pair.ada.browser()]

    def look(browser: Client, name: str):
        path = to(name, pair.space)
        return lambda: browser.get(path)

    looks = [look(b, n) for b in browsers for n in ("messaging:conversation", "care:episode", "plans:goal")]
    answers = at_once(*looks, *(send(pair.ada, pair, f"message {n}") for n in range(4)))
    assert [answer.status_code for answer in answers] == [200] * 9 + [302] * 4


@pytest.mark.parametrize("_round", range(3))
def test_a_message_that_meets_the_end_is_sent_or_comes_back(pair: Pair, _round: int):
    answer, _ = at_once(send(pair.ada, pair, LONG_STATE), press(pair.tom, "scheduling:end", pair.space))
    assert pair.hers().episode.state is State.ENDED
    if said(pair):
        assert answer.status_code == 302
    else:
        assert answer.status_code == 422
        assert LONG_STATE in answer.content.decode()
        assert "You cannot write here now" in words(answer)


def test_what_comes_after_the_end_is_refused_under_the_lock_with_the_words_kept(pair: Pair):
    """The control of the race above: an episode read before the end, as a request in flight holds it."""
    before = pair.hers()
    end_episode(keyholder=pair.tom.keyholder, episode=pair.his(), now=NOW)
    assert before.is_open
    answer = send(pair.ada, pair, LONG_STATE)()
    assert answer.status_code == 422
    assert LONG_STATE in answer.content.decode()
    assert said(pair) == []


def book(person: Person, pair: Pair, start: str):
    return press(person, "scheduling:times", pair.space, start=start, medium="video")


def booked(pair: Pair) -> list[str]:
    return [each.document.state.value for each in appointments_in(pair.ada.keyholder, pair.hers().space)]


def test_book_pressed_twice_by_either_books_once(pair: Pair, starts: list[str]):
    presses = [book(person, pair, starts[0]) for person in (pair.ada, pair.ada, pair.tom)]
    assert where(at_once(*presses)) == {to("care:episode", pair.space)}
    assert booked(pair) == ["confirmed"]
    assert TakenCell.objects.count() == CELLS


def test_two_times_at_once_both_stand(pair: Pair, starts: list[str]):
    answers = at_once(book(pair.ada, pair, starts[0]), book(pair.tom, pair, starts[2]))
    assert where(answers) == {to("care:episode", pair.space)}
    assert booked(pair) == ["confirmed", "confirmed"]


@pytest.mark.parametrize("_round", range(3))
def test_a_time_booked_while_it_ends_is_never_left_standing(pair: Pair, starts: list[str], _round: int):
    at_once(book(pair.ada, pair, starts[0]), press(pair.tom, "scheduling:end", pair.space))
    assert pair.hers().episode.state is State.ENDED
    assert booked(pair) in ([], ["cancelled"])
    assert not TakenCell.objects.exists()


@pytest.mark.parametrize("_round", range(3))
def test_a_time_cancelled_while_it_ends_is_cancelled_once(pair: Pair, starts: list[str], _round: int):
    book(pair.ada, pair, starts[0])()
    (time,) = appointments_in(pair.ada.keyholder, pair.hers().space)
    answers = at_once(
        press(pair.ada, "scheduling:cancel", pair.space, time.id), press(pair.tom, "scheduling:end", pair.space)
    )
    assert (booked(pair), pair.hers().episode.state) == (["cancelled"], State.ENDED)
    assert answers[1].status_code == 302
    if answers[0].status_code == 422:
        assert "cancelled already" in words(answers[0])
    assert not TakenCell.objects.exists()


def test_cancel_and_end_pressed_twice_are_done_once(pair: Pair, starts: list[str]):
    book(pair.ada, pair, starts[0])()
    (time,) = appointments_in(pair.ada.keyholder, pair.hers().space)
    cancels = [press(pair.ada, "scheduling:cancel", pair.space, time.id) for _ in range(2)]
    assert where(at_once(*cancels)) == {to("care:episode", pair.space)}
    ends = [press(person, "scheduling:end", pair.space) for person in (pair.ada, pair.tom, pair.tom)]
    assert where(at_once(*ends)) == {to("care:episode", pair.space)}


def test_a_page_of_times_left_open_leads_to_how_things_stand(pair: Pair, starts: list[str]):
    press(pair.tom, "scheduling:end", pair.space)()
    answer = pair.ada.browser().post(
        to("scheduling:times", pair.space), {"start": starts[0], "medium": "video"}, follow=True
    )
    assert "This has ended" in words(answer)
    assert "No new times can be booked here now." in words(answer)


def test_a_yes_to_a_text_pressed_twice_is_noted_once(pair: Pair):
    first, *others = consents_missing(pair.ada.keyholder, pair.hers(), "en")
    presses = [press(pair.ada, "care:agree", pair.space, text=first.id, sha256=first.sha256) for _ in range(3)]
    assert where(at_once(*presses)) == {to("care:agree", pair.space)}
    given = [stored.document.text for stored in read_all(pair.hers().space, ConsentGiven)]
    assert given == [first.id]
    assert len(consents_missing(pair.ada.keyholder, pair.hers(), "en")) == len(others)


def test_two_texts_agreed_to_at_once_are_both_noted_also_on_the_cover(pair: Pair):
    texts = consents_missing(pair.ada.keyholder, pair.hers(), "en")
    at_once(*(press(pair.ada, "care:agree", pair.space, text=t.id, sha256=t.sha256) for t in texts))
    assert consents_missing(pair.ada.keyholder, pair.hers(), "en") == ()
    assert "Please read" not in words(pair.ada.browser().get(to("home:today")))


def propose(person: Person, pair: Pair, text: str, version: int = 0):
    return press(person, "plans:goal", pair.space, words=text, steps="walk", version=version)


def test_a_goal_proposed_agreed_and_rated_twice_stands_once(pair: Pair):
    page = {to("plans:goal", pair.space)}
    assert where(at_once(*(propose(pair.ada, pair, "Sleep") for _ in range(3)))) == page
    assert where(at_once(*(press(pair.tom, "plans:agree", pair.space, version=1) for _ in range(3)))) == page
    assert where(at_once(*(press(pair.ada, "plans:rate", pair.space, version=2, value=4) for _ in range(3)))) == page
    done = [press(pair.ada, "plans:step", pair.space, version=3, step="walk", done="1") for _ in range(3)]
    assert where(at_once(*done)) == page
    stored = goal_of(pair.ada.keyholder, pair.hers())
    assert (stored.version, stored.document.is_agreed) == (4, True)
    assert [rating.value for rating in stored.document.ratings] == [4]


def test_two_who_propose_at_once_lose_no_words(pair: Pair):
    answers = at_once(propose(pair.ada, pair, "Hers"), propose(pair.tom, pair, "His"))
    assert sorted(answer.status_code for answer in answers) == [302, 422]
    late, text = next((a, t) for a, t in zip(answers, ("Hers", "His"), strict=True) if a.status_code == 422)
    assert f">\n{text}</textarea>" in late.content.decode()
    assert "The goal was changed meanwhile" in words(late)


def test_nobody_says_yes_to_words_that_have_changed_under_them(pair: Pair):
    propose(pair.ada, pair, "Sleep")()
    at_once(propose(pair.ada, pair, "Move out", 1), press(pair.tom, "plans:agree", pair.space, version=1))
    goal = goal_of(pair.ada.keyholder, pair.hers()).document
    assert not (goal.words == "Move out" and goal.is_agreed)


def test_a_goal_stays_as_it_was_after_the_end(pair: Pair):
    propose(pair.ada, pair, "Sleep")()
    press(pair.tom, "scheduling:end", pair.space)()
    for answer in (propose(pair.ada, pair, "Other", 1)(), press(pair.tom, "plans:agree", pair.space, version=1)()):
        assert answer.status_code == 422
        assert "This goal can only be read now" in words(answer)
    stored = goal_of(pair.ada.keyholder, pair.hers())
    assert (stored.document.words, stored.version) == ("Sleep", 1)


def answer_all(pair: Pair) -> None:
    for number in range(1, 11):
        press(pair.ada, "assessments:answer", pair.space, "phq-9", number, answer="1")()


def test_answers_sent_twice_are_there_once_with_one_flag(pair: Pair):
    answer_all(pair)
    presses = [press(pair.ada, "assessments:end", pair.space, "phq-9") for _ in range(3)]
    answers = at_once(*presses)
    assert {answer.status_code for answer in answers} == {302}
    assert len(flags_of(pair.tom.keyholder, pair.his())) == 1


def card(person: Person, pair: Pair, name: str, version: int, **more: object):
    return press(person, "care:card", pair.space, full_name=name, present_address="", version=version, **more)


def on_card(pair: Pair) -> IdentityCard:
    stored = identity_of(pair.ada.keyholder, pair.hers()).card
    assert stored is not None
    return stored.document


def test_asked_aloud_pressed_twice_is_one_asking(pair: Pair):
    at_once(*(card(pair.tom, pair, "Ada Bell", 0, asked="on") for _ in range(3)))
    assert (on_card(pair).full_name, len(on_card(pair).asked)) == ("Ada Bell", 1)


def test_a_card_page_left_open_wipes_nothing_away(pair: Pair):
    card(pair.tom, pair, "Ada Bell", 0)()
    late = card(pair.ada, pair, "", 0)()
    assert late.status_code == 422
    assert "The card was changed meanwhile" in words(late)
    assert "Ada Bell" in words(late)
    assert on_card(pair).full_name == "Ada Bell"


def test_publish_pressed_twice_publishes_once(pair: Pair, max_: Person, toms: Listing):
    Therapist.objects.filter(id=toms.id).update(state="submitted", signature=b"")
    seen = registered_of(max_.keyholder, toms.id, NOW).seen
    before = len(checks_of(max_.keyholder, toms.id))
    fields = {"seen": seen, "looked_up_on": "2026-11-20", "ticked": list(CHECKS)}
    answers = at_once(*(press(max_, "practice:person", toms.id, **fields) for _ in range(3)))
    assert where(answers) == {to("practice:person", toms.id)}
    assert len(checks_of(max_.keyholder, toms.id)) == before + 1


def test_messages_and_marks_cross_without_a_word_lost(pair: Pair):
    """Drafts saved while one sends, as a script does it."""
    record = uuid4()
    drafts = [press(pair.ada, "messaging:draft", pair.space, text=f"draft {n}") for n in range(3)]
    answers = at_once(send(pair.ada, pair, "sent", record), *drafts)
    assert [answer.status_code for answer in answers] == [302, 204, 204, 204]
    assert [m.document.text for m in read_all(pair.hers().space, Message)] == ["sent"]
