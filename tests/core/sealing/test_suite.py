import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillroom.core.sealing.suite import OVERHEAD, SealError, open_sealed, seal

KEY = b"k" * 32


@settings(deadline=None)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80), st.binary(max_size=600))
def test_what_is_sealed_opens_with_the_same_key_and_context(key: bytes, context: bytes, text: bytes) -> None:
    blob = seal(key, context, text)
    assert open_sealed(key, context, blob) == text
    assert len(blob) == len(text) + OVERHEAD


def test_the_same_text_is_never_sealed_the_same_twice() -> None:
    assert len({seal(KEY, b"context", b"text") for _ in range(200)}) == 200


def salt(blob: bytes) -> bytes:
    return blob[1:33]


def test_a_frozen_random_source_still_gives_each_text_context_and_key_its_own_salt() -> None:
    frozen = b"r" * 32
    salts = {salt(seal(KEY, b"context", b"%d" % number, entropy=frozen)) for number in range(500)}
    salts |= {salt(seal(KEY, b"%d" % number, b"text", entropy=frozen)) for number in range(500)}
    salts |= {salt(seal(number.to_bytes(32, "big"), b"context", b"text", entropy=frozen)) for number in range(500)}
    assert len(salts) == 1500


def test_a_frozen_random_source_shows_only_that_equal_texts_are_equal() -> None:
    assert seal(KEY, b"context", b"text", entropy=b"r" * 32) == seal(KEY, b"context", b"text", entropy=b"r" * 32)


def test_each_failure_has_the_same_type_and_words() -> None:
    blob = seal(KEY, b"context", b"text")
    failures = [
        (b"x" * 32, b"context", blob),
        (KEY, b"other", blob),
        (KEY, b"context", b"\x02" + blob[1:]),
        (KEY, b"context", blob[:80]),
        (KEY, b"context", blob[:-1]),
        (KEY, b"context", b""),
        (b"short", b"context", blob),
    ]
    messages = set()
    for key, context, spoiled in failures:
        with pytest.raises(SealError) as refused:
            open_sealed(key, context, spoiled)
        messages.add((type(refused.value), str(refused.value)))
    assert messages == {(SealError, "This cannot be opened.")}


def test_a_key_of_the_wrong_length_seals_nothing() -> None:
    for size in (0, 16, 31, 33, 64):
        with pytest.raises(ValueError, match="32 bytes"):
            seal(bytes(size), b"context", b"text")


def test_a_longer_key_that_hmac_would_take_for_the_same_opens_nothing() -> None:
    # HMAC pads short keys with zeros, so without the length check both would open.
    with pytest.raises(SealError):
        open_sealed(KEY + b"\0", b"context", seal(KEY, b"context", b"text"))
