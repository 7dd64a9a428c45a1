"""The frame of every page: what comes first, what it is called, what it loads."""

import re
from dataclasses import dataclass

import pytest
from django import forms

from tests.templates.pages import html_of, read

pytestmark = pytest.mark.urls("tests.templates.urls")

PAGE = '{{% extends "layouts/{layout}.html" %}}{{% block main %}}<h1>Hello</h1>{{% endblock %}}'
LAYOUTS = ["page", "plain", "focus", "room"]
ERRORS = ["404", "403_csrf", "500", "not_open", "busy"]


@dataclass(frozen=True)
class Person:
    role: str = "client"
    shared_phone: bool = True


SIGNED_OUT = {"keyholder": None, "profile": None, "notice": None}
MENU = [("Today", "/today/"), ("Words", "/words/")]


def signed_in(person: Person = Person()) -> dict[str, object]:
    return {"keyholder": object(), "profile": person, "notice": None, "menu": MENU}


def page(layout: str = "page", **context: object):
    return read(html_of(PAGE.format(layout=layout), **context))


def focusables(node) -> list:
    """In the order of the page, without what is hidden."""
    if "hidden" in node.attrs or node.attrs.get("type") == "hidden":
        return []
    mine = [node] if node.tag in ("a", "button", "input", "summary", "select", "textarea") else []
    return mine + [found for child in node.children for found in focusables(child)]


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("who", [SIGNED_OUT, signed_in()], ids=["signed out", "signed in"])
def test_the_way_out_comes_right_after_the_skip_link(layout, who):
    first, second = focusables(page(layout, **who))[:2]
    assert (first.attrs["href"], second.text) == ("#main", "Leave now")


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_way_out_is_a_form_that_works_without_javascript(layout):
    form = page(layout, **SIGNED_OUT).one("leave-now").one("form")
    assert (form.attrs["method"], form.attrs["action"]) == ("post", "/leave")
    assert form.one("input", name="csrfmiddlewaretoken").attrs["value"]


def test_the_start_page_can_leave_it_out():
    source = '{% extends "layouts/plain.html" %}{% block leave %}{% endblock %}'
    assert read(html_of(source, **SIGNED_OUT)).all("leave-now") == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nothing_is_inline(layout):
    html = html_of(PAGE.format(layout=layout), **signed_in())
    assert not re.search(r"<style|\sstyle=|\son\w+=|javascript:|data:", html)
    assert all(script.attrs.get("src", "").startswith("/static/") for script in read(html).all("script"))


def test_public_pages_load_no_private_scripts():
    def scripts(**who: object) -> list[str]:
        return [script.attrs["src"].rpartition("/")[2] for script in page(**who).all("script")]

    assert scripts(**SIGNED_OUT) == ["page.js"]
    assert scripts(**signed_in()) == ["page.js", "private.js"]


class Asking(forms.Form):
    called = forms.CharField()


@pytest.mark.parametrize(
    ("form", "title"), [(None, "Stillroom"), (Asking(), "Stillroom"), (Asking({}), "Error: Stillroom")]
)
def test_an_error_is_told_in_the_title(form, title):
    assert page(form=form, **SIGNED_OUT).one("title").text == title


def test_the_menu_marks_where_one_is_and_can_lock():
    menu = page(**signed_in()).one("details", class_="menu")
    assert [(a.text, a.attrs.get("aria-current")) for a in menu.all("a")] == [("Today", "page"), ("Words", None)]
    assert menu.one("button").text == "Lock"


def test_nobody_can_lock_what_is_not_open():
    menu = page(**SIGNED_OUT, menu=MENU).one("details", class_="menu")
    assert menu.all("button") == []


@pytest.mark.parametrize(
    ("person", "seconds", "shared"),
    [
        (Person(), "300", "true"),
        (Person(shared_phone=False), "900", "false"),
        (Person(role="therapist", shared_phone=False), "1800", "false"),
        (Person(role="therapist"), "300", "true"),
        (None, "300", "true"),
    ],
)
def test_a_page_locks_by_whose_phone_it_is(person, seconds, shared):
    cover = page(**signed_in() | {"profile": person}).one("idle-cover")
    assert (cover.attrs["data-idle-seconds"], cover.attrs["data-shared"]) == (seconds, shared)


def test_signed_out_pages_have_nothing_to_cover():
    assert page(**SIGNED_OUT).all("idle-cover") == []


def test_a_notice_is_spoken_as_plain_words():
    status = page(**SIGNED_OUT | {"notice": "Sent <b>"}).one("p", class_="notice")
    assert (status.text, status.attrs["role"]) == ("Sent <b>", "status")


@pytest.mark.parametrize("name", ERRORS)
def test_an_error_page_says_what_to_do_next(name):
    html = html_of(f'{{% extends "errors/{name}.html" %}}', **SIGNED_OUT)
    shown = read(html)
    assert shown.one("h1").text
    assert shown.one("main").all("a")


@pytest.mark.parametrize("name", ERRORS)
def test_titles_tell_nothing(name):
    title = read(html_of(f'{{% extends "errors/{name}.html" %}}', **SIGNED_OUT)).one("title").text.lower()
    assert not any(word in title for word in ("therap", "client", "sex", "trauma", "clinic"))
