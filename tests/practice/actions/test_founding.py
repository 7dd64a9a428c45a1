"""A practice is founded once: its key, its links, who is on call."""

import stat
from pathlib import Path
from uuid import uuid4

import pytest

from stillroom.base.errors import Hidden
from stillroom.events.queries import page_of_events
from stillroom.practice.actions import (
    NobodyNamed,
    OtherPracticeKey,
    invite_therapist,
    name_on_call,
    publish,
    set_up_practice,
    submit_profile,
    unlist,
)
from stillroom.practice.actions.checking import NoPracticeKey
from stillroom.practice.choices import CHECKS
from stillroom.practice.documents import PracticeKey
from stillroom.practice.practice_key import pinned_key
from stillroom.practice.queries import (
    checks_of,
    is_open,
    listed,
    on_call,
    registered,
    registered_of,
)
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.records import latest, read_all
from stillroom.vault.spaces import own_space
from tests.cast import NOW, Person, make_person
from tests.practice.cast import OpenPractice, particulars, publish_profile
from tests.practice.ready import make_ready


def test_the_first_visit_makes_one_key_and_pins_its_public_half_for_all_to_read(own_data: Path, max_: Person) -> None:
    set_up_practice(keyholder=max_.keyholder, now=NOW)
    set_up_practice(keyholder=max_.keyholder, now=NOW)
    keys = read_all(own_space(max_.keyholder, SpaceKind.PRACTICE), PracticeKey)
    pinned = own_data / "practice_key.pub"
    assert len(keys) == 1
    assert stat.S_IMODE(pinned.stat().st_mode) == 0o644
    assert keys[0].document.private.hex() not in pinned.read_text()
    assert keys[0].document.private.hex() not in repr(keys[0])


def test_a_pinned_key_that_got_lost_is_pinned_again_as_it_was(own_data: Path, max_: Person) -> None:
    set_up_practice(keyholder=max_.keyholder, now=NOW)
    before = pinned_key()
    (own_data / "practice_key.pub").unlink()
    set_up_practice(keyholder=max_.keyholder, now=NOW)
    assert pinned_key() == before


def test_a_second_practice_space_never_overwrites_the_pinned_key_and_cannot_publish(
    founded: Person, tom: Person
) -> None:
    before, other = pinned_key(), make_person("olga", Role.STEWARD)
    with pytest.raises(OtherPracticeKey):
        set_up_practice(keyholder=other.keyholder, now=NOW)
    assert pinned_key() == before
    assert latest(own_space(other.keyholder, SpaceKind.PRACTICE), PracticeKey) is None
    with pytest.raises(NoPracticeKey):
        publish_profile(other, tom, "Tom Vale")


def test_another_key_in_the_file_is_refused_also_to_the_steward_who_has_one(own_data: Path, founded: Person) -> None:
    (own_data / "practice_key.pub").write_text("00" * 32 + "\n")
    with pytest.raises(OtherPracticeKey):
        set_up_practice(keyholder=founded.keyholder, now=NOW)
    assert pinned_key() == bytes(32)


@pytest.mark.parametrize("who", ["ada", "tom"])
def test_nobody_but_a_steward_does_what_stewards_do(who: str, request: pytest.FixtureRequest, own_data: Path) -> None:
    keyholder = request.getfixturevalue(who).keyholder
    for attempt in (
        lambda: set_up_practice(keyholder=keyholder, now=NOW),
        lambda: invite_therapist(keyholder=keyholder, now=NOW),
        lambda: name_on_call(keyholder=keyholder, therapist=None, name="Me", now=NOW),
        lambda: unlist(keyholder=keyholder, therapist=uuid4(), now=NOW),
        lambda: publish(
            keyholder=keyholder, therapist=uuid4(), seen="", looked_up_on=NOW.date(), ticked=tuple(CHECKS), now=NOW
        ),
        lambda: registered(keyholder, NOW),
        lambda: registered_of(keyholder, uuid4(), NOW),
        lambda: checks_of(keyholder, uuid4()),
    ):
        with pytest.raises(Hidden):
            attempt()


def test_an_invitation_is_a_new_link_each_time_and_noted_without_it(founded: Person) -> None:
    links = {invite_therapist(keyholder=founded.keyholder, now=NOW) for _ in range(3)}
    assert len(links) == 3
    noted = page_of_events(founded.keyholder).events
    assert [each.sentence for each in noted].count("A link to join as a therapist was made") == 3
    tokens = {link.rstrip("/").rpartition("/")[2] for link in links}
    assert not any(token in repr(noted) for token in tokens)


def test_the_practice_is_open_with_a_checked_therapist_a_named_person_on_call_and_a_stewards_word_only(
    founded: Person, tom: Person
) -> None:
    assert not is_open(None, NOW)
    listing = publish_profile(founded, tom, "Tom Vale")
    assert not is_open(None, NOW)
    name_on_call(keyholder=founded.keyholder, therapist=listing.id, name="", now=NOW)
    assert not is_open(None, NOW)
    make_ready(founded, NOW)
    assert is_open(None, NOW)
    unlist(keyholder=founded.keyholder, therapist=listing.id, now=NOW)
    assert not is_open(None, NOW)


def test_on_call_alone_opens_nothing(founded: Person) -> None:
    name_on_call(keyholder=founded.keyholder, therapist=None, name="Noor Ahmadi", now=NOW)
    found = on_call(None, NOW)
    assert found is not None
    assert (found.name, found.therapist) == ("Noor Ahmadi", None)
    assert not is_open(None, NOW)


def test_a_therapist_on_call_who_is_no_longer_listed_leaves_nobody_on_call(
    open_practice: OpenPractice, max_: Person, iris: Person
) -> None:
    publish_profile(max_, iris, "Iris Moss")
    assert is_open(None, NOW)
    unlist(keyholder=max_.keyholder, therapist=open_practice.tom.id, now=NOW)
    assert listed(None, NOW)
    assert on_call(None, NOW) is None
    assert not is_open(None, NOW)


def test_nobody_is_named_on_call_who_is_not_there(founded: Person, tom: Person) -> None:
    sent = submit_profile(keyholder=tom.keyholder, particulars=particulars(), now=NOW)
    for therapist, name in ((sent.id, "Tom Vale"), (uuid4(), "X"), (None, "   ")):
        with pytest.raises(NobodyNamed):
            name_on_call(keyholder=founded.keyholder, therapist=therapist, name=name, now=NOW)
    assert on_call(None, NOW) is None
