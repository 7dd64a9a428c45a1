"""Psychotherapy notes: their therapist's alone, under a key of their own, in no file that anybody takes along."""

import json
import re

import pytest
from django.test import Client
from django.urls import reverse

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.notes.actions import ChangedElsewhere, begin_apart, change_apart, remove_apart
from stillroom.notes.documents import PsychotherapyNote
from stillroom.notes.queries import apart_of, apart_space, notes_space
from stillroom.privacy import queries as privacy
from stillroom.privacy.actions import erase_everything
from stillroom.privacy.queries import holdings_of
from stillroom.scheduling.actions import end_care
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import change_ring, ring_entries
from stillroom.vault.models import Record, Space
from stillroom.vault.records import NotYours, writing
from stillroom.vault.spaces import open_space
from tests.care.strangers import assert_same_404
from tests.care.test_pages import words
from tests.cast import Person
from tests.notes.over import Over
from tests.reading_files import file_of, folder_of

SECRET = "canary-heron under the bridge"


class Own:
    """Tom's psychotherapy notes about Ada."""

    def __init__(self, over: Over) -> None:
        self.over, self.tom = over, over.pair.tom.keyholder

    def begin(self):
        return begin_apart(keyholder=self.tom, episode=self.over.his, now=self.over.now)

    def change(self, record, text: str = SECRET, version: int = 1, window: str = "one"):
        return change_apart(
            keyholder=self.tom,
            episode=self.over.his,
            record=record,
            text=text,
            version=version,
            window=window,
            now=self.over.now,
        )

    def remove(self, record) -> None:
        remove_apart(keyholder=self.tom, episode=self.over.his, record=record, now=self.over.now)

    def all(self) -> list[str]:
        change_ring(self.tom, lambda ring: ring)
        return [each.document.text for each in apart_of(self.tom, self.over.his)]


@pytest.fixture
def own(over: Over) -> Own:
    return Own(over)


def test_one_is_begun_changed_and_deleted_and_the_key_goes_with_the_last(own: Own):
    first = own.begin()
    assert own.begin().id == first.id  # an empty one is not begun twice
    own.change(first.id)
    second = own.begin()
    assert second.id != first.id and sorted(own.all()) == ["", SECRET]
    (space,) = [space for space, _entry in ring_entries(own.tom, SpaceKind.PSYCHOTHERAPY)]
    own.remove(second.id)
    assert own.all() == [SECRET]
    for _ in range(2):
        own.remove(first.id)
    assert own.all() == [] and not Space.objects.filter(id=space).exists()
    assert ring_entries(own.tom, SpaceKind.PSYCHOTHERAPY) == ()
    with pytest.raises(Hidden):
        own.change(first.id)


def test_a_window_saves_again_and_again_and_never_over_the_words_of_another(own: Own):
    note = own.begin()
    for text in ("a", "a b", "a b c"):
        own.change(note.id, text)
    with pytest.raises(ChangedElsewhere):
        own.change(note.id, "other", window="two")
    assert own.change(note.id, "a b c", window="two").document.window == "one"  # the same words: nothing to save
    assert own.change(note.id, "both", version=4, window="two").document.text == "both"
    with pytest.raises(ChangedElsewhere):
        own.change(note.id, "late")


def test_they_lie_in_a_space_of_their_own_and_no_other_takes_them(own: Own):
    own.over.sign()
    note = own.begin()
    own.change(note.id)
    apart = apart_space(own.tom, own.over.his)
    assert apart.kind is SpaceKind.PSYCHOTHERAPY and [member.role for member in apart.members] == [Role.THERAPIST]
    assert apart.id != notes_space(own.tom, own.over.pair.space).id
    for space in (own.over.his.space, notes_space(own.tom, own.over.pair.space)):
        with pytest.raises(NotYours), writing(space, now=own.over.now) as work:
            work.add(PsychotherapyNote(begun=own.over.now, text=SECRET))


def test_a_client_another_therapist_and_a_steward_reach_none_by_any_way(own: Own, iris: Person, max_: Person, eve):
    note = own.begin()
    own.change(note.id)
    space = apart_space(own.tom, own.over.his).id
    for other in (own.over.pair.ada.keyholder, iris.keyholder):
        with pytest.raises(Hidden):
            open_space(other, space)
        with pytest.raises(Hidden):
            apart_of(other, own.over.pair.hers())
    for browser in (own.over.pair.ada.browser(), iris.browser(), max_.browser(), eve):
        assert_same_404(browser, reverse("notes:apart", args=[own.over.pair.space]), own.over.pair.space)
        for name in ("apart_note", "apart_keep", "apart_drop"):
            address = reverse(f"notes:{name}", args=[own.over.pair.space, note.id])
            assert_same_404(browser, address, own.over.pair.space)
    assert own.all() == [SECRET]


def test_a_thief_of_the_database_finds_no_word_of_them_and_nothing_that_joins_them_to_care(own: Own):
    own.change(own.begin().id)
    blobs = b"".join(bytes(blob) for blob in Record.objects.values_list("blob", flat=True))
    blobs += b"".join(bytes(row.roster) + bytes(row.head) for row in Space.objects.all())
    for word in (SECRET.encode(), own.over.pair.space.bytes, str(own.over.pair.space).encode(), b"psychotherapy"):
        assert word not in blobs
    assert own.all() == [SECRET]  # the control: with the key they are there


def files(browser: Client) -> str:
    """Whatever the pages of what is kept give somebody to take along or to look at."""
    names = ("privacy:mine", "privacy:page", "privacy:data")
    return "".join([*(file_of(browser, name) for name in names), *folder_of(browser).values()])


def test_they_are_in_no_export_of_the_client_or_of_their_therapist(own: Own, monkeypatch: pytest.MonkeyPatch):
    """The attack: everything that either of the two can take along. The control: with the one line that leaves them
    out taken away, they are in the therapist's; and the progress note always is."""
    own.change(own.begin().id)
    own.over.sign(plan="canary-plan")
    ada, tom = own.over.pair.ada, own.over.pair.tom
    for person in (ada, tom):
        taken = files(person.browser())
        assert SECRET not in taken and "canary-heron" not in json.dumps(str(holdings_of(person.keyholder)))
    assert "canary-plan" in files(tom.browser())
    assert "go along with no record" in words(tom.browser().get(reverse("privacy:mine")))
    monkeypatch.setattr(privacy, "TAKEN", tuple(SpaceKind))
    assert SECRET in files(tom.browser()) and SECRET not in files(ada.browser())


def test_they_outlive_the_episode_and_the_clients_account_until_their_therapist_deletes_them(
    own: Own, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr("stillroom.privacy.actions.flush_erased", lambda: True)  # works outside of transactions alone
    note = own.begin()
    own.change(note.id)
    end_care(keyholder=own.over.pair.ada.keyholder, episode=own.over.pair.hers(), now=own.over.now)
    own.change(note.id, SECRET + " still", version=2)
    erase_everything(keyholder=own.over.pair.ada.keyholder, role=Role.CLIENT, now=own.over.now)
    assert own.all() == [SECRET + " still"]
    own.remove(note.id)
    assert own.all() == []


def test_from_the_list_to_deleted_as_pages(own: Own):
    browser, space = own.over.pair.tom.browser(), own.over.pair.space
    here = reverse("notes:apart", args=[space])
    assert here in browser.get(own.over.page("notes")).content.decode()
    said = words(browser.get(here))
    for each in (
        "when a session began and ended",
        "what kind of treatment, and how often",
        "results of tests and questionnaires",
        "diagnosis, how life goes, plan, symptoms, outlook or progress",
        "no right to read them",
        "A court may still ask",
    ):
        assert each in said
    page = browser.post(here, follow=True)
    address = page.redirect_chain[-1][0]
    sent = dict(re.findall(r'name="(version|window)" value="([^"]+)"', page.content.decode()))
    assert browser.post(address + "keep/", {**sent, "text": "Half a"}).status_code == 204
    saved = browser.post(address, {**sent, "text": SECRET}, follow=True)
    assert "Saved. Only you can open it." in words(saved) and SECRET in saved.content.decode()
    late = {"version": "1", "window": str(new_id()), "text": "From another window"}
    assert browser.post(address + "keep/", late).status_code == 409
    both = browser.post(address, late)
    assert both.status_code == 422 and "From another window" in words(both) and SECRET in words(both)
    mended = dict(re.findall(r'name="(version|window)" value="([^"]+)"', both.content.decode()))
    assert browser.post(address, {**mended, "text": "Both"}).status_code == 302
    assert own.all() == ["Both"]
    assert browser.post(address, {**mended, "text": "x" * 20_001}).status_code == 422
    gone = browser.post(address + "drop/", follow=True)
    assert "Deleted, for good." in words(gone) and own.all() == []
    assert browser.post(address + "keep/", late).status_code == 404
