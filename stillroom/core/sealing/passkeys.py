"""Unlocking by a passkey's PRF extension (pv1 section 5; W3C WebAuthn level 3, section 10.1.4)."""

from uuid import UUID

from stillroom.core.sealing.encoding import ZERO_KEY, Tag, prf


def prf_input(rp_id: str) -> bytes:
    """32 bytes that the browser hands to the authenticator."""
    return prf(ZERO_KEY, Tag.PASSKEY, b"pv1/prf-salt", rp_id.encode())[:32]


def passkey_key(prf_output: bytes, account: UUID, credential_id: bytes) -> bytes:
    """32 bytes that open this credential's wrap."""
    return prf(prf_output, Tag.PASSKEY, b"pv1/prf-kek", account.bytes, credential_id)[:32]
