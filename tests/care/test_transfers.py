"""Going on with somebody else: proposed by the therapist, carried out by the client alone."""

from dataclasses import dataclass
from uuid import UUID

import pytest

from stillroom.base.errors import Hidden
from stillroom.care.actions import NotNow, accept, begin, end_episode
from stillroom.care.actions.transfers import (
    NothingPacked,
    NothingSaid,
    bring_in,
    propose,
    refuse_summary,
    turn_down_proposal,
    want_summary,
    withdraw_proposal,
)
from stillroom.care.bringing import bringable
from stillroom.care.documents import Brought, Medium, SummaryState, Transfer, TransferState
from stillroom.care.luggage import luggage_of
from stillroom.care.queries import CareEpisode, episode_of, request_of
from stillroom.care.queries.transfers import brought_in, transfer_of
from stillroom.messaging.actions import send_message
from stillroom.messaging.queries import messages_of
from stillroom.practice.listings import Listing
from stillroom.vault.records import NotYours, writing
from stillroom.vault.spaces import Stale, open_space
from tests.care.cast import Lister
from tests.care.strangers import assert_same_404
from tests.cast import NOW, Person

SUMMARY = "Began in spring.\n\nSleeps better since."


@dataclass(frozen=True, slots=True)
class Move:
    ada: Person
    tom: Person
    iris: Person
    toms: Listing
    iriss: Listing
    old: UUID

    def hers(self, space: UUID | None = None) -> CareEpisode:
        return episode_of(self.ada.keyholder, space or self.old)

    def his(self) -> CareEpisode:
        return episode_of(self.tom.keyholder, self.old)

    def transfer(self) -> Transfer:
        return transfer_of(self.ada.keyholder, self.hers()).document

    def propose(self, summary: str = SUMMARY, to: bool = True, version: int | None = None) -> None:
        known = transfer_of(self.tom.keyholder, self.his())
        if version is None:
            version = known.version if known else 0
        colleague = self.iriss if to else None
        propose(
            episode=self.his(), colleague=colleague, words="She knows more.", summary=summary, version=version, now=NOW
        )

    def asked(self) -> UUID:
        return begin(
            keyholder=self.ada.keyholder,
            profile=self.ada.profile,
            listing=self.iriss,
            words="",
            medium=Medium.VIDEO,
            now=NOW,
        ).id

    def begun(self) -> UUID:
        """Ada has asked Iris, and Iris has said yes."""
        space = self.asked()
        accept(keyholder=self.iris.keyholder, request=request_of(self.iris.keyholder, space, NOW), now=NOW)
        return space

    def bring(self, space: UUID, *codes: str) -> None:
        chosen = {(self.old.hex, code) for code in codes}
        bring_in(keyholder=self.ada.keyholder, episode=self.hers(space), chosen=chosen, now=NOW)

    def iris_reads(self, space: UUID) -> list[Brought]:
        return [s.document for s in brought_in(self.iris.keyholder, episode_of(self.iris.keyholder, space))]


@pytest.fixture
def move(ada: Person, tom: Person, iris: Person, toms: Listing, care: CareEpisode, list_person: Lister) -> Move:
    return Move(ada, tom, iris, toms, list_person(iris, "Iris Reed"), care.id)


def told(move: Move) -> list[str]:
    return [m.document.told.what for m in messages_of(move.ada.keyholder, move.hers()) if m.document.told]


def test_a_proposal_reaches_the_client_and_moves_nothing(move: Move):
    move.propose()
    assert (move.transfer().name, move.transfer().words, move.transfer().summary) == (
        "Iris Reed",
        "She knows more.",
        SUMMARY,
    )
    assert told(move) == ["transfer-proposed"]
    assert move.hers().is_open
    assert [space for space in move.iris.keyholder.ring.spaces.values() if space.kind == "care"] == []


def test_with_neither_a_name_nor_a_summary_nothing_is_sent(move: Move):
    with pytest.raises(NothingSaid):
        move.propose(summary="", to=False)
    assert told(move) == []


def test_sent_twice_it_is_told_once(move: Move):
    move.propose(version=0)
    move.propose(version=0)
    assert told(move) == ["transfer-proposed"]


def test_a_change_from_an_old_page_is_shown_first(move: Move):
    move.propose()
    turn_down_proposal(episode=move.hers(), now=NOW)
    with pytest.raises(Stale):
        move.propose(summary="Another.", version=1)
    assert move.transfer().state is TransferState.DECLINED


def test_the_client_can_stay_and_the_therapist_sees_it(move: Move):
    move.propose()
    turn_down_proposal(episode=move.hers(), now=NOW)
    assert transfer_of(move.tom.keyholder, move.his()).document.state is TransferState.DECLINED
    assert not move.transfer().is_proposed


def test_the_client_can_ask_for_a_summary_once(move: Move):
    want_summary(episode=move.hers(), now=NOW)
    want_summary(episode=move.hers(), now=NOW)
    assert told(move) == ["transfer-summary-wanted"]
    move.propose(to=False)
    assert sorted(told(move)) == ["transfer-summary", "transfer-summary-wanted"]


def test_a_refused_summary_cannot_be_brought_and_does_not_come_back_by_being_sent_again(move: Move):
    move.propose()
    assert "summary" in codes(move)
    refuse_summary(episode=move.hers(), summary=SUMMARY, now=NOW)
    assert "summary" not in codes(move)
    move.propose()
    assert (move.transfer().summary_state, "summary" in codes(move)) == (SummaryState.REFUSED, False)
    move.propose(summary="Sleeps better.")
    assert "summary" in codes(move)


def codes(move: Move) -> set[str]:
    return {each.of for each in bringable(move.ada.keyholder, move.hers(), moves=True)}


def test_a_refusal_of_an_older_summary_is_told_to_read_the_new_one(move: Move):
    move.propose()
    move.propose(summary="Sleeps well.")
    with pytest.raises(Stale):
        refuse_summary(episode=move.hers(), summary=SUMMARY, now=NOW)
    assert "summary" in codes(move)


def test_what_was_taken_back_is_gone(move: Move):
    move.propose()
    withdraw_proposal(episode=move.his(), now=NOW)
    assert (move.transfer().words, move.transfer().summary, move.transfer().is_proposed) == ("", "", False)
    with pytest.raises(NotNow):
        turn_down_proposal(episode=move.hers(), now=NOW)


def test_each_says_only_what_is_theirs_to_say(move: Move):
    move.propose()
    for his in (
        lambda: turn_down_proposal(episode=move.his(), now=NOW),
        lambda: refuse_summary(episode=move.his(), summary=SUMMARY, now=NOW),
        lambda: want_summary(episode=move.his(), now=NOW),
        lambda: withdraw_proposal(episode=move.hers(), now=NOW),
    ):
        with pytest.raises(NotYours):
            his()


def test_nothing_can_be_brought_before_the_new_therapist_has_said_yes(move: Move):
    move.propose()
    space = move.asked()
    assert luggage_of(move.ada.keyholder, move.hers(space)) == ()
    with pytest.raises(NotNow):
        move.bring(space, "summary")


def test_by_itself_nothing_goes_along(move: Move):
    move.propose()
    space = move.begun()
    assert move.iris_reads(space) == []
    assert [piece.of for each in luggage_of(move.ada.keyholder, move.hers(space)) for piece in each.pieces] == [
        "summary"
    ]


def test_what_was_chosen_goes_along_with_where_it_comes_from_and_nothing_else(move: Move):
    send_message(episode=move.hers(), text="Between us.", now=NOW)
    move.propose()
    space = move.begun()
    move.bring(space, "summary", "messages")
    (copy,) = move.iris_reads(space)
    assert (copy.of, copy.source, copy.passages[0].text) == ("summary", "Tom Vale", SUMMARY)


def test_no_key_of_the_old_space_is_given_and_the_old_one_goes_on(move: Move):
    move.propose()
    space = move.begun()
    move.bring(space, "summary")
    for old in (move.old, move.hers().episode.identity_space):
        assert old not in move.iris.keyholder.ring.spaces
        with pytest.raises(Hidden):
            open_space(move.iris.keyholder, old)
    assert space not in move.tom.keyholder.ring.spaces
    assert (move.hers().is_open, move.hers(space).is_open) == (True, True)


def test_after_the_end_of_the_old_one_copies_can_still_be_brought_and_its_therapist_keeps_the_record(move: Move):
    move.propose()
    space = move.begun()
    end_episode(keyholder=move.ada.keyholder, episode=move.hers(), now=NOW)
    move.bring(space, "summary")
    assert len(move.iris_reads(space)) == 1
    assert transfer_of(move.tom.keyholder, move.his()).document.summary == SUMMARY


def test_brought_twice_it_stands_once(move: Move):
    move.propose()
    space = move.begun()
    move.bring(space, "summary")
    move.bring(space, "summary")
    assert len(move.iris_reads(space)) == 1
    assert luggage_of(move.ada.keyholder, move.hers(space)) == ()


def test_with_nothing_ticked_nothing_goes(move: Move):
    space = move.begun()
    with pytest.raises(NothingPacked):
        move.bring(space)


def test_a_therapist_can_neither_bring_nor_change_what_was_brought(move: Move):
    move.propose()
    space = move.begun()
    move.bring(space, "summary")
    theirs = episode_of(move.iris.keyholder, space)
    (stored,) = brought_in(move.iris.keyholder, theirs)
    with pytest.raises(NotYours):
        bring_in(keyholder=move.iris.keyholder, episode=theirs, chosen={(move.old.hex, "summary")}, now=NOW)
    with pytest.raises(NotYours), writing(theirs.space, now=NOW) as work:
        work.remove(stored)


def test_somebody_elses_episode_brings_nothing(move: Move, person, list_person: Lister):
    """A form that names a space that is not hers is a form that names nothing."""
    space = move.begun()
    bring_in(keyholder=move.ada.keyholder, episode=move.hers(space), chosen={("0" * 32, "summary")}, now=NOW)
    assert move.iris_reads(space) == []


def test_on_pages_from_the_proposal_to_the_copy(move: Move):
    ada, tom, iris = move.ada.browser(), move.tom.browser(), move.iris.browser()
    path = f"/with/{move.old}/go-on/"
    typed = {"to": str(move.iriss.id), "words": "She knows more.", "summary": SUMMARY, "version": "0"}
    assert tom.post(path, typed).status_code == 302
    assert b"Going on with somebody else?" in ada.get(f"/with/{move.old}/").content
    page = ada.get(path).content.decode()
    assert "She knows more." in page
    assert "Sleeps better since." in page
    space = move.begun()
    assert b"Bring something along?" in ada.get(f"/with/{space}/").content
    form = ada.get(f"/with/{space}/bring/").content.decode()
    assert "checked" not in form
    assert "Sleeps better since." in form
    assert ada.post(f"/with/{space}/bring/", {move.old.hex: ["summary"]}).status_code == 302
    listed = iris.get(f"/with/{space}/brought/").content.decode()
    assert "from Tom Vale" in listed
    (stored,) = brought_in(move.ada.keyholder, move.hers(space))
    assert "Brought along from Tom Vale" in iris.get(f"/with/{space}/brought/{stored.id}/").content.decode()
    assert b"Iris" not in tom.get(f"/with/{move.old}/opened/").content


def test_a_proposal_without_anything_keeps_what_was_typed(move: Move):
    answer = move.tom.browser().post(f"/with/{move.old}/go-on/", {"words": "Careful words."})
    assert answer.status_code == 422
    assert b"Careful words." in answer.content


def test_a_stranger_gets_the_404_of_nothing(move: Move):
    move.propose()
    space = move.begun()
    move.bring(space, "summary")
    (stored,) = brought_in(move.ada.keyholder, move.hers(space))
    assert_same_404(move.iris.browser(), f"/with/{move.old}/go-on/", move.old)
    for tail in ("bring/", "brought/", f"brought/{stored.id}/"):
        assert_same_404(move.tom.browser(), f"/with/{space}/{tail}", space)
