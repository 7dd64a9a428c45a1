from dataclasses import replace

import argon2.low_level
import pytest

from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.passphrases import (
    NORMATIVE,
    Bounds,
    Norm,
    Params,
    argon2id,
    key_encryption_key,
    normalise,
    open_passphrase,
    policy_params,
    wrap_passphrase,
)
from tests.core.sealing.vectors import ACCOUNT, PEPPER, SEED, SPACE

SALT = b"s" * 16
CHEAP = Params(memory_kib=64, passes=1, lanes=1, norm=Norm.WORDS, pepper_id=1, salt=SALT)
CHEAP_BOUNDS = Bounds(memory_kib=(8, 1_048_576), passes=(1, 16))


def key_for(text: str, params: Params = CHEAP) -> bytes:
    stretched = argon2id(normalise(text, params.norm).encode(), params)
    return key_encryption_key(PEPPER, ACCOUNT, params, stretched)


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("amber otter lamp quiet ferry mango", "amber otter lamp quiet ferry mango"),
        ("  Amber-otter_LAMP. quiet,ferry\n\tmango ", "amber otter lamp quiet ferry mango"),
        ("1234-5678 9012", "1234 5678 9012"),
        ("ＡＭＢＥＲ\u00a0otter", "amber otter"),
        ("", ""),
        (" -_., ", ""),
    ],
)
def test_words_are_read_without_case_and_separators(typed: str, read: str) -> None:
    assert normalise(typed, Norm.WORDS) == read


def test_a_free_passphrase_keeps_case_and_spaces() -> None:
    assert normalise(" My-Own  Words ", Norm.FREE) == " My-Own  Words "
    assert normalise("caf\u0065\u0301", Norm.FREE) == "caf\u00e9"


@pytest.mark.parametrize(("memory_kib", "passes"), [(8, 1), (64, 1), (64, 3), (256, 2)])
def test_another_implementation_of_argon2_agrees(memory_kib: int, passes: int) -> None:
    params = replace(CHEAP, memory_kib=memory_kib, passes=passes)
    expected = argon2.low_level.hash_secret_raw(
        b"amber otter",
        SALT,
        time_cost=passes,
        memory_cost=memory_kib,
        parallelism=1,
        hash_len=32,
        type=argon2.low_level.Type.ID,
        version=0x13,
    )
    assert argon2id(b"amber otter", params) == expected


def test_more_lanes_than_one_are_legal_to_read_and_not_run() -> None:
    params = replace(policy_params(SALT), lanes=4)
    assert Params.decode(params.encode()) == params
    with pytest.raises(SealError):
        argon2id(b"amber otter", replace(CHEAP, lanes=4))


def test_the_policy_is_64_mebibytes_and_three_passes() -> None:
    params = policy_params(SALT)
    assert (params.memory_kib, params.passes, params.lanes) == (65_536, 3, 1)
    assert (params.norm, params.pepper_id, params.salt) == (Norm.WORDS, 1, SALT)
    assert Params.decode(params.encode()) == params


def test_parameters_are_28_bytes_and_come_back() -> None:
    params = policy_params(SALT, Norm.FREE, pepper_id=2)
    assert len(params.encode()) == 28
    assert Params.decode(params.encode()) == params
    assert Params.decode(CHEAP.encode(), CHEAP_BOUNDS) == CHEAP


@pytest.mark.parametrize("edge", [(19_456, 2, 1), (1_048_576, 16, 4)])
def test_the_edges_of_the_bounds_are_inside(edge: tuple[int, int, int]) -> None:
    memory_kib, passes, lanes = edge
    params = replace(CHEAP, memory_kib=memory_kib, passes=passes, lanes=lanes)
    assert NORMATIVE.admit(params)
    assert Params.decode(params.encode()) == params


def test_parameters_that_do_not_fit_their_field_are_a_bug_of_the_writer() -> None:
    for wrong in (
        replace(CHEAP, salt=b"short"),
        replace(CHEAP, pepper_id=256),
        replace(CHEAP, memory_kib=2**32),
        replace(CHEAP, passes=-1),
    ):
        with pytest.raises(ValueError, match=r"16 bytes|out of its range"):
            wrong.encode()


def test_the_passphrase_opens_its_wrap_and_no_other_does() -> None:
    wrap = wrap_passphrase(SEED, ACCOUNT, 1, CHEAP, key_for("amber otter lamp"))
    assert len(wrap) == 286
    assert open_passphrase(wrap, ACCOUNT, 1, key_for("Amber-Otter-Lamp")) == SEED
    with pytest.raises(SealError):
        open_passphrase(wrap, ACCOUNT, 1, key_for("amber otter lamb"))


def test_slot_one_is_random_for_everybody_and_looks_like_a_wrap() -> None:
    kek = key_for("amber otter lamp")
    one, other = (wrap_passphrase(SEED, ACCOUNT, 1, CHEAP, kek) for _ in range(2))
    assert one[157:158] == other[157:158] == one[28:29] == b"\x01"
    assert one[158:] != other[158:]
    for slot in (1, 2, -1):
        with pytest.raises(SealError):
            open_passphrase(one, ACCOUNT, 1, kek, slot)


def test_a_wrap_belongs_to_one_account_and_key_version() -> None:
    kek = key_for("amber otter lamp")
    wrap = wrap_passphrase(SEED, ACCOUNT, 1, CHEAP, kek)
    for account, akv, blob in (
        (SPACE, 1, wrap),
        (ACCOUNT, 2, wrap),
        (ACCOUNT, 1, wrap[:-1]),
        (ACCOUNT, 1, wrap + b"\0"),
    ):
        with pytest.raises(SealError):
            open_passphrase(blob, account, akv, kek)


def test_the_key_depends_on_pepper_account_parameters_and_passphrase() -> None:
    stretched = argon2id(b"amber otter", CHEAP)
    keys = {
        key_encryption_key(PEPPER, ACCOUNT, CHEAP, stretched),
        key_encryption_key(bytes(32), ACCOUNT, CHEAP, stretched),
        key_encryption_key(PEPPER, SPACE, CHEAP, stretched),
        key_encryption_key(PEPPER, ACCOUNT, replace(CHEAP, pepper_id=2), stretched),
        key_encryption_key(PEPPER, ACCOUNT, CHEAP, argon2id(b"amber otters", CHEAP)),
    }
    assert len(keys) == 5
