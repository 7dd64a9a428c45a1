"""A copy for one phone that may be without a line: sealed with four drawn words that are kept nowhere.

Four of 7,754 words are 51.7 bits; PBKDF2 (RFC 8018) with SHA-256 and 600,000 rounds makes each guess as dear as that
many hashes, so all of them cost about 2^71. Browsers open it with WebCrypto, which has no Argon2id.
"""

import base64
import hashlib
import os
import unicodedata

from stillroom.core.sealing.suite import seal

ROUNDS = 600_000
_CONTEXT = b"stillroom/phone/1"


def seal_for_phone(text: str, words: str, *, rounds: int = ROUNDS) -> str:
    """Base64 of salt(16) || suite S1."""
    salt = os.urandom(16)
    plain = " ".join(unicodedata.normalize("NFKD", words).lower().split())
    key = hashlib.pbkdf2_hmac("sha256", plain.encode(), salt, rounds)
    return base64.b64encode(salt + seal(key, _CONTEXT, text.encode())).decode()
