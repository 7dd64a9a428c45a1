"""Attack 4: somebody who can write to the database makes a passphrase cheaper to guess, or a seal older.

The controls are the reader or writer that lacks the one defence, and that the same attack gets past.
"""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from stillroom.core.sealing.accounts import seed_of, seed_payload
from stillroom.core.sealing.encoding import Tag, prf
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.hybrid import HybridKey, hybrid_open, hybrid_seal
from stillroom.core.sealing.passphrases import (
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
from stillroom.core.sealing.suite import open_sealed, seal

ADA = UUID(int=1)
SEED, PEPPER, SALT = b"a" * 32, b"p" * 32, b"s" * 16
WORDS = "amber otter lamp quiet ferry mango"

POLICY = policy_params(SALT)
CHEAP = Params(memory_kib=64, passes=2, lanes=1, norm=Norm.WORDS, pepper_id=1, salt=SALT)
CHEAP_BOUNDS = Bounds(memory_kib=(64, 1_048_576), passes=(2, 16))
NO_BOUNDS = Bounds(memory_kib=(0, 2**32), passes=(0, 2**32), lanes=(0, 255))

PLANTED = [
    replace(POLICY, memory_kib=19_455),
    replace(POLICY, memory_kib=8),
    replace(POLICY, memory_kib=1_048_577),
    replace(POLICY, memory_kib=2**32 - 1),
    replace(POLICY, passes=1),
    replace(POLICY, passes=0),
    replace(POLICY, passes=17),
    replace(POLICY, lanes=0),
    replace(POLICY, lanes=5),
]


def is_read(blob: bytes, *bounds: Bounds) -> bool:
    try:
        Params.decode(blob, *bounds)
    except SealError:
        return False
    return True


@pytest.mark.parametrize("planted", PLANTED)
def test_parameters_below_the_floor_or_above_the_ceiling_are_refused(planted: Params) -> None:
    assert not is_read(planted.encode())


@pytest.mark.parametrize("planted", PLANTED)
def test_control_a_reader_without_bounds_takes_them_all(planted: Params) -> None:
    assert is_read(planted.encode(), NO_BOUNDS)


def test_an_unknown_kdf_norm_or_length_is_refused() -> None:
    encoded = POLICY.encode()
    assert is_read(encoded)
    assert [kdf for kdf in range(256) if is_read(bytes((kdf,)) + encoded[1:])] == [1]
    assert [norm for norm in range(256) if is_read(encoded[:10] + bytes((norm,)) + encoded[11:])] == [1, 2]
    for blob in (b"", encoded[:-1], encoded + b"\0"):
        assert not is_read(blob)
        assert not is_read(blob, NO_BOUNDS)


def sign_in(w_pass: bytes, text: str = WORDS) -> bytes:
    """As the product does: all it knows of the cost is what the row says."""
    params = Params.decode(w_pass[:28], CHEAP_BOUNDS)
    stretched = argon2id(normalise(text, params.norm).encode(), params)
    return open_passphrase(w_pass, ADA, 1, key_encryption_key(PEPPER, ADA, params, stretched))


def unbound_key(params: Params) -> bytes:
    """The control's key: from pepper, account and passphrase, but not from the parameters."""
    stretched = argon2id(normalise(WORDS, params.norm).encode(), params)
    return prf(PEPPER, Tag.PASSPHRASE, b"unbound", ADA.bytes, stretched)[:32]


def unbound_sign_in(w_pass: bytes) -> bytes:
    params = Params.decode(w_pass[:28], CHEAP_BOUNDS)
    return seed_of(open_sealed(unbound_key(params), b"unbound", w_pass[28:]), ADA)


def wrapped() -> bytes:
    stretched = argon2id(WORDS.encode(), CHEAP)
    return wrap_passphrase(SEED, ADA, 1, CHEAP, key_encryption_key(PEPPER, ADA, CHEAP, stretched))


# A reading or a pepper that the row did not have, with the same Argon2 output.
SAME_ARGON_OUTPUT = [replace(CHEAP, norm=Norm.FREE), replace(CHEAP, pepper_id=2)]
OTHER_ARGON_OUTPUT = [replace(CHEAP, memory_kib=128), replace(CHEAP, passes=3), replace(CHEAP, salt=b"x" * 16)]


@pytest.mark.parametrize("planted", [*SAME_ARGON_OUTPUT, *OTHER_ARGON_OUTPUT])
def test_other_legal_parameters_on_an_old_wrap_open_nothing(planted: Params) -> None:
    w_pass = wrapped()
    assert sign_in(w_pass) == SEED
    with pytest.raises(SealError):
        sign_in(planted.encode() + w_pass[28:])


@pytest.mark.parametrize("planted", SAME_ARGON_OUTPUT)
def test_control_a_wrap_that_is_not_bound_to_its_parameters_opens_under_others(planted: Params) -> None:
    w_pass = planted.encode() + seal(unbound_key(CHEAP), b"unbound", seed_payload(SEED, ADA))
    assert unbound_sign_in(w_pass) == SEED


def rewrapped(choose: Callable[[Params], Params]) -> Params:
    """What a passphrase change writes, after somebody weakened the row (legally: the floor itself)."""
    old = replace(POLICY, memory_kib=19_456, passes=2)
    params = choose(Params.decode(old.encode()))
    return Params.decode(wrap_passphrase(SEED, ADA, 1, params, b"k" * 32)[:28], NO_BOUNDS)


def test_a_new_wrap_is_made_at_the_policys_cost_whatever_the_row_said() -> None:
    params = rewrapped(lambda old: policy_params(b"n" * 16, old.norm, old.pepper_id))
    assert (params.memory_kib, params.passes, params.lanes) == (65_536, 3, 1)


def test_control_a_writer_that_copies_the_row_keeps_the_weak_cost() -> None:
    params = rewrapped(lambda old: replace(old, salt=b"n" * 16))
    assert (params.memory_kib, params.passes) == (19_456, 2)


def test_an_unknown_suite_byte_opens_nothing() -> None:
    context = b"context"
    blob = seal(b"k" * 32, context, b"text")
    assert open_sealed(b"k" * 32, context, blob) == b"text"
    tom = HybridKey.from_seed(b"t" * 32)
    drop = hybrid_seal(tom.public_bytes, b"info", b"text")
    assert hybrid_open(tom, b"info", drop) == b"text"
    for suite in (0, 2, 3, 127, 128, 255):
        with pytest.raises(SealError):
            open_sealed(b"k" * 32, context, bytes((suite,)) + blob[1:])
        with pytest.raises(SealError):
            hybrid_open(tom, b"info", bytes((suite,)) + drop[1:])
