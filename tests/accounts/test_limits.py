"""Token buckets, and what counts as one network."""

from datetime import timedelta

import pytest

from stillroom.accounts.buckets import Buckets
from stillroom.accounts.limits import _DayKey, network_of
from tests.cast import NOW


def test_a_bucket_empties_and_fills_again_with_time() -> None:
    buckets = Buckets(size=2, per_minute=1)
    assert [buckets.take(b"a", 0), buckets.take(b"a", 0), buckets.take(b"a", 0)] == [0, 0, 60]
    assert buckets.take(b"b", 0) == 0
    assert [buckets.take(b"a", 59), buckets.take(b"a", 60), buckets.take(b"a", 60)] == [1, 0, 60]


def test_asking_in_vain_costs_nothing() -> None:
    buckets = Buckets(size=1, per_minute=1)
    buckets.take(b"a", 0)
    assert [buckets.take(b"a", at) for at in (10, 20, 30)] == [50, 40, 30]


def test_a_clock_that_runs_back_fills_no_bucket() -> None:
    buckets = Buckets(size=1, per_minute=1)
    buckets.take(b"a", 100)
    assert buckets.take(b"a", 40) == 60


def test_a_bucket_never_holds_more_than_its_size() -> None:
    buckets = Buckets(size=2, per_minute=1)
    buckets.take(b"a", 0)
    assert [buckets.take(b"a", 10_000) for _ in range(3)] == [0, 0, 60]


def test_memory_is_bounded_and_the_emptiest_of_late_stay() -> None:
    buckets = Buckets(size=1, per_minute=1, most=3)
    for number in range(10):
        buckets.take(bytes([number]), 0)
    assert len(buckets._levels) == 3
    assert buckets.take(bytes([9]), 0) == 60
    buckets.take(b"x", 120)
    assert set(buckets._levels) == {b"x"}


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.77", "203.0.113.0/24"),
        ("::ffff:203.0.113.77", "203.0.113.0/24"),
        ("2001:db8:1:2::3", "2001:db8:1::/48"),
        ("fe80::1%eth0", "fe80::/48"),
        ("127.0.0.1", ""),
        ("::1", ""),
        ("", ""),
        ("unix:", ""),
    ],
)
def test_an_address_counts_as_its_network(address: str, network: str) -> None:
    assert network_of(address) == network


def test_the_key_that_hides_networks_is_new_each_day() -> None:
    key = _DayKey()
    assert key.of(NOW) == key.of(NOW + timedelta(hours=5))
    assert key.of(NOW) != key.of(NOW + timedelta(hours=6))
