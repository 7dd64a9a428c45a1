"""Public pages go over the line small; nothing is compressed in which a length could tell a secret."""

import gzip
import re
from pathlib import Path

import brotli
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.accounts.people import SESSION_COOKIE
from stillroom.base.compression import compressed_copy
from tests.cast import Person

PUBLIC = ("home:about", "home:between_us", "safety:now", "toolkit:calm", "finding:people", "accounts:sign_in")
OPENERS = {"br": brotli.decompress, "gzip": gzip.decompress}


def ask(browser: Client, name: str, accepted: str = "gzip, deflate, br, zstd", query: str = "") -> HttpResponse:
    return browser.get(reverse(name) + query, headers={"Accept-Encoding": accepted})


def without_token(page: str) -> str:
    return re.sub(r'name="(csrfmiddlewaretoken|sealed)" value="[^"]+"', "", page)


@pytest.mark.django_db
@pytest.mark.parametrize("name", PUBLIC)
@pytest.mark.parametrize(("accepted", "chosen"), [("gzip, deflate, br, zstd", "br"), ("gzip", "gzip")])
def test_a_visitor_gets_a_public_page_compressed(eve: Client, name: str, accepted: str, chosen: str) -> None:
    answer = ask(eve, name, accepted)
    assert answer.headers["Content-Encoding"] == chosen
    assert answer.headers["Vary"].count("Accept-Encoding") == 1
    assert int(answer.headers["Content-Length"]) == len(answer.content)
    plain = ask(eve, name, "identity")
    assert "Content-Encoding" not in plain.headers
    opened = OPENERS[chosen](answer.content).decode()
    assert without_token(opened) == without_token(plain.content.decode())
    assert len(answer.content) < len(plain.content) * 0.6


@pytest.mark.django_db
@pytest.mark.parametrize("accepted", ["", "identity", "br;q=0, gzip;q=0.0", "deflate", "zstd"])
def test_who_cannot_open_it_gets_it_as_it_is(eve: Client, accepted: str) -> None:
    assert "Content-Encoding" not in ask(eve, "home:about", accepted).headers


@pytest.mark.django_db
def test_a_weight_is_not_a_refusal(eve: Client) -> None:
    assert ask(eve, "home:about", "br;q=0.5").headers["Content-Encoding"] == "br"
    assert ask(eve, "home:about", "BR; q=1.0, gzip").headers["Content-Encoding"] == "br"


@pytest.mark.parametrize("name", (*PUBLIC, "home:today", "privacy:mine", "privacy:data", "accounts:drafts"))
def test_nothing_of_somebody_who_is_signed_in_is_compressed(ada: Person, name: str) -> None:
    """Attack (BREACH): a page with her words, and words that somebody else chose, whose length tells hers."""
    assert "Content-Encoding" not in ask(ada.browser(), name).headers


@pytest.mark.django_db
def test_no_answer_to_a_form_and_to_no_query_is(eve: Client) -> None:
    """What somebody else can put in: a form of theirs, or words in the address."""
    assert "Content-Encoding" not in ask(eve, "finding:people", query="?x=guess").headers
    for name in ("accounts:sign_in", "finding:people", "accounts:join"):
        answer = eve.post(reverse(name), {"handle": "guess"}, headers={"Accept-Encoding": "br"})
        assert "Content-Encoding" not in answer.headers


def test_a_locked_page_s_sign_in_is_compressed_without_anything_of_the_person(ada: Person) -> None:
    browser = ada.browser()
    browser.post(reverse("accounts:lock"))
    assert SESSION_COOKIE in browser.cookies
    answer = ask(browser, "accounts:sign_in")
    assert answer.headers["Content-Encoding"] == "br"
    assert ada.profile.called not in brotli.decompress(answer.content).decode()


@pytest.mark.django_db
def test_the_form_token_is_another_one_in_each_answer(eve: Client) -> None:
    """The one secret on a compressed page: masked anew, so that its length and bytes tell nothing (Django's own)."""
    found = {re.search(rb'csrfmiddlewaretoken" value="(\w+)"', ask(eve, "home:about", "").content)[1] for _ in range(3)}
    assert len(found) == 3


def test_a_copy_holds_a_smaller_one_beside_each_file_and_is_made_once(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "made" / "abc"
    (source / "js").mkdir(parents=True)
    (source / "js" / "a.js").write_text("let a = 1;\n" * 200)
    (source / "tiny.txt").write_text("x")
    assert compressed_copy(source, target) == target
    assert sorted(path.name for path in target.rglob("*.*")) == ["a.js", "a.js.br", "a.js.gz", "tiny.txt"]
    assert brotli.decompress((target / "js" / "a.js.br").read_bytes()) == (source / "js" / "a.js").read_bytes()
    (source / "js" / "a.js").write_text("changed")
    compressed_copy(source, target)
    assert (target / "js" / "a.js").read_text() != "changed"
    assert [path.name for path in target.parent.iterdir()] == ["abc"]
