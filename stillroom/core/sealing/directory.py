"""The signed list of therapists: whose public key is whose (pv1 section 6.4)."""

from uuid import UUID

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from stillroom.core.sealing.encoding import lp, u32
from stillroom.core.sealing.errors import SealError


def directory_message(
    practice: str, account: UUID, role: str, fp: bytes, not_before_day: int, not_after_day: int
) -> bytes:
    """What the practice signs. Days since 1970-01-01, both inclusive."""
    days = (u32(not_before_day), u32(not_after_day))
    return lp(b"pv1/directory", practice.encode(), account.bytes, role.encode(), fp, *days)


def new_signing_key() -> bytes:
    """The private half: 32 bytes."""
    return Ed25519PrivateKey.generate().private_bytes_raw()


def public_of(private: bytes) -> bytes:
    """The public half: 32 bytes."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def sign_directory(private: bytes, message: bytes) -> bytes:
    """64 bytes (Ed25519, RFC 8032)."""
    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def verify_directory(public: bytes, message: bytes, signature: bytes) -> None:
    """Returns nothing; raises SealError when the signature is not the practice's."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):
        raise SealError from None
