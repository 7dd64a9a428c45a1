"""Suite H1: HPKE (RFC 9180) in base mode with X-Wing = ML-KEM-768 + X25519 (pv1 sections 4 and 5).

It delivers keys to an account's public key. It authenticates nobody: what it delivers must prove itself.
"""

import hashlib
from dataclasses import dataclass
from typing import Self

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PrivateKey, MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PrivateKey,
    MLKEM768X25519PublicKey,
    Suite,
)

from stillroom.core.sealing.crockford import grouped, symbols_of
from stillroom.core.sealing.encoding import lp
from stillroom.core.sealing.errors import SealError

_SUITE_BYTE = b"\x01"
_MLKEM_PUBLIC_BYTES = 1184
_SUITE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True, slots=True, repr=False, eq=False)
class HybridKey:
    """An X-Wing key pair. `public_bytes`: ML-KEM public key (1,184 bytes), then X25519 public key (32)."""

    private: MLKEM768X25519PrivateKey
    public_bytes: bytes

    @classmethod
    def from_seed(cls, seed: bytes) -> Self:
        """From 32 bytes, as age's `AGE-SECRET-KEY-PQ-1` does. Raises ValueError for another length."""
        if len(seed) != 32:
            raise ValueError("a seed has 32 bytes")
        expanded = hashlib.shake_256(seed).digest(96)
        lattice = MLKEM768PrivateKey.from_seed_bytes(expanded[:64])
        curve = X25519PrivateKey.from_private_bytes(expanded[64:])
        public = lattice.public_key().public_bytes_raw() + curve.public_key().public_bytes_raw()
        return cls(MLKEM768X25519PrivateKey(lattice, curve), public)


def fingerprint(public_bytes: bytes) -> bytes:
    """32 bytes."""
    return hashlib.sha256(lp(b"pv1/kem-pk", public_bytes)).digest()


def fingerprint_text(fp: bytes) -> str:
    """The first 100 bits in groups of four symbols, for two people to compare by voice."""
    return grouped(symbols_of(int.from_bytes(fp, "big") >> 8 * len(fp) - 100, 20), 4)


def hybrid_seal(public_bytes: bytes, info: bytes, plaintext: bytes) -> bytes:
    """`suite(1) || encapsulated key(1120) || ciphertext`. Raises SealError when the public key is not one."""
    try:
        lattice = MLKEM768PublicKey.from_public_bytes(public_bytes[:_MLKEM_PUBLIC_BYTES])
        curve = X25519PublicKey.from_public_bytes(public_bytes[_MLKEM_PUBLIC_BYTES:])
        return _SUITE_BYTE + _SUITE.encrypt(plaintext, MLKEM768X25519PublicKey(lattice, curve), info)
    except ValueError:
        raise SealError from None


def hybrid_open(key: HybridKey, info: bytes, blob: bytes) -> bytes:
    """Raises SealError."""
    if blob[:1] != _SUITE_BYTE:
        raise SealError
    try:
        return _SUITE.decrypt(blob[1:], key.private, info)
    except (InvalidTag, ValueError):
        raise SealError from None
