"""Somebody wants to reach a client who did not choose it, or before it is time, or more than the card (ADR 35).

Each attack has its control: the same steps with the one thing that is missing, and then they lead in.
"""

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import connection
from django.urls import reverse

from stillroom.base.errors import Hidden
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import open_record
from stillroom.privacy.queries import holdings_of
from stillroom.safety.models import HeldKey
from stillroom.safety.on_call import card_of, open_card
from stillroom.safety.reach_documents import ReachCopy
from stillroom.safety.reaching import take_cards_back
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import opened_drops, put_sealed, recipient_of, send_request
from stillroom.vault.models import Drop, Record
from stillroom.vault.records import NotYours, latest, writing
from stillroom.vault.spaces import create_space, open_space, unseal
from tests.care.cast import list_person, toms
from tests.care.pair import pair
from tests.care.strangers import assert_same_404
from tests.cast import NOW, Person
from tests.practice.cast import founded, open_practice, own_data
from tests.safety.raising import FREQUENT, POSITIVE, raised
from tests.safety.reached import WAY, YES, Reached, reached

__all__ = ["founded", "list_person", "open_practice", "own_data", "pair", "reached", "toms"]
FAR = NOW + timedelta(days=3)


def everything() -> bytes:
    """Every readable byte of every table."""
    with connection.cursor() as cursor:
        found = b""
        for table in connection.introspection.table_names():
            cursor.execute(f"SELECT * FROM {table}")
            found += b"".join(
                cell if isinstance(cell, bytes) else str(cell).encode() for row in cursor.fetchall() for cell in row
            )
        return found


def opens_with_her_own_keys(thief: Person, now) -> set[UUID]:
    """What a thief with a copy of the rows and this person's passphrase gets at: drops that lie in her own box."""
    return {drop.space for _id, drop in opened_drops(thief.keyholder, now)}


def test_a_copy_of_the_rows_tells_neither_name_nor_way(reached: Reached):
    reached.choose(YES)
    reached.raise_one(POSITIVE)
    copied = everything()
    assert WAY.encode() not in copied
    assert b"dentist" not in copied
    assert b"Tom Vale" in copied  # the control: what is public stands there in clear


def test_nobody_but_the_person_on_call_opens_the_key_that_is_held(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(POSITIVE)
    held = HeldKey.objects.get(id=handed.row)
    for other in (reached.tom, reached.max_):
        before = len(opened_drops(other.keyholder, NOW))
        put_sealed(other.keyholder.account, bytes(held.blob), None)
        assert len(opened_drops(other.keyholder, NOW)) == before
    put_sealed(reached.iris.keyholder.account, bytes(held.blob), None)
    assert handed.space in opens_with_her_own_keys(reached.iris, NOW)  # the control


def test_before_its_time_the_person_on_call_finds_no_key_and_every_page_is_the_404_of_nothing(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(POSITIVE, now=FAR)
    assert handed.space not in opens_with_her_own_keys(reached.iris, FAR)
    assert_same_404(reached.iris.browser(), reverse("safety:card", args=[handed.space]), handed.space)
    reached.released(handed)
    assert handed.space in opens_with_her_own_keys(reached.iris, FAR)  # the control


def test_without_her_yes_there_is_nothing_to_find_for_anybody(reached: Reached):
    raised(reached.pair, FREQUENT)
    drops = Drop.objects.count()
    reached.ada.browser().get(reverse("home:today"))
    assert (HeldKey.objects.count(), Drop.objects.count()) == (0, drops)
    reached.choose(YES)
    reached.ada.browser().get(reverse("home:today"))
    assert Drop.objects.count() > drops  # the control


@pytest.mark.parametrize("forger", ["tom", "max_"])
def test_nobody_makes_a_card_in_her_place(reached: Reached, forger: str):
    """A space that a therapist or a steward makes by himself, with a key dropped at the door of who is on call."""
    reached.choose(YES)
    real = latest(open_space(reached.ada.keyholder, reached.raise_one(FREQUENT).space), ReachCopy)
    by = getattr(reached, forger)
    iris = recipient_of(reached.iris.keyholder.account, reached.iris.keyholder.fingerprint)
    ada = recipient_of(reached.ada.keyholder.account, reached.ada.keyholder.fingerprint)
    space = create_space(
        keyholder=by.keyholder,
        kind=SpaceKind.ON_CALL,
        role=Role.THERAPIST,
        label="",
        now=NOW,
        others=[(ada, Role.CLIENT), (iris, Role.ON_CALL)],
    )
    with pytest.raises(NotYours), writing(space, now=NOW) as work:
        work.add(real.document)
    send_request(space=space, recipient=iris, now=NOW)
    with pytest.raises(Hidden):
        card_of(reached.iris.keyholder, space.id, NOW)


def test_a_card_with_a_therapist_whom_the_directory_does_not_vouch_for_is_ignored(reached: Reached):
    """Somebody with an account of a client, who wants the person on call to look at them as Tom's."""
    reached.choose(YES)
    real = latest(open_space(reached.ada.keyholder, reached.raise_one(FREQUENT).space), ReachCopy)
    iris = recipient_of(reached.iris.keyholder.account, reached.iris.keyholder.fingerprint)
    for member, opens in ((reached.max_, False), (reached.tom, True)):
        space = create_space(
            keyholder=reached.ada.keyholder,
            kind=SpaceKind.ON_CALL,
            role=Role.CLIENT,
            label="",
            now=NOW,
            others=[
                (recipient_of(member.keyholder.account, member.keyholder.fingerprint), Role.THERAPIST),
                (iris, Role.ON_CALL),
            ],
        )
        with writing(space, now=NOW) as work:
            work.add(real.document)
        send_request(space=space, recipient=iris, now=NOW)
        if opens:
            assert card_of(reached.iris.keyholder, space.id, NOW).card == real.document  # the control
        else:
            with pytest.raises(Hidden):
                card_of(reached.iris.keyholder, space.id, NOW)


def test_the_key_of_a_card_opens_nothing_of_what_the_two_have(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.opened(handed)
    card = unseal(open_space(reached.iris.keyholder, handed.space).key)
    rows = Record.objects.filter(space_id=reached.pair.space)
    assert rows.count() > 3
    for row in rows:
        with pytest.raises(SealError):
            open_record(card.space_key.reveal(), reached.pair.space, 1, row.id, row.version, bytes(row.blob))
    with pytest.raises(Hidden):
        open_space(reached.iris.keyholder, reached.pair.space)
    own = Record.objects.filter(space_id=handed.space)
    opened = [
        open_record(card.space_key.reveal(), handed.space, 1, row.id, row.version, bytes(row.blob)) for row in own
    ]
    assert any(WAY.encode() in each for each in opened)  # the control


def test_once_it_is_destroyed_the_key_that_was_copied_opens_nothing(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.opened(handed)
    copied = open_space(reached.iris.keyholder, handed.space).key
    assert unseal(copied).id == handed.space  # the control
    take_cards_back(keyholder=reached.ada.keyholder, episode=reached.hers(), now=FAR)
    with pytest.raises(Hidden):
        unseal(copied)
    assert not Record.objects.filter(space_id=handed.space).exists()


def test_what_was_lent_is_in_no_export_of_the_person_on_call(reached: Reached):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    reached.opened(handed)
    assert handed.space not in {place.id for place in holdings_of(reached.iris.keyholder).places}
    assert handed.space in {place.id for place in holdings_of(reached.ada.keyholder).places}  # the control


def test_strangers_get_the_404_of_nothing_on_every_page(reached: Reached, eve):
    reached.choose(YES)
    handed = reached.raise_one(FREQUENT)
    for name, real in (("card", handed.space), ("reach", reached.pair.space), ("level", reached.pair.space)):
        assert_same_404(reached.max_.browser(), reverse(f"safety:{name}", args=[real]), real)
    open_card(keyholder=reached.iris.keyholder, card=card_of(reached.iris.keyholder, handed.space, FAR), now=FAR)
    assert_same_404(reached.iris.browser(), reverse("safety:reach", args=[reached.pair.space]), reached.pair.space)
