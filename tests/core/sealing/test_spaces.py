import hashlib
import json
from dataclasses import replace
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from stillroom.core.sealing import contexts
from stillroom.core.sealing.encoding import ROSTER, pad
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import (
    Head,
    Member,
    Roster,
    key_check_value,
    open_audit,
    open_head,
    open_record,
    open_roster,
    seal_audit,
    seal_head,
    seal_record,
    seal_roster,
    set_hash,
    space_key,
)
from stillroom.core.sealing.suite import OVERHEAD, seal
from tests.core.sealing.vectors import ACCOUNT, EK, RECORD, SPACE

RK = b"r" * 32
ADA = Member(UUID(int=1), b"\xaa" * 32, "client")
TOM = Member(UUID(int=2), b"\x11" * 32, "therapist")
ROSTER_OF_TWO = Roster(SPACE, 1, "care", (ADA, TOM), b"", bytes(32), "2033-11")
HEAD = Head(seq=3, link=b"l" * 32, roster=b"o" * 32, set=b"s" * 32)


def test_the_key_of_a_space_needs_its_salt_its_epoch_and_the_members_key() -> None:
    keys = {
        space_key(b"s" * 32, SPACE, 1, EK),
        space_key(b"t" * 32, SPACE, 1, EK),
        space_key(b"s" * 32, SPACE, 2, EK),
        space_key(b"s" * 32, ACCOUNT, 1, EK),
        space_key(b"s" * 32, SPACE, 1, bytes(32)),
    }
    assert len(keys) == 5


def test_the_key_check_value_differs_by_key_space_and_epoch() -> None:
    values = {
        key_check_value(RK, SPACE, 1),
        key_check_value(EK, SPACE, 1),
        key_check_value(RK, ACCOUNT, 1),
        key_check_value(RK, SPACE, 2),
    }
    assert len(values) == 4


def test_a_roster_is_canonical_json_in_the_order_of_fingerprints() -> None:
    text = ROSTER_OF_TWO.to_json().decode()
    assert text == json.dumps(json.loads(text), sort_keys=True, separators=(",", ":"))
    assert json.loads(text) == {
        "space": SPACE.hex,
        "epoch": 1,
        "kind": "care",
        "members": [
            {"a": TOM.account.hex, "f": "11" * 32, "r": "therapist"},
            {"a": ADA.account.hex, "f": "aa" * 32, "r": "client"},
        ],
        "custodian": "",
        "prev": "00" * 32,
        "retain_until": "2033-11",
    }
    assert ROSTER_OF_TWO.hash() == hashlib.sha256(text.encode()).digest()


def test_the_order_in_which_members_are_named_does_not_matter() -> None:
    assert replace(ROSTER_OF_TWO, members=(TOM, ADA)).hash() == ROSTER_OF_TWO.hash()


def test_each_part_of_a_roster_is_in_its_hash() -> None:
    others = [
        replace(ROSTER_OF_TWO, space=ACCOUNT),
        replace(ROSTER_OF_TWO, epoch=2),
        replace(ROSTER_OF_TWO, kind="journal"),
        replace(ROSTER_OF_TWO, members=(ADA,)),
        replace(ROSTER_OF_TWO, members=(ADA, replace(TOM, role="client"))),
        replace(ROSTER_OF_TWO, custodian=b"c" * 32),
        replace(ROSTER_OF_TWO, prev=b"p" * 32),
        replace(ROSTER_OF_TWO, retain_until=""),
    ]
    assert len({roster.hash() for roster in [*others, ROSTER_OF_TWO]}) == 9


def test_a_roster_opens_in_its_own_space_and_epoch() -> None:
    blob = seal_roster(RK, ROSTER_OF_TWO)
    opened = open_roster(RK, SPACE, 1, blob)
    assert opened == replace(ROSTER_OF_TWO, members=(TOM, ADA))
    for key, space, epoch in ((EK, SPACE, 1), (RK, ACCOUNT, 1), (RK, SPACE, 2)):
        with pytest.raises(SealError):
            open_roster(key, space, epoch, blob)


def test_a_roster_that_names_another_space_than_it_lies_in_is_refused() -> None:
    foreign = replace(ROSTER_OF_TWO, space=ACCOUNT)
    blob = seal(RK, contexts.roster(SPACE, 1), pad(foreign.to_json(), ROSTER))
    with pytest.raises(SealError):
        open_roster(RK, SPACE, 1, blob)


@pytest.mark.parametrize(
    ("field", "value"),
    [("prev", "00"), ("custodian", "zz" * 32), ("members", [{"a": "x"}]), ("epoch", "1"), ("more", 1)],
)
def test_a_roster_of_another_shape_is_refused(field: str, value: object) -> None:
    fields = json.loads(ROSTER_OF_TWO.to_json())
    assert Roster.from_json(json.dumps(fields).encode()).kind == "care"
    with pytest.raises(SealError):
        Roster.from_json(json.dumps({**fields, field: value}).encode())


def test_a_head_opens_under_its_own_counter() -> None:
    blob = seal_head(RK, SPACE, 1, HEAD)
    assert open_head(RK, SPACE, 1, 3, blob) == HEAD
    for epoch, seq in ((1, 2), (1, 4), (2, 3)):
        with pytest.raises(SealError):
            open_head(RK, SPACE, epoch, seq, blob)


def test_a_head_whose_own_counter_is_another_is_refused() -> None:
    blob = seal(RK, contexts.head(SPACE, 1, 4), pad(HEAD.to_json(), 1024))
    with pytest.raises(SealError):
        open_head(RK, SPACE, 1, 4, blob)


def test_the_set_hash_does_not_depend_on_order_and_sees_each_change() -> None:
    rows = [(UUID(int=number), number) for number in range(1, 6)]
    whole = set_hash(rows)
    assert set_hash(reversed(rows)) == whole
    changed = {
        set_hash(rows[1:]),
        set_hash([*rows, (RECORD, 1)]),
        set_hash([*rows[1:], (UUID(int=1), 2)]),
        set_hash([*rows[2:], (UUID(int=1), 2), (UUID(int=2), 1)]),
        set_hash([]),
    }
    assert len(changed | {whole}) == 6
    assert set_hash([]) == hashlib.sha256(b"").digest()
    assert set_hash(rows[:1]) == hashlib.sha256(UUID(int=1).bytes + b"\0\0\0\x01").digest()


@settings(deadline=None)
@given(st.binary(max_size=1500))
def test_records_and_audit_entries_come_back(payload: bytes) -> None:
    assert open_record(RK, SPACE, 1, RECORD, 1, seal_record(RK, SPACE, 1, RECORD, 1, payload)) == payload
    assert open_audit(RK, SPACE, 1, 9, seal_audit(RK, SPACE, 1, 9, payload)) == payload


def test_short_records_have_one_length() -> None:
    sizes = {len(seal_record(RK, SPACE, 1, RECORD, 1, bytes(size))) for size in (0, 1, 100, 252)}
    assert sizes == {256 + OVERHEAD}


def test_a_record_does_not_open_as_an_audit_entry() -> None:
    blob = seal_record(RK, SPACE, 1, RECORD, 1, b"words")
    with pytest.raises(SealError):
        open_audit(RK, SPACE, 1, 1, blob)
