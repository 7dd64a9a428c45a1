import pytest

from stillroom.core.sealing.crockford import ALPHABET
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.hybrid import HybridKey, fingerprint, fingerprint_text, hybrid_open, hybrid_seal

TOM = HybridKey.from_seed(b"t" * 32)
IRIS = HybridKey.from_seed(b"i" * 32)


def test_a_key_pair_follows_from_its_seed() -> None:
    assert HybridKey.from_seed(b"t" * 32).public_bytes == TOM.public_bytes
    assert len(TOM.public_bytes) == 1216
    assert TOM.public_bytes != IRIS.public_bytes
    with pytest.raises(ValueError, match="32 bytes"):
        HybridKey.from_seed(b"t" * 31)


def test_what_is_sealed_to_tom_opens_for_tom_only() -> None:
    blob = hybrid_seal(TOM.public_bytes, b"info", b"a key")
    assert len(blob) == 1 + 1120 + 5 + 16
    assert hybrid_open(TOM, b"info", blob) == b"a key"
    for key, info in ((IRIS, b"info"), (TOM, b"other info")):
        with pytest.raises(SealError):
            hybrid_open(key, info, blob)


def test_nothing_opens_after_a_byte_has_changed() -> None:
    blob = hybrid_seal(TOM.public_bytes, b"info", b"a key")
    for at in (0, 1, 600, 1088, 1089, 1120, 1121, len(blob) - 1):
        spoiled = bytearray(blob)
        spoiled[at] ^= 1
        with pytest.raises(SealError):
            hybrid_open(TOM, b"info", bytes(spoiled))
    for cut in (b"", blob[:1], blob[:1120], blob[:-1], blob + b"\0"):
        with pytest.raises(SealError):
            hybrid_open(TOM, b"info", cut)


@pytest.mark.parametrize(
    "public",
    [b"", bytes(32), TOM.public_bytes[:-1], TOM.public_bytes + b"\0", b"\xff" * 1216],
    ids=["empty", "short", "cut", "long", "not a lattice"],
)
def test_bytes_that_are_no_public_key_get_nothing(public: bytes) -> None:
    with pytest.raises(SealError):
        hybrid_seal(public, b"info", b"a key")


def test_a_public_key_whose_curve_half_is_zero_gets_nothing() -> None:
    with pytest.raises(SealError):
        hybrid_seal(TOM.public_bytes[:1184] + bytes(32), b"info", b"a key")


def test_a_fingerprint_is_read_aloud_in_groups_of_four() -> None:
    text = fingerprint_text(fingerprint(TOM.public_bytes))
    groups = text.split("-")
    assert [len(group) for group in groups] == [4] * 5
    assert set("".join(groups)) <= set(ALPHABET)
    assert fingerprint_text(bytes(32)) == "0000-0000-0000-0000-0000"
    assert fingerprint_text(b"\x08" + bytes(31)) == "1000-0000-0000-0000-0000"
    assert fingerprint_text(bytes(12) + b"\x10" + bytes(19)) == "0000-0000-0000-0000-0001"


def test_a_key_does_not_show_itself() -> None:
    assert TOM.public_bytes.hex()[:16] not in repr(TOM)
    assert repr(TOM.public_bytes[:8])[2:-1] not in repr(TOM)
