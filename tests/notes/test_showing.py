"""Showing the client one signed note: a copy in the space of the two, told when it comes, grows and goes."""

from datetime import timedelta

import pytest
from django.urls import reverse

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.queries import episode_of, episodes_of
from stillroom.messaging.actions import CannotWriteHere
from stillroom.messaging.queries import messages_of, unread_of
from stillroom.notes.actions import (
    add_to_note,
    begin_apart,
    change_apart,
    show_note,
    stop_showing,
    write_about,
)
from stillroom.notes.documents import NoteDraft, ProgressNote, PsychotherapyNote, ShownNote
from stillroom.notes.headings import Heading
from stillroom.notes.queries import shown_before, shown_note, shown_of
from stillroom.privacy.queries import holdings_of
from stillroom.scheduling.actions import end_care
from stillroom.vault.documents import SpaceKind
from stillroom.vault.records import NotYours, writing
from tests.architecture.samples import sample
from tests.care.strangers import assert_same_404
from tests.care.test_pages import words
from tests.cast import Person
from tests.notes.over import CANARY, Over
from tests.reading_files import file_of

DRAFT, APART = "canary-draft half said", "canary-apart under it"


class Showing:
    def __init__(self, over: Over) -> None:
        self.over, self.pair = over, over.pair
        self.tom, self.ada = over.pair.tom.keyholder, over.pair.ada.keyholder

    def show(self, ahead: timedelta = timedelta()):
        return show_note(
            keyholder=self.tom, episode=self.pair.his(), session=self.over.record, now=self.over.now + ahead
        )

    def stop(self) -> None:
        now = self.over.now + timedelta(days=2)
        stop_showing(keyholder=self.tom, episode=self.pair.his(), session=self.over.record, now=now)

    def add(self, text: str) -> None:
        add_to_note(keyholder=self.tom, episode=self.pair.his(), session=self.over.record, text=text, now=self.over.now)

    def write(self, text: str, record=None) -> None:
        write_about(
            keyholder=self.ada,
            episode=self.pair.hers(),
            session=self.over.record,
            text=text,
            now=self.over.now,
            record=record,
        )

    def told(self) -> list[str]:
        return [each.document.told.what for each in messages_of(self.ada, self.pair.hers()) if each.document.told]

    def hers(self):
        return shown_of(self.ada, self.pair.hers())


@pytest.fixture
def showing(over: Over) -> Showing:
    return Showing(over)


def test_one_signed_note_is_shown_with_what_was_added_and_the_client_is_told(showing: Showing):
    showing.over.sign(plan="Again next week.")
    showing.add("The letter came.")
    assert showing.hers() == ()
    showing.show()
    showing.show()  # pressed twice
    (read,) = showing.hers()
    assert read.document.note.said[Heading.PLAN] == "Again next week."
    assert [each.text for each in read.document.addenda] == ["The letter came."]
    assert read.document.signed == read.document.since == showing.over.now
    assert showing.told() == ["notes.shown"]
    assert [each.count for each in unread_of(showing.ada, episodes_of(showing.ada))] == [1]


def test_a_later_addendum_is_not_seen_before_it_is_shown_too(showing: Showing):
    showing.over.sign()
    showing.show()
    showing.add("Later.")
    assert showing.hers()[0].document.addenda == ()
    showing.show(timedelta(days=1))
    (read,) = showing.hers()
    assert [each.text for each in read.document.addenda] == ["Later."]
    assert read.document.since == showing.over.now and showing.told() == ["notes.shown", "notes.shown-more"]


def test_it_is_never_stopped_silently_and_what_stays_says_from_when_to_when(showing: Showing):
    showing.over.sign()
    showing.show()
    for _ in range(2):
        showing.stop()
    assert showing.hers() == () and CANARY not in str(holdings_of(showing.ada))
    with pytest.raises(Hidden):
        shown_note(showing.ada, showing.pair.hers(), showing.over.record)
    (before,) = shown_before(showing.ada, showing.pair.hers())
    assert before.document.since == showing.over.now
    assert before.document.until == showing.over.now + timedelta(days=2)
    assert showing.told() == ["notes.shown", "notes.shown-no-more"]
    showing.show(timedelta(days=3))
    assert len(showing.hers()) == 1 and showing.told()[-1] == "notes.shown"


def test_a_draft_or_a_psychotherapy_note_is_never_shown(showing: Showing):
    """The attack: each way to bring one of them to the client. The control: a signed note comes by the same way."""
    over = showing.over
    over.keep(data=DRAFT)
    apart = begin_apart(keyholder=showing.tom, episode=over.his, now=over.now)
    change_apart(
        keyholder=showing.tom,
        episode=over.his,
        record=apart.id,
        text=APART,
        version=1,
        window="one",
        now=over.now,
    )
    draft = over.session().draft
    for record in (over.record, draft.id, apart.id, new_id()):
        with pytest.raises(Hidden):
            show_note(keyholder=showing.tom, episode=over.his, session=record, now=over.now)
        answer = showing.pair.tom.browser().post(reverse("notes:show", args=[showing.pair.space, record]))
        assert answer.status_code == 404
    for kind in (NoteDraft, PsychotherapyNote, ProgressNote):
        with pytest.raises(NotYours), writing(over.his.space, now=over.now) as work:
            work.add(sample(kind))

    def hers() -> str:
        browser = showing.pair.ada.browser()
        page = browser.get(reverse("care:episode", args=[showing.pair.space])).content.decode()
        return file_of(browser, "privacy:data") + page + str(holdings_of(showing.ada))

    assert DRAFT not in hers() and APART not in hers()
    over.sign(data="canary-signed")
    showing.show()
    found = hers()
    assert "canary-signed" in found and DRAFT not in found and APART not in found


def test_only_their_therapist_shows_and_only_their_client_writes(showing: Showing, iris: Person):
    showing.over.sign()
    showing.show()
    for keyholder, episode in ((showing.ada, showing.pair.hers()), (iris.keyholder, showing.pair.his())):
        for action in (show_note, stop_showing):
            with pytest.raises(Hidden):
                action(keyholder=keyholder, episode=episode, session=showing.over.record, now=showing.over.now)
    with pytest.raises(Hidden):
        write_about(
            keyholder=showing.tom,
            episode=showing.pair.his(),
            session=showing.over.record,
            text="Me",
            now=showing.over.now,
        )
    with pytest.raises(NotYours), writing(showing.pair.hers().space, now=showing.over.now) as work:
        work.remove(showing.hers()[0])
    with pytest.raises(NotYours), writing(showing.pair.hers().space, now=showing.over.now) as work:
        work.add(sample(ShownNote))
    assert len(showing.hers()) == 1


def test_a_message_about_it_is_sent_once_and_other_words_are_another(showing: Showing):
    showing.over.sign()
    showing.show()
    record = new_id()
    for text in ("It was longer.", "It was longer.", "And louder."):
        showing.write(text, record)
    said = [each.document.text for each in messages_of(showing.tom, showing.pair.his()) if each.document.text]
    assert sorted(said) == ["And louder.", "It was longer."]
    assert sorted(showing.told()) == ["notes.about", "notes.about", "notes.shown"]


def test_after_care_has_ended_a_note_can_be_shown_and_read_and_nobody_writes(showing: Showing):
    showing.over.sign()
    end_care(keyholder=showing.ada, episode=showing.pair.hers(), now=showing.over.now)
    showing.show()
    assert len(showing.hers()) == 1
    with pytest.raises(CannotWriteHere):
        showing.write("Thank you.")
    page = showing.pair.ada.browser().get(reverse("notes:shown", args=[showing.pair.space, showing.over.record]))
    assert CANARY in words(page) and "<textarea" not in page.content.decode()


def test_strangers_get_the_404_of_a_page_that_never_was(showing: Showing, iris: Person, max_: Person, eve):
    showing.over.sign()
    showing.show()
    for browser in (iris.browser(), max_.browser(), eve):
        for name in ("show", "stop", "shown"):
            assert_same_404(browser, showing.over.page(name), showing.pair.space)
    assert_same_404(showing.pair.tom.browser(), showing.over.page("shown"), showing.pair.space)


def test_from_the_signed_note_to_the_answer_as_pages(showing: Showing):
    over, space = showing.over, showing.pair.space
    tom, ada = showing.pair.tom.browser(), showing.pair.ada.browser()
    over.sign()
    episode = reverse("care:episode", args=[space])
    assert "Notes you can read" not in words(ada.get(episode))
    before = words(tom.get(over.page()))
    assert "Only you." in before and "Show it to Ada" in before
    after = words(tom.post(over.page("show"), follow=True))
    assert "They can read it now" in after and "Stop showing it" in after and "Show what you added" not in after
    assert "signed, shown" in words(tom.get(over.page("notes")))
    assert "Notes you can read" in words(ada.get(episode))
    read = words(ada.get(over.page("shown")))
    assert CANARY in read and "Data" in read and "The two of you can read it" in read and "Tom" in read
    empty = ada.post(over.page("shown"), {"text": " "})
    assert empty.status_code == 422 and "There are no words yet." in words(empty)
    sent = words(ada.post(over.page("shown"), {"text": "It was longer."}, follow=True))
    assert "Sent. It is in your messages." in sent
    talk = words(tom.get(reverse("messaging:conversation", args=[space])))
    assert "Ada wrote about your note" in talk and "It was longer." in talk
    tom.post(over.page("more"), {"text": "It was fifty minutes."})
    assert "Show what you added too" in words(tom.get(over.page()))
    tom.post(over.page("show"))
    assert "It was fifty minutes." in words(ada.get(over.page("shown")))
    gone = words(tom.post(over.page("stop"), follow=True))
    assert "cannot read it any more" in gone and "Show it to Ada" in gone
    assert ada.get(over.page("shown")).status_code == 404
    assert "You can still ask to read it" in words(ada.get(episode))
    assert "stopped showing you the note" in words(ada.get(reverse("messaging:conversation", args=[space])))


def test_what_is_shown_can_be_taken_along(showing: Showing):
    showing.over.sign()
    showing.show()
    assert SpaceKind.CARE in {place.kind for place in holdings_of(showing.ada).places}
    assert CANARY in file_of(showing.pair.ada.browser(), "privacy:page")
    assert episode_of(showing.ada, showing.pair.space).is_open
