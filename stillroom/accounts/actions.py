"""Joining, coming in, getting back in, and a person's own drafts."""

import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType

from django.utils.translation import gettext as _

from stillroom.accounts.documents import DRAFTS_LAST, Draft, Profile
from stillroom.accounts.links import put_back, take_link
from stillroom.accounts.queries import draft_space, drafts_in, profile_of
from stillroom.accounts.words import spelled
from stillroom.base import presence
from stillroom.base.errors import Refused
from stillroom.vault.accounts import (
    POLICY,
    Cost,
    HandleTaken,
    Unlocked,
    WrongPassphrase,
    change_passphrase,
    create_account,
    drop_recovery_code,
    keep_recovery_code,
    recover,
    unlock,
    write_profile,
)
from stillroom.vault.documents import Role, SpaceKind
from stillroom.vault.keyholders import Keyholder, ring_entries
from stillroom.vault.records import writing
from stillroom.vault.rekeys import take_new_keys
from stillroom.vault.sessions import end_all_sessions
from stillroom.vault.spaces import Tampered, create_space
from stillroom.vault.typed import Norm

HOME: Mapping[Role, SpaceKind] = MappingProxyType(
    {Role.CLIENT: SpaceKind.JOURNAL, Role.THERAPIST: SpaceKind.DESK, Role.STEWARD: SpaceKind.PRACTICE}
)


class NameTaken(Refused):
    """Only the practice's people choose their sign-in names; two may want the same."""

    def __init__(self) -> None:
        super().__init__(_("Somebody here signs in with this name already. Please take another."))


@dataclass(frozen=True, slots=True)
class Entered:
    """Somebody who has just proven who they are: what a session is made from, and their profile."""

    unlocked: Unlocked
    profile: Profile

    @property
    def keyholder(self) -> Keyholder:
        return self.unlocked.keyholder


def join(
    *,
    called: str,
    zone: str,
    role: Role,
    handle: str,
    passphrase: str,
    now: datetime,
    shared_phone: bool = True,
    language: str = "",
    norm: Norm = Norm.WORDS,
    cost: Cost = POLICY,
) -> Unlocked:
    """A new account with the one space of its own. Raises NameTaken, or Busy."""
    profile = Profile(handle=handle, called=called, role=role, zone=zone, shared_phone=shared_phone, language=language)
    try:
        unlocked = create_account(
            handle=handle, passphrase=spelled(passphrase), profile=profile, now=now, norm=norm, cost=cost
        )
    except HandleTaken:
        raise NameTaken from None
    _ensure_home(unlocked.keyholder, role, now)
    return unlocked


def join_by_link(
    *,
    link: str,
    called: str,
    zone: str,
    handle: str,
    passphrase: str,
    now: datetime,
    shared_phone: bool = False,
    language: str = "",
    norm: Norm = Norm.WORDS,
    cost: Cost = POLICY,
) -> Unlocked:
    """One of the practice's own people joins. The link says as what, and is used up unless it came to nothing.

    Raises LinkOver, NameTaken, or Busy.
    """
    taken = take_link(link, now)
    try:
        return join(
            called=called,
            zone=zone,
            role=Role(taken.role),
            handle=handle,
            passphrase=passphrase,
            now=now,
            shared_phone=shared_phone,
            language=language,
            norm=norm,
            cost=cost,
        )
    except Refused:
        put_back(taken)
        raise


def _ensure_home(keyholder: Keyholder, role: Role, now: datetime) -> None:
    """Also at sign-in: the power may have gone between the account and its space."""
    if not ring_entries(keyholder, HOME[role]):
        create_space(keyholder=keyholder, kind=HOME[role], role=role, label="", now=now)


def sign_in(*, handle: str, passphrase: str, now: datetime, cost: Cost = POLICY) -> Entered:
    """Whoever this name and passphrase belong to. Raises WrongPassphrase, or Busy."""
    return _enter(unlock(handle=handle, passphrase=spelled(passphrase), now=now, cost=cost), now)


def _enter(unlocked: Unlocked, now: datetime) -> Entered:
    """What is due whenever somebody comes in: missed new keys, their own space, drafts that are too old."""
    keyholder = unlocked.keyholder
    profile = profile_of(keyholder)
    take_new_keys(keyholder, now)
    _ensure_home(keyholder, profile.role, now)
    with suppress(Tampered):  # their own page says so; what is whole stays open to them
        purge_drafts(keyholder=keyholder, now=now)
    return Entered(unlocked, profile)


def prove_passphrase(*, keyholder: Keyholder, handle: str, passphrase: str, now: datetime, cost: Cost = POLICY) -> None:
    """Whether the person at the keyboard knows this account's passphrase. Raises WrongPassphrase, or Busy."""
    unlocked = unlock(handle=handle, passphrase=spelled(passphrase), now=now, cost=cost)
    if unlocked.keyholder.account != keyholder.account:
        raise WrongPassphrase


def renew_passphrase(*, keyholder: Keyholder, passphrase: str, norm: Norm, cost: Cost = POLICY) -> Unlocked:
    """The caller has made sure of the old one. Every session ends, this one too: start another. Raises Busy."""
    change_passphrase(keyholder=keyholder, passphrase=spelled(passphrase), norm=norm, cost=cost)
    return Unlocked(keyholder, end_everywhere(keyholder=keyholder))


def account_of_code(*, code: str, now: datetime) -> Profile:
    """Whose sheet this is. Raises WrongRecoveryCode."""
    return profile_of(recover(code=code, now=now).keyholder)


def recover_with_code(*, code: str, passphrase: str, norm: Norm, now: datetime, cost: Cost = POLICY) -> Entered:
    """A new passphrase by the recovery code, which goes on working. Raises WrongRecoveryCode, or Busy."""
    keyholder = recover(code=code, now=now).keyholder
    return _enter(renew_passphrase(keyholder=keyholder, passphrase=passphrase, norm=norm, cost=cost), now)


def end_everywhere(*, keyholder: Keyholder) -> int:
    """Ends every session of this account and closes what rests on them. Returns the new session generation."""
    generation = end_all_sessions(keyholder=keyholder)
    presence.close(presence.tag("account", keyholder.account.bytes))
    return generation


def keep_sheet(*, keyholder: Keyholder, profile: Profile, code: str) -> Profile:
    """The code on the sheet begins to work; an older sheet stops."""
    keep_recovery_code(keyholder=keyholder, code=code)
    return change_profile(keyholder=keyholder, profile=replace(profile, has_sheet=True))


def drop_sheet(*, keyholder: Keyholder, profile: Profile) -> Profile:
    """For a home where a found sheet is worse than a lost passphrase."""
    drop_recovery_code(keyholder=keyholder)
    return change_profile(keyholder=keyholder, profile=replace(profile, has_sheet=False))


def choose_language(*, keyholder: Keyholder, profile: Profile, language: str) -> Profile:
    """It follows them to every device on which they come in."""
    return change_profile(keyholder=keyholder, profile=replace(profile, language=language))


def change_profile(*, keyholder: Keyholder, profile: Profile) -> Profile:
    write_profile(keyholder=keyholder, profile=profile)
    return profile


def save_draft(
    *, keyholder: Keyholder, form: str, about: uuid.UUID | None, fields: dict[str, str], now: datetime
) -> None:
    """What stands in a form, in the place of what stood there before."""
    draft = Draft(form=form, about=about, fields=fields, saved=now)
    with writing(draft_space(keyholder), now=now) as work:
        mine = drafts_in(keyholder, work.space)
        before = next((each for each in mine if each.document.stands_in(form, about)), None)
        if before is None:
            work.add(draft)
        else:
            work.replace(before, draft)


def drop_draft(*, keyholder: Keyholder, form: str, about: uuid.UUID | None, now: datetime) -> None:
    """The form was sent, or its words are not wanted any more. No error when there is no draft.

    Nor when its space is harmed: what the form did is done, and must not look as if it were not.
    """
    with suppress(Tampered), writing(draft_space(keyholder), now=now) as work:
        for draft in drafts_in(keyholder, work.space):
            if draft.document.stands_in(form, about):
                work.remove(draft)


def drop_draft_by_id(*, keyholder: Keyholder, draft: uuid.UUID, now: datetime) -> None:
    """From the list of drafts. No error when it is gone already."""
    with writing(draft_space(keyholder), now=now) as work:
        for each in drafts_in(keyholder, work.space):
            if each.id == draft:
                work.remove(each)


def purge_drafts(*, keyholder: Keyholder, now: datetime) -> None:
    """Deletes what was left lying for seven days. Only its owner can open it, so it happens when they come in."""
    space = draft_space(keyholder)
    if all(now - draft.document.saved < DRAFTS_LAST for draft in drafts_in(keyholder, space)):
        return
    with writing(space, now=now) as work:
        for draft in drafts_in(keyholder, work.space):
            if now - draft.document.saved >= DRAFTS_LAST:
                work.remove(draft)
