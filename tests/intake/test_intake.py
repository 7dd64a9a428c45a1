"""What somebody writes about themselves: every answer goes as far as they say and no further."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.accounts.queries import draft_of
from stillroom.base.errors import Hidden
from stillroom.care.actions import accept, begin, end_episode
from stillroom.care.documents import Medium
from stillroom.care.queries import episode_of, requests_of
from stillroom.intake import actions
from stillroom.intake.actions import (
    OnlyToRead,
    begin_sheet,
    change_shares,
    keep_chapter,
    write_formulation,
)
from stillroom.intake.chapters import BY_ID, CHAPTERS, QUESTIONS, Heading
from stillroom.intake.documents import Answer, Mark, Share, gathered
from stillroom.intake.queries import formulation_of, shared_of, sheet_of
from stillroom.intake.sheets import mark_of, progress_of
from stillroom.vault.records import NotYours, payloads
from stillroom.vault.spaces import OpenSpace, Stale
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.care.strangers import assert_same_404
from tests.care.test_pages import words
from tests.cast import NOW, Person

LATER = NOW + timedelta(minutes=5)
REASON = BY_ID["reason"]
CANARY = "canary-wren by the river"
PRIVATE = {"reason-share": "private", "now-share": "private", "outcome-share": "private"}
CHAPTER = ("reason",)


def said(question: str, text: str = CANARY, share: Share = Share.THERAPIST, at: datetime = NOW) -> Answer:
    return Answer(question, text, Mark.ANSWERED, share, at)


def begun(pair: Pair, share: Share = Share.THERAPIST) -> None:
    begin_sheet(keyholder=pair.ada.keyholder, episode=pair.hers(), share=share, bring=False, now=NOW)


def sheet(pair: Pair):
    return sheet_of(pair.ada.keyholder, pair.hers())


def keep(pair: Pair, *answers: Answer, chapter: str = "reason", seen: str | None = None, now: datetime = NOW) -> None:
    here, stored = BY_ID[chapter], sheet(pair)
    shown = (mark_of(stored.document, here) if stored else "") if seen is None else seen
    keep_chapter(keyholder=pair.ada.keyholder, episode=pair.hers(), chapter=here, answers=answers, seen=shown, now=now)


def his_words(pair: Pair) -> str:
    """Everything in the space that Tom opens too."""
    return " ".join(str(payload) for _record, _version, payload in payloads(pair.his().space))


def page(name: str, pair: Pair, *more: str) -> str:
    return reverse(f"intake:{name}", args=[pair.space, *more])


@pytest.mark.parametrize(("share", "reaches"), [(Share.PRIVATE, False), (Share.THERAPIST, True), (Share.RECORD, True)])
def test_an_answer_goes_as_far_as_she_says(pair: Pair, share: Share, reaches: bool) -> None:
    begun(pair)
    keep(pair, said("reason", share=share))
    assert (CANARY in his_words(pair)) is reaches
    assert (shared_of(pair.tom.keyholder, pair.his()) is not None) is reaches
    assert sheet(pair).document.by_question["reason"].words == CANARY


def test_what_she_takes_back_is_gone_from_the_shared_space_in_the_same_moment(pair: Pair) -> None:
    begun(pair)
    keep(pair, said("reason"), said("now", "the winter"))
    change_shares(
        keyholder=pair.ada.keyholder,
        episode=pair.hers(),
        shares={"reason": Share.PRIVATE},
        version=sheet(pair).version,
        now=LATER,
    )
    assert CANARY not in his_words(pair)
    assert "the winter" in his_words(pair)
    keep(pair, said("now", "the winter", Share.PRIVATE), said("reason", share=Share.PRIVATE), now=LATER)
    assert shared_of(pair.tom.keyholder, pair.his()) is None


def test_left_for_later_nothing_of_a_half_answer_is_shared(pair: Pair) -> None:
    begun(pair)
    keep(pair, replace(said("reason"), mark=Mark.LATER))
    assert CANARY not in his_words(pair)
    first = progress_of(sheet(pair).document)[0]
    assert (first.later, first.answered) == (1, 0)


def test_two_devices_at_once_lose_no_words(pair: Pair) -> None:
    begun(pair)
    keep(pair, said("reason", "from the phone"))
    with pytest.raises(Stale):
        keep(pair, said("reason", "from the laptop"), seen="", now=LATER)
    assert sheet(pair).document.by_question["reason"].words == "from the phone"
    keep(pair, said("reason", "from the phone"), seen="", now=LATER)  # the same words again are no conflict
    keep(pair, said("strong", "I listen"), chapter="strengths", seen="", now=LATER)
    assert set(sheet(pair).document.by_question) == {"reason", "strong"}


def test_after_an_ending_she_can_still_take_back_and_nobody_can_add(pair: Pair) -> None:
    begun(pair)
    keep(pair, said("reason"), said("now", "mine", Share.PRIVATE))
    end_episode(keyholder=pair.ada.keyholder, episode=pair.hers(), now=LATER)
    with pytest.raises(OnlyToRead):
        keep(pair, said("reason", "more"), now=LATER)
    with pytest.raises(OnlyToRead):
        write_formulation(episode=pair.his(), words="late", version=0, now=LATER)
    change_shares(
        keyholder=pair.ada.keyholder,
        episode=pair.hers(),
        shares={"reason": Share.PRIVATE, "now": Share.THERAPIST},
        version=sheet(pair).version,
        now=LATER,
    )
    assert CANARY not in his_words(pair)
    assert "mine" not in his_words(pair)


def test_what_was_written_for_one_comes_along_to_another_for_her_eyes_alone(
    pair: Pair, iris: Person, list_person: Lister
) -> None:
    begun(pair)
    keep(pair, said("reason", share=Share.RECORD))
    other = begin(
        keyholder=pair.ada.keyholder,
        profile=pair.ada.profile,
        listing=list_person(iris, "Iris Moon"),
        words="",
        medium=Medium.VIDEO,
        now=NOW,
    )
    (request,) = requests_of(iris.keyholder, NOW)
    accept(keyholder=iris.keyholder, request=request, now=NOW)
    hers = episode_of(pair.ada.keyholder, other.id)
    begin_sheet(keyholder=pair.ada.keyholder, episode=hers, share=Share.THERAPIST, bring=True, now=LATER)
    brought = sheet_of(pair.ada.keyholder, hers).document
    assert (brought.by_question["reason"].words, brought.by_question["reason"].share) == (CANARY, Share.PRIVATE)
    assert shared_of(iris.keyholder, episode_of(iris.keyholder, other.id)) is None
    assert CANARY in his_words(pair)


def test_only_she_writes_answers_and_only_he_the_formulation(pair: Pair) -> None:
    with pytest.raises(Hidden):
        sheet_of(pair.tom.keyholder, pair.hers())
    with pytest.raises(NotYours):
        write_formulation(episode=pair.hers(), words="mine", version=0, now=NOW)
    write_formulation(episode=pair.his(), words="She carries much.", version=0, now=NOW)
    assert formulation_of(pair.ada.keyholder, pair.hers()).document.words == "She carries much."
    with pytest.raises(Stale):
        write_formulation(episode=pair.his(), words="other", version=0, now=LATER)


def test_every_answer_stands_on_the_page_also_one_that_is_no_longer_asked() -> None:
    answers = [said(name, name) for name in (*QUESTIONS, "of-old-times")]
    found = gathered(answers)
    assert sum(len(under) for under in found.values()) == len(answers)
    assert found[Heading.MORE][-1].question == "of-old-times"
    assert gathered([replace(answers[0], mark=Mark.SKIPPED)]) == {}


def test_no_two_questions_have_one_name() -> None:
    assert len(QUESTIONS) == sum(len(chapter.questions) for chapter in CHAPTERS)


def test_it_is_walked_by_both(pair: Pair) -> None:
    ada, tom = pair.ada.browser(), pair.tom.browser()
    assert "Nothing shared yet" in words(tom.get(page("overview", pair)))
    assert ada.get(page("chapter", pair, "reason")).url == page("overview", pair)
    assert ada.post(page("overview", pair), {}).status_code == 422
    assert ada.post(page("overview", pair), {"share": "therapist"}).url == page("overview", pair)
    for number, chapter in enumerate(CHAPTERS):
        address = page("chapter", pair, chapter.id)
        assert 'name="seen"' in ada.get(address).content.decode()
        fields = {name: f"about {name}" for name in (q.id for q in chapter.questions)}
        shares = {f"{name}-share": "private" if name == "money" else "record" for name in fields}
        onward = ada.post(address, {**fields, **shares, "seen": ""})
        last = number + 1 == len(CHAPTERS)
        assert onward.url == (page("overview", pair) if last else page("chapter", pair, CHAPTERS[number + 1].id))
    read = words(tom.get(page("overview", pair)))
    assert "about reason" in read
    assert "about money" not in read
    assert "belongs to the record" in read
    hers = words(ada.get(page("page", pair)))
    assert "about money" in hers
    tom.post(page("understood", pair), {"words": "You carried this alone.", "version": "0"})
    assert "You carried this alone." in words(ada.get(page("overview", pair)))


def test_a_page_of_another_device_keeps_what_was_typed_and_the_second_press_counts(pair: Pair) -> None:
    begun(pair)
    ada, address = pair.ada.browser(), page("chapter", pair, "reason")
    ada.post(address, {"reason": "first", **PRIVATE})
    typed = {"reason": "second", **PRIVATE}
    answer = ada.post(address, {**typed, "seen": "long ago"})
    assert answer.status_code == 422
    assert "second" in answer.content.decode()
    seen = re.search(r'name="seen" value="([^"]+)"', answer.content.decode())[1]
    assert ada.post(address, {**typed, "seen": seen}).status_code == 302
    assert sheet(pair).document.by_question["reason"].words == "second"


@pytest.mark.parametrize(
    "fields",
    [
        {"reason": "x" * 4001, "reason-share": "private", "now-share": "private", "outcome-share": "private"},
        {"reason": CANARY, "reason-share": "everybody", "now-share": "private", "outcome-share": "private"},
        {"reason": CANARY},
    ],
    ids=["too long", "an unknown level", "no level"],
)
def test_what_cannot_be_kept_is_shown_again_and_nothing_is_shared(pair: Pair, fields: dict[str, str]) -> None:
    begun(pair)
    answer = pair.ada.browser().post(page("chapter", pair, "reason"), fields)
    assert answer.status_code == 422
    assert fields["reason"] in answer.content.decode()
    assert shared_of(pair.tom.keyholder, pair.his()) is None


def test_half_typed_words_wait_on_another_device(pair: Pair) -> None:
    begun(pair)
    kept = pair.ada.browser().post(page("draft", pair, "reason"), {"reason": CANARY, "reason-share": "private"})
    assert kept.status_code == 204
    assert CANARY in pair.ada.browser().get(page("chapter", pair, "reason")).content.decode()
    assert draft_of(pair.ada.keyholder, "intake.reason", pair.space) is not None
    keep(pair, said("reason"))
    assert draft_of(pair.ada.keyholder, "intake.reason", pair.space) is None


def test_words_that_were_emptied_and_a_tick_that_was_taken_off_do_not_come_back(pair: Pair) -> None:
    begun(pair)
    keep(pair, said("reason", CANARY))
    browser, here = pair.ada.browser(), page("chapter", pair, "reason")
    assert CANARY in browser.get(here).content.decode()  # the control: kept, and nothing half typed
    browser.post(page("draft", pair, "reason"), {"reason": "", "reason-share": "private"})
    shown = browser.get(here).content.decode()
    assert CANARY not in shown
    assert not re.search(r'type="checkbox"[^>]*checked', shown)


def test_one_chapter_opens_the_shared_space_once(pair: Pair, monkeypatch: pytest.MonkeyPatch) -> None:
    begun(pair)
    opened: list[UUID] = []
    real = actions.writing

    def counted(space: OpenSpace, **given: Any):
        opened.append(space.id)
        return real(space, **given)

    monkeypatch.setattr(actions, "writing", counted)
    keep(pair, said("reason"))
    assert opened.count(pair.space) == 1


def test_a_stranger_and_an_unknown_chapter_get_the_404_of_nothing(pair: Pair, iris: Person) -> None:
    begun(pair)
    for name, more in (
        ("overview", ()),
        ("page", ()),
        ("understood", ()),
        ("chapter", ("reason",)),
        ("draft", ("reason",)),
    ):
        assert_same_404(iris.browser(), page(name, pair, *more), pair.space)
    assert pair.ada.browser().get(page("chapter", pair, "nothing")).status_code == 404
    assert Client().get(reverse("intake:overview", args=[uuid4()])).status_code in (302, 404)


def test_he_has_no_way_into_her_chapters(pair: Pair) -> None:
    begun(pair)
    tom = pair.tom.browser()
    for name, more in (("page", ()), ("chapter", ("reason",))):
        assert tom.get(page(name, pair, *more)).status_code == 404
    assert tom.post(page("draft", pair, "reason"), {"reason": "x"}).status_code == 404


def test_his_look_stands_in_the_trail_she_reads(pair: Pair) -> None:
    begun(pair)
    keep(pair, said("reason"))
    pair.tom.browser().get(page("overview", pair))
    assert "What you told them about yourself" in words(
        pair.ada.browser().get(reverse("care:opened", args=[pair.space]))
    )


def test_the_clock_is_real_on_pages(pair: Pair) -> None:
    begun(pair)
    pair.ada.browser().post(
        page("chapter", pair, "reason"),
        {"reason": "x", "reason-share": "private", "now-share": "private", "outcome-share": "private"},
    )
    assert abs(sheet(pair).document.by_question["reason"].at - datetime.now(UTC)) < timedelta(minutes=1)
