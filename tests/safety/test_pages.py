"""Help now is for everybody; a flag's pages are for the therapist it is meant for, and for nobody else."""

import re
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.accounts.queries import drafts_of
from stillroom.practice.help_lines import is_open
from stillroom.practice.queries import practice
from stillroom.safety.actions import acknowledge_flag
from stillroom.safety.models import FlagRow
from stillroom.safety.queries import flags_of, help_lines, help_now
from stillroom.vault.audits import trail
from stillroom.vault.models import AuditEntry, Record
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.safety.raising import FREQUENT, POSITIVE, raised

ZONE = "America/Los_Angeles"
NIGHT = NOW.replace(hour=11)  # three in the morning in Los Angeles


def text(answer: object) -> str:
    return answer.content.decode()  # type: ignore[attr-defined]


def without_token(answer: object) -> str:
    """The page as anybody could compare it: the form token is new each time."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", text(answer))


# --- /now/


def test_anybody_finds_every_line_with_its_number_hours_languages_police_and_date(eve: Client):
    page = text(eve.get(reverse("safety:now")))
    for line in (*practice().help_lines, practice().youth):
        assert line.name in page
        assert not line.call or f'href="tel:{line.call}"' in page
    assert page.count("Can a call bring police?") == len(practice().help_lines) + 1
    assert page.count("We checked this on") == len(practice().help_lines) + 1
    assert "Send the word HOME to 741741." in page


def test_it_says_honestly_what_a_call_can_lead_to_and_hands_over_the_young(eve: Client):
    page = text(eve.get(reverse("safety:now")))
    assert "at 988 and 911 this can be done without your yes" in page
    assert page.index("If you are under 18") < page.index(practice().youth.name)
    assert "Nobody here watches day and night." in page


def test_looking_at_help_is_noted_nowhere(eve: Client, ada: Person, tom: Person, caplog: pytest.LogCaptureFixture):
    before = (Record.objects.count(), AuditEntry.objects.count())
    browsers = [eve, ada.browser(), tom.browser()]
    answers = [browser.get(reverse("safety:now")) for browser in browsers]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert {answer.headers["Cache-Control"] for answer in answers} == {"no-store"}
    assert (Record.objects.count(), AuditEntry.objects.count()) == before
    assert caplog.records == []


@pytest.mark.parametrize("now", [NOW, NIGHT, NOW + timedelta(days=5)])
def test_a_closed_line_comes_last_and_says_so(now, db: None):
    shown = help_lines(None, now, ZONE).all
    assert len(shown) == len(practice().help_lines)
    assert [line.open is False for line in shown] == sorted(line.open is False for line in shown)
    closed = {line.name for line in practice().help_lines if is_open(line, now) is False}
    assert {line.name for line in shown if line.open is False} == closed
    assert all(line.hours.startswith("Closed") for line in shown if line.open is False)


def test_some_line_is_closed_at_night_and_is_never_in_the_panel(db: None):
    closed = {line.name for line in practice().help_lines if is_open(line, NIGHT) is False}
    assert closed
    panel = help_now(None, NIGHT, ZONE)
    assert len(panel.lines) == 3
    assert not closed & {line.name for line in panel.lines}


def test_a_visitor_is_told_whose_clock_it_is_and_somebody_signed_in_reads_their_own(
    eve: Client, ada: Person, monkeypatch: pytest.MonkeyPatch
):
    class Clock:
        @staticmethod
        def now() -> datetime:
            return NIGHT

    monkeypatch.setattr("stillroom.safety.views.flags.timezone", Clock)
    page = text(eve.get(reverse("safety:now")))
    assert "by the clock of Los Angeles" in page
    assert "your time" not in page
    hers = text(ada.browser().get(reverse("safety:now")))
    assert "your time (Los Angeles)" in hers
    assert "by the clock of" not in hers


# --- flags


def pages(space: object, flag: object) -> list[str]:
    return [
        reverse("safety:flags", args=[space]),
        reverse("safety:flag", args=[space, flag]),
    ]


def test_the_therapist_reads_a_flag_and_says_what_was_done(pair: Pair):
    flag = raised(pair, POSITIVE, FREQUENT)
    browser = pair.tom.browser()
    overview, page = pages(pair.space, flag.id)
    assert "Look now" in text(browser.get(overview))
    answer = text(browser.get(page))
    assert "said something that asks for you" in answer
    assert reverse("assessments:response", args=[pair.space, flag.document.about]) in answer
    assert browser.post(page, {"done": "Called her, made a plan."}).headers["Location"] == overview
    after = text(browser.get(overview))
    assert ("you looked on" in after, "look by" in after) == (True, False)
    assert "Called her, made a plan." in text(browser.get(page))
    assert FlagRow.objects.get().acknowledged


def test_saying_it_twice_keeps_the_first(pair: Pair):
    flag = raised(pair)
    browser = pair.tom.browser()
    _overview, page = pages(pair.space, flag.id)
    assert [browser.post(page, {"done": words}).status_code for words in ("First.", "Second.")] == [302, 302]
    (found,) = flags_of(pair.tom.keyholder, pair.his())
    assert found.seen.document.done == "First."


@pytest.mark.parametrize("done", ["", "   ", "x" * 4001])
def test_a_flag_stays_open_without_words_and_what_was_typed_is_kept(pair: Pair, done: str):
    flag = raised(pair)
    answer = pair.tom.browser().post(pages(pair.space, flag.id)[1], {"done": done})
    assert answer.status_code == 422
    assert "<title>Error: Flag</title>" in text(answer)
    assert done.strip() in text(answer)
    assert not FlagRow.objects.get().acknowledged


def test_words_half_typed_are_kept_sealed_and_gone_once_said(pair: Pair):
    flag = raised(pair)
    browser, page = pair.tom.browser(), pages(pair.space, flag.id)[1]
    draft = reverse("safety:flag_draft", args=[pair.space, flag.id])
    assert browser.post(draft, {"done": "Called her, then"}).status_code == 204
    assert "Called her, then" in text(browser.get(page))
    assert "What you did about a flag" in text(browser.get(reverse("accounts:drafts")))
    browser.post(page, {"done": "Called her, then a plan."})
    assert drafts_of(pair.tom.keyholder) == ()


def test_words_about_two_flags_do_not_mix(pair: Pair):
    flags = [raised(pair), raised(pair, FREQUENT)]
    browser = pair.tom.browser()
    for flag, words in zip(flags, ("About the first.", "About the second."), strict=True):
        browser.post(reverse("safety:flag_draft", args=[pair.space, flag.id]), {"done": words})
    browser.post(pages(pair.space, flags[0].id)[1], {"done": "About the first, done."})
    assert "About the second." in text(browser.get(pages(pair.space, flags[1].id)[1]))


def test_opening_a_flag_stands_in_the_trail_that_both_can_read(pair: Pair):
    flag = raised(pair)
    pair.tom.browser().get(pages(pair.space, flag.id)[1])
    opened = {(trace.role, trace.kind) for trace in trail(pair.hers().space) if trace.action == "open"}
    assert ("therapist", "safety.flag") in opened


def test_the_episodes_page_says_it_to_the_therapist_alone_and_only_while_it_is_open(pair: Pair):
    page = reverse("care:episode", args=[pair.space])
    link = reverse("safety:flags", args=[pair.space])
    assert link not in text(pair.tom.browser().get(page))
    flag = raised(pair)
    assert link in text(pair.tom.browser().get(page))
    assert link not in text(pair.ada.browser().get(page))
    acknowledge_flag(episode=pair.his(), flag=flag.id, done="Called.", now=NOW)
    assert link not in text(pair.tom.browser().get(page))


def test_everybody_else_gets_the_same_404_as_for_nothing(pair: Pair, iris: Person, max_: Person, eve: Client):
    flag = raised(pair)
    others = [pair.ada.browser(), iris.browser(), max_.browser(), eve]
    for browser in others:
        real, random = (
            [browser.get(page) for page in pages(space, which)]
            + [browser.post(pages(space, which)[1], {"done": "x"})]
            + [browser.post(reverse("safety:flag_draft", args=[space, which]), {"done": "x"})]
            for space, which in ((pair.space, flag.id), (uuid4(), uuid4()))
        )
        assert [answer.status_code for answer in real] == [404] * 4
        assert [without_token(answer) for answer in real] == [without_token(answer) for answer in random]
    assert pair.tom.browser().get(pages(pair.space, flag.id)[1]).status_code == 200
    assert not FlagRow.objects.get().acknowledged


def test_a_flag_id_from_elsewhere_is_not_there_even_for_its_therapist(pair: Pair):
    raised(pair)
    browser = pair.tom.browser()
    assert browser.get(pages(pair.space, uuid4())[1]).status_code == 404
    assert browser.get(pages(uuid4(), uuid4())[0]).status_code == 404


def test_a_page_without_flags_says_what_it_is_for(pair: Pair):
    assert "No flags" in text(pair.tom.browser().get(reverse("safety:flags", args=[pair.space])))
