"""The PCL-5 is asked of nobody until the therapist opens it; closed again, nothing that was answered is lost."""

import re
from html import unescape
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.assessments.actions import ClosedNow, finish, keep_answer, keep_for_myself, set_open
from stillroom.assessments.catalogue import catalogue
from stillroom.assessments.documents import Latest, Opening, OwnResponse, Response
from stillroom.assessments.queries import (
    instrument_of,
    lockable_of,
    lockables_of,
    own_responses_of,
    progress_of,
    responses_of,
)
from stillroom.base.errors import Hidden
from stillroom.care.actions import NotNow, end_episode
from stillroom.core.instruments.model import Instrument
from stillroom.safety.documents import RiskFlag
from stillroom.vault.covers import cover_of
from stillroom.vault.records import NotYours, read_all
from stillroom.vault.spaces import private_space
from tests.assessments.walking import GAD7, PHQ9, Walk, text
from tests.care.pair import Pair
from tests.cast import NOW, Person

PCL5 = next(each for (name, _version), each in catalogue().items() if name == "pcl-5")
ITEM_16 = 15
SHEET = (*(2,) * ITEM_16, 3, *(2,) * 4)
WORDS = "For the word we picked on Tuesday. Take a walk afterwards."
HELP = "You do not have to hold this alone"


@pytest.fixture
def walk(pair: Pair) -> Walk:
    return Walk(pair.ada.browser(), pair.space, "pcl-5")


def page_of(pair: Pair) -> str:
    return reverse("assessments:opening", args=[pair.space, "pcl-5"])


def opened(pair: Pair, words: str = WORDS) -> None:
    set_open(episode=pair.his(), instrument=PCL5, is_open=True, words=words, now=NOW)


def closed(pair: Pair) -> None:
    set_open(episode=pair.his(), instrument=PCL5, is_open=False, now=NOW)


# --- before


def test_nobody_is_offered_it_and_no_address_leads_to_it(pair: Pair, walk: Walk):
    own = Walk(pair.ada.browser(), None, "pcl-5")
    for each in (walk, own):
        assert PCL5.client.name not in text(each.browser.get(each.start))
        tries = [each.browser.get(each.step(1)), each.answer(1, 2), each.browser.get(each.end), each.finish()]
        assert [answer.status_code for answer in tries] == [404] * 4
    assert walk.browser.post(walk.url("keep", "pcl-5")).status_code == 404
    assert read_all(pair.hers().space, Response) == ()
    assert progress_of(pair.ada.keyholder, PCL5, pair.space) is None


def test_for_oneself_it_stays_closed_also_when_it_is_open_with_a_therapist(pair: Pair, walk: Walk):
    opened(pair)
    own = Walk(pair.ada.browser(), None, "pcl-5")
    assert PCL5.client.name not in text(own.browser.get(own.start))
    assert own.answer(1, 2).status_code == 404


def test_he_reads_when_and_with_what_preparation_before_he_opens_it(pair: Pair):
    browser = pair.tom.browser()
    assert f'href="{page_of(pair)}"' in text(browser.get(reverse("assessments:start", args=[pair.space])))
    page = text(browser.get(page_of(pair)))
    unlock = PCL5.administration.unlock
    assert unlock is not None
    for sentence in (unlock.when, *unlock.preparation):
        assert sentence in page
    assert "Nobody is offered this until you open it." in page
    assert ">Close it<" not in page


# --- open


def test_she_reads_his_words_and_begins(pair: Pair, walk: Walk):
    answer = pair.tom.browser().post(page_of(pair), {"words": WORDS})
    assert answer.headers["Location"] == reverse("assessments:start", args=[pair.space])
    page = text(walk.browser.get(walk.start))
    assert PCL5.client.name in page and PCL5.client.about in page and WORDS in page
    assert f'href="{walk.step(1)}"' in page
    assert "Tom Vale opened questions for you" in text(walk.browser.get(reverse("home:today")))
    first = text(walk.browser.get(walk.step(1)))
    assert PCL5.items[0].text in first and 'name="skip"' in first


def test_open_here_is_not_open_elsewhere(pair: Pair):
    opened(pair)
    with pytest.raises(Hidden):
        instrument_of(pair.ada.keyholder, "pcl-5")
    assert instrument_of(pair.ada.keyholder, "pcl-5", pair.hers()) is PCL5


def test_she_reads_words_that_describe_and_he_the_pattern_to_assess(pair: Pair, walk: Walk):
    opened(pair)
    page = walk.all(SHEET)
    hers, his = text(walk.browser.get(page)), text(pair.tom.browser().get(page))
    assert "Your answers say: in the range that is worth a closer look together." in hers
    for words in (hers, text(walk.browser.get(walk.start))):
        assert not re.search(r"ptsd|dsm|diagnos|disorder|pattern|cut-point", _without_source(words).lower())
    assert "Pattern, to assess" in his and "Provisional pattern, not a diagnosis." in his
    assert "Intrusion (B)" in his and "10 of 20" in his
    assert "common cut-point" in his


def _without_source(page: str) -> str:
    """Without what stands folded up under the page: who made it, whose name it is to keep."""
    return re.sub(r"<details.*?</details>", "", unescape(page), flags=re.DOTALL)


@pytest.mark.parametrize(("answers", "said"), [((0,) * 20, "not met"), ((None,) * 5 + (2,) * 15, "open: too much")])
def test_he_reads_whether_the_pattern_is_met_or_open(pair: Pair, walk: Walk, answers: tuple[object, ...], said: str):
    opened(pair)
    assert said in text(pair.tom.browser().get(walk.all(answers)))


def test_item_16_asks_for_an_open_question_and_raises_no_alarm(pair: Pair, walk: Walk):
    opened(pair)
    answer = walk.answer(ITEM_16 + 1, 4)
    assert (answer.status_code, HELP in text(answer)) == (302, False)
    page = walk.all(SHEET)
    hers, his = text(walk.browser.get(page)), text(pair.tom.browser().get(page))
    assert PCL5.risk_rules[0].flag.action in his and "ask about this" in his
    assert HELP not in hers and "has been asked to look" not in hers
    assert read_all(pair.his().space, RiskFlag) == ()


def test_answered_it_is_news_no_more(pair: Pair, walk: Walk):
    opened(pair)
    assert cover_of(pair.hers().space).get(Latest).opened == ("pcl-5",)
    walk.all(SHEET)
    assert cover_of(pair.hers().space).get(Latest).opened == ()
    assert "opened questions for you" not in text(walk.browser.get(reverse("home:today")))
    assert len(responses_of(pair.tom.keyholder, pair.his())) == 1


def test_opened_twice_it_is_open_once_and_new_words_take_the_place_of_old_ones(pair: Pair):
    browser = pair.tom.browser()
    for words in (WORDS, WORDS, "Later words."):
        assert browser.post(page_of(pair), {"words": words}).status_code == 302
    (stored,) = read_all(pair.his().space, Opening)
    assert stored.document == Opening("pcl-5", True, "Later words.")
    assert stored.version == 2
    assert cover_of(pair.his().space).get(Latest).opened == ("pcl-5",)


def test_too_many_words_are_kept_on_the_page(pair: Pair):
    answer = pair.tom.browser().post(page_of(pair), {"words": "w" * 1001})
    assert (answer.status_code, "Your words are still here." in text(answer)) == (422, True)
    assert "w" * 1001 in text(answer)
    assert read_all(pair.his().space, Opening) == ()


# --- closed in between


def test_what_was_half_answered_is_kept_and_the_page_says_so(pair: Pair, walk: Walk):
    opened(pair)
    walk.answer(1, 3)
    closed(pair)
    page = text(walk.browser.get(walk.start))
    assert "This is closed for now. What you answered is not lost, and nobody has seen it." in page
    assert "If Tom Vale opens it again, you go on where you were." in page
    assert walk.browser.get(walk.step(2)).headers["Location"] == walk.start
    opened(pair)
    assert f'href="{walk.step(2)}"' in text(walk.browser.get(walk.start))
    assert re.search(r'value="3"[^>]* checked', text(walk.browser.get(walk.step(1))))


def test_an_answer_already_on_its_way_is_kept(pair: Pair, walk: Walk):
    opened(pair)
    walk.answer(1, 3)
    closed(pair)
    walk.answer(2, 4)
    assert progress_of(pair.ada.keyholder, PCL5, pair.space).answers[:2] == (3, 4)


def test_the_last_button_of_another_window_sends_nothing_and_loses_nothing(pair: Pair, walk: Walk):
    opened(pair)
    walk.through(SHEET)
    closed(pair)
    answer = walk.finish()
    assert answer.status_code == 422
    assert "These questions are closed for now, so nothing was sent." in text(answer)
    assert read_all(pair.his().space, Response) == ()
    opened(pair)
    assert walk.finish().status_code == 302
    assert len(read_all(pair.his().space, Response)) == 1


def test_the_lock_holds_below_the_pages_too(pair: Pair):
    keep_answer(keyholder=pair.ada.keyholder, instrument=PCL5, about=pair.space, place=0, answer=1, now=NOW)
    with pytest.raises(ClosedNow):
        finish(keyholder=pair.ada.keyholder, episode=pair.hers(), instrument=PCL5, now=NOW)
    opened(pair)
    finish(keyholder=pair.ada.keyholder, episode=pair.hers(), instrument=PCL5, now=NOW)


def test_sent_before_it_was_closed_and_sent_again_it_stays_sent(pair: Pair, walk: Walk):
    opened(pair)
    page = walk.all(SHEET)
    closed(pair)
    assert walk.finish().headers["Location"] == walk.start
    assert walk.browser.get(page).status_code == 200


def test_she_can_keep_it_for_herself_alone_under_an_id_of_its_own(pair: Pair, walk: Walk):
    opened(pair)
    walk.answer(1, 3)
    closed(pair)
    draft = progress_of(pair.ada.keyholder, PCL5, pair.space)
    answer = walk.browser.post(walk.url("keep", "pcl-5"))
    (own,) = read_all(private_space(pair.ada.keyholder), OwnResponse)
    assert answer.headers["Location"] == reverse("assessments:own_response", args=[own.id])
    assert own.id != draft.record
    assert own_responses_of(pair.ada.keyholder)[0].latest.answers[0] == 3
    assert progress_of(pair.ada.keyholder, PCL5, pair.space) is None
    assert read_all(pair.his().space, Response) == ()
    again = walk.browser.post(walk.url("keep", "pcl-5"))
    assert again.headers["Location"] == walk.start
    assert len(read_all(private_space(pair.ada.keyholder), OwnResponse)) == 1


def test_closed_without_a_beginning_it_is_simply_not_there(pair: Pair, walk: Walk):
    opened(pair)
    closed(pair)
    assert PCL5.client.name not in text(walk.browser.get(walk.start))
    assert "opened questions for you" not in text(walk.browser.get(reverse("home:today")))


def test_what_was_begun_when_an_episode_ends_can_be_kept_too(pair: Pair):
    walk = Walk(pair.ada.browser(), pair.space)
    walk.answer(1, 3)
    end_episode(keyholder=pair.ada.keyholder, episode=pair.hers(), now=NOW)
    page = text(walk.browser.get(walk.start))
    assert PHQ9.client.name in page and GAD7.client.name not in page
    record = keep_for_myself(keyholder=pair.ada.keyholder, episode=pair.hers(), instrument=PHQ9, now=NOW)
    assert own_responses_of(pair.ada.keyholder)[0].latest.record == record


# --- who


def test_he_sees_how_it_stands_and_can_close_it(pair: Pair):
    browser = pair.tom.browser()
    opened(pair)
    page = text(browser.get(page_of(pair)))
    assert ">Close it<" in page and WORDS in page
    for _twice in range(2):
        assert browser.post(page_of(pair), {"do": "close"}).status_code == 302
    (stored,) = read_all(pair.his().space, Opening)
    assert stored.document == Opening("pcl-5", False, WORDS)
    assert "Closed by you:" in text(browser.get(page_of(pair)))


def test_nobody_but_the_therapist_of_this_episode_opens_anything(pair: Pair, iris: Person, max_: Person, eve: Client):
    nowhere = reverse("assessments:opening", args=[uuid4(), "pcl-5"])
    for browser in (pair.ada.browser(), iris.browser(), max_.browser(), eve):
        assert browser.get(page_of(pair)).status_code == browser.get(nowhere).status_code == 404
        assert browser.post(page_of(pair), {"words": WORDS}).status_code == 404
    with pytest.raises(NotYours):
        set_open(episode=pair.hers(), instrument=PCL5, is_open=True, now=NOW)
    with pytest.raises(Hidden):
        lockables_of(pair.ada.keyholder, pair.hers())
    assert read_all(pair.his().space, Opening) == ()


@pytest.mark.parametrize("instrument", [PHQ9, GAD7], ids=lambda each: each.id)
def test_what_is_open_to_everybody_cannot_be_locked(pair: Pair, instrument: Instrument):
    with pytest.raises(Hidden):
        lockable_of(pair.tom.keyholder, pair.his(), instrument.id)
    page = reverse("assessments:opening", args=[pair.space, instrument.id])
    assert pair.tom.browser().get(page).status_code == 404


def test_after_the_end_nothing_can_be_opened(pair: Pair):
    stale = pair.his()
    end_episode(keyholder=pair.ada.keyholder, episode=pair.hers(), now=NOW)
    with pytest.raises(NotNow):
        set_open(episode=stale, instrument=PCL5, is_open=True, now=NOW)
    answer = pair.tom.browser().post(page_of(pair), {"words": WORDS})
    assert answer.status_code == 422 and WORDS in text(answer)
    assert "This has changed meanwhile." in text(answer)


def test_the_links_to_questions_hold_a_word_that_tells_nothing(pair: Pair) -> None:
    hers, his, start = pair.ada.browser(), pair.tom.browser(), Walk(pair.ada.browser(), pair.space).start
    assert "/after/" not in text(hers.get(start)) and f'href="{start}after/open/"' in text(his.get(start))
    opened(pair)
    page = text(hers.get(start))
    assert all(f'href="{start}{word}/1/"' in page for word in ("mood", "worry", "after"))
    assert not re.search(r'="[^"]*(phq|gad|pcl)-', page + text(his.get(start)))
