import json
from dataclasses import replace

import pytest

from stillroom.core.sealing.drops import (
    Drop,
    DropType,
    drop_info,
    is_proven,
    open_drop,
    proof,
    rekey_key,
    request_key,
    seal_drop,
)
from stillroom.core.sealing.encoding import DROP, pad
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.hybrid import HybridKey, fingerprint, hybrid_seal
from tests.core.sealing.vectors import ACCOUNT, EK, SPACE

TOM = HybridKey.from_seed(b"t" * 32)
IRIS = HybridKey.from_seed(b"i" * 32)
TOMS_FINGERPRINT = fingerprint(TOM.public_bytes)
KEY = rekey_key(b"o" * 32, SPACE, 1)
PROOF = proof(KEY, DropType.REKEY, SPACE, 2, EK, TOMS_FINGERPRINT, b"h" * 32)
DROP_FOR_TOM = Drop(DropType.REKEY, SPACE, 2, EK, b"h" * 32, PROOF)


def test_a_drop_opens_for_its_recipient_account_and_key_version() -> None:
    blob = seal_drop(TOM.public_bytes, ACCOUNT, 1, DROP_FOR_TOM)
    assert len(blob) == 1649
    assert open_drop(TOM, ACCOUNT, 1, blob) == DROP_FOR_TOM
    for key, account, akv in ((IRIS, ACCOUNT, 1), (TOM, SPACE, 1), (TOM, ACCOUNT, 2)):
        with pytest.raises(SealError):
            open_drop(key, account, akv, blob)


def test_the_proof_holds_for_exactly_this_drop_recipient_and_key() -> None:
    assert is_proven(KEY, DROP_FOR_TOM, TOMS_FINGERPRINT)
    others = [
        replace(DROP_FOR_TOM, type=DropType.REQUEST),
        replace(DROP_FOR_TOM, space=ACCOUNT),
        replace(DROP_FOR_TOM, epoch=3),
        replace(DROP_FOR_TOM, ek=bytes(32)),
        replace(DROP_FOR_TOM, roster_hash=bytes(32)),
        replace(DROP_FOR_TOM, proof=bytes(32)),
    ]
    assert not any(is_proven(KEY, drop, TOMS_FINGERPRINT) for drop in others)
    assert not is_proven(KEY, DROP_FOR_TOM, fingerprint(IRIS.public_bytes))
    for key in (rekey_key(b"o" * 32, SPACE, 2), rekey_key(b"x" * 32, SPACE, 1), rekey_key(b"o" * 32, ACCOUNT, 1)):
        assert not is_proven(key, DROP_FOR_TOM, TOMS_FINGERPRINT)


def test_a_request_is_proven_by_the_key_it_brings() -> None:
    rk = b"r" * 32
    key = request_key(rk, SPACE)
    made = proof(key, DropType.REQUEST, SPACE, 1, EK, TOMS_FINGERPRINT, b"h" * 32)
    drop = Drop(DropType.REQUEST, SPACE, 1, EK, b"h" * 32, made)
    assert is_proven(request_key(rk, SPACE), drop, TOMS_FINGERPRINT)
    assert not is_proven(request_key(rk, ACCOUNT), drop, TOMS_FINGERPRINT)
    assert not is_proven(request_key(bytes(32), SPACE), drop, TOMS_FINGERPRINT)


FIELDS = {"t": "rekey", "s": SPACE.hex, "e": 2, "k": EK.hex(), "r": "68" * 32, "p": PROOF.hex()}


def planted(fields: dict[str, object]) -> bytes:
    info = drop_info(TOMS_FINGERPRINT, ACCOUNT, 1)
    return hybrid_seal(TOM.public_bytes, info, pad(json.dumps(fields).encode(), DROP))


def test_the_fields_of_a_drop_are_those_of_section_6() -> None:
    assert open_drop(TOM, ACCOUNT, 1, planted(dict(FIELDS))) == DROP_FOR_TOM


@pytest.mark.parametrize(
    ("field", "value"),
    [("t", "gift"), ("s", "x"), ("e", "2"), ("e", 2.5), ("k", "00"), ("r", ""), ("p", None), ("more", 1)],
)
def test_a_drop_of_another_shape_is_refused(field: str, value: object) -> None:
    with pytest.raises(SealError):
        open_drop(TOM, ACCOUNT, 1, planted({**FIELDS, field: value}))


def test_a_drop_with_an_epoch_beyond_all_numbers_is_refused() -> None:
    drop = open_drop(TOM, ACCOUNT, 1, planted({**FIELDS, "e": 2**40}))
    with pytest.raises(SealError):
        is_proven(KEY, drop, TOMS_FINGERPRINT)


def test_a_drop_without_a_field_is_refused() -> None:
    for field in FIELDS:
        with pytest.raises(SealError):
            open_drop(TOM, ACCOUNT, 1, planted({name: FIELDS[name] for name in FIELDS if name != field}))


def test_a_drop_does_not_show_its_key() -> None:
    assert repr(EK) not in repr(DROP_FOR_TOM)
