"""Who else may reach the client: chosen beforehand by them alone, and nothing else opens a way in (ADR 35)."""

from datetime import timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.core.instruments.rules import Level
from stillroom.practice.actions import name_on_call
from stillroom.practice.queries import practice
from stillroom.privacy.actions import erase_everything
from stillroom.safety.actions import acknowledge_flag
from stillroom.safety.beyond import beyond
from stillroom.safety.deadlines import deadline, passed_on
from stillroom.safety.documents import RiskFlag
from stillroom.safety.handing import KEPT, hand_cards_over, release_held
from stillroom.safety.models import FlagRow, HeldKey
from stillroom.safety.on_call import card_of, late_for, say_done
from stillroom.safety.queries import flags_of
from stillroom.safety.reach_documents import Reach, ReachCopy, Who
from stillroom.safety.reaching import NoWayGiven, choose_reach, pick_up_cards, settle_cards, take_cards_back
from stillroom.vault.audits import trail
from stillroom.vault.documents import Role
from stillroom.vault.models import Drop, Space
from stillroom.vault.records import NotYours, latest, read_all, writing
from stillroom.vault.spaces import Stale, open_space
from tests.cast import NOW
from tests.safety.raising import FREQUENT, POSITIVE, raised
from tests.safety.reached import HELPS, NO, WAY, YES, Reached

LATER = NOW + timedelta(minutes=5)
FAR = NOW + timedelta(days=5)


def test_without_a_choice_or_with_a_no_nobody_but_the_therapist_gets_anything(reached: Reached):
    raised(reached.pair, FREQUENT)
    assert hand_cards_over(keyholder=reached.ada.keyholder, now=NOW) == 0
    assert beyond(reached.ada.keyholder, reached.hers(), NOW).name == ""
    reached.choose(NO)
    raised(reached.pair, FREQUENT, now=LATER)
    assert hand_cards_over(keyholder=reached.ada.keyholder, now=LATER) == 0
    release_held(now=FAR)
    assert (reached.handed(), HeldKey.objects.count(), reached.waiting(FAR)) == ([], 0, [])


def test_the_same_day_means_that_the_key_is_held_until_late_and_given_then(reached: Reached):
    reached.choose(YES)
    assert beyond(reached.ada.keyholder, reached.hers(), NOW).name == "Iris Reed"
    handed = reached.raise_one(POSITIVE)
    on_call = practice().on_call
    assert handed.opens == passed_on(Level.ELEVATED, on_call, NOW)
    assert NOW < handed.opens < deadline(Level.ELEVATED, on_call, NOW)
    assert release_held(now=handed.opens - timedelta(minutes=1)) == 0
    assert reached.waiting(handed.opens - timedelta(minutes=1)) == []
    with pytest.raises(Hidden):
        card_of(reached.iris.keyholder, handed.space, handed.opens - timedelta(minutes=1))
    assert reached.waiting(reached.released(handed)) == [handed.space]


def test_who_may_not_be_safe_is_given_to_the_person_on_call_at_once_in_their_hours(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    assert handed.opens <= NOW
    assert reached.waiting(NOW) == [handed.space]


def test_a_flag_that_the_therapist_has_looked_at_in_time_gives_no_key_and_destroys_the_card(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(POSITIVE)
    reached.toms_key()
    acknowledge_flag(episode=reached.his(), flag=handed.flag, done="Called.", now=LATER)
    settle_cards(keyholder=reached.tom.keyholder, now=LATER)
    assert release_held(now=FAR) == 0
    assert (HeldKey.objects.count(), reached.waiting(FAR)) == (0, [])
    assert not Space.objects.filter(id=handed.space).exists()
    assert reached.handed()[0].ended == LATER


def test_the_card_holds_the_name_the_way_what_helps_and_how_soon_and_never_the_answer(reached: Reached):
    reached.choose(YES)
    card = reached.opened(reached.raise_one(FREQUENT)).card
    assert (card.called, card.way, card.helps, card.level) == ("Ada", WAY, HELPS, Level.HIGH)
    assert not {"about", "source", "rules", "answers"} & set(ReachCopy.__dataclass_fields__)


def test_that_it_was_opened_is_seen_by_both_in_its_hour(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.toms_key()
    reached.opened(handed)
    for person in (reached.ada, reached.tom):
        looks = [each for each in trail(open_space(person.keyholder, handed.space)) if each.role == Role.ON_CALL]
        assert [(each.action, each.kind) for each in looks] == [("open", "safety.reach_copy")]


def test_what_was_done_is_read_by_both_counts_as_looked_at_and_leaves_the_flag_open(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.toms_key()
    card = reached.opened(handed)
    for _ in range(2):
        say_done(card=card, done="Wrote, and she answered.", now=LATER)
    for person in (reached.ada, reached.tom):
        did = card_of(person.keyholder, handed.space, LATER).did
        assert [each.document.done for each in did] == ["Wrote, and she answered."]
    assert FlagRow.objects.get(id=handed.row).acknowledged
    (flag,) = flags_of(reached.tom.keyholder, reached.his())
    assert flag.seen is None
    assert reached.waiting(LATER) == []


def test_once_the_therapist_has_looked_the_words_stay_and_the_card_goes(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.toms_key()
    say_done(card=reached.opened(handed), done="Wrote, and she answered.", now=LATER)
    acknowledge_flag(episode=reached.his(), flag=handed.flag, done="Called.", now=LATER)
    settle_cards(keyholder=reached.tom.keyholder, now=LATER)
    (kept,) = reached.handed()
    assert (kept.did, kept.ended) == ("Wrote, and she answered.", LATER)
    assert not Space.objects.filter(id=handed.space).exists()
    with pytest.raises(Hidden):
        card_of(reached.iris.keyholder, handed.space, LATER)
    settle_cards(keyholder=reached.iris.keyholder, now=LATER)
    assert handed.space not in reached.iris.keyholder.ring.spaces


def test_after_fourteen_days_it_goes_whether_or_not_anybody_looked(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.opened(handed)
    over = handed.opens + KEPT
    with pytest.raises(Hidden):
        card_of(reached.iris.keyholder, handed.space, over)
    settle_cards(keyholder=reached.ada.keyholder, now=over - timedelta(minutes=1))
    assert Space.objects.filter(id=handed.space).exists()
    settle_cards(keyholder=reached.ada.keyholder, now=over)
    assert not Space.objects.filter(id=handed.space).exists()


def test_the_client_takes_it_back_at_any_time(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.opened(handed)
    assert take_cards_back(keyholder=reached.ada.keyholder, episode=reached.hers(), now=LATER) == 1
    with pytest.raises(Hidden):
        card_of(reached.iris.keyholder, handed.space, LATER)
    assert hand_cards_over(keyholder=reached.ada.keyholder, now=LATER) == 0  # not made again behind her back


def test_a_no_afterwards_destroys_what_is_held(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(POSITIVE)
    reached.choose(NO, now=LATER)
    assert (HeldKey.objects.count(), release_held(now=FAR), reached.waiting(FAR)) == (0, 0, [])
    assert not Space.objects.filter(id=handed.space).exists()


def test_a_yes_after_the_flag_makes_the_card_then(reached: Reached):
    raised(reached.pair, FREQUENT)
    reached.choose(YES, now=LATER)
    (handed,) = reached.handed()
    assert reached.waiting(LATER) == [handed.space]


def test_other_words_reach_a_card_that_is_there(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.choose(Reach(Who.ON_CALL, "Another way.", HELPS), now=LATER)
    assert reached.opened(handed).card.way == "Another way."
    assert len(reached.handed()) == 1


def test_two_flags_have_a_card_each_and_one_is_made_once(reached: Reached):
    reached.choose(YES)
    raised(reached.pair, POSITIVE)
    raised(reached.pair, FREQUENT, now=LATER)
    assert [hand_cards_over(keyholder=reached.ada.keyholder, now=LATER) for _ in range(2)] == [2, 0]


def test_a_yes_needs_a_way(reached: Reached):
    with pytest.raises(NoWayGiven):
        reached.choose(Reach(Who.ON_CALL, "  "))
    assert beyond(reached.ada.keyholder, reached.hers(), NOW).chosen is None


def test_of_two_devices_the_second_is_told(reached: Reached):
    reached.choose(YES)
    with pytest.raises(Stale):
        choose_reach(keyholder=reached.ada.keyholder, episode=reached.hers(), reach=NO, version=0, now=LATER)
    assert beyond(reached.ada.keyholder, reached.hers(), NOW).chosen is Who.ON_CALL


def test_the_therapist_cannot_choose_for_her(reached: Reached):
    with pytest.raises(NotYours):
        choose_reach(keyholder=reached.tom.keyholder, episode=reached.his(), reach=YES, version=0, now=NOW)


def test_where_the_therapist_is_on_call_or_somebody_without_a_key_there_is_nobody_else(reached: Reached, toms):
    reached.choose(YES)
    for therapist, name in ((toms.id, ""), (None, "Uma of the office")):
        name_on_call(keyholder=reached.max_.keyholder, therapist=therapist, name=name, now=NOW)
        raised(reached.pair, FREQUENT)
        assert beyond(reached.ada.keyholder, reached.hers(), NOW).name == ""
        assert hand_cards_over(keyholder=reached.ada.keyholder, now=NOW) == 0


def test_a_key_that_was_held_stays_with_who_was_on_call_then(reached: Reached, toms):
    reached.choose(YES)
    handed = reached.raise_one(POSITIVE)
    name_on_call(keyholder=reached.max_.keyholder, therapist=toms.id, name="", now=LATER)
    assert reached.waiting(reached.released(handed)) == [handed.space]


def test_leaving_destroys_every_card(reached: Reached, monkeypatch):
    monkeypatch.setattr("stillroom.privacy.actions.flush_erased", lambda: None)  # not inside a transaction
    reached.choose(YES)
    handed, held = reached.raise_one(FREQUENT), reached.raise_one(POSITIVE, now=LATER)
    reached.opened(handed)
    erase_everything(keyholder=reached.ada.keyholder, role=Role.CLIENT, now=LATER)
    assert not Space.objects.filter(id__in=[handed.space, held.space]).exists()
    assert HeldKey.objects.count() == 0


def test_a_card_that_cannot_be_made_keeps_no_flag_from_the_therapist(reached: Reached, monkeypatch):
    reached.choose(YES)
    raised(reached.pair, FREQUENT)
    monkeypatch.setattr("stillroom.safety.handing.listing_of", lambda *_: (_ for _ in ()).throw(Hidden()))
    assert hand_cards_over(keyholder=reached.ada.keyholder, now=NOW) == 0
    assert len(read_all(reached.his().space, RiskFlag)) == 1


def test_the_person_on_call_sees_whose_flags_are_late_and_nothing_of_whom(reached: Reached):
    raised(reached.pair, POSITIVE)
    assert [(each.name, each.count) for each in late_for(reached.iris.keyholder, FAR)] == [("Tom Vale", 1)]
    assert list(late_for(reached.tom.keyholder, FAR)) == []
    assert list(late_for(reached.iris.keyholder, NOW)) == []


def test_a_key_is_sent_once_however_many_do_the_work(reached: Reached):
    reached.choose(YES)
    reached.raise_one(FREQUENT)
    before = Drop.objects.count()
    assert [release_held(now=FAR) for _ in range(2)] == [0, 0]
    assert Drop.objects.count() == before


def test_the_therapists_key_is_taken_for_a_card_that_his_client_named_and_for_no_other(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    with writing(reached.hers().space, now=LATER) as work:
        stored = next(each for each in read_all(work.space, type(handed)))
        work.remove(stored)
    assert reached.toms_key() == 0
    assert pick_up_cards(keyholder=reached.iris.keyholder, pending=()) == 0


def test_the_choice_is_read_by_both_and_written_by_her(reached: Reached):
    reached.choose(YES)
    assert latest(reached.his().space, Reach).document == YES
