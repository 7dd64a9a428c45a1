"""One sentence after a redirect: named by a code, shown once, nothing of it in an address."""

from collections.abc import Callable

import pytest
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.test import RequestFactory
from django.urls import resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from stillroom.base import notices
from stillroom.base.notices import COOKIE, SENTENCES, NoticeMiddleware, define_notice, notice_of, notify


@pytest.fixture
def own_sentences(monkeypatch: pytest.MonkeyPatch) -> None:
    sentences: dict[str, str | Promise] = {}
    monkeypatch.setattr(notices, "_SENTENCES", sentences)
    monkeypatch.setattr(notices, "SENTENCES", sentences)


def asked(code: str = "") -> HttpRequest:
    request = RequestFactory().get("/")
    if code:
        request.COOKIES[COOKIE] = code
    return request


def through(view: Callable[[HttpRequest], HttpResponse], code: str = "") -> HttpResponse:
    return NoticeMiddleware(view)(asked(code))


def test_the_cookie_holds_a_code_and_no_words(own_sentences: None) -> None:
    code = define_notice("sent", gettext_lazy("Sent."))
    cookie = notify(HttpResponse(status=302), code).cookies[COOKIE]
    assert cookie.value == "sent"
    assert cookie["secure"] and cookie["httponly"] and cookie["samesite"] == "Strict"
    assert cookie["max-age"] == "" and cookie["expires"] == ""  # gone with the window
    assert notice_of(asked("sent")) == "Sent."


def test_a_code_that_nobody_has_defined_says_nothing(own_sentences: None) -> None:
    assert notice_of(asked("<script>")) is None
    assert notice_of(asked()) is None


def test_a_code_is_defined_once(own_sentences: None) -> None:
    define_notice("sent", "Sent.")
    with pytest.raises(ValueError, match="twice"):
        define_notice("sent", "Gone.")
    assert notice_of(asked("sent")) == "Sent."


def test_the_page_that_shows_it_takes_the_cookie_away() -> None:
    cookie = through(lambda _: HttpResponse("page"), "sent").cookies[COOKIE]
    assert (cookie.value, cookie["max-age"]) == ("", 0)


@pytest.mark.parametrize(
    "answer", [HttpResponse(status=302), HttpResponse(status=204), HttpResponse(status=304), JsonResponse({})]
)
def test_what_cannot_show_it_leaves_it_for_the_next_page(answer: HttpResponse) -> None:
    assert COOKIE not in through(lambda _: answer, "sent").cookies


def test_a_new_notice_is_not_taken_away_with_the_old_one() -> None:
    answer = through(lambda _: notify(HttpResponse("page"), "kept"), "sent")
    assert answer.cookies[COOKIE].value == "kept"


def test_a_page_without_a_notice_sets_no_cookie() -> None:
    assert through(lambda _: HttpResponse("page")).cookies == {}


def test_the_rooms_notices_are_short_sentences() -> None:
    resolve("/today/")  # loads every room's views, which define them
    assert all(str(sentence).endswith(".") and len(str(sentence)) < 120 for sentence in SENTENCES.values())
    assert len(SENTENCES) > 10
