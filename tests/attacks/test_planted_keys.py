"""Attack 7 of pv1 section 17, its second half: forged new keys for a space, and forged key rings."""

import os
from collections.abc import Callable
from dataclasses import dataclass, replace

import pytest

from stillroom.base.errors import Hidden
from stillroom.core.sealing.drops import Drop as SealedDrop
from stillroom.core.sealing.drops import DropType, open_drop, proof, rekey_key, request_key, seal_drop
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import RingEntry
from stillroom.core.sealing.secret import Secret
from stillroom.vault.accounts import unlock
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import WrongRecipient, accept_request, pending_requests, recipient_of, send_request
from stillroom.vault.keyholders import AccountTampered, keyholder_of
from stillroom.vault.models import Account, Drop, Space
from stillroom.vault.rekeys import rekey, take_new_keys
from stillroom.vault.spaces import OpenSpace, SpaceKey, create_space, open_space, unseal, write_roster
from tests.cast import CHEAP, NOW, WORDS, Person

# New keys: Ada, Tom and Iris share a space; Ada changes its key while Tom is away.


@dataclass(slots=True)
class Shared:
    """`key`: what Tom's ring held before. `space`: as Ada has it after her newest change of key."""

    ada: Person
    tom: Person
    iris: Person
    space: OpenSpace
    key: RingEntry

    def change_key(self, without: Person | None = None) -> None:
        gone = without.keyholder.fingerprint if without else None
        self.space = rekey(keyholder=self.ada.keyholder, space=self.space, without=gone, now=NOW)

    def drops(self, person: Person) -> dict[int, tuple[object, SealedDrop]]:
        """By epoch: (row id, what is in it)."""
        who = person.keyholder
        rows = Drop.objects.filter(account_id=who.account).values_list("id", "blob")
        found = ((row, open_drop(who.hybrid_key(), who.account, who.key_version, bytes(blob))) for row, blob in rows)
        return {drop.epoch: (row, drop) for row, drop in found}

    def replant(self, of: int, **changes: object) -> None:
        """Tom's drop of one epoch with other contents, and a proof that fits them, as Ada could make it."""
        who = self.tom.keyholder
        row, drop = self.drops(self.tom)[of]
        drop = replace(drop, **changes)
        if "proof" not in changes:
            prover = rekey_key(self.key.key, drop.space, self.key.epoch)
            fields = (drop.type, drop.space, drop.epoch, drop.ek, who.fingerprint, drop.roster_hash)
            drop = replace(drop, proof=proof(prover, *fields))
        public = bytes(Account.objects.get(id=who.account).public_key)
        Drop.objects.filter(id=row).update(blob=seal_drop(public, who.account, who.key_version, drop))


@pytest.fixture
def shared(ada: Person, tom: Person, iris: Person) -> Shared:
    others = [recipient_of(each.keyholder.account, each.keyholder.fingerprint) for each in (tom, iris)]
    space = create_space(
        keyholder=ada.keyholder,
        kind=SpaceKind.CARE,
        role=Role.CLIENT,
        label="",
        now=NOW,
        others=[(other, Role.THERAPIST) for other in others],
    )
    for person, recipient in zip((tom, iris), others, strict=True):
        send_request(space=space, recipient=recipient, now=NOW)
        (request,) = pending_requests(person.keyholder, NOW)
        accept_request(keyholder=person.keyholder, request=request, label="")
    return Shared(ada, tom, iris, space, tom.keyholder.ring.spaces[space.id])


def wrong_proof(case: Shared) -> None:
    case.change_key()
    case.replant(2, proof=os.urandom(32))


def proof_by_the_new_key(case: Shared) -> None:
    """Whoever plants the whole space has the new key, but not the one before."""
    case.change_key()
    _row, drop = case.drops(case.tom)[2]
    prover = rekey_key(drop.ek, drop.space, 1)
    fields = (drop.type, drop.space, 2, drop.ek, case.tom.keyholder.fingerprint, drop.roster_hash)
    case.replant(2, proof=proof(prover, *fields))


def proof_for_another_member(case: Shared) -> None:
    case.change_key()
    case.replant(2, proof=case.drops(case.iris)[2][1].proof)


def epoch_skipped(case: Shared) -> None:
    case.change_key()
    Space.objects.filter(id=case.space.id).update(epoch=3)
    case.replant(2, epoch=3)


def epoch_repeated(case: Shared) -> None:
    case.change_key()
    case.replant(2, epoch=1)


def type_confused(case: Shared) -> None:
    case.change_key()
    key = request_key(case.space.space_key.reveal(), case.space.id)
    drop = replace(case.drops(case.tom)[2][1], type=DropType.REQUEST)
    fields = (drop.type, drop.space, drop.epoch, drop.ek, case.tom.keyholder.fingerprint, drop.roster_hash)
    case.replant(2, type=DropType.REQUEST, proof=proof(key, *fields))


def another_roster(case: Shared) -> None:
    case.change_key()
    case.replant(2, roster_hash=os.urandom(32))


def roster_without_him(case: Shared) -> None:
    """Ada leaves Tom out, and somebody gives him the key all the same."""
    case.change_key()
    host = unseal(case.space.key)
    staying = tuple(member for member in host.members if member.fingerprint != case.tom.keyholder.fingerprint)
    write_roster(host, replace(host.roster, members=staying))
    case.replant(2, roster_hash=host.roster.hash())


def custodian_by_a_member(case: Shared) -> None:
    case.change_key()
    host = unseal(case.space.key)
    write_roster(host, replace(host.roster, custodian=os.urandom(32)))
    case.replant(2, roster_hash=host.roster.hash())


def another_key_inside(case: Shared) -> None:
    case.change_key()
    case.replant(2, ek=os.urandom(32))


def salt_swapped(case: Shared) -> None:
    case.change_key()
    Space.objects.filter(id=case.space.id).update(salt=os.urandom(32))


def another_members_drop(case: Shared) -> None:
    case.change_key()
    Drop.objects.filter(account_id=case.tom.keyholder.account).delete()
    Drop.objects.update(account_id=case.tom.keyholder.account)


def three_changes_without(epoch: int) -> Callable[[Shared], None]:
    def harm(case: Shared) -> None:
        for _ in range(3):
            case.change_key()
        Drop.objects.filter(id=case.drops(case.tom)[epoch][0]).delete()

    return harm


def three_changes_one_forged(case: Shared) -> None:
    for _ in range(3):
        case.change_key()
    case.replant(3, proof=os.urandom(32))


def removed(case: Shared) -> None:
    """Tom is the one who left: no drop is his, and those of others do not open for him."""
    case.change_key(without=case.tom)
    Drop.objects.update(account_id=case.tom.keyholder.account)


NEW_KEYS: list[Callable[[Shared], None]] = [
    wrong_proof,
    proof_by_the_new_key,
    proof_for_another_member,
    epoch_skipped,
    epoch_repeated,
    type_confused,
    another_roster,
    roster_without_him,
    custodian_by_a_member,
    another_key_inside,
    salt_swapped,
    another_members_drop,
    three_changes_without(2),
    three_changes_without(3),
    three_changes_without(4),
    three_changes_one_forged,
    removed,
]


@pytest.mark.parametrize("changes", [1, 3])
def test_an_honest_change_of_key_is_followed(shared: Shared, changes: int) -> None:
    for _ in range(changes):
        shared.change_key()
    shared.replant(2)
    assert take_new_keys(shared.tom.keyholder, NOW) == 1
    assert open_space(shared.tom.keyholder, shared.space.id).epoch == 1 + changes


@pytest.mark.parametrize("harm", NEW_KEYS)
def test_no_forged_key_is_taken(shared: Shared, harm: Callable[[Shared], None]) -> None:
    harm(shared)
    assert take_new_keys(shared.tom.keyholder, NOW) == 0
    assert pending_requests(shared.tom.keyholder, NOW) == ()
    assert shared.tom.keyholder.ring.spaces[shared.space.id] == shared.key


@pytest.mark.parametrize(("harm", "check"), [(wrong_proof, "is_proven"), (custodian_by_a_member, "accepted_custodian")])
def test_without_its_check_the_forged_key_would_be_taken(
    shared: Shared, monkeypatch: pytest.MonkeyPatch, harm: Callable[[Shared], None], check: str
) -> None:
    """The control: it is this check that stops this forgery."""
    harm(shared)
    monkeypatch.setattr(f"stillroom.vault.rekeys.{check}", lambda *_: True)
    assert take_new_keys(shared.tom.keyholder, NOW) == 1


def test_a_change_of_key_that_was_followed_is_not_followed_again(shared: Shared) -> None:
    shared.change_key()
    rows = list(Drop.objects.filter(account_id=shared.tom.keyholder.account).values())
    assert take_new_keys(shared.tom.keyholder, NOW) == 1
    shared.change_key()
    after_first = shared.tom.keyholder.ring.spaces[shared.space.id]
    Drop.objects.filter(account_id=shared.tom.keyholder.account).delete()
    Drop.objects.bulk_create(Drop(**row) for row in rows)
    assert take_new_keys(shared.tom.keyholder, NOW) == 0
    assert shared.tom.keyholder.ring.spaces[shared.space.id] == after_first


def test_a_key_copied_before_the_salt_was_shredded_opens_nothing_after(shared: Shared) -> None:
    old = SpaceKey(shared.space.id, shared.key.epoch, Secret(shared.key.key))
    assert unseal(old).id == shared.space.id
    shared.change_key(without=shared.tom)
    for epoch in (1, 2):
        with pytest.raises(Hidden):
            unseal(SpaceKey(shared.space.id, epoch, old.secret))
        Space.objects.filter(id=shared.space.id).update(epoch=1)


# Key rings and public keys.


def test_an_old_key_ring_does_not_open_under_the_new_version(shared: Shared) -> None:
    account = shared.ada.keyholder.account
    old = bytes(Account.objects.get(id=account).key_ring)
    shared.change_key()
    seed = shared.ada.keyholder.seed.reveal()
    assert keyholder_of(Account.objects.get(id=account), seed).ring.spaces[shared.space.id].epoch == 2
    Account.objects.filter(id=account).update(key_ring=old)
    with pytest.raises(SealError):
        keyholder_of(Account.objects.get(id=account), seed)


def test_the_key_ring_of_another_does_not_open(ada: Person, tom: Person) -> None:
    ring = Account.objects.values("key_ring", "key_ring_version").get(id=tom.keyholder.account)
    Account.objects.filter(id=ada.keyholder.account).update(**ring)
    with pytest.raises(SealError):
        keyholder_of(Account.objects.get(id=ada.keyholder.account), ada.keyholder.seed.reveal())


def test_a_swapped_public_key_gets_no_key_and_is_seen_at_the_next_sign_in(shared: Shared) -> None:
    mallory = Account.objects.get(id=shared.iris.keyholder.account).public_key
    honest = Account.objects.filter(id=shared.tom.keyholder.account)
    assert unlock(handle=shared.tom.profile.handle, passphrase=WORDS, now=NOW, cost=CHEAP)
    honest.update(public_key=mallory)
    with pytest.raises(WrongRecipient):
        recipient_of(shared.tom.keyholder.account, shared.tom.keyholder.fingerprint)
    with pytest.raises(WrongRecipient):
        shared.change_key()
    with pytest.raises(AccountTampered):
        unlock(handle=shared.tom.profile.handle, passphrase=WORDS, now=NOW, cost=CHEAP)
