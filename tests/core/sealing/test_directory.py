import pytest

from stillroom.core.sealing.directory import (
    directory_message,
    new_signing_key,
    public_of,
    sign_directory,
    verify_directory,
)
from stillroom.core.sealing.errors import SealError
from tests.core.sealing.vectors import ACCOUNT, SPACE

TOM = b"t" * 32
MESSAGE = directory_message("practice-1", ACCOUNT, "therapist", TOM, 20_000, 20_365)


def test_the_practice_vouches_for_exactly_one_line() -> None:
    practice = new_signing_key()
    signature = sign_directory(practice, MESSAGE)
    assert len(signature) == 64
    verify_directory(public_of(practice), MESSAGE, signature)
    for message in (
        directory_message("practice-2", ACCOUNT, "therapist", TOM, 20_000, 20_365),
        directory_message("practice-1", SPACE, "therapist", TOM, 20_000, 20_365),
        directory_message("practice-1", ACCOUNT, "steward", TOM, 20_000, 20_365),
        directory_message("practice-1", ACCOUNT, "therapist", b"i" * 32, 20_000, 20_365),
        directory_message("practice-1", ACCOUNT, "therapist", TOM, 19_999, 20_365),
        directory_message("practice-1", ACCOUNT, "therapist", TOM, 20_000, 20_366),
    ):
        with pytest.raises(SealError):
            verify_directory(public_of(practice), message, signature)


def test_nobody_else_vouches() -> None:
    practice, eve = new_signing_key(), new_signing_key()
    assert practice != eve
    signature = sign_directory(eve, MESSAGE)
    for public, offered in (
        (public_of(practice), signature),
        (public_of(practice), b""),
        (public_of(practice), bytes(64)),
        (b"short", signature),
        (bytes(32), signature),
    ):
        with pytest.raises(SealError):
            verify_directory(public, MESSAGE, offered)
