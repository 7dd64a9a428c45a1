"""The duties towards somebody who says that they may be in danger, for each way in which it can be said.

A row for each source that a room has named: a new one without a row here stops the first test. Each duty is tried
through the pages, as a browser without scripts does it.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from django.http import HttpResponse
from django.urls import reverse

from stillroom.base.ids import new_id
from stillroom.intake.actions import begin_sheet
from stillroom.intake.chapters import BY_ID
from stillroom.intake.documents import Share
from stillroom.messaging.actions import send_message
from stillroom.safety.documents import RiskFlag
from stillroom.safety.models import FlagRow, HeldKey
from stillroom.safety.queries import flags_of, level_of
from stillroom.safety.reach_documents import Reach
from stillroom.safety.sources import SOURCES
from stillroom.toolkit.actions import keep_entry
from stillroom.toolkit.documents import Entry
from stillroom.vault.audits import trail
from stillroom.vault.documents import TYPES
from stillroom.vault.records import NotYours, read_all, writing
from tests.assessments.walking import PLAIN, Walk
from tests.care.pair import Pair
from tests.cast import NOW
from tests.safety.reached import NO, YES, Reached

ITEM_9 = 8


@dataclass(frozen=True, slots=True)
class Said:
    """What one source answers at the moment it is said, and after it has gone to the therapist."""

    at_once: HttpResponse
    flag: RiskFlag


def _flag(pair: Pair) -> RiskFlag:
    return flags_of(pair.ada.keyholder, pair.hers())[0].stored.document


def by_answering(pair: Pair) -> Said:
    walk = Walk(pair.ada.browser(), pair.space)
    for number in range(1, 9):
        walk.answer(number, 1)
    at_once = walk.answer(9, 1)
    walk.answer(10, 1)
    assert walk.finish().status_code == 302
    return Said(at_once, _flag(pair))


def by_a_message(pair: Pair) -> Said:
    address = reverse("messaging:conversation", args=[pair.space])
    return Said(pair.ada.browser().post(address, {"text": "I cannot go on.", "look": "day"}), _flag(pair))


def tell(pair: Pair, share: Share) -> HttpResponse:
    """Through the page of the chapter about being safe, with the mark for the same day."""
    begin_sheet(keyholder=pair.ada.keyholder, episode=pair.hers(), share=share, bring=False, now=NOW)
    browser, address = pair.ada.browser(), reverse("intake:chapter", args=[pair.space, "safety"])
    seen = re.search(r'name="seen" value="([^"]*)"', words(browser.get(address)))
    questions = [each.id for each in BY_ID["safety"].questions]
    fields = {"seen": seen[1] if seen else "", **{f"{each}-share": share.value for each in questions}}
    return browser.post(address, {**fields, questions[0]: "It is bad at night.", "look": "day"})


def by_telling(pair: Pair) -> Said:
    answer = tell(pair, Share.THERAPIST)
    assert answer.status_code == 200
    return Said(answer, _flag(pair))


def by_sharing(pair: Pair) -> Said:
    """An exercise out of her journal, with the mark for the same day."""
    entry = Entry("kindness", {"hard": "It is bad at night."})
    stored = keep_entry(keyholder=pair.ada.keyholder, entry=entry, record=new_id(), now=NOW)
    address = reverse("toolkit:share", args=[stored.id])
    return Said(pair.ada.browser().post(address, {"space": str(pair.space), "look": "day"}), _flag(pair))


def better_answers(pair: Pair) -> None:
    Walk(pair.ada.browser(), pair.space).all((0,) * 9 + (0,))


def kinder_words(pair: Pair) -> None:
    send_message(episode=pair.hers(), text="I am fine now, forget it.", now=datetime.now(UTC))


WAYS: dict[str, tuple[Callable[[Pair], Said], Callable[[Pair], None]]] = {
    "assessments.response": (by_answering, better_answers),
    "messaging.message": (by_a_message, kinder_words),
    "intake.shared": (by_telling, kinder_words),
    "toolkit.shared": (by_sharing, kinder_words),
}
EACH = pytest.mark.parametrize("source", list(WAYS))


def words(answer: HttpResponse) -> str:
    return answer.content.decode()


def test_every_source_that_a_room_names_is_tried_here():
    assert set(WAYS) == set(SOURCES)


@EACH
def test_help_in_a_persons_words_comes_with_the_very_answer_and_blocks_nothing(pair: Pair, source: str):
    said = WAYS[source][0](pair)
    page = words(said.at_once)
    assert said.at_once.status_code == 200
    assert "You do not have to hold this alone" in page
    assert "988" in page
    assert said.flag.source == source


@EACH
def test_a_flag_nobody_can_delete_goes_to_a_named_person_with_a_deadline(pair: Pair, source: str):
    said = WAYS[source][0](pair)
    row = FlagRow.objects.get()
    assert (row.therapist, row.acknowledged) == (pair.his().episode.therapist, False)
    assert row.deadline == int(said.flag.deadline.timestamp())
    for space in (pair.hers().space, pair.his().space):
        (stored,) = read_all(space, RiskFlag)
        with pytest.raises(NotYours), writing(space, now=NOW) as work:
            work.remove(stored)
    assert FlagRow.objects.count() == 1


@EACH
def test_it_stands_in_the_trail_that_only_grows(pair: Pair, source: str):
    WAYS[source][0](pair)
    written = [trace for trace in trail(pair.his().space) if trace.kind == "safety.flag"]
    assert [(trace.role, trace.action) for trace in written] == [("client", "write")]


@EACH
def test_it_is_said_plainly_that_nobody_reads_now(pair: Pair, source: str):
    page = words(WAYS[source][0](pair).at_once)
    assert ("Right now nobody is reading" in page) or ("Nobody reads this now" in page)


@EACH
def test_nothing_closes_it_but_a_person_and_nothing_lowers_the_level(pair: Pair, source: str):
    say, then = WAYS[source]
    say(pair)
    before = level_of(pair.tom.keyholder, pair.his()).level
    then(pair)
    pair.ada.browser().get(reverse("home:today"))
    pair.tom.browser().get(reverse("home:today"))
    assert FlagRow.objects.filter(acknowledged=False).count() == 1
    assert flags_of(pair.tom.keyholder, pair.his())[0].seen is None
    assert level_of(pair.tom.keyholder, pair.his()).level == before == 2


@EACH
@pytest.mark.parametrize("reach", [None, NO])
def test_who_chose_nobody_reads_that_no_one_else_can_see_it_or_reach_them(
    reached: Reached, source: str, reach: Reach | None
):
    if reach is not None:
        reached.choose(reach)
    page = words(WAYS[source][0](reached.pair).at_once)
    assert "No one else can see this or reach you." in page
    assert HeldKey.objects.count() == 0


@EACH
def test_who_chose_the_person_on_call_reads_who_it_is_and_a_key_is_held(reached: Reached, source: str):
    reached.choose(YES)
    page = words(WAYS[source][0](reached.pair).at_once)
    assert "Iris Reed, who is on call, may open your card" in page
    assert "No one else can see this or reach you." not in page
    (handed,) = reached.handed()
    released = reached.waiting(datetime.now(UTC) + timedelta(minutes=1)) == [handed.space]
    assert released or HeldKey.objects.filter(id=handed.row).exists()


def test_where_somebody_may_not_be_safe_the_page_says_that_the_key_does_not_wait(reached: Reached):
    reached.choose(YES)
    address = reverse("messaging:conversation", args=[reached.pair.space])
    page = words(reached.ada.browser().post(address, {"text": "It is bad.", "look": "soon"}))
    assert "Iris Reed, who is on call, may open your card too, at once in on-call hours." in page
    page = words(reached.ada.browser().post(address, {"text": "It is better.", "look": "day"}))
    assert "If Tom Vale does not look in time, Iris Reed" in page


def test_a_question_about_danger_that_is_left_open_asks_the_therapist_to_ask(pair: Pair):
    open_ = (*PLAIN[:ITEM_9], None, *PLAIN[ITEM_9 + 1 :])
    address = Walk(pair.ada.browser(), pair.space).all(open_)
    page = words(pair.tom.browser().get(address))
    assert "Ask" in page
    assert FlagRow.objects.count() == 0


@pytest.mark.parametrize("text", ["I want to die.", "Me quiero morir"])
def test_no_program_reads_the_words_so_what_is_not_marked_raises_nothing(pair: Pair, text: str):
    answer = pair.ada.browser().post(reverse("messaging:conversation", args=[pair.space]), {"text": text})
    assert (answer.status_code, FlagRow.objects.count()) == (302, 0)


def test_a_message_sent_twice_is_one_flag_and_one_marked_later_is_a_flag_then(pair: Pair):
    address = reverse("messaging:conversation", args=[pair.space])
    browser = pair.ada.browser()
    (record,) = re.findall(r'name="record" value="([^"]+)"', words(browser.get(address)))
    for look in ("", "soon", "soon", ""):
        browser.post(address, {"text": "I cannot go on.", "record": record, "look": look})
    assert FlagRow.objects.count() == 1
    assert level_of(pair.tom.keyholder, pair.his()).level == 3


def test_a_therapist_marks_nothing(pair: Pair):
    address = reverse("messaging:conversation", args=[pair.space])
    browser = pair.tom.browser()
    assert "Is this about your safety?" not in words(browser.get(address))
    assert browser.post(address, {"text": "Hello", "look": "soon"}).status_code == 302
    assert FlagRow.objects.count() == 0


def test_a_flag_leads_its_therapist_to_the_very_message(pair: Pair):
    said = by_a_message(pair)
    browser = pair.tom.browser()
    answer = browser.get(reverse("messaging:marked", args=[pair.space, said.flag.about]))
    assert answer.headers["Location"].endswith(f"#m{said.flag.about.hex}")
    assert f'id="m{said.flag.about.hex}"' in words(browser.get(answer.headers["Location"]))
    assert "marked: look at this soon" in words(browser.get(reverse("messaging:conversation", args=[pair.space])))


def test_what_is_kept_for_oneself_cannot_be_marked_and_stays_typed(pair: Pair):
    answer = tell(pair, Share.PRIVATE)
    assert answer.status_code == 422
    assert "It is bad at night." in words(answer)
    assert "Nobody else can see what you keep for yourself" in words(answer)
    assert FlagRow.objects.count() == 0


def test_a_journal_of_ones_own_shows_help_says_above_that_nobody_is_told_and_tells_nobody(pair: Pair):
    walk = Walk(pair.ada.browser())
    for number in range(1, 9):
        walk.answer(number, 1)
    assert "Nobody reads it, now or later, and nobody is told." in words(walk.browser.get(walk.step(9)))
    page = words(walk.answer(9, 3))
    assert "You do not have to hold this alone" in page
    assert "nobody has been told" in page
    walk.answer(10, 1)
    walk.finish()
    assert FlagRow.objects.count() == 0
    assert read_all(pair.his().space, RiskFlag) == ()


def test_no_kind_of_risk_document_can_be_removed_by_a_client():
    kinds = {"safety.flag", "safety.acknowledgement", "safety.level"}
    assert {kind for kind in kinds if TYPES[kind].amend != "nobody"} == set()
