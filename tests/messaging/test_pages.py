"""A long conversation shows its end, and all before it behind one link."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.messaging.documents import Message
from stillroom.messaging.pages import AT_ONCE, earlier, end_of
from stillroom.messaging.telling import count_one
from stillroom.vault.records import writing
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.home.looking import links, words
from tests.sameness import seen

COUNTS = (0, 1, 3, AT_ONCE, AT_ONCE + 1, 2 * AT_ONCE - 1, 2 * AT_ONCE, 5 * AT_ONCE + 7)


@pytest.mark.parametrize("count", COUNTS)
def test_every_message_stands_on_one_page_and_only_there(count: int) -> None:
    everything = list(range(count))
    end = end_of(everything)
    pages = [earlier(everything, page) for page in range(1, end.of + 1)]
    assert [message for page in pages if page for message in page.messages] + list(end.messages) == everything
    assert len(end.messages) < 2 * AT_ONCE and len(end.messages) >= min(count, AT_ONCE)
    assert earlier(everything, 0) is earlier(everything, max(1, end.of) + 1) is None


@pytest.mark.parametrize("unread", [1, AT_ONCE, 3 * AT_ONCE + 1])
def test_what_is_unread_is_always_at_the_end(unread: int) -> None:
    everything = list(range(5 * AT_ONCE))
    assert set(everything[-unread:]) <= set(end_of(everything, unread).messages)


def many(pair: Pair, count: int) -> None:
    for at in range(0, count, 20):  # each block with an instant of its own: the order is that of time
        for number in range(at, min(at + 20, count)):
            with writing(pair.hers().space, now=NOW + timedelta(minutes=number)) as work:
                work.add(Message(f"words {number};"))
                count_one(work)


def test_he_reads_the_end_and_turns_back_page_by_page(tom: Person, pair: Pair) -> None:
    many(pair, 2 * AT_ONCE + 20)
    browser = tom.browser()
    talk = reverse("messaging:conversation", args=[pair.space])
    first = browser.get(talk)
    assert "words 0;" in words(first)  # all of it is new
    again = browser.get(talk)
    assert "words 119;" in words(again) and "words 49;" not in words(again)
    before = reverse("messaging:before", args=[pair.space, 1])
    assert before in links(again)
    page = browser.get(before)
    assert "words 0;" in words(page) and "words 49;" in words(page) and "words 50;" not in words(page)
    assert talk in links(page)


def test_the_part_that_follows_has_the_same_end(tom: Person, pair: Pair) -> None:
    many(pair, AT_ONCE + 60)
    tom.browser().get(reverse("messaging:conversation", args=[pair.space]))
    part = tom.browser().get(reverse("messaging:talk", args=[pair.space])).content.decode()
    assert "words 109;" in part and "words 49;" not in part


def test_before_a_short_conversation_there_is_nothing_and_it_says_so(tom: Person, pair: Pair) -> None:
    many(pair, 3)
    page = tom.browser().get(reverse("messaging:before", args=[pair.space, 1]))
    assert "All that was written stands on one page so far." in words(page)


def test_a_page_that_is_not_there_is_nothing(tom: Person, iris: Person, eve: Client, pair: Pair) -> None:
    many(pair, 3)
    for browser, page in ((tom.browser(), 2), (iris.browser(), 1), (eve, 1), (tom.browser(), 10**9)):
        address = reverse("messaging:before", args=[pair.space, page])
        assert seen(browser.get(address)) == seen(browser.get("/with/nothing/"))
