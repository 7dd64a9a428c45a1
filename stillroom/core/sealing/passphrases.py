"""The passphrase wrap: Argon2id and two slots (pv1 section 5)."""

import os
import re
import struct
import unicodedata
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Self
from uuid import UUID

from nacl import bindings

from stillroom.core.sealing import contexts
from stillroom.core.sealing.accounts import seed_of, seed_payload
from stillroom.core.sealing.encoding import Tag, prf
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.suite import open_sealed, seal

PARAMS_BYTES: Final = 28
SLOT_BYTES: Final = 129
WRAP_BYTES: Final = 286

_KDF = 1
_PARAMS = struct.Struct(">BIIBBB16s")
_SEPARATORS = re.compile(r"[\s\-_.,]+")


class Norm(IntEnum):
    """How a passphrase is read: WORDS forgives case and separators, FREE takes each character as it is."""

    WORDS = 1
    FREE = 2


def normalise(text: str, norm: Norm) -> str:
    composed = unicodedata.normalize("NFKC", text)
    if norm is Norm.FREE:
        return composed
    return " ".join(word for word in _SEPARATORS.split(composed.casefold()) if word)


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a reader accepts, inclusive. Below is a downgrade by a database writer, above a denial of service."""

    memory_kib: tuple[int, int] = (19_456, 1_048_576)
    passes: tuple[int, int] = (2, 16)
    lanes: tuple[int, int] = (1, 4)

    def admit(self, params: "Params") -> bool:
        pairs = (
            (params.memory_kib, self.memory_kib),
            (params.passes, self.passes),
            (params.lanes, self.lanes),
        )
        return all(least <= value <= most for value, (least, most) in pairs)


NORMATIVE: Final = Bounds()


@dataclass(frozen=True, slots=True)
class Params:
    """Cost and reading of one passphrase. `pepper_id` names the pepper file, `salt` has 16 bytes."""

    memory_kib: int
    passes: int
    lanes: int
    norm: Norm
    pepper_id: int
    salt: bytes

    def encode(self) -> bytes:
        """28 bytes. Raises ValueError for numbers that do not fit."""
        if len(self.salt) != 16:
            raise ValueError("a salt has 16 bytes")
        numbers = (self.memory_kib, self.passes, self.lanes, self.norm, self.pepper_id)
        try:
            return _PARAMS.pack(_KDF, *numbers, self.salt)
        except struct.error as error:
            raise ValueError("a parameter is out of its range") from error

    @classmethod
    def decode(cls, blob: bytes, bounds: Bounds = NORMATIVE) -> Self:
        """From the first 28 bytes of a wrap. Raises SealError for what `bounds` do not admit."""
        if len(blob) != PARAMS_BYTES:
            raise SealError
        kdf, memory_kib, passes, lanes, norm, pepper_id, salt = _PARAMS.unpack(blob)
        if kdf != _KDF or norm not in set(Norm):
            raise SealError
        params = cls(memory_kib, passes, lanes, Norm(norm), pepper_id, salt)
        if not bounds.admit(params):
            raise SealError
        return params


def policy_params(salt: bytes, norm: Norm = Norm.WORDS, pepper_id: int = 1) -> Params:
    """What every writer uses: 64 MiB, three passes. Never the numbers of an old row."""
    return Params(65_536, 3, 1, norm, pepper_id, salt)


def argon2id(text: bytes, params: Params) -> bytes:
    """32 bytes (RFC 9106). Raises SealError for more than one lane, which libsodium does not run."""
    if params.lanes != 1:
        raise SealError
    return bindings.crypto_pwhash_alg(
        32, text, params.salt, params.passes, params.memory_kib * 1024, bindings.crypto_pwhash_ALG_ARGON2ID13
    )


def key_encryption_key(pepper: bytes, account: UUID, params: Params, argon_output: bytes) -> bytes:
    """32 bytes. Bound to the parameters: the same passphrase at another cost gives another key."""
    parts = (b"pv1/pass-kek", account.bytes, params.encode(), argon_output)
    return prf(pepper, Tag.PASSPHRASE, *parts)[:32]


def wrap_passphrase(seed: bytes, account: UUID, akv: int, params: Params, kek: bytes) -> bytes:
    """`params(28) || slot 0(129) || slot 1(129)`.

    Slot 1 is random for everybody, so that nobody can be made to say whether there is a decoy passphrase.
    """
    encoded = params.encode()
    context = contexts.passphrase_slot(account, akv, 0, encoded)
    slot_0 = seal(kek, context, seed_payload(seed, account))
    return encoded + slot_0 + b"\x01" + os.urandom(SLOT_BYTES - 1)


def open_passphrase(w_pass: bytes, account: UUID, akv: int, kek: bytes, slot: int = 0) -> bytes:
    """The account root seed in `slot` (0 or 1). Raises SealError."""
    if len(w_pass) != WRAP_BYTES or slot not in (0, 1):
        raise SealError
    start = PARAMS_BYTES + slot * SLOT_BYTES
    context = contexts.passphrase_slot(account, akv, slot, w_pass[:PARAMS_BYTES])
    return seed_of(open_sealed(kek, context, w_pass[start : start + SLOT_BYTES]), account)
