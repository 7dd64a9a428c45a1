"""A flag of somebody for whom a colleague stands in: passed on without the answer, once, and never in its place."""

from datetime import timedelta

import pytest

from stillroom.base.errors import Hidden
from stillroom.base.ids import new_id
from stillroom.care.actions.covering_ends import end_covering
from stillroom.care.queries import episode_of
from stillroom.core.instruments.rules import Flag, Level
from stillroom.safety import lending
from stillroom.safety.actions import acknowledge_flag, raise_flag
from stillroom.safety.documents import RiskFlag
from stillroom.safety.lending import acknowledge_lent, lent_flags, lent_open, pass_flags_on
from stillroom.safety.models import FlagRow
from stillroom.safety.queries import flags_of
from stillroom.safety.sources import SOURCES
from stillroom.vault.records import NotYours, read_all, writing
from tests.care.cast import care, list_person, toms
from tests.care.three import Three, three
from tests.cast import NOW

__all__ = ["care", "list_person", "three", "toms"]
LATER = NOW + timedelta(minutes=5)


def raised(three: Three, now=LATER) -> None:
    with writing(three.hers().space, now=now) as work:
        flags = [Flag("phq-9.item-9", Level.HIGH, "")]
        assert raise_flag(work=work, source=next(iter(SOURCES)), about=new_id(), flags=flags, now=now)


def seen_by_iris(three: Three, space):
    return lent_flags(three.iris.keyholder, three.seen_by(three.iris, space))


def test_a_flag_in_this_time_reaches_the_colleague_without_what_was_answered(three: Three):
    space = three.both_in()
    raised(three)
    assert pass_flags_on(keyholder=three.ada.keyholder, now=LATER) == 1
    (one,) = seen_by_iris(three, space)
    (flag,) = read_all(three.hers().space, RiskFlag)
    assert (one.stored.document.flag, one.stored.document.level) == (flag.id, "high")
    assert not hasattr(one.stored.document, "about")
    assert lent_open(three.iris.keyholder)[space].open == 1


def test_it_is_passed_on_once(three: Three):
    space = three.both_in()
    raised(three)
    assert [pass_flags_on(keyholder=three.ada.keyholder, now=LATER) for _ in range(2)] == [1, 0]
    assert len(seen_by_iris(three, space)) == 1


def test_one_from_before_the_yes_or_looked_at_already_stays_between_the_two(three: Three):
    raised(three, NOW - timedelta(minutes=5))
    space = three.both_in()
    raised(three)
    (newest, _old) = flags_of(three.tom.keyholder, three_his(three))
    acknowledge_flag(episode=three_his(three), flag=newest.stored.id, done="Called.", now=LATER)
    assert pass_flags_on(keyholder=three.ada.keyholder, now=LATER) == 0
    assert seen_by_iris(three, space) == ()


def three_his(three: Three):
    return episode_of(three.tom.keyholder, three.care)


def test_what_the_colleague_did_is_read_by_all_and_leaves_the_flag_open_for_the_therapist(three: Three):
    space = three.both_in()
    raised(three)
    pass_flags_on(keyholder=three.ada.keyholder, now=LATER)
    (one,) = seen_by_iris(three, space)
    acknowledge_lent(found=three.seen_by(three.iris, space), flag=one.stored.id, done="Spoke for an hour.", now=LATER)
    for person in (three.ada, three.tom, three.iris):
        (again,) = lent_flags(person.keyholder, three.seen_by(person, space))
        assert again.seen.document.done == "Spoke for an hour."
    (his,) = flags_of(three.tom.keyholder, three_his(three))
    assert his.seen is None
    assert [row.acknowledged for row in FlagRow.objects.all()] == [True]
    assert lent_open(three.iris.keyholder) == {}


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_nobody_else_says_what_the_colleague_did(three: Three, who: str):
    space = three.both_in()
    raised(three)
    pass_flags_on(keyholder=three.ada.keyholder, now=LATER)
    (one,) = seen_by_iris(three, space)
    found = three.seen_by(getattr(three, who), space)
    with pytest.raises(NotYours):
        acknowledge_lent(found=found, flag=one.stored.id, done="I did.", now=LATER)
    assert [row.acknowledged for row in FlagRow.objects.all()] == [False]


def test_after_the_end_nothing_is_passed_on_and_nothing_acknowledged(three: Three):
    space = three.both_in()
    raised(three)
    pass_flags_on(keyholder=three.ada.keyholder, now=LATER)
    (one,) = seen_by_iris(three, space)
    kept = three.seen_by(three.iris, space)
    end_covering(keyholder=three.ada.keyholder, found=three.seen_by(three.ada, space), now=LATER)
    raised(three, LATER + timedelta(minutes=1))
    assert pass_flags_on(keyholder=three.ada.keyholder, now=LATER) == 0
    with pytest.raises(Hidden):
        acknowledge_lent(found=kept, flag=one.stored.id, done="Late.", now=LATER)


def test_a_space_that_does_not_open_keeps_no_flag_from_its_therapist(three: Three, monkeypatch: pytest.MonkeyPatch):
    three.both_in()
    raised(three)

    def harmed(*_args: object) -> int:
        raise Hidden

    monkeypatch.setattr(lending, "_pass_on", harmed)
    assert pass_flags_on(keyholder=three.ada.keyholder, now=LATER) == 0
    assert len(flags_of(three.tom.keyholder, three_his(three))) == 1


def test_on_pages_the_colleague_is_asked_to_look(three: Three):
    space = three.both_in()
    raised(three)
    three.ada.browser().get("/today/")  # her own session passes it on
    iris = three.iris.browser()
    assert b"please look before" in iris.get("/today/").content
    (one,) = seen_by_iris(three, space)
    path = f"/stand-in/{space}/flags/{one.stored.id}/"
    assert path.encode() in iris.get(f"/stand-in/{space}/").content
    assert b"Ada said something that asks for you" in iris.get(path).content
    assert iris.post(path, {"done": ""}).status_code == 422
    assert iris.post(path, {"done": "Spoke."}).status_code == 302
    assert b"What Iris Reed did" in three.ada.browser().get(path).content
