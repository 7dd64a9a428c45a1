"""What stands before sets of left and right: the client's questions first, then the list, and what locks it again."""

import uuid
from datetime import timedelta

import pytest
from django.test import Client

from stillroom.base.errors import Hidden
from stillroom.care.actions import NotNow, end_episode
from stillroom.core.emdr import LASTS, Lock, Need
from stillroom.emdr.actions import NotMetYet, WordsMissing, ask_body, close
from stillroom.emdr.documents import Body, Readiness, Told
from stillroom.emdr.queries import ever_signed, standing_of
from stillroom.vault.records import NotYours, writing
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.emdr.ready import ALL_MET, WELL, answer, sign_list, tell
from tests.sameness import seen

LATER = NOW + timedelta(minutes=5)
MUCH_LATER = NOW + timedelta(hours=1)
DES, ASQ = ("des-ii", "28-item, 0-100% in tens"), ("asq", "NIMH, all ages")
PAGES = ("", "body/", "list/")


def locks(pair: Pair, now=MUCH_LATER) -> tuple[Lock, ...]:
    hers = standing_of(pair.ada.keyholder, pair.hers(), now)
    his = standing_of(pair.tom.keyholder, pair.his(), now)
    assert hers.locks == his.locks
    return his.locks


def address(pair: Pair, page: str = "") -> str:
    return f"/with/{pair.space}/sides/{page}"


def test_it_opens_with_her_answers_and_his_list_in_this_order(pair: Pair) -> None:
    assert locks(pair) == (Lock.UNASKED,)
    with pytest.raises(WordsMissing):
        sign_list(pair, NOW)
    tell(pair, NOW)
    assert locks(pair) == (Lock.UNSIGNED,)
    assert not ever_signed(pair.tom.keyholder, pair.his())
    sign_list(pair, LATER)
    assert locks(pair) == ()
    assert ever_signed(pair.ada.keyholder, pair.hers())
    assert locks(pair, LATER + LASTS) == (Lock.OLD,)


def test_what_she_says_anew_closes_it_and_the_same_again_does_not(pair: Pair) -> None:
    tell(pair, NOW)
    sign_list(pair, LATER)
    tell(pair, LATER + timedelta(minutes=1))
    assert locks(pair) == ()
    tell(pair, LATER + timedelta(minutes=2), Body(Told.NO, Told.YES, Told.NO, Told.NO, Told.NO))
    assert locks(pair) == (Lock.CHANGED,)


def test_closed_again_is_closed_until_it_is_signed_anew(pair: Pair) -> None:
    tell(pair, NOW)
    sign_list(pair, LATER)
    close(episode=pair.his(), now=LATER + timedelta(minutes=1))
    assert locks(pair) == (Lock.CLOSED,)
    sign_list(pair, LATER + timedelta(minutes=2))
    assert locks(pair) == ()


def test_a_reason_stands_for_what_is_not_met_but_never_for_training_consent_and_stop(pair: Pair) -> None:
    tell(pair, NOW)
    for need in (Need.TRAINING, Need.CONSENT, Need.STOP):
        with pytest.raises(NotMetYet) as refused:
            sign_list(pair, LATER, {**ALL_MET, need: "There is no time."})
        assert refused.value.needs == (need,)
    with pytest.raises(NotMetYet):
        sign_list(pair, LATER, {need: "" for need in Need if need is not Need.AFTER})
    sign_list(pair, LATER, {**ALL_MET, Need.AFTER: "She calls me on Friday."})
    assert locks(pair) == ()


def test_a_high_des_stays_locked_until_an_assessment_is_written(pair: Pair) -> None:
    tell(pair, NOW)
    answer(pair.hers(), *DES, [30] * 28, NOW)
    with pytest.raises(WordsMissing, match="DES-II is 30 or more"):
        sign_list(pair, LATER)
    sign_list(pair, LATER, assessment="No parts take over; comes back when called.")
    assert locks(pair) == ()
    answer(pair.hers(), *DES, [40] * 28, LATER + timedelta(minutes=1))
    assert locks(pair) == (Lock.DISSOCIATION,), "an assessment from before the answers says nothing about them"


def test_a_middling_des_opens_and_says_slower(pair: Pair) -> None:
    tell(pair, NOW)
    answer(pair.hers(), *DES, [20] * 28, NOW)
    sign_list(pair, LATER)
    standing = standing_of(pair.tom.keyholder, pair.his(), MUCH_LATER)
    assert (standing.is_open, standing.slowly) == (True, True)


@pytest.mark.parametrize("answers", [[1, 0, 0, 0, 0], [0, None, 0, 0, 0], [0, 0, 0, 1, 1]])
def test_a_positive_asq_or_one_left_open_stays_locked_until_it_is_written_what_was_done(pair: Pair, answers) -> None:
    tell(pair, NOW)
    answer(pair.hers(), *ASQ, answers, NOW)
    with pytest.raises(WordsMissing, match="ASQ is positive"):
        sign_list(pair, LATER)
    sign_list(pair, LATER, safety="Talked, a plan was made, her sister stays.")
    assert locks(pair) == ()
    answer(pair.hers(), *ASQ, [0, 0, 0, 0, 0], LATER)
    assert locks(pair) == ()


def test_each_writes_their_own_and_nobody_changes_a_signed_list(pair: Pair) -> None:
    with pytest.raises(NotYours), writing(pair.his().space, now=NOW) as work:
        work.add(WELL)
    with pytest.raises(NotYours), writing(pair.hers().space, now=NOW) as work:
        work.add(Readiness(is_open=True))
    tell(pair, NOW)
    sign_list(pair, LATER)
    signed = standing_of(pair.tom.keyholder, pair.his(), MUCH_LATER).signed
    with pytest.raises(NotYours), writing(pair.his().space, now=MUCH_LATER) as work:
        work.replace(signed, Readiness(is_open=True))


def test_after_the_end_nothing_is_told_or_signed_and_closing_still_works(pair: Pair) -> None:
    tell(pair, NOW)
    sign_list(pair, LATER)
    end_episode(keyholder=pair.tom.keyholder, episode=pair.his(), now=MUCH_LATER)
    for act in (lambda: tell(pair, MUCH_LATER), lambda: sign_list(pair, MUCH_LATER)):
        with pytest.raises(NotNow):
            act()
    close(episode=pair.his(), now=MUCH_LATER)
    assert locks(pair) == (Lock.CLOSED,)


def test_she_finds_the_questions_on_her_start_page_until_she_has_answered(pair: Pair) -> None:
    ada = pair.ada.browser()
    assert "what your body needs" not in ada.get("/today/").content.decode()
    ask_body(episode=pair.his(), now=NOW)
    assert f'href="{address(pair, "body/")}"' in ada.get("/today/").content.decode()
    wrong = ada.post(address(pair, "body/"), {"motion": "no"})
    assert wrong.status_code == 422
    said = dict.fromkeys(("motion", "seizures", "migraine", "eyes"), "no") | {"heart": "unsure", "words": "Canary."}
    assert ada.post(address(pair, "body/"), said).status_code == 302
    assert "what your body needs" not in ada.get("/today/").content.decode()
    page = pair.tom.browser().get(address(pair)).content.decode()
    assert "Canary." in page
    assert "Something here was not a no." in page


def test_he_signs_on_a_page_that_keeps_what_was_typed_and_both_read_it(pair: Pair) -> None:
    tell(pair, NOW)
    tom = pair.tom.browser()
    typed = {need.value: "on" for need in Need if need not in (Need.AFTER, Need.STOP)}
    typed["after-because"] = "Canary: she calls me."
    page = tom.post(address(pair, "list/"), typed)
    assert page.status_code == 422
    assert "Canary: she calls me." in page.content.decode()
    assert tom.post(address(pair, "list/"), {**typed, "stop": "on"}).status_code == 302
    for person in (pair.tom, pair.ada):
        page = person.browser().get(address(pair)).content.decode()
        assert "Canary: she calls me." in page
        assert ">open<" in page
    assert tom.post(address(pair, "shut/")).status_code == 302
    assert ">closed<" in tom.get(address(pair)).content.decode()


def test_strangers_get_the_same_404_as_for_nothing(pair: Pair, iris: Person, max_: Person, eve: Client) -> None:
    for browser in (iris.browser(), max_.browser(), eve):
        for page in PAGES:
            there, nowhere = browser.get(address(pair, page)), browser.get(f"/with/{uuid.uuid4()}/sides/{page}")
            assert there.status_code == 404
            assert seen(there) == seen(nowhere)
    with pytest.raises(Hidden):
        standing_of(iris.keyholder, pair.his(), NOW)
    assert pair.ada.browser().get(address(pair, "list/")).status_code == 404
    assert pair.tom.browser().get(address(pair, "body/")).status_code == 404
