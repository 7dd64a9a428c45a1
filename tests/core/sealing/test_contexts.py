from collections.abc import Callable
from uuid import UUID

import pytest

from stillroom.core.sealing import contexts
from stillroom.core.sealing.encoding import lp, u32
from stillroom.core.sealing.errors import SealError
from tests.core.sealing.vectors import ACCOUNT, RECORD, SPACE

ONE = UUID(int=1)

# One blob of each kind, all with the same id and numbers: only their kind tells them apart.
SAME_FIELDS = {
    "passphrase": contexts.passphrase_slot(ONE, 1, 1, bytes(28)),
    "recovery": contexts.recovery(ONE, 1),
    "passkey": contexts.passkey(ONE, 1, ONE.bytes),
    "session": contexts.session(ONE.bytes),
    "key ring": contexts.key_ring(ONE, 1, 1),
    "profile": contexts.profile(ONE, 1, 1),
    "roster": contexts.roster(ONE, 1),
    "head": contexts.head(ONE, 1, 1),
    "record": contexts.record(ONE, 1, ONE, 1),
    "audit": contexts.audit(ONE, 1, 1),
    "invite": contexts.invite(ONE.bytes),
    "file chunk": contexts.file_chunk(ONE, 1, ONE, 1, 1, True),
    "last file chunk": contexts.file_chunk(ONE, 1, ONE, 1, 1, False),
}


def test_no_two_kinds_of_blob_share_a_context() -> None:
    assert len(set(SAME_FIELDS.values())) == len(SAME_FIELDS)


def test_each_field_of_a_record_is_bound() -> None:
    place = contexts.record(SPACE, 7, RECORD, 3)
    elsewhere = {
        contexts.record(ONE, 7, RECORD, 3),
        contexts.record(SPACE, 8, RECORD, 3),
        contexts.record(SPACE, 7, ONE, 3),
        contexts.record(SPACE, 7, RECORD, 4),
        contexts.record(RECORD, 7, SPACE, 3),
    }
    assert len(elsewhere | {place}) == 6


def test_the_packed_record_context_is_the_plain_one() -> None:
    plain = lp(b"pv1/record", SPACE.bytes, u32(7), RECORD.bytes, u32(3))
    assert contexts.record(SPACE, 7, RECORD, 3) == plain


@pytest.mark.parametrize("number", [-1, 2**64])
@pytest.mark.parametrize(
    "context",
    [
        lambda number: contexts.record(SPACE, number, RECORD, 1),
        lambda number: contexts.record(SPACE, 1, RECORD, number),
        lambda number: contexts.head(SPACE, 1, number),
        lambda number: contexts.audit(SPACE, number, 1),
        lambda number: contexts.key_ring(ACCOUNT, 1, number),
        lambda number: contexts.recovery(ACCOUNT, number),
    ],
)
def test_a_counter_that_somebody_wrote_into_a_row_is_a_seal_that_does_not_open(
    context: Callable[[int], bytes], number: int
) -> None:
    with pytest.raises(SealError):
        context(number)
