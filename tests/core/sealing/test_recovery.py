import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillroom.core.sealing.crockford import ALPHABET
from stillroom.core.sealing.errors import CodeError, SealError
from stillroom.core.sealing.recovery import (
    decode,
    encode,
    open_recovery,
    recovery_id,
    recovery_key,
    wrap_recovery,
)
from tests.core.sealing.vectors import ACCOUNT, SEED, SPACE

secrets = st.binary(min_size=16, max_size=16)
CODE = "7JDRK-FBF5Y-SKEP1-ST79J-2QEXP-06TBV"


@settings(deadline=None)
@given(secrets)
def test_a_code_gives_its_secret_back_however_it_is_typed(secret: bytes) -> None:
    code = encode(secret)
    spoken = code.replace("-", "").lower().replace("0", "o").replace("1", "l")
    assert decode(code) == decode(f"  {spoken}\n") == decode(code.replace("-", " ")) == secret


@settings(deadline=None)
@given(secrets, st.integers(min_value=0, max_value=29), st.sampled_from(ALPHABET))
def test_one_wrong_symbol_is_caught(secret: bytes, at: int, symbol: str) -> None:
    code = encode(secret).replace("-", "")
    mistyped = code[:at] + symbol + code[at + 1 :]
    if mistyped == code:
        assert decode(mistyped) == secret
        return
    try:
        # One typo in four million passes the checksum, and then is another secret.
        assert decode(mistyped) != secret
    except CodeError as error:
        assert "not right" in str(error)


def test_every_single_typo_of_one_code_is_caught() -> None:
    code = CODE.replace("-", "")
    caught = 0
    for at in range(30):
        for symbol in set(ALPHABET) - {code[at]}:
            with pytest.raises(CodeError):
                decode(code[:at] + symbol + code[at + 1 :])
            caught += 1
    assert caught == 30 * 31


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "30 letters and digits"),
        (CODE[:-1], "30 letters and digits"),
        (CODE + "0", "30 letters and digits"),
        (CODE.replace("7", "U"), "no letter U"),
        (CODE.replace("7", "ß"), "30 letters and digits"),
        (CODE.replace("7", "!"), "no letter U"),
        (CODE.replace("7", "8"), "not right"),
    ],
)
def test_a_wrong_code_is_answered_with_a_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(CodeError, match=sentence) as refused:
        decode(typed)
    assert str(refused.value).endswith(".")


def test_a_secret_has_16_bytes() -> None:
    with pytest.raises(ValueError, match="16 bytes"):
        encode(bytes(15))


def test_the_code_opens_its_own_account_only() -> None:
    secret = decode(CODE)
    wrap = wrap_recovery(SEED, ACCOUNT, 1, recovery_key(ACCOUNT, secret))
    assert len(wrap) == 129
    assert open_recovery(wrap, ACCOUNT, 1, recovery_key(ACCOUNT, secret)) == SEED
    for account, akv, key in (
        (ACCOUNT, 2, recovery_key(ACCOUNT, secret)),
        (SPACE, 1, recovery_key(SPACE, secret)),
        (ACCOUNT, 1, recovery_key(ACCOUNT, bytes(16))),
    ):
        with pytest.raises(SealError):
            open_recovery(wrap, account, akv, key)


def test_the_index_of_a_code_is_not_its_key() -> None:
    secret = decode(CODE)
    assert recovery_id(secret) not in recovery_key(ACCOUNT, secret)
    assert len(recovery_id(secret)) == 16
