"""Drafts: one for each form and what it is about, listed, deleted by hand or after seven days."""

import re
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.test import Client
from django.utils.translation import gettext_lazy as _

from stillroom.accounts import drafting
from stillroom.accounts.actions import drop_draft, purge_drafts, save_draft, sign_in
from stillroom.accounts.queries import draft_of, drafts_of
from stillroom.vault.documents import Role
from stillroom.vault.models import Record
from tests.accounts.walking import Page
from tests.cast import CHEAP, NOW, WORDS, Person

DRAFTS = "/drafts/"
FORM = "test.letter"
ONE, OTHER = UUID(int=1), UUID(int=2)
pytestmark = pytest.mark.django_db


def save(person: Person, text: str, about: UUID | None = ONE, form: str = FORM, days: int = 0) -> None:
    now = NOW + timedelta(days=days)
    save_draft(keyholder=person.keyholder, form=form, about=about, fields={"text": text}, now=now)


def texts(person: Person) -> list[str]:
    return [draft.document.fields["text"] for draft in drafts_of(person.keyholder)]


def test_a_form_keeps_its_newest_words(ada: Person) -> None:
    save(ada, "first")
    save(ada, "second")
    save(ada, "another", about=OTHER)
    save(ada, "a third", about=None)
    assert draft_of(ada.keyholder, FORM, ONE).document.fields == {"text": "second"}
    assert draft_of(ada.keyholder, FORM).document.fields == {"text": "a third"}
    assert draft_of(ada.keyholder, "test.other", ONE) is None
    assert len(texts(ada)) == 3


@pytest.mark.parametrize("who", ["ada", "tom", "max_"])
def test_everybody_has_a_place_for_drafts(request: pytest.FixtureRequest, who: str) -> None:
    person: Person = request.getfixturevalue(who)
    save(person, "mine")
    assert texts(person) == ["mine"]


def test_dropping_one_leaves_the_others_and_dropping_none_is_no_error(ada: Person) -> None:
    save(ada, "one")
    save(ada, "other", about=OTHER)
    for _again in range(2):
        drop_draft(keyholder=ada.keyholder, form=FORM, about=ONE, now=NOW)
    assert texts(ada) == ["other"]


def test_after_seven_days_a_draft_is_gone_at_the_next_sign_in(ada: Person) -> None:
    save(ada, "old")
    save(ada, "young", about=OTHER, days=1)
    purge_drafts(keyholder=ada.keyholder, now=NOW + timedelta(days=7, seconds=-1))
    assert len(texts(ada)) == 2
    sign_in(handle=ada.profile.handle, passphrase=WORDS, now=NOW + timedelta(days=7), cost=CHEAP)
    assert texts(ada) == ["young"]


def test_a_draft_is_sealed(ada: Person) -> None:
    save(ada, "canary-wren")
    assert not [row for row in Record.objects.all() if b"canary-wren" in bytes(row.blob)]


def test_the_list_shows_them_newest_first_and_deletes_by_hand(ada: Person) -> None:
    browser = ada.browser()
    save_now(ada, "one")
    drafting.define_draft("test.settings", title=_("A letter"), page="accounts:settings")
    try:
        save_now(ada, "two", form="test.settings")
        page = Page(browser.get(DRAFTS))
    finally:
        del drafting._FORMS["test.settings"]
    titles = re.findall("<h2>(.*?)</h2>", page.response.content.decode())
    assert titles == ["A letter", "Something you began to write"]
    assert 'href="/settings/"' in page.response.content.decode()
    newest = drafts_of(ada.keyholder)[0]
    assert browser.post(DRAFTS, {"draft": str(newest.id)}).status_code == 302
    assert texts(ada) == ["one"]


def save_now(person: Person, text: str, form: str = FORM) -> None:
    save_draft(keyholder=person.keyholder, form=form, about=None, fields={"text": text}, now=datetime.now(UTC))


def test_an_empty_list_says_what_the_place_is_for(ada: Person) -> None:
    assert "kept here for seven days" in Page(ada.browser().get(DRAFTS)).text


def test_nobody_deletes_another_persons_draft(ada: Person, tom: Person) -> None:
    save_now(ada, "hers")
    (draft,) = drafts_of(ada.keyholder)
    tom.browser().post(DRAFTS, {"draft": str(draft.id)})
    assert texts(ada) == ["hers"]
    assert tom.browser().post(DRAFTS, {"draft": "nonsense"}).status_code == 404


def test_drafts_are_for_whoever_is_in(eve: Client) -> None:
    assert eve.get(DRAFTS).status_code == 404


def test_a_form_is_named_once() -> None:
    drafting.define_draft("test.once", title="Once", page="accounts:settings")
    try:
        with pytest.raises(ValueError, match="twice"):
            drafting.define_draft("test.once", title="Once", page="accounts:settings")
    finally:
        del drafting._FORMS["test.once"]


def test_stewards_share_a_space_but_not_their_drafts(max_: Person, person) -> None:
    save(max_, "of Max")
    other = person("moe", Role.STEWARD)
    save(other, "of Moe")
    assert (texts(max_), texts(other)) == (["of Max"], ["of Moe"])
