"""Progress notes as DAP, SOAP or BIRP: chosen by their therapist, changed without losing a word, opened for ever."""

import json
from pathlib import Path

import pytest
from django.utils import translation

from stillroom.notes.actions import SignedAlready, write_as
from stillroom.notes.documents import ProgressNote
from stillroom.notes.forms import WORDS, NoteForm, fields_of_note, named_parts
from stillroom.notes.headings import HEADINGS, Heading, Headings, moved
from stillroom.notes.queries import usual_headings
from stillroom.privacy.queries import holdings_of
from stillroom.vault.documents import TYPES
from tests.care.test_pages import words
from tests.notes.over import FIELDS, LOS_ANGELES, Over
from tests.reading_files import file_of

SAMPLES = Path(__file__).parent / "samples"


def filled(headings: Headings) -> dict[Heading, str]:
    return {name: f"words about {name}" for name in HEADINGS[headings]}


def test_a_note_that_was_sealed_as_version_1_reads_as_it_was_signed():
    old = json.loads((SAMPLES / "notes.progress.v1.json").read_text())
    note = TYPES["notes.progress"].decode(1, old)
    assert isinstance(note, ProgressNote) and note.headings is Headings.DAP
    assert note.said == {Heading.DATA: old["data"], Heading.ASSESSMENT: "", Heading.PLAN: ""}
    assert [(str(name), text) for name, text in named_parts(note)] == [("Data", old["data"])]
    assert (note.risk, note.goal, note.measures) == (old["risk"], old["goal"], old["measures"])


@pytest.mark.parametrize("first", Headings)
@pytest.mark.parametrize("then", Headings)
def test_no_word_is_lost_from_one_form_to_another_and_it_stays_in_the_form_it_has(first: Headings, then: Headings):
    before = filled(first)
    after = moved(before, then)
    assert tuple(after) == HEADINGS[then]
    assert all(text in "\n\n".join(after.values()) for text in before.values())
    assert first is not then or after == before
    assert sum(len(text) for text in moved({}, then).values()) == 0


@pytest.mark.parametrize("through", Headings)
def test_a_note_in_three_parts_comes_back_from_any_other_form_as_it_was(through: Headings):
    before = filled(Headings.DAP)
    assert moved(moved(before, through), Headings.DAP) == before


def test_each_heading_has_a_name_and_a_hint_in_both_languages():
    for pair in WORDS.values():
        with translation.override("en"):
            english = [str(each) for each in pair]
        with translation.override("es"):
            spanish = [str(each) for each in pair]
        assert english[1] != spanish[1] and all(spanish)
        assert english[0] != spanish[0] or english[0] == "Plan"


@pytest.mark.parametrize("headings", Headings)
def test_every_form_is_kept_signed_added_to_and_taken_along(over: Over, headings: Headings):
    browser, tom = over.pair.tom.browser(), over.pair.tom.keyholder
    sent = {**FIELDS, "headings": headings, **{str(name): text for name, text in filled(headings).items()}}
    assert browser.post(over.page("draft"), sent).status_code == 204
    again = browser.get(over.page()).content.decode()
    assert all(text in again for text in filled(headings).values())
    assert over.session().draft.document.headings is headings
    browser.post(over.page(), sent)
    assert over.session().note.document.said == filled(headings)
    browser.post(over.page("more"), {"text": "The letter came."})
    read = browser.get(over.page())
    for name, text in filled(headings).items():
        assert str(WORDS[name][0]) in words(read) and text in words(read)
    assert "The letter came." in words(read)
    taken = file_of(browser, "privacy:page")
    assert all(text in taken for text in filled(headings).values()) and headings.upper() in taken
    assert "words about" in str(holdings_of(tom)) and "words about" not in str(holdings_of(over.pair.ada.keyholder))


def test_the_form_that_was_chosen_last_is_the_usual_one_and_nothing_is_begun_by_choosing(over: Over):
    browser, tom = over.pair.tom.browser(), over.pair.tom.keyholder
    assert usual_headings(tom) is Headings.DAP
    page = browser.get(over.page())
    assert 'name="data"' in page.content.decode()
    first = fields_of_note(over.first(), LOS_ANGELES)
    untouched = {
        **{name: first[name] for name in ("medium", "risk", "goal", "measures")},
        **{name: first[name].strftime("%H:%M") for name in ("start", "stop")},
        "headings": "dap",
        "as": "soap",
    }
    shown = browser.post(over.page(), untouched, follow=True).content.decode()
    assert 'name="subjective"' in shown and 'name="data"' not in shown
    assert usual_headings(tom) is Headings.SOAP and over.session().draft is None
    assert over.first().headings is Headings.SOAP


def test_a_note_changes_its_form_with_all_that_is_in_it(over: Over):
    browser = over.pair.tom.browser()
    sent = {**FIELDS, "headings": "dap", "data": "Slept badly.", "plan": "Again next week.", "as": "birp"}
    page = browser.post(over.page(), {**sent, "risk": "Asked, none."}, follow=True).content.decode()
    assert all(each in page for each in ('name="behavior"', "Slept badly.", "Again next week.", "Asked, none."))
    draft = over.session().draft.document
    assert draft.said[Heading.BEHAVIOR] == "Slept badly." and draft.said[Heading.PLAN] == "Again next week."
    assert browser.post(over.page(), {**sent, "start": "25:99"}).status_code == 422  # and nothing was moved
    over.sign()
    with pytest.raises(SignedAlready):
        write_as(
            keyholder=over.pair.tom.keyholder,
            episode=over.his,
            note=over.written(),
            headings=Headings.SOAP,
            begun=True,
            now=over.now,
        )


def test_a_form_that_nobody_knows_is_the_usual_one(over: Over):
    browser = over.pair.tom.browser()
    browser.post(over.page(), {**FIELDS, "headings": "xyz", "data": "Slept.", "as": "nothing"})
    assert over.session().draft.document.headings is Headings.DAP
    assert NoteForm(headings=Headings.SOAP).parts[0].name == "subjective"
