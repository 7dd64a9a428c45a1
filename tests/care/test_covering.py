"""A colleague stands in: by the client's yes alone, with what the client chose, until it is over."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.actions import CannotReach, NotNow, end_episode
from stillroom.care.actions.covering import (
    NothingChosen,
    OutByNow,
    SaidOtherwise,
    let_in,
    pick_up_covering,
    say_no,
    take_on,
    turn_down,
    write_among_three,
)
from stillroom.care.actions.covering_ends import end_covering, note_ends, settle_coverings
from stillroom.care.bringing import bringable
from stillroom.care.documents import CoveringState
from stillroom.care.queries import episode_of
from stillroom.care.queries.covering import (
    brought_to,
    covering_messages,
    covering_question,
    covering_requests,
    covering_signs,
    coverings_of,
    words_about_covering,
)
from stillroom.messaging.actions import send_message
from stillroom.practice.actions import come_back, mark_away
from stillroom.vault.documents import Role
from stillroom.vault.models import Account, Space
from stillroom.vault.records import NotYours, writing
from stillroom.vault.rekeys import take_new_keys
from stillroom.vault.spaces import open_space
from tests.care.three import BACK, SECRET, Three
from tests.cast import NOW, Person
from tests.practice.cast import AT

HOUR = timedelta(hours=1)
AFTER = datetime(2099, 1, 4, 20, tzinfo=UTC)  # noon in Los Angeles on the first day back


def test_nothing_is_asked_while_the_therapist_is_here(three: Three):
    assert three.question().colleague.id == three.iriss.id
    come_back(keyholder=three.tom.keyholder, therapist=three.toms.id, now=AT)
    assert covering_question(three.ada.keyholder, three.hers(), NOW) is None


def test_a_planned_absence_asks_before_it_begins(three: Three):
    come_back(keyholder=three.tom.keyholder, therapist=three.toms.id, now=AT)
    mark_away(
        keyholder=three.tom.keyholder,
        therapist=three.toms.id,
        since=date(2098, 12, 20),
        until=BACK,
        cover=three.iriss.id,
        next_step="",
        now=AT,
    )
    assert three.question().colleague.id == three.iriss.id


def test_after_her_yes_the_colleague_reads_what_was_chosen_and_nothing_else(three: Three):
    space = three.yes("messages")
    (asked,) = covering_requests(three.iris.keyholder, NOW)
    assert (asked.id, asked.covering.called, asked.covering.until) == (space, "Ada", BACK)
    take_on(keyholder=three.iris.keyholder, found=asked, now=NOW)
    found = three.seen_by(three.iris, space)
    (piece,) = brought_to(three.iris.keyholder, found.space)
    assert [passage.text for passage in piece.document.passages] == [SECRET]
    assert piece.document.source == "Tom Vale"
    for other in (three.care, three.hers().episode.identity_space):
        assert other not in three.iris.keyholder.ring.spaces
        with pytest.raises(Hidden):
            open_space(three.iris.keyholder, other)


def test_what_is_written_to_the_therapist_afterwards_does_not_go_along(three: Three):
    space = three.both_in()
    send_message(episode=three.hers(), text="Only for Tom.", now=NOW)
    found = three.seen_by(three.iris, space)
    texts = [p.text for each in brought_to(three.iris.keyholder, found.space) for p in each.document.passages]
    assert texts == [SECRET]


def test_three_write_to_each_other_under_their_names(three: Three):
    space = three.both_in()
    for person, words in ((three.ada, "Hello both."), (three.iris, "I am here."), (three.tom, "Thank you, Iris.")):
        found = three.seen_by(person, space)
        write_among_three(keyholder=person.keyholder, found=found, text=words, record=None, now=NOW)
    found = three.seen_by(three.ada, space)
    said = [(found.name_of(m.role), m.document.text) for m in covering_messages(three.ada.keyholder, found)]
    assert set(said) == {("Ada", "Hello both."), ("Iris Reed", "I am here."), ("Tom Vale", "Thank you, Iris.")}


def test_send_pressed_twice_sends_once(three: Three):
    space, record = three.both_in(), new_id()
    for _ in range(2):
        found = three.seen_by(three.ada, space)
        write_among_three(keyholder=three.ada.keyholder, found=found, text="Once.", record=record, now=NOW)
    assert len(covering_messages(three.ada.keyholder, three.seen_by(three.ada, space))) == 1


def test_the_client_reads_by_name_what_the_colleague_did(three: Three):
    space = three.both_in()
    signs = covering_signs(three.ada.keyholder, three.seen_by(three.ada, space))
    assert ("Iris Reed", "write", "Who stands in, and until when") in {(s.who, s.action, s.what) for s in signs}


def test_the_colleague_changes_neither_the_copies_nor_whom_it_is_about(three: Three):
    space = three.both_in()
    found = three.seen_by(three.iris, space)
    (piece,) = brought_to(three.iris.keyholder, found.space)
    for change in (lambda work: work.remove(piece), lambda work: work.add(piece.document)):
        with pytest.raises(NotYours), writing(found.space, now=NOW) as work:
            change(work)


def test_a_no_is_kept_and_gives_nobody_a_key(three: Three):
    question = three.question()
    say_no(keyholder=three.ada.keyholder, episode=three.hers(), question=question, seen=question.seen, now=NOW)
    (word,) = words_about_covering(three.ada.keyholder, three.hers())
    assert (word.document.yes, word.document.space) == (False, None)
    assert covering_requests(three.iris.keyholder, NOW) == ()


def test_with_nothing_ticked_nobody_is_let_in(three: Three):
    question = three.question()
    with pytest.raises(NothingChosen):
        let_in(
            keyholder=three.ada.keyholder,
            episode=three.hers(),
            question=question,
            brought=(),
            seen=question.seen,
            now=NOW,
        )
    assert covering_requests(three.iris.keyholder, NOW) == ()


def test_yes_pressed_twice_is_one_yes(three: Three):
    question = three.question()
    chosen = bringable(three.ada.keyholder, three.hers())
    spaces = {
        let_in(
            keyholder=three.ada.keyholder,
            episode=three.hers(),
            question=question,
            brought=chosen,
            seen=question.seen,
            now=NOW,
        )
        for _ in range(2)
    }
    assert len(spaces) == 1
    assert len(covering_requests(three.iris.keyholder, NOW)) == 1


def test_of_a_yes_and_a_no_on_two_devices_the_first_stands_and_the_second_is_told(three: Three):
    question = three.question()
    three.yes()
    with pytest.raises(SaidOtherwise, match="said yes"):
        say_no(keyholder=three.ada.keyholder, episode=three.hers(), question=question, seen=question.seen, now=NOW)
    assert len(covering_requests(three.iris.keyholder, NOW)) == 1


def test_and_the_other_way_round(three: Three):
    question = three.question()
    say_no(keyholder=three.ada.keyholder, episode=three.hers(), question=question, seen=question.seen, now=NOW)
    with pytest.raises(SaidOtherwise, match="said no"):
        let_in(
            keyholder=three.ada.keyholder,
            episode=three.hers(),
            question=question,
            brought=bringable(three.ada.keyholder, three.hers()),
            seen=question.seen,
            now=NOW,
        )
    assert covering_requests(three.iris.keyholder, NOW) == ()
    three.yes()  # on a page that knows of the no, the yes counts
    assert len(covering_requests(three.iris.keyholder, NOW)) == 1


def test_a_colleague_who_cannot_has_no_key_and_the_client_can_tell(three: Three):
    space = three.yes()
    turn_down(keyholder=three.iris.keyholder, found=three.seen_by(three.iris, space), now=NOW)
    assert covering_requests(three.iris.keyholder, NOW) == ()
    assert three.seen_by(three.ada, space).covering.state is CoveringState.DECLINED
    settle_coverings(keyholder=three.ada.keyholder, now=NOW)
    assert three.seen_by(three.ada, space).space.member(Role.COVERING) is None
    assert three.seen_by(three.ada, space).covering.state is CoveringState.DECLINED


@pytest.mark.parametrize("who", ["ada", "tom", "iris"])
def test_whoever_of_the_three_comes_first_after_the_end_puts_the_colleague_out(three: Three, who: str):
    space = three.both_in()
    person: Person = getattr(three, who)
    settle_coverings(keyholder=person.keyholder, now=AFTER)
    assert Space.objects.get(id=space).epoch == 2
    for stays in (three.ada, three.tom):
        take_new_keys(stays.keyholder, AFTER)
        found = three.seen_by(stays, space, AFTER)
        assert found.covering.state is CoveringState.ENDED
        assert found.space.member(Role.COVERING) is None
    with pytest.raises(Hidden):
        open_space(three.iris.keyholder, space)


def test_before_the_end_nobody_is_put_out(three: Three):
    space = three.both_in()
    for person in (three.ada, three.tom, three.iris):
        assert [each.space for each in settle_coverings(keyholder=person.keyholder, now=NOW + HOUR)] == [space]
    assert Space.objects.get(id=space).epoch == 1


def test_from_the_day_on_the_colleague_reads_nothing_also_where_nobody_has_come_by(three: Three):
    space = three.both_in()
    assert three.seen_by(three.iris, space, AFTER - timedelta(days=1))
    with pytest.raises(Hidden):
        three.seen_by(three.iris, space, AFTER)


def test_when_the_therapist_is_back_early_it_is_over(three: Three):
    three.both_in()
    come_back(keyholder=three.tom.keyholder, therapist=three.toms.id, now=AT)
    assert settle_coverings(keyholder=three.ada.keyholder, now=NOW) == ()
    note_ends(keyholder=three.ada.keyholder, episode=three.hers(), now=NOW)
    (word,) = words_about_covering(three.ada.keyholder, three.hers())
    assert word.document.ended == NOW


def test_when_the_episode_ends_nobody_stands_in_any_more(three: Three):
    three.both_in()
    end_episode(keyholder=three.ada.keyholder, episode=three.hers(), now=NOW)
    assert settle_coverings(keyholder=three.ada.keyholder, now=NOW) == ()


def test_what_was_taken_back_refuses_words_and_stays_for_the_two(three: Three):
    space = three.both_in()
    late = three.seen_by(three.iris, space)
    mine = three.seen_by(three.ada, space)
    write_among_three(keyholder=three.ada.keyholder, found=mine, text="Hello.", record=None, now=NOW)
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    with pytest.raises(Hidden):
        write_among_three(keyholder=three.iris.keyholder, found=late, text="Late.", record=None, now=NOW)
    with pytest.raises(OutByNow):
        found = three.seen_by(three.ada, space)
        write_among_three(keyholder=three.ada.keyholder, found=found, text="Later.", record=None, now=NOW)
    assert [m.document.text for m in covering_messages(three.ada.keyholder, found)] == ["Hello."]
    (word,) = words_about_covering(three.ada.keyholder, three.hers())
    assert word.document.ended == NOW


def test_a_key_that_waits_opens_nothing_once_it_was_taken_back(three: Three):
    space = three.yes()
    waiting = three.seen_by(three.iris, space)
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    assert covering_requests(three.iris.keyholder, NOW) == ()
    with pytest.raises(Hidden):
        take_on(keyholder=three.iris.keyholder, found=waiting, now=NOW)


def test_a_therapist_who_comes_back_late_still_gets_the_key_to_what_was_written(three: Three):
    space = three.yes()
    take_on(keyholder=three.iris.keyholder, found=three.seen_by(three.iris, space), now=NOW)
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    assert pick_up_covering(keyholder=three.tom.keyholder, now=NOW + timedelta(days=40)) == 1
    assert three.seen_by(three.tom, space).covering.state is CoveringState.ENDED


def test_the_colleague_lets_go_of_a_key_that_opens_nothing(three: Three):
    space = three.both_in()
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=NOW)
    assert space in three.iris.keyholder.ring.spaces
    settle_coverings(keyholder=three.iris.keyholder, now=NOW)
    assert space not in three.iris.keyholder.ring.spaces


def test_somebody_let_in_again_gets_a_new_space(three: Three):
    first = three.both_in()
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, first), now=NOW)
    second = three.both_in(now=NOW + HOUR)
    assert second != first
    assert [each.space for each in coverings_of(three.iris.keyholder) if each.standing.state == "active"] == [second]


def test_nothing_is_sent_to_a_key_that_the_practice_did_not_vouch_for(three: Three):
    row = Account.objects.get(id=three.ada.keyholder.account)
    Account.objects.filter(id=three.iriss.account).update(public_key=row.public_key)
    with pytest.raises(CannotReach):
        three.yes()
    assert words_about_covering(three.ada.keyholder, three.hers()) == ()


def test_nobody_is_let_in_after_the_end_of_the_episode(three: Three):
    question = three.question()
    early = three.hers()
    chosen = bringable(three.ada.keyholder, early)
    end_episode(keyholder=three.tom.keyholder, episode=episode_of(three.tom.keyholder, three.care), now=NOW)
    with pytest.raises(NotNow):
        let_in(
            keyholder=three.ada.keyholder,
            episode=replace(early),
            question=question,
            brought=chosen,
            seen=question.seen,
            now=NOW,
        )
