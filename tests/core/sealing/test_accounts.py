import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillroom.core.sealing.accounts import (
    decoy_account,
    handle_index,
    normalise_handle,
    seed_of,
    seed_payload,
    sub_key,
)
from stillroom.core.sealing.errors import SealError
from tests.core.sealing.vectors import ACCOUNT, PEPPER, SEED, SPACE


@pytest.mark.parametrize(
    "typed",
    ["amber-otter-lamp", " Amber Otter LAMP", "amber_otter.lamp", "amber -- otter\tlamp-", "ａｍｂｅｒ-otter-lamp"],
)
def test_a_handle_is_found_however_it_is_typed(typed: str) -> None:
    assert normalise_handle(typed) == "amber-otter-lamp"
    assert handle_index(PEPPER, typed) == handle_index(PEPPER, "amber-otter-lamp")


@settings(deadline=None)
@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1), min_size=1, max_size=4))
def test_a_generated_handle_is_its_own_normal_form(words: list[str]) -> None:
    handle = "-".join(words)
    assert normalise_handle(handle) == handle


def test_the_index_says_nothing_without_the_pepper() -> None:
    indexes = {
        handle_index(PEPPER, "amber-otter-lamp"),
        handle_index(bytes(32), "amber-otter-lamp"),
        handle_index(PEPPER, "amber-otter-lam"),
    }
    assert len(indexes) == 3
    assert {len(index) for index in indexes} == {16}


def test_each_use_of_the_seed_has_its_own_key() -> None:
    keys = {
        sub_key(SEED, "kem"),
        sub_key(SEED, "keyring"),
        sub_key(SEED, "profile"),
        sub_key(SEED, "sign"),
        sub_key(bytes(32), "kem"),
    }
    assert len(keys) == 5
    assert SEED not in keys


def test_an_unknown_handle_always_looks_like_the_same_account() -> None:
    eve, other = handle_index(PEPPER, "no-such-name"), handle_index(PEPPER, "no-other-name")
    assert decoy_account(PEPPER, eve) == decoy_account(PEPPER, eve)
    assert decoy_account(PEPPER, eve).account != decoy_account(PEPPER, other).account
    assert decoy_account(PEPPER, eve).salt != decoy_account(PEPPER, other).salt
    assert decoy_account(PEPPER, eve) != decoy_account(bytes(32), eve)
    assert len(decoy_account(PEPPER, eve).salt) == 16


def test_a_seed_comes_back_for_its_own_account_only() -> None:
    payload = seed_payload(SEED, ACCOUNT)
    assert seed_of(payload, ACCOUNT) == SEED
    for spoiled, account in ((payload, SPACE), (payload[:-1], ACCOUNT), (payload + b"\0", ACCOUNT), (b"", ACCOUNT)):
        with pytest.raises(SealError):
            seed_of(spoiled, account)
    with pytest.raises(ValueError, match="32 bytes"):
        seed_payload(SEED[:31], ACCOUNT)
