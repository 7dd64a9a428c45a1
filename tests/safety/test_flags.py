"""A raised flag reaches one person, cannot be lost, and is closed by a person alone."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from stillroom.base.errors import Hidden
from stillroom.care.actions import accept, begin
from stillroom.care.documents import Episode, Medium, State
from stillroom.care.queries import episode_of, episodes_of, requests_of
from stillroom.core.instruments.rules import Flag, Level
from stillroom.practice.queries import Listing
from stillroom.safety.actions import NobodyReads, acknowledge_flag, raise_flag
from stillroom.safety.documents import Acknowledgement, Raised, RiskFlag
from stillroom.safety.models import FlagRow
from stillroom.safety.queries import Overdue, due_flags, flag_of, flags_of, open_flags
from stillroom.vault.covers import cover_of
from stillroom.vault.documents import Role
from stillroom.vault.models import Record
from stillroom.vault.records import NotYours, latest, writing
from tests.care.cast import Lister
from tests.care.pair import Pair
from tests.cast import NOW, Person
from tests.safety.raising import FREQUENT, POSITIVE, SOURCE, UNANSWERED, raised

LATER = NOW + timedelta(hours=1)
TOMORROW = NOW + timedelta(days=1)


def shown(pair: Pair) -> Raised | None:
    return cover_of(pair.his().space).get(Raised)


def test_a_flag_lies_sealed_on_the_cover_and_as_a_bare_row(pair: Pair):
    flag = raised(pair, POSITIVE, FREQUENT)
    (row,) = FlagRow.objects.all()
    assert (flag.document.level, flag.document.rules) == (Level.HIGH, ("si_positive", "si_frequent"))
    assert (row.id, row.therapist, row.acknowledged) == (flag.document.row, pair.his().episode.therapist, False)
    assert row.deadline == int(flag.document.deadline.timestamp())
    assert shown(pair) == Raised(1, NOW, Level.HIGH, flag.document.deadline)


def test_the_row_names_no_client_no_space_and_no_record(pair: Pair):
    flag = raised(pair)
    row = FlagRow.objects.values().get()
    private = {pair.space, pair.ada.keyholder.account, pair.tom.keyholder.account, flag.id, flag.document.about}
    assert set(row) == {"id", "therapist", "deadline", "acknowledged"}
    assert not private & {row["id"], row["therapist"]}
    assert row["deadline"] % 300 == 0


def test_a_question_left_open_asks_but_raises_nothing(pair: Pair):
    assert raised(pair, UNANSWERED) is None
    assert (shown(pair), FlagRow.objects.count()) == (None, 0)


def test_nothing_is_raised_before_anybody_has_accepted(ada: Person, toms: Listing):
    asked = begin(keyholder=ada.keyholder, profile=ada.profile, listing=toms, words="", medium=Medium.VOICE, now=NOW)
    records = Record.objects.count()
    with pytest.raises(NobodyReads), writing(asked.space, now=NOW) as work:
        raise_flag(work=work, source=SOURCE, about=uuid4(), flags=[POSITIVE], now=NOW)
    assert (Record.objects.count(), FlagRow.objects.count()) == (records, 0)


def test_nothing_is_raised_where_it_has_ended(pair: Pair):
    with writing(pair.his().space, now=NOW) as work:
        stored = latest(work.space, Episode)
        work.replace(stored, replace(stored.document, state=State.ENDED))
    with pytest.raises(NobodyReads):
        raised(pair)
    assert FlagRow.objects.count() == 0


def test_a_source_that_no_room_has_named_is_a_bug(pair: Pair):
    with pytest.raises(ValueError, match="no source"), writing(pair.hers().space, now=NOW) as work:
        raise_flag(work=work, source="nowhere", about=uuid4(), flags=[POSITIVE], now=NOW)
    assert FlagRow.objects.count() == 0


def test_the_therapist_says_what_was_done_and_only_that_closes_it(pair: Pair):
    first, second = raised(pair), raised(pair, FREQUENT, now=LATER)
    assert shown(pair) == Raised(2, LATER, Level.HIGH, min(first.document.deadline, second.document.deadline))
    acknowledge_flag(episode=pair.his(), flag=second.id, done="Called.", now=TOMORROW)
    assert shown(pair) == Raised(1, NOW, Level.ELEVATED, first.document.deadline)
    acknowledge_flag(episode=pair.his(), flag=first.id, done="Spoke.", now=TOMORROW)
    assert shown(pair) == Raised()
    assert [flag.seen.document.done for flag in flags_of(pair.tom.keyholder, pair.his())] == ["Called.", "Spoke."]
    assert set(FlagRow.objects.values_list("acknowledged", flat=True)) == {True}


def test_what_was_done_is_said_once(pair: Pair):
    flag = raised(pair)
    said = acknowledge_flag(episode=pair.his(), flag=flag.id, done="Called.", now=LATER)
    again = acknowledge_flag(episode=pair.his(), flag=flag.id, done="Called twice.", now=TOMORROW)
    assert again.id == said.id
    assert flag_of(pair.tom.keyholder, pair.his(), flag.id).seen.document.done == "Called."


def test_the_client_cannot_close_a_flag_and_the_therapist_cannot_raise_one(pair: Pair):
    flag = raised(pair)
    with pytest.raises(NotYours):
        acknowledge_flag(episode=pair.hers(), flag=flag.id, done="All is well.", now=LATER)
    with pytest.raises(NotYours), writing(pair.his().space, now=NOW) as work:
        raise_flag(work=work, source=SOURCE, about=uuid4(), flags=[POSITIVE], now=NOW)
    assert shown(pair).open == FlagRow.objects.filter(acknowledged=False).count() == 1


@pytest.mark.parametrize("who", ["hers", "his"])
def test_nobody_changes_or_removes_a_flag_or_what_was_done(pair: Pair, who: str):
    flag = raised(pair)
    seen = acknowledge_flag(episode=pair.his(), flag=flag.id, done="Called.", now=LATER)
    space = getattr(pair, who)().space
    for stored, other in ((flag, replace(flag.document, level=Level.REVIEW)), (seen, Acknowledgement(flag.id, ""))):
        with pytest.raises(NotYours), writing(space, now=LATER) as work:
            work.replace(stored, other)
        with pytest.raises(NotYours), writing(space, now=LATER) as work:
            work.remove(stored)
    assert len(flags_of(pair.tom.keyholder, pair.his())) == 1


def test_a_flag_of_another_space_is_not_there(pair: Pair, iris: Person):
    raised(pair)
    for flag in (uuid4(), pair.his().stored.id):
        with pytest.raises(Hidden):
            flag_of(pair.tom.keyholder, pair.his(), flag)
        with pytest.raises(Hidden):
            acknowledge_flag(episode=pair.his(), flag=flag, done="Seen.", now=LATER)
    with pytest.raises(Hidden):
        flags_of(iris.keyholder, pair.his())


def test_open_flags_come_from_covers_the_nearest_deadline_first(
    tom: Person, toms: Listing, person, django_assert_num_queries
):
    pairs = [in_care(person(name, Role.CLIENT), tom, toms) for name in ("uma", "vic", "wen")]
    raised(pairs[1], POSITIVE)
    covers = episodes_of(tom.keyholder)
    assert [each.label for each in open_flags(tom.keyholder, covers)] == ["Vic"]
    raised(pairs[0], FREQUENT)
    raised(pairs[2], Flag("now", Level.URGENT, "Look at once."))
    with django_assert_num_queries(1):
        found = open_flags(tom.keyholder, episodes_of(tom.keyholder))
    assert [each.label for each in found] == ["Wen", "Uma", "Vic"]


def in_care(client: Person, tom: Person, toms: Listing) -> Pair:
    asked = begin(
        keyholder=client.keyholder, profile=client.profile, listing=toms, words="", medium=Medium.TEXT, now=NOW
    )
    (request,) = requests_of(tom.keyholder, NOW)
    accept(keyholder=tom.keyholder, request=request, now=NOW)
    assert episode_of(tom.keyholder, asked.id).is_open
    return Pair(client, tom, asked.id)


def test_the_practice_sees_how_many_are_late_and_for_whom_and_no_more(
    pair: Pair, tom: Person, iris: Person, list_person: Lister, person
):
    iriss = list_person(iris, "Iris")
    uma = in_care(person("uma", Role.CLIENT), iris, iriss)
    flags = [raised(pair), raised(pair, FREQUENT), raised(uma)]
    assert due_flags(NOW) == ()
    therapist: UUID = pair.his().episode.therapist
    late = NOW + timedelta(days=3)
    assert due_flags(late) == (Overdue(therapist, 2), Overdue(iriss.id, 1))
    acknowledge_flag(episode=pair.his(), flag=flags[0].id, done="Called.", now=late)
    acknowledge_flag(episode=uma.his(), flag=flags[2].id, done="Called.", now=late)
    assert due_flags(late) == (Overdue(therapist, 1),)
    assert due_flags(flags[1].document.deadline) == ()


def test_a_flag_is_read_back_as_it_was_raised(pair: Pair):
    flag = raised(pair)
    (found,) = flags_of(pair.ada.keyholder, pair.hers())
    assert (found.stored.document, found.seen) == (flag.document, None)
    assert isinstance(found.stored.document, RiskFlag)
