"""What stands before Argon2 when many ask at once: a form token, with work or a wait (pv1 section 13).

Tokens are ASCII. They are used once; who has used them, and how many are out, is for the caller to remember.
"""

import base64
import binascii
import hashlib
import hmac
import os
from typing import Final

from stillroom.core.sealing.encoding import Tag, lp, prf, u64

WORK_BITS: Final = 20

_HEAD_BYTES = 24  # time (8), random (16)
_TOKEN_BYTES = _HEAD_BYTES + 32
_NONCE_LIMIT = 64


def issue(secret: bytes, now_seconds: int) -> bytes:
    """A form token: 75 ASCII characters."""
    head = u64(now_seconds) + os.urandom(_HEAD_BYTES - 8)
    return base64.urlsafe_b64encode(head + _mac(secret, head)).rstrip(b"=")


def verify(secret: bytes, token: bytes, now_seconds: int, min_age: int, max_age: int) -> bool:
    """Whether `secret` issued this token at least `min_age` and less than `max_age` seconds ago."""
    try:
        raw = base64.urlsafe_b64decode(token + b"=")
    except binascii.Error:
        return False
    # Spelled in one way only, or a token could be used twice in two spellings.
    if len(raw) != _TOKEN_BYTES or base64.urlsafe_b64encode(raw).rstrip(b"=") != token:
        return False
    head, mac = raw[:_HEAD_BYTES], raw[_HEAD_BYTES:]
    age = now_seconds - int.from_bytes(head[:8], "big")
    return hmac.compare_digest(mac, _mac(secret, head)) and min_age <= age < max_age


def verify_work(token: bytes, nonce: bytes, bits: int = WORK_BITS) -> bool:
    """Whether SHA-256(LP("pv1/work", token, nonce)) begins with `bits` zero bits."""
    if len(nonce) > _NONCE_LIMIT:
        return False
    digest = hashlib.sha256(lp(b"pv1/work", token, nonce)).digest()
    return int.from_bytes(digest, "big") >> 256 - bits == 0


def _mac(secret: bytes, head: bytes) -> bytes:
    return prf(secret, Tag.SESSION, b"pv1/form-token", head)[:32]
