"""Accounts: made, unlocked by passphrase or recovery code, passphrase changed (pv1 section 5).

No password hash is kept anywhere: that a wrap opens is the proof.
"""

import secrets
import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

import msgspec
from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from stillroom.base.errors import Hidden, Refused
from stillroom.base.ids import new_id
from stillroom.core.sealing import recovery
from stillroom.core.sealing.accounts import decoy_account, handle_index, sub_key
from stillroom.core.sealing.errors import CodeError, SealError
from stillroom.core.sealing.hybrid import HybridKey
from stillroom.core.sealing.key_rings import KeyRing, open_profile, seal_key_ring, seal_profile
from stillroom.core.sealing.passphrases import (
    NORMATIVE,
    PARAMS_BYTES,
    WRAP_BYTES,
    Bounds,
    Norm,
    Params,
    argon2id,
    key_encryption_key,
    normalise,
    open_passphrase,
    wrap_passphrase,
)
from stillroom.vault.days import month_of
from stillroom.vault.documents import Fields, Upgrader, fields_of
from stillroom.vault.kdf_slots import kdf_slot
from stillroom.vault.keyholders import Keyholder, keyholder_of, prove_public_key, row_of
from stillroom.vault.models import Account

T = TypeVar("T")
# Cheap in tests, where it is passed as an argument: (memory in KiB, passes).
Cost = tuple[int, int]
POLICY: Cost = (65_536, 3)
PEPPER_ID = 1


class WrongPassphrase(Refused):
    """Handle or passphrase: one sentence for both, and the same time for both."""

    def __init__(self) -> None:
        super().__init__(_("That name and passphrase do not fit together. Check both and try again. Nothing was lost."))


class WrongRecoveryCode(Refused):
    def __init__(self, sentence: str | None = None) -> None:
        super().__init__(sentence or _("This recovery code does not open an account. A newer one replaces it."))


@dataclass(frozen=True, slots=True, repr=False)
class Unlocked:
    """A person let in: the keyholder, and what a session of theirs must carry."""

    keyholder: Keyholder
    generation: int


def wrap_seed(seed: bytes, row: Account, passphrase: str, norm: Norm, cost: Cost) -> bytes:
    """A fresh passphrase wrap at `cost`: writers never take an old row's numbers. Argon2 runs here. Raises Busy."""
    params = Params(*cost, 1, norm, PEPPER_ID, secrets.token_bytes(16))
    return wrap_passphrase(seed, row.id, row.key_version, params, _kek(row.id, passphrase, params))


def _kek(account: uuid.UUID, passphrase: str, params: Params) -> bytes:
    """Raises SealError for a pepper that this machine does not have."""
    pepper = settings.PEPPERS.get(params.pepper_id)
    if pepper is None:
        raise SealError
    text = normalise(passphrase, params.norm).encode()
    with kdf_slot():
        hashed = argon2id(text, params)
    return key_encryption_key(pepper, account, params, hashed)


def create_account(
    *,
    handle: str,
    passphrase: str,
    profile: object,
    now: datetime,
    norm: Norm = Norm.WORDS,
    cost: Cost = POLICY,
) -> Unlocked:
    """A new account. Argon2 runs before the transaction. Raises HandleTaken (generated handles: draw again)."""
    seed = secrets.token_bytes(32)
    public = HybridKey.from_seed(sub_key(seed, "kem")).public_bytes
    row = Account(
        id=new_id(),
        handle_index=handle_index(settings.PEPPERS[PEPPER_ID], handle),
        public_key=public,
        idle_month=month_of(now),
    )
    row.passphrase_wrap = wrap_seed(seed, row, passphrase, norm, cost)
    row.key_ring = seal_key_ring(seed, row.id, row.key_version, 1, KeyRing())
    row.profile = seal_profile(seed, row.id, row.key_version, 1, msgspec.json.encode(fields_of(profile)))
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise HandleTaken from None
    return Unlocked(keyholder_of(row, seed), row.session_generation)


class HandleTaken(Exception):
    """Two draws of 38.8 bits fell together, or a staff member chose a handle that is in use."""


def unlock(*, handle: str, passphrase: str, now: datetime, cost: Cost = POLICY) -> Unlocked:
    """The account of this handle, if the passphrase opens it.

    An unknown handle costs one Argon2 and one opening that fails, like a wrong passphrase (pv1 section 13). A wrap
    below the policy is made anew. Raises WrongPassphrase, Busy, or AccountTampered.

    `cost`: what a wrap is made at today. Wraps of any cost within the normative bounds open: a cheaper one than today's
    was today's once, and nobody can make one cheaper who does not have the passphrase, for it is bound to its cost.
    """
    pepper = settings.PEPPERS[PEPPER_ID]
    index = handle_index(pepper, handle)
    row = Account.objects.filter(handle_index=index).first() or _nobody(pepper, index, cost)
    wrap = bytes(row.passphrase_wrap)
    try:
        params = Params.decode(wrap[:PARAMS_BYTES], _bounds(cost))
        kek = _kek(row.id, passphrase, params)
        seed = open_passphrase(wrap, row.id, row.key_version, kek)
    except SealError:
        raise WrongPassphrase from None
    if (params.memory_kib, params.passes) != cost:
        renewed = wrap_seed(seed, row, passphrase, params.norm, cost)
        # Only in the place of the one that was opened: the passphrase may have been changed during two runs of
        # Argon2, and the old one would be put back over it.
        Account.objects.filter(id=row.id, passphrase_wrap=wrap).update(passphrase_wrap=renewed)
    return _let_in(row, seed, now)


def _bounds(cost: Cost) -> Bounds:
    """What pv1 admits, and less only where a test makes wraps that are cheaper still."""
    (memory, most_memory), (passes, most_passes) = NORMATIVE.memory_kib, NORMATIVE.passes
    return Bounds((min(memory, cost[0]), most_memory), (min(passes, cost[1]), most_passes))


def _nobody(pepper: bytes, index: bytes, cost: Cost) -> Account:
    """A row that nobody has, the same one each time for the same handle."""
    decoy = decoy_account(pepper, index)
    params = Params(*cost, 1, Norm.WORDS, PEPPER_ID, decoy.salt).encode()
    return Account(id=decoy.account, passphrase_wrap=params + NOTHING)


NOTHING = b"\x01" + bytes(WRAP_BYTES - PARAMS_BYTES - 1)


def _let_in(row: Account, seed: bytes, now: datetime) -> Unlocked:
    keyholder = keyholder_of(row, seed)
    prove_public_key(keyholder, row)
    month = month_of(now)
    if row.idle_month != month:
        Account.objects.filter(id=row.id).update(idle_month=month)
    return Unlocked(keyholder, row.session_generation)


def draw_recovery_code() -> str:
    """A recovery code as its sheet shows it. It opens nothing until it is kept."""
    return recovery.encode(secrets.token_bytes(recovery.SECRET_BYTES))


def keep_recovery_code(*, keyholder: Keyholder, code: str) -> None:
    """From now on `code` opens this account; the one before stops working. The code itself is kept nowhere.

    Raises Hidden when the account has a new root seed by now, like everything here that seals something of it.
    """
    secret = recovery.decode(code)
    key = recovery.recovery_key(keyholder.account, secret)
    wrap = recovery.wrap_recovery(keyholder.seed.reveal(), keyholder.account, keyholder.key_version, key)
    _update(keyholder, recovery_index=recovery.recovery_id(secret), recovery_wrap=wrap)


def _update(keyholder: Keyholder, **columns: object) -> None:
    """Never over the row of a newer root seed: a wrap of the old one would lock the person out."""
    if not Account.objects.filter(id=keyholder.account, key_version=keyholder.key_version).update(**columns):
        raise Hidden


def make_recovery_code(*, keyholder: Keyholder) -> str:
    """Draws a code and keeps it at once."""
    code = draw_recovery_code()
    keep_recovery_code(keyholder=keyholder, code=code)
    return code


def drop_recovery_code(*, keyholder: Keyholder) -> None:
    """For a home where a found sheet is worse than a lost passphrase."""
    _update(keyholder, recovery_index=None, recovery_wrap=None)


def recover(*, code: str, now: datetime) -> Unlocked:
    """The account that a recovery code opens; no name is asked, so nothing can be enumerated.

    Raises WrongRecoveryCode, with a sentence about the typing where the checksum caught a slip.
    """
    try:
        secret = recovery.decode(code)
    except CodeError as error:
        raise WrongRecoveryCode(_(str(error))) from None
    row = Account.objects.filter(recovery_index=recovery.recovery_id(secret)).first()
    if row is None:
        raise WrongRecoveryCode
    try:
        key = recovery.recovery_key(row.id, secret)
        seed = recovery.open_recovery(bytes(row.recovery_wrap or b""), row.id, row.key_version, key)
    except SealError:
        raise WrongRecoveryCode from None
    return _let_in(row, seed, now)


def change_passphrase(*, keyholder: Keyholder, passphrase: str, norm: Norm = Norm.WORDS, cost: Cost = POLICY) -> None:
    """Wraps the seed under a new passphrase. The caller has made sure of the old one or of the recovery code.

    Enough for a better passphrase; not for one that somebody may know (see `vault.renewals`). Raises Busy, Hidden.
    """
    wrap = wrap_seed(keyholder.seed.reveal(), row_of(keyholder), passphrase, norm, cost)
    _update(keyholder, passphrase_wrap=wrap)


def read_profile(keyholder: Keyholder, cls: type[T], upgrade: Upgrader = dict) -> T:
    """`upgrade` turns the fields of whatever was sealed once into those of today's class."""
    row = row_of(keyholder, "profile", "profile_version")
    return profile_from(profile_in(row, keyholder.seed.reveal()), cls, upgrade)


def profile_in(row: Account, seed: bytes) -> bytes:
    """What is kept as the profile in a row at hand, opened."""
    return open_profile(seed, row.id, row.key_version, row.profile_version, bytes(row.profile))


def profile_from(kept: bytes, cls: type[T], upgrade: Upgrader = dict) -> T:
    """As `read_profile`, from what is at hand already."""
    return msgspec.convert(upgrade(msgspec.json.decode(kept, type=Fields)), cls)


def write_profile(*, keyholder: Keyholder, profile: object) -> None:
    """Replaces the profile; the last writer wins, as with any settings page."""
    payload = msgspec.json.encode(fields_of(profile))
    with transaction.atomic():
        row = row_of(keyholder, "profile_version")
        version = row.profile_version + 1
        blob = seal_profile(keyholder.seed.reveal(), row.id, row.key_version, version, payload)
        _update(keyholder, profile=blob, profile_version=version)
