"""The pages around a colleague who stands in, as each of the three meets them."""

import re

from django.test import Client

from stillroom.accounts.queries import draft_of
from stillroom.care.actions.covering_ends import end_covering
from stillroom.care.queries.covering import covering_requests, words_about_covering
from tests.care.three import SECRET, Three
from tests.cast import NOW


def text(browser: Client, path: str) -> str:
    response = browser.get(path, follow=True)
    assert response.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


def seen(browser: Client, path: str) -> str:
    found = re.search(rb'name="seen" value="([^"]*)"', browser.get(path).content)
    return found.group(1).decode() if found else ""


def test_the_choice_ticks_nothing_and_shows_what_each_thing_holds(three: Three):
    path = f"/with/{three.care}/stand-in/"
    html = three.ada.browser().get(path).content.decode()
    assert "checked" not in html
    assert SECRET.replace("'", "&#39;") in html
    words = text(three.ada.browser(), path)
    for said in ("Let Iris Reed stand in?", "Your card with name and place.", "The notes that Tom Vale keeps."):
        assert said in words


def test_from_the_question_to_the_conversation_of_three(three: Three):
    ada, iris, tom = three.ada.browser(), three.iris.browser(), three.tom.browser()
    assert "Somebody to stand in?" in text(ada, f"/with/{three.care}/")
    for page in ("/today/", f"/with/{three.care}/"):
        assert "Iris Reed has no key to anything here, unless you say yes to it" in text(ada, page)
    assert "Ada has not said yes or no." in text(tom, f"/with/{three.care}/")
    answer = ada.post(f"/with/{three.care}/stand-in/", {"bring": ["messages"], "yes": "1"})
    assert answer.status_code == 302
    space = words_about_covering(three.ada.keyholder, three.hers())[0].document.space
    for page in ("/today/", f"/with/{three.care}/"):
        assert "You let Iris Reed read what you chose, and nothing else." in text(ada, page)
    assert "has not said yes or no so far" in text(ada, f"/with/{three.care}/")
    assert "Ada asks you to stand in for Tom Vale" in text(iris, "/today/")
    asked = text(iris, f"/stand-in/{space}/")
    assert "Will you stand in for Ada?" in asked
    assert SECRET not in asked
    assert iris.post(f"/stand-in/{space}/answer/", {"yes": "1"}).status_code == 302
    assert "You stand in for Tom Vale: Ada" in text(iris, "/today/")
    assert "Iris Reed stands in for you: Ada" in text(tom, "/today/")
    assert "What was chosen" in text(iris, f"/stand-in/{space}/")
    iris.post(f"/stand-in/{space}/", {"text": "I am here until Tom is back."})
    hers = text(ada, f"/stand-in/{space}/")
    assert "I am here until Tom is back. Iris Reed," in hers
    assert "Iris Reed opened: Who stands in, and until when" in text(ada, f"/stand-in/{space}/opened/")
    assert "I am here until Tom is back." in text(tom, f"/stand-in/{space}/")


def test_taking_it_back_says_what_cannot_be_taken_back(three: Three):
    space, ada = three.both_in(), three.ada.browser()
    assert "What was read before cannot be taken back." in text(ada, f"/stand-in/{space}/")
    after = ada.post(f"/stand-in/{space}/end/", follow=True)
    assert b"The old key opens nothing any more." in after.content
    assert "What Iris Reed had read by then, Iris Reed has read." in text(ada, f"/stand-in/{space}/")
    assert three.iris.browser().get(f"/stand-in/{space}/").status_code == 404


def test_words_to_three_that_came_too_late_are_kept_on_the_page(three: Three):
    space = three.both_in()
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    answer = three.ada.browser().post(f"/stand-in/{space}/", {"text": "Long and careful words."})
    assert answer.status_code == 422
    assert b"Long and careful words." in answer.content


def test_words_to_three_are_kept_while_they_are_typed_and_gone_once_they_are_sent(three: Three):
    space = three.both_in()
    browser, page = three.iris.browser(), f"/stand-in/{space}/"
    assert browser.post(f"{page}keep/", {"text": "Half a"}).status_code == 204
    assert "Half a" in text(three.iris.browser(), page)
    assert "Half a" not in text(three.ada.browser(), page)
    browser.post(page, {"text": "Half a word."})
    assert "Half a</textarea>" not in browser.get(page).content.decode()
    assert draft_of(three.iris.keyholder, "covering", space) is None


def test_nobody_keeps_words_for_a_place_they_are_not_in(three: Three):
    space = three.yes()
    assert three.iris.browser().post(f"/stand-in/{space}/keep/", {"text": "Half a"}).status_code == 404


def test_nothing_ticked_comes_back_with_what_to_do(three: Three):
    answer = three.ada.browser().post(f"/with/{three.care}/stand-in/", {"yes": "1"})
    assert answer.status_code == 422
    assert b"Choose at least one thing" in answer.content


def test_a_no_from_a_page_that_missed_the_yes_keeps_what_was_ticked(three: Three):
    ada, path = three.ada.browser(), f"/with/{three.care}/stand-in/"
    old = seen(ada, path)
    ada.post(path, {"bring": ["messages"], "seen": old, "yes": "1"})
    answer = ada.post(path, {"bring": ["messages"], "seen": old, "no": "1"})
    assert answer.status_code == 422
    assert b"You have said yes on another page." in answer.content
    assert b"checked" in answer.content
    assert len(covering_requests(three.iris.keyholder, NOW)) == 1


def test_after_a_no_the_page_asks_no_more_but_lets_her_change_it(three: Three):
    ada = three.ada.browser()
    ada.post(f"/with/{three.care}/stand-in/", {"no": "1"})
    words = text(ada, f"/with/{three.care}/")
    assert "You said no to Iris Reed reading along." in words
    assert "Change that" in words
    assert "Ada has said no." in text(three.tom.browser(), f"/with/{three.care}/")
