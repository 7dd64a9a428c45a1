"""Attack 7 of pv1 section 17: whoever can write to the database plants invites, drops, rosters and key rings.

The attacker rewrites any row and may be a member of other spaces; some of them have been a member of this one. Each
forgery starts from an honest state that is shown to be accepted, and ends with nothing on the victim's key ring.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from stillroom.core.sealing.drops import Drop as SealedDrop
from stillroom.core.sealing.drops import DropType, open_drop, proof, rekey_key, request_key, seal_drop
from stillroom.core.sealing.invites import InviteEnvelope, invite_id, normalise_code, seal_invite
from stillroom.core.sealing.spaces import Member
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import accept_request, pending_requests, recipient_of, send_request
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.models import Account, Drop, Invite, Record, Space
from stillroom.vault.rekeys import take_new_keys
from stillroom.vault.spaces import OpenSpace, Unsealed, create_space, open_space, unseal, write_roster
from tests.cast import NOW, Person, make_person

ROW = ("epoch", "salt", "key_check", "roster", "head", "head_seq")


def own_space(person: Person, role: Role = Role.THERAPIST) -> OpenSpace:
    return create_space(keyholder=person.keyholder, kind=SpaceKind.CARE, role=role, label="", now=NOW)


def put_in_place(space: UUID, of: UUID, *columns: str) -> None:
    """Columns of one space's row over another's."""
    row = Space.objects.values(*columns).get(id=of)
    Space.objects.filter(id=space).update(**row)


def add_ghost(host: Unsealed, **changes: object) -> None:
    """As a member can: a consistent roster and head with somebody more, or with what `changes` says."""
    ghost = make_person("ghost", Role.CLIENT).keyholder
    members = (*host.members, Member(ghost.account, ghost.fingerprint, Role.CLIENT))
    write_roster(host, replace(host.roster, **({"members": members} | changes)))


# Invites: Tom has handed Ada a code.


@dataclass(slots=True)
class Invited:
    ada: Person
    tom: Person
    iris: Person
    space: OpenSpace
    code: str
    typed: str = ""

    @property
    def row(self) -> bytes:
        return invite_id(normalise_code(self.code))

    def accept(self) -> OpenSpace:
        keyholder = self.ada.keyholder
        return accept_invite(keyholder=keyholder, typed=self.typed or self.code, role=Role.CLIENT, label="", now=NOW)


@pytest.fixture
def invited(ada: Person, tom: Person, iris: Person) -> Invited:
    space = own_space(tom)
    return Invited(ada, tom, iris, space, issue_invite(space=space, now=NOW))


def planted_envelope(case: Invited) -> None:
    """Iris does not know the code, so she seals an envelope of her own space under another one."""
    hers = own_space(case.iris)
    envelope = InviteEnvelope(hers.id, hers.epoch, hers.key.secret.reveal(), hers.roster.hash())
    Invite.objects.filter(id=case.row).update(blob=seal_invite("0" * 20, envelope))


def planted_row(case: Invited) -> None:
    put_in_place(case.space.id, own_space(case.iris).id, *ROW)


def column_from_elsewhere(*columns: str) -> Callable[[Invited], None]:
    def harm(case: Invited) -> None:
        put_in_place(case.space.id, own_space(case.iris).id, *columns)

    return harm


def epoch_raised(case: Invited) -> None:
    Space.objects.filter(id=case.space.id).update(epoch=2)


def custodian_swapped(case: Invited) -> None:
    add_ghost(unseal(case.space.key), members=case.space.members, custodian=os.urandom(32))


def custodian_in_a_new_invite(case: Invited) -> None:
    """A member who puts a custodian in and only then hands out the code."""
    custodian_swapped(case)
    case.typed = issue_invite(space=open_space(case.tom.keyholder, case.space.id), now=NOW)


def crossed(case: Invited) -> None:
    other = issue_invite(space=own_space(case.tom), now=NOW)
    blob = Invite.objects.get(id=invite_id(normalise_code(other))).blob
    Invite.objects.filter(id=case.row).update(blob=blob)


def replayed(case: Invited) -> None:
    """The row of a used invite is put back for somebody else who overheard the code."""
    row = Invite.objects.values().get(id=case.row)
    case.accept()
    Invite.objects.create(**row)
    case.ada = make_person("eve", Role.CLIENT)


def replayed_to_herself(case: Invited) -> None:
    row = Invite.objects.values().get(id=case.row)
    case.accept()
    Invite.objects.create(**row)


def ghost_member(case: Invited) -> None:
    add_ghost(unseal(case.space.key))


def random_bytes(case: Invited) -> None:
    Invite.objects.filter(id=case.row).update(blob=os.urandom(593))


INVITES: list[Callable[[Invited], None]] = [
    planted_envelope,
    planted_row,
    column_from_elsewhere("salt"),
    column_from_elsewhere("key_check"),
    column_from_elsewhere("roster"),
    column_from_elsewhere("head"),
    epoch_raised,
    custodian_swapped,
    custodian_in_a_new_invite,
    crossed,
    replayed,
    replayed_to_herself,
    ghost_member,
    random_bytes,
]


def test_an_honest_invite_is_accepted(invited: Invited) -> None:
    assert invited.accept().id in invited.ada.keyholder.ring.spaces


@pytest.mark.parametrize("harm", INVITES)
def test_no_forged_invite_is_accepted(invited: Invited, harm: Callable[[Invited], None]) -> None:
    harm(invited)
    before = dict(invited.ada.keyholder.ring.spaces)
    with pytest.raises(InviteUnknown):
        invited.accept()
    assert invited.ada.keyholder.ring.spaces == before


# First contacts: Ada has made a space and sent Tom its key.


@dataclass(slots=True)
class Asked:
    ada: Person
    tom: Person
    iris: Person
    space: OpenSpace

    @property
    def drop(self) -> SealedDrop:
        return opened(self.tom.keyholder)

    def replant(self, drop: SealedDrop, by: Person | None = None) -> None:
        """In place of what lies there: sealed to Tom, whose public key anybody can read."""
        to = (by or self.tom).keyholder
        row = Account.objects.get(id=to.account)
        Drop.objects.update(blob=seal_drop(bytes(row.public_key), to.account, to.key_version, drop))

    def reseal(self, **changes: object) -> None:
        """With a proof that is right for what the drop says: Ada herself, or whoever has her key, can make one."""
        drop = replace(self.drop, **changes)
        key = request_key(self.space.space_key.reveal(), drop.space)
        proven = proof(
            key, drop.type, drop.space, drop.epoch, drop.ek, self.tom.keyholder.fingerprint, drop.roster_hash
        )
        self.replant(replace(drop, proof=proven))


def opened(keyholder: Keyholder) -> SealedDrop:
    (row,) = Drop.objects.filter(account_id=keyholder.account)
    return open_drop(keyholder.hybrid_key(), keyholder.account, keyholder.key_version, bytes(row.blob))


@pytest.fixture
def asked(ada: Person, tom: Person, iris: Person) -> Asked:
    return Asked(ada, tom, iris, send(ada, tom))


def send(ada: Person, tom: Person) -> OpenSpace:
    recipient = recipient_of(tom.keyholder.account, tom.keyholder.fingerprint)
    space = create_space(
        keyholder=ada.keyholder,
        kind=SpaceKind.CARE,
        role=Role.CLIENT,
        label="",
        now=NOW,
        others=[(recipient, Role.THERAPIST)],
    )
    send_request(space=space, recipient=recipient, now=NOW)
    return space


def wrong_recipient(case: Asked) -> None:
    Drop.objects.update(account_id=case.iris.keyholder.account)
    case.tom, case.iris = case.iris, case.tom


def older_key_version(case: Asked) -> None:
    case.tom.keyholder.key_version += 1


def wrong_proof(case: Asked) -> None:
    case.replant(replace(case.drop, proof=os.urandom(32)))


def proof_of_a_rekey(case: Asked) -> None:
    """The right bytes under the label of the other type."""
    drop = case.drop
    key = rekey_key(drop.ek, drop.space, drop.epoch)
    fp = case.tom.keyholder.fingerprint
    case.replant(replace(drop, proof=proof(key, DropType.REKEY, drop.space, 1, drop.ek, fp, drop.roster_hash)))


def type_confused(case: Asked) -> None:
    case.reseal(type=DropType.REKEY)


def another_epoch(case: Asked) -> None:
    case.reseal(epoch=2)


def another_roster(case: Asked) -> None:
    case.reseal(roster_hash=os.urandom(32))


def roster_without_him(case: Asked) -> None:
    space = own_space(case.ada, Role.CLIENT)
    case.space = space
    case.reseal(space=space.id, ek=space.key.secret.reveal(), roster_hash=space.roster.hash())


def ghost_after_sending(case: Asked) -> None:
    add_ghost(unseal(case.space.key))


def custodian_after_sending(case: Asked) -> None:
    """By a member, and the drop made anew so that everything fits together."""
    host = unseal(case.space.key)
    add_ghost(host, members=host.members, custodian=os.urandom(32))
    case.reseal(roster_hash=host.roster.hash())


def salt_swapped(case: Asked) -> None:
    put_in_place(case.space.id, own_space(case.iris).id, "salt")


def space_of_another(case: Asked) -> None:
    """Iris names a space of hers in Ada's envelope; the key inside does not open it."""
    case.reseal(space=own_space(case.iris).id)


def rows_added(case: Asked) -> None:
    Record.objects.create(space_id=case.space.id, version=1, blob=os.urandom(337))


def asked_again_after_yes(case: Asked) -> None:
    row = Drop.objects.values().get()
    (request,) = pending_requests(case.tom.keyholder, NOW)
    accept_request(keyholder=case.tom.keyholder, request=request, label="Ada")
    Drop.objects.create(**row)


def drop_of_random_bytes(case: Asked) -> None:
    Drop.objects.update(blob=os.urandom(1649))


REQUESTS: list[Callable[[Asked], None]] = [
    wrong_recipient,
    older_key_version,
    wrong_proof,
    proof_of_a_rekey,
    type_confused,
    another_epoch,
    another_roster,
    roster_without_him,
    ghost_after_sending,
    custodian_after_sending,
    salt_swapped,
    space_of_another,
    rows_added,
    asked_again_after_yes,
    drop_of_random_bytes,
]


def test_an_honest_request_is_shown(asked: Asked) -> None:
    asked.reseal()
    (request,) = pending_requests(asked.tom.keyholder, NOW)
    assert request.space.id == asked.space.id


@pytest.mark.parametrize("harm", REQUESTS)
def test_no_forged_request_is_shown(asked: Asked, harm: Callable[[Asked], None]) -> None:
    harm(asked)
    assert pending_requests(asked.tom.keyholder, NOW) == ()
    assert take_new_keys(asked.tom.keyholder, NOW) == 0


@pytest.mark.parametrize(
    ("harm", "check"), [(wrong_proof, "is_proven"), (custodian_after_sending, "accepted_custodian")]
)
def test_without_its_check_the_forgery_would_be_shown(
    asked: Asked, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Asked], None], check: str
) -> None:
    """The control: it is this check that stops this forgery."""
    harm(asked)
    monkeypatch.setattr(f"stillroom.vault.drops.{check}", lambda *_: True)
    assert len(pending_requests(asked.tom.keyholder, NOW)) == 1
