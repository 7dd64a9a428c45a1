"""The queue's door: paid for with work or with five seconds, once."""

import pytest

from stillroom.core.sealing.waits import verify_work
from stillroom.vault import waits
from stillroom.vault.kdf_slots import Busy
from stillroom.vault.waits import Door


@pytest.fixture
def worked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waits, "verify_work", lambda token, nonce: nonce == b"worked")


def test_work_is_taken_at_once(worked: None) -> None:
    door = Door()
    assert door.pay(door.token(100), "worked", 100)


@pytest.mark.parametrize(("seconds", "paid"), [(0, False), (4, False), (5, True), (119, True), (120, False)])
def test_without_work_time_is_taken(seconds: int, paid: bool) -> None:
    door = Door()
    assert door.pay(door.token(100), "", 100 + seconds) is paid


def test_a_token_is_taken_once_also_when_it_was_too_early(worked: None) -> None:
    door = Door()
    token, other = door.token(100), door.token(100)
    assert [door.pay(token, "worked", 101), door.pay(token, "worked", 102)] == [True, False]
    assert [door.pay(other, "", 101), door.pay(other, "", 110)] == [False, False]


def test_a_token_of_another_making_is_not_taken(worked: None, settings) -> None:
    door = Door()
    strange = Door().token(100)
    assert not door.pay(strange, "worked", 110)
    assert not door.pay("ü", "worked", 110)
    own = door.token(100)
    settings.BOOT_SECRET = bytes(32)
    assert not door.pay(own, "worked", 110)


def test_only_so_many_are_out_at_once_and_old_ones_make_room() -> None:
    door = Door(most=2)
    first = door.token(100)
    door.token(100)
    with pytest.raises(Busy):
        door.token(101)
    door.pay(first, "", 101)
    assert door.token(102)
    with pytest.raises(Busy):
        door.token(103)
    assert door.token(100 + waits.LIFETIME)


def test_the_browsers_own_arithmetic_is_understood() -> None:
    """`static/js/lib/work.js` found this nonce; it is the first that will do."""
    assert verify_work(b"A" * 75, b"00098e52")
    assert not verify_work(b"A" * 75, b"00098e51")
    assert not verify_work(b"B" + b"A" * 74, b"00098e52")
