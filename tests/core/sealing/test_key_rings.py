import json
from dataclasses import replace

import pytest

from stillroom.core.sealing import contexts
from stillroom.core.sealing.accounts import sub_key
from stillroom.core.sealing.encoding import KEY_RING, pad
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import (
    KeyRing,
    RingEntry,
    open_key_ring,
    open_profile,
    seal_key_ring,
    seal_profile,
)
from stillroom.core.sealing.suite import seal
from tests.core.sealing.vectors import ACCOUNT, EK, RECORD, SEED, SPACE

CARE = RingEntry(epoch=7, key=EK, kind="care", label="Grüße", peer=b"p" * 32, seq=12, link=b"l" * 32)
JOURNAL = replace(CARE, kind="journal", peer=b"")
RING = KeyRing({SPACE: CARE, RECORD: JOURNAL})


def test_a_ring_is_the_json_of_section_6() -> None:
    assert json.loads(KeyRing({SPACE: CARE}).to_json()) == {
        "v": 1,
        "spaces": {
            SPACE.hex: {
                "e": 7,
                "k": EK.hex(),
                "kind": "care",
                "label": "Grüße",
                "peer": "70" * 32,
                "seq": 12,
                "link": "6c" * 32,
            }
        },
    }


def test_a_ring_comes_back_for_its_account_seed_and_version() -> None:
    blob = seal_key_ring(SEED, ACCOUNT, 1, 5, RING)
    assert open_key_ring(SEED, ACCOUNT, 1, 5, blob) == RING
    for seed, account, akv, version in (
        (bytes(32), ACCOUNT, 1, 5),
        (SEED, SPACE, 1, 5),
        (SEED, ACCOUNT, 2, 5),
        (SEED, ACCOUNT, 1, 4),
        (SEED, ACCOUNT, 1, 6),
    ):
        with pytest.raises(SealError):
            open_key_ring(seed, account, akv, version, blob)


def test_an_empty_ring_and_one_of_three_spaces_have_close_lengths() -> None:
    empty = seal_key_ring(SEED, ACCOUNT, 1, 1, KeyRing())
    two = seal_key_ring(SEED, ACCOUNT, 1, 1, RING)
    assert len(empty) == len(two) == 1024 + 81


@pytest.mark.parametrize(
    "change",
    [
        {"v": 2},
        {"spaces": []},
        {"spaces": {"x": {}}},
        {"spaces": {str(SPACE): json.loads(KeyRing({SPACE: CARE}).to_json())["spaces"][SPACE.hex]}},
        {"more": 1},
    ],
    ids=["version", "list", "no id", "hyphens", "more"],
)
def test_a_ring_of_another_shape_is_refused(change: dict[str, object]) -> None:
    fields = {"v": 1, "spaces": {}}
    context = contexts.key_ring(ACCOUNT, 1, 1)
    blob = seal(sub_key(SEED, "keyring"), context, pad(json.dumps({**fields, **change}).encode(), KEY_RING))
    with pytest.raises(SealError):
        open_key_ring(SEED, ACCOUNT, 1, 1, blob)


def test_a_profile_comes_back_and_is_no_key_ring() -> None:
    blob = seal_profile(SEED, ACCOUNT, 1, 1, b'{"handle":"amber-otter-lamp"}')
    assert open_profile(SEED, ACCOUNT, 1, 1, blob) == b'{"handle":"amber-otter-lamp"}'
    assert len(blob) == 1024 + 81
    for seed, account, version in ((bytes(32), ACCOUNT, 1), (SEED, SPACE, 1), (SEED, ACCOUNT, 2)):
        with pytest.raises(SealError):
            open_profile(seed, account, 1, version, blob)
    with pytest.raises(SealError):
        open_key_ring(SEED, ACCOUNT, 1, 1, blob)


def test_an_entry_shows_neither_key_nor_label() -> None:
    for shown in (repr(CARE), repr(RING)):
        assert repr(EK) not in shown
        assert "Grüße" not in shown
