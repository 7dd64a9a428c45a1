""" "Somebody may know my passphrase": afterwards an old copy of the database opens nothing of today with it."""

from dataclasses import dataclass

import pytest

from stillroom.base.errors import Hidden
from stillroom.core.sealing.accounts import handle_index
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import open_key_ring
from stillroom.core.sealing.passphrases import (
    PARAMS_BYTES,
    Norm,
    argon2id,
    key_encryption_key,
    normalise,
    open_passphrase,
)
from stillroom.core.sealing.recovery import decode, open_recovery, recovery_key
from stillroom.core.sealing.spaces import open_record, space_key
from stillroom.vault import accounts, renewals
from stillroom.vault.accounts import (
    WrongPassphrase,
    WrongRecoveryCode,
    change_passphrase,
    draw_recovery_code,
    keep_recovery_code,
    make_recovery_code,
    read_profile,
    recover,
    unlock,
    write_profile,
)
from stillroom.vault.audits import trail
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.drops import accept_request, pending_requests, recipient_of, send_request
from stillroom.vault.erasure import erase_account
from stillroom.vault.invites import InviteUnknown, accept_invite, issue_invite
from stillroom.vault.keyholders import Keyholder, hold
from stillroom.vault.models import Account, Drop, Record, Space
from stillroom.vault.records import latest, read_all, writing
from stillroom.vault.rekeys import rekey, take_new_keys
from stillroom.vault.renewals import Renewed, renew_everything
from stillroom.vault.sessions import enter, start_session
from stillroom.vault.spaces import OpenSpace, create_space, open_space, own_space
from tests.attacks.thief import ANY_COST
from tests.cast import CHEAP, NOW, WORDS, Person
from tests.vault.places import Word, said, say, share

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("words")]
NEW_WORDS = "violet heron lamp quiet ferry mango"


@pytest.fixture
def care(ada: Person, tom: Person) -> OpenSpace:
    space = share(ada, tom)
    say(space, "before")
    say(own_space(ada.keyholder, SpaceKind.JOURNAL), "to myself")
    return space


def renew(person: Person, **more: object) -> Renewed:
    renewed = renew_everything(keyholder=person.keyholder, passphrase=NEW_WORDS, now=NOW, cost=CHEAP, **more)
    person.unlocked, person.keyholder = renewed.unlocked, renewed.unlocked.keyholder
    return renewed


@dataclass
class Thief:
    """Has a copy of the account's row from before, the pepper, the passphrase of then, and all that is there today."""

    row: Account

    def seed(self) -> bytes:
        wrap = bytes(self.row.passphrase_wrap)
        params = accounts.Params.decode(wrap[:PARAMS_BYTES], ANY_COST)
        hashed = argon2id(normalise(WORDS, Norm.WORDS).encode(), params)
        pepper = accounts.settings.PEPPERS[params.pepper_id]
        return open_passphrase(
            wrap, self.row.id, self.row.key_version, key_encryption_key(pepper, self.row.id, params, hashed)
        )

    def opens(self) -> int:
        """How many of today's records, with whatever key is on the old ring."""
        row = self.row
        ring = open_key_ring(self.seed(), row.id, row.key_version, row.key_ring_version, bytes(row.key_ring))
        opened = 0
        for record in Record.objects.filter(space_id__in=ring.spaces):
            space = Space.objects.get(id=record.space_id)
            for epoch in (ring.spaces[space.id].epoch, space.epoch):
                key = space_key(bytes(space.salt), space.id, epoch, ring.spaces[space.id].key)
                try:
                    open_record(key, space.id, epoch, record.id, record.version, bytes(record.blob))
                except SealError:
                    continue
                opened += 1
                break
        return opened

    def opens_todays_ring(self) -> bool:
        """The old seed on the row of today."""
        row = Account.objects.get(id=self.row.id)
        try:
            open_key_ring(self.seed(), row.id, row.key_version, row.key_ring_version, bytes(row.key_ring))
        except SealError:
            return False
        return True


def test_an_old_copy_and_the_old_passphrase_open_nothing_of_today(care: OpenSpace, ada: Person) -> None:
    thief = Thief(Account.objects.get(id=ada.keyholder.account))
    renew(ada)
    say(open_space(ada.keyholder, care.id), "after")
    assert (thief.opens(), thief.opens_todays_ring()) == (0, False)
    assert said(open_space(ada.keyholder, care.id)) == ["after", "before"]


def test_a_mere_change_of_passphrase_leaves_all_of_it_open_to_them(care: OpenSpace, ada: Person) -> None:
    """Control: what most sites do."""
    thief = Thief(Account.objects.get(id=ada.keyholder.account))
    change_passphrase(keyholder=ada.keyholder, passphrase=NEW_WORDS, cost=CHEAP)
    say(open_space(ada.keyholder, care.id), "after")
    assert (thief.opens(), thief.opens_todays_ring()) == (Record.objects.count(), True)


def test_the_new_passphrase_opens_everything_and_the_old_one_nothing(care: OpenSpace, ada: Person) -> None:
    handle = read_profile(ada.keyholder, type(ada.profile)).handle
    renewed = renew(ada)
    assert (renewed.unturned, renewed.unreached) == ((), ())
    with pytest.raises(WrongPassphrase):
        unlock(handle=handle, passphrase=WORDS, now=NOW, cost=CHEAP)
    her = unlock(handle=handle, passphrase=NEW_WORDS, now=NOW, cost=CHEAP).keyholder
    assert read_profile(her, type(ada.profile)) == ada.profile
    assert said(open_space(her, care.id)) == ["before"]
    assert said(own_space(her, SpaceKind.JOURNAL)) == ["to myself"]
    assert Account.objects.filter(handle_index=handle_index(accounts.settings.PEPPERS[1], handle)).count() == 1


def test_her_therapist_follows_with_his_next_request_and_nothing_else_changes(
    care: OpenSpace, ada: Person, tom: Person
) -> None:
    cookie = start_session(unlocked=tom.unlocked, idle=tom.profile.idle, now=NOW)
    renew(ada)
    with pytest.raises(Hidden):
        open_space(tom.keyholder, care.id)
    his = open_space(enter(cookie, NOW).keyholder, care.id)
    assert said(his) == ["before"]
    assert {member.role for member in his.members} == {Role.CLIENT, Role.THERAPIST}
    assert his.member(Role.CLIENT).fingerprint == ada.keyholder.fingerprint
    say(his, "from him")
    assert said(open_space(ada.keyholder, care.id)) == ["before", "from him"]


def test_what_she_wrote_is_still_hers_and_what_he_wrote_his(care: OpenSpace, ada: Person, tom: Person) -> None:
    say(open_space(tom.keyholder, care.id), "from him")
    renew(ada)
    space = open_space(ada.keyholder, care.id)
    authors = {word.document.text: word.author for word in read_all(space, Word)}
    assert authors == {"before": ada.keyholder.fingerprint, "from him": tom.keyholder.fingerprint}
    with writing(space, now=NOW) as work:
        work.replace(next(word for word in read_all(work.space, Word) if word.role is Role.CLIENT), Word("mended"))
    assert said(space) == ["from him", "mended"]


def test_the_trail_tells_it_and_stays_whole(care: OpenSpace, ada: Person) -> None:
    renew(ada)
    assert [(t.role, t.action) for t in trail(open_space(ada.keyholder, care.id))] == [
        ("client", "rekey"),
        ("client", "write"),
    ]


def test_every_session_ends(ada: Person) -> None:
    def start() -> str:
        return start_session(unlocked=ada.unlocked, idle=ada.profile.idle, now=NOW)

    old = start()
    assert enter(old, NOW) is not None
    renew(ada)
    assert enter(old, NOW) is None
    assert enter(start(), NOW) is not None


def test_an_old_recovery_code_is_over_and_a_new_one_opens(ada: Person) -> None:
    old, new = make_recovery_code(keyholder=ada.keyholder), draw_recovery_code()
    row = Account.objects.get(id=ada.keyholder.account)
    renew(ada, code=new)
    with pytest.raises(WrongRecoveryCode):
        recover(code=old, now=NOW)
    assert recover(code=new, now=NOW).keyholder.ring == ada.keyholder.ring
    seed = open_recovery(bytes(row.recovery_wrap), row.id, row.key_version, recovery_key(row.id, decode(old)))
    assert seed != ada.keyholder.seed.reveal()


def test_without_a_new_code_there_is_none(ada: Person) -> None:
    old = make_recovery_code(keyholder=ada.keyholder)
    renew(ada)
    with pytest.raises(WrongRecoveryCode):
        recover(code=old, now=NOW)
    assert Account.objects.get(id=ada.keyholder.account).recovery_wrap is None


def late_actions() -> list[object]:
    return [
        lambda old: change_passphrase(keyholder=old, passphrase=WORDS, cost=CHEAP),
        lambda old: keep_recovery_code(keyholder=old, code=draw_recovery_code()),
        lambda old: write_profile(keyholder=old, profile={"handle": "x"}),
        lambda old: hold(old, next(iter(old.ring.spaces)), next(iter(old.ring.spaces.values()))),
        lambda old: renew_everything(keyholder=old, passphrase=WORDS, now=NOW, cost=CHEAP),
    ]


@pytest.mark.parametrize("late", late_actions())
def test_a_page_that_still_has_the_old_keys_writes_nothing_over_the_new(ada: Person, late) -> None:
    """It would lock her out of her own account, or let the old passphrase in again."""
    old: Keyholder = ada.keyholder
    renew(ada)
    before = Account.objects.filter(id=old.account).values().get()
    with pytest.raises(Hidden):
        late(old)
    assert Account.objects.filter(id=old.account).values().get() == before


def test_new_keys_that_waited_for_her_are_taken_first(care: OpenSpace, ada: Person, tom: Person) -> None:
    rekey(keyholder=tom.keyholder, space=open_space(tom.keyholder, care.id), without=None, now=NOW)
    renew(ada)
    assert said(open_space(ada.keyholder, care.id)) == ["before"]
    assert not Drop.objects.filter(account_id=ada.keyholder.account).exists()


def test_an_unanswered_request_can_still_be_answered(ada: Person, tom: Person) -> None:
    to = recipient_of(tom.keyholder.account, tom.keyholder.fingerprint)
    others = [(to, Role.THERAPIST)]
    space = create_space(
        keyholder=ada.keyholder, kind=SpaceKind.CARE, role=Role.CLIENT, label="", now=NOW, others=others
    )
    send_request(space=space, recipient=to, now=NOW)
    say(space, "may I?")
    renew(ada, unanswered=[space.id])
    take_new_keys(tom.keyholder, NOW)
    (request,) = pending_requests(tom.keyholder, NOW)
    taken = accept_request(keyholder=tom.keyholder, request=request, label="Ada")
    assert latest(taken, Word).document.text == "may I?"
    assert Drop.objects.filter(account_id=tom.keyholder.account, expires_day=None).count() == 0


def test_a_code_that_was_handed_out_opens_nothing_any_more(ada: Person, tom: Person) -> None:
    space = create_space(keyholder=tom.keyholder, kind=SpaceKind.CARE, role=Role.THERAPIST, label="", now=NOW)
    code = issue_invite(space=space, now=NOW)
    renew(tom)
    with pytest.raises(InviteUnknown):
        accept_invite(keyholder=ada.keyholder, typed=code, role=Role.CLIENT, label="", now=NOW)


def test_nobody_is_kept_from_it_by_harmed_rows_erased_members_or_swapped_keys(
    care: OpenSpace, ada: Person, tom: Person, iris: Person, max_: Person
) -> None:
    with_iris = share(ada, iris)
    harmed = create_space(keyholder=ada.keyholder, kind=SpaceKind.CARE, role=Role.CLIENT, label="", now=NOW)
    gone = create_space(keyholder=ada.keyholder, kind=SpaceKind.CARE, role=Role.CLIENT, label="", now=NOW)
    Space.objects.filter(id=harmed.id).update(head=b"x")
    Space.objects.filter(id=gone.id).delete()
    Account.objects.filter(id=iris.keyholder.account).update(
        public_key=Account.objects.get(id=max_.keyholder.account).public_key
    )
    erase_account(keyholder=tom.keyholder)
    renewed = renew(ada)
    assert set(renewed.unturned) == {harmed.id, gone.id}
    assert renewed.unreached == (with_iris.id,)
    assert not Drop.objects.exists(), "no key went to a stranger, or to nobody"
    assert said(open_space(ada.keyholder, care.id)) == ["before"]


def test_a_key_is_changed_also_where_a_member_has_erased_their_account(
    care: OpenSpace, ada: Person, tom: Person
) -> None:
    erase_account(keyholder=ada.keyholder)
    fresh = rekey(keyholder=tom.keyholder, space=open_space(tom.keyholder, care.id), without=None, now=NOW)
    assert said(fresh) == ["before"]


def test_it_happens_as_a_whole_or_not_at_all(care: OpenSpace, ada: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    before = Account.objects.filter(id=ada.keyholder.account).values().get()
    epochs = set(Space.objects.values_list("id", "epoch"))
    monkeypatch.setattr(renewals, "seal_profile", lambda *_: 1 // 0)
    ring = dict(ada.keyholder.ring.spaces)
    with pytest.raises(ZeroDivisionError):
        renew(ada)
    assert Account.objects.filter(id=ada.keyholder.account).values().get() == before
    assert set(Space.objects.values_list("id", "epoch")) == epochs
    assert ada.keyholder.ring.spaces == ring
