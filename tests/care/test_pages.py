"""The pages of an episode, from both sides and for strangers."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from stillroom.accounts.views.joining import Joining
from stillroom.care.actions import begin, end_episode, record_identity
from stillroom.care.documents import Medium, State
from stillroom.care.queries import CareEpisode, consents_given, episode_of, episodes_of, request_of
from stillroom.finding.actions import say_no
from stillroom.practice import texts
from stillroom.practice.listings import Listing
from stillroom.practice.models import State as Listed
from stillroom.practice.models import Therapist
from stillroom.vault.forms import open_form
from stillroom.vault.keyholders import Keyholder, keyholder_of
from stillroom.vault.models import Account, Drop, Invite
from tests.care.strangers import assert_same_404
from tests.cast import Person

PAGES = ("episode", "opened", "agree", "card", "card_key", "withdraw")


def now() -> datetime:
    return datetime.now(UTC)


def words(response) -> str:
    """What a page says, without its markup."""
    main = re.search(r"<main.*</main>", response.content.decode(), re.DOTALL).group()
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


def page(person: Person, name: str, *args) -> str:
    response = person.browser().get(reverse(name, args=args))
    assert response.status_code == 200
    return words(response)


@pytest.fixture
def asked(ada: Person, toms: Listing) -> CareEpisode:
    return begin(
        keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="Hello.", medium=Medium.TEXT, now=now()
    )


@pytest.mark.parametrize("name", PAGES)
def test_strangers_get_the_404_of_a_page_that_never_was(
    care: CareEpisode, iris: Person, max_: Person, eve: Client, name: str
):
    for browser in (iris.browser(), max_.browser(), eve):
        assert_same_404(browser, reverse(f"care:{name}", args=[care.id]), care.id)


def test_strangers_read_no_text_that_somebody_agreed_to(ada: Person, care: CareEpisode, iris: Person, eve: Client):
    agree_to_first(ada.browser(), care)
    (given,) = consents_given(ada.keyholder, episode_of(ada.keyholder, care.id))
    path = reverse("care:agreed_text", args=[care.id, given.id])
    assert ada.browser().get(path).status_code == 200
    for browser in (iris.browser(), eve):
        assert_same_404(browser, path, care.id)


def test_both_see_their_episode_by_the_others_name(ada: Person, tom: Person, care: CareEpisode):
    hers, his = page(ada, "care:episode", care.id), page(tom, "care:episode", care.id)
    assert "Today You and Tom Vale" in hers and "Tools You and Ada" in his
    assert "What they wrote when they asked Hello." in his
    for link in ("Messages", "A goal", "Questions", "Who opened what", "End this"):
        assert link in hers
    for link in ("Messages", "Plan", "Measures", "Who opened what", "End this"):
        assert link in his


def test_she_is_told_what_became_of_what_she_asked(ada: Person, tom: Person, toms: Listing, asked: CareEpisode):
    assert "Tom Vale has not answered yet" in page(ada, "care:episode", asked.id)
    Account.objects.filter(id=toms.account).update(public_key=bytes(1216))
    assert "has changed keys" in page(ada, "care:episode", asked.id)


def test_she_is_told_when_two_weeks_have_gone(ada: Person, toms: Listing):
    then = now() - timedelta(days=14, minutes=1)
    old = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.TEXT, now=then)
    assert "did not answer within 14 days" in page(ada, "care:episode", old.id)


def test_after_a_no_she_reads_the_words_and_who_is_suggested(
    ada: Person, tom: Person, iris: Person, toms: Listing, asked: CareEpisode
):
    request = request_of(tom.keyholder, asked.id, now())
    say_no(keyholder=tom.keyholder, request=request, next_step="<b>Iris</b> knows more.", suggested=toms.id, now=now())
    response = ada.browser().get(reverse("care:episode", args=[asked.id]))
    assert "&lt;b&gt;Iris&lt;/b&gt; knows more." in response.content.decode()
    assert reverse("finding:person", args=[toms.id]) in response.content.decode()


def test_she_is_told_that_he_is_away_and_who_stands_in(
    ada: Person, iris: Person, toms: Listing, care: CareEpisode, list_person
):
    cover = list_person(iris, "Iris Moon")
    rows = Therapist.objects.filter(id=toms.id)
    rows.update(state=Listed.AWAY, away_until=now().date() + timedelta(days=30), cover=cover.id, next_step="Ask Iris.")
    hers = page(ada, "care:episode", care.id)
    assert "Tom Vale is away for now" in hers and "Ask Iris." in hers and "You can turn to Iris Moon" in hers
    rows.update(state=Listed.GONE)
    assert "Tom Vale no longer works here" in page(ada, "care:episode", care.id)


def agree_to_first(browser: Client, care: CareEpisode) -> None:
    path = reverse("care:agree", args=[care.id])
    body = browser.get(path).content.decode()
    fields = dict(re.findall(r'<input type="hidden" name="(text|sha256)" value="([^"]+)">', body))
    assert browser.post(path, fields).status_code == 302


def test_she_agrees_text_by_text_and_both_can_read_them_again(ada: Person, tom: Person, care: CareEpisode):
    browser = ada.browser()
    path = reverse("care:agree", args=[care.id])
    total = len(texts.ORDER)
    for number in range(1, total + 1):
        shown = browser.get(path)
        assert f"{number} of {total}" in words(shown)
        assert "checked" not in shown.content.decode()
        agree_to_first(browser, care)
    assert "Not yet agreed to" not in words(browser.get(path))
    for consent in consents_given(ada.keyholder, episode_of(ada.keyholder, care.id)):
        for person in (ada, tom):
            text = page(person, "care:agreed_text", care.id, consent.id)
            assert consent.document.sha256 in text and "changed since" not in text
    assert "texts to read" not in page(ada, "care:episode", care.id)


def test_a_yes_to_another_text_than_the_one_shown_is_refused_with_the_new_one(ada: Person, care: CareEpisode):
    path = reverse("care:agree", args=[care.id])
    response = ada.browser().post(path, {"text": texts.ORDER[0], "sha256": "0" * 64})
    assert response.status_code == 422
    assert "read it once more" in words(response)
    assert consents_given(ada.keyholder, episode_of(ada.keyholder, care.id)) == ()


def test_the_therapist_sees_what_is_still_to_be_agreed_to_and_has_no_button_for_it(tom: Person, care: CareEpisode):
    response = tom.browser().get(reverse("care:agree", args=[care.id]))
    assert "Not yet agreed to" in words(response)
    assert 'name="sha256"' not in response.content.decode()


def test_he_writes_the_card_and_she_reads_it(ada: Person, tom: Person, care: CareEpisode):
    path = reverse("care:card", args=[care.id])
    fields = {"full_name": "Ada Example", "present_address": "12 First Street", "asked": "on"}
    assert tom.browser().post(path, fields).status_code == 302
    hers = ada.browser().get(path).content.decode()
    assert "Ada Example" in hers and "12 First Street" in hers and "Asked aloud" in hers
    assert 'name="asked"' not in hers


def test_she_may_leave_the_card_empty(ada: Person, care: CareEpisode):
    assert ada.browser().post(reverse("care:card", args=[care.id]), {}).status_code == 302


def test_a_name_that_cannot_be_shown_comes_back_with_the_rest_kept(tom: Person, care: CareEpisode):
    fields = {"full_name": "A\u202eda", "present_address": "12 First Street"}
    response = tom.browser().post(reverse("care:card", args=[care.id]), fields)
    assert response.status_code == 422
    assert "12 First Street" in response.content.decode()


def test_an_ended_episode_can_be_read_and_not_written(ada: Person, tom: Person, care: CareEpisode):
    record_identity(
        keyholder=ada.keyholder, episode=care, full_name="Ada E.", present_address="", asked=False, now=now()
    )
    end_episode(keyholder=tom.keyholder, episode=episode_of(tom.keyholder, care.id), now=now())
    for person in (ada, tom):
        assert "This has ended" in page(person, "care:episode", care.id)
        card = person.browser().get(reverse("care:card", args=[care.id])).content.decode()
        assert "Ada E." in card and 'name="full_name"' not in card
        response = person.browser().post(reverse("care:card", args=[care.id]), {"full_name": "Changed"})
        assert response.status_code == 422
    assert ada.browser().post(reverse("care:agree", args=[care.id]), {"text": "names"}).status_code == 422


def test_the_trail_says_who_opened_what(ada: Person, tom: Person, care: CareEpisode):
    page(tom, "care:episode", care.id)
    page(tom, "care:card", care.id)
    hers = page(ada, "care:opened", care.id)
    assert "Tom Vale opened: How things stand between you" in hers
    assert "Tom Vale opened: Name and place, as the law asks" in hers
    assert "You wrote or changed: How things stand between you" in hers


def offer_page(browser: Client, called: str = "The new one") -> dict[str, str]:
    """The page as it comes, filled in."""
    found = re.search(r'name="press" value="([^"]+)"', browser.get(reverse("care:offer")).content.decode())
    return {"called": called, "press": found[1] if found else ""}


def offered(browser: Client) -> HttpResponse:
    return browser.post(reverse("care:offer"), offer_page(browser))


def code_on(response: HttpResponse) -> str:
    return re.search(r'<p class="sheet secret">([0-9A-Z-]{23})</p>', response.content.decode()).group(1)


def test_a_code_is_shown_once_and_brings_her_in(ada: Person, tom: Person, toms: Listing):
    response = offered(tom.browser())
    code = code_on(response)
    (cover,) = episodes_of(reload(tom))
    assert code not in tom.browser().get(reverse("care:episode", args=[cover.space])).content.decode()
    joined = ada.browser().post(reverse("care:invite"), {"code": code.lower()})
    assert joined.headers["Location"] == reverse("care:episode", args=[cover.space])
    assert "You and Tom Vale" in page(ada, "care:episode", cover.space)
    assert "You and Ada" in page(tom, "care:episode", cover.space)
    # The key to the card was waiting for him.
    assert "Name and place" in page(tom, "care:card", cover.space)


def reload(person: Person) -> Keyholder:
    """The keyholder as a new request opens it: other requests of theirs have changed their key ring."""
    return keyholder_of(Account.objects.get(id=person.keyholder.account), person.keyholder.seed.reveal())


def test_a_withdrawn_code_says_so_to_whoever_types_it(ada: Person, tom: Person, toms: Listing):
    browser = tom.browser()
    response = offered(browser)
    code = re.search(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){3}", response.content.decode()).group()
    (cover,) = episodes_of(reload(tom))
    assert "has not been used yet" in words(browser.get(reverse("care:episode", args=[cover.space])))
    assert browser.post(reverse("care:withdraw", args=[cover.space])).headers["Location"] == reverse("home:today")
    refused = ada.browser().post(reverse("care:invite"), {"code": code})
    assert refused.status_code == 422
    assert "withdrawn, or older than 14 days" in words(refused)
    assert code in refused.content.decode()


def test_one_page_sent_twice_makes_one_code_and_two_pages_make_two(tom: Person, toms: Listing):
    browser = tom.browser()
    page = offer_page(browser)
    first, again = (browser.post(reverse("care:offer"), page) for _ in range(2))
    assert code_on(again) == code_on(first)
    assert Invite.objects.count() == 1
    assert len(episodes_of(reload(tom))) == 1
    other = browser.post(reverse("care:offer"), offer_page(browser))
    changed = browser.post(reverse("care:offer"), {**page, "called": "Somebody else"})
    assert len({code_on(each) for each in (first, other, changed)}) == 3
    assert Invite.objects.count() == 3


def test_a_page_whose_code_was_withdrawn_does_not_show_it_again(tom: Person, toms: Listing):
    browser = tom.browser()
    page = offer_page(browser)
    code = code_on(browser.post(reverse("care:offer"), page))
    (cover,) = episodes_of(reload(tom))
    browser.post(reverse("care:withdraw", args=[cover.space]))
    again = browser.post(reverse("care:offer"), page)
    assert again.status_code == 422
    assert "it is over" in words(again)
    assert code not in again.content.decode()
    assert episodes_of(reload(tom)) == ()
    press = re.search(r'name="press" value="([^"]+)"', again.content.decode())[1]
    assert code_on(browser.post(reverse("care:offer"), {**page, "press": press})) != code


def test_a_form_without_its_page_makes_nothing_and_keeps_the_name(tom: Person, toms: Listing):
    answer = tom.browser().post(reverse("care:offer"), {"called": "The new one"})
    assert answer.status_code == 422
    assert "Nothing was made just now" in words(answer)
    assert 'value="The new one"' in answer.content.decode()
    assert not Invite.objects.exists()


def test_whoever_is_not_signed_in_is_told_to_make_a_name_first(eve: Client, toms: Listing):
    response = eve.get(reverse("care:invite"))
    assert "You need a name here first" in words(response)
    assert eve.post(reverse("care:invite"), {"code": "x"}).status_code == 404


def test_a_code_typed_before_there_is_a_name_waits_sealed_through_joining(eve: Client, toms: Listing):
    code = "0VZZZ-NSKCZ-QJ828-9PASY"
    page = eve.get(reverse("care:invite")).content.decode()
    assert f'action="{reverse("accounts:join")}"' in page
    assert 'name="code"' in page
    step = eve.post(reverse("accounts:join"), {"code": code})
    carried = re.search(r'name="sealed" value="([^"]+)"', step.content.decode())
    assert carried
    assert code not in step.content.decode()
    assert open_form(Joining.__qualname__, Joining, carried[1], datetime.now(UTC)).code == code


def test_only_therapists_make_codes_and_only_clients_use_them(ada: Person, tom: Person, iris: Person, toms: Listing):
    assert ada.browser().get(reverse("care:offer")).status_code == 404
    assert tom.browser().get(reverse("care:invite")).status_code == 404
    nameless = iris.browser()
    assert "First fill in your own page" in words(nameless.get(reverse("care:offer")))
    assert nameless.post(reverse("care:offer"), {"called": "Ada"}).status_code == 200
    assert tom.browser().post(reverse("care:offer"), {"called": ""}).status_code == 422
    assert not Invite.objects.exists()


def test_a_key_to_the_card_that_was_not_picked_up_is_explained(ada: Person, tom: Person, toms: Listing):
    response = offered(tom.browser())
    code = re.search(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){3}", response.content.decode()).group()
    space = ada.browser().post(reverse("care:invite"), {"code": code}).headers["Location"].split("/")[2]
    Drop.objects.all().delete()
    assert "You have no key to this card" in page(tom, "care:card", space)
    ada.browser().post(reverse("care:card_key", args=[space]))
    assert "You have no key to this card" not in page(tom, "care:card", space)


def test_the_episode_of_an_unanswered_request_has_no_card_yet(ada: Person, tom: Person, asked: CareEpisode):
    assert asked.episode.state is State.ASKED
    assert tom.browser().get(reverse("care:card", args=[asked.id])).status_code == 404
    assert ada.browser().get(reverse("care:card", args=[asked.id])).status_code == 200
