"""Suite S1, the one seal for everything at rest (pv1 section 4).

A one-time AES-256-GCM key for each seal, bound to its context, with a 256-bit commitment to the key.
"""

import hashlib
import hmac
import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from stillroom.core.sealing.encoding import Tag, length_of, lp, u32
from stillroom.core.sealing.errors import SealError

__all__ = ["KEY_BYTES", "OVERHEAD", "SealError", "open_sealed", "seal"]

KEY_BYTES: Final = 32
OVERHEAD: Final = 81  # suite byte, salt, commitment, tag

_SUITE = b"\x01"
# Each key opens one ciphertext only, so its nonce may be constant.
_NONCE = bytes(12)
# What is the same under the PRF for every seal: tag, label, and the length in front of the next part.
_SALT_PREFIX = bytes((Tag.SALT,)) + lp(b"pv1/salt") + u32(32)
_KEY_PREFIX = bytes((Tag.KEY,)) + lp(b"pv1/key", _SUITE) + u32(32)
_DIGEST_LENGTH = u32(32)


def seal(key: bytes, context: bytes, plaintext: bytes, *, entropy: bytes | None = None) -> bytes:
    """`suite(1) || salt(32) || commitment(32) || ciphertext`, 81 bytes longer than `plaintext`.

    `entropy` (32 bytes) is for test vectors only. The salt also takes in the plaintext, so a random source that
    repeats itself (a machine put back to a snapshot) shows at most that two equal texts are equal.
    Raises ValueError for a key that is not 32 bytes long.
    """
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    fresh = os.urandom(32) if entropy is None else entropy
    bound = length_of(context) + context
    digest = hashlib.sha256(plaintext).digest()
    salt = hmac.digest(key, _SALT_PREFIX + fresh + bound + _DIGEST_LENGTH + digest, "sha512")[:32]
    once = hmac.digest(key, _KEY_PREFIX + salt + bound, "sha512")
    return _SUITE + salt + once[32:] + AESGCM(once[:32]).encrypt(_NONCE, plaintext, context)


def open_sealed(key: bytes, context: bytes, blob: bytes) -> bytes:
    """The plaintext. Raises SealError for any other key, context or byte than those it was sealed with."""
    if len(key) != KEY_BYTES or len(blob) < OVERHEAD or blob[:1] != _SUITE:
        raise SealError
    once = hmac.digest(key, _KEY_PREFIX + blob[1:33] + length_of(context) + context, "sha512")
    # Without the commitment one blob could be made to open to two texts under two keys.
    if not hmac.compare_digest(once[32:], blob[33:65]):
        raise SealError
    try:
        return AESGCM(once[:32]).decrypt(_NONCE, blob[65:], context)
    except InvalidTag:
        raise SealError from None
