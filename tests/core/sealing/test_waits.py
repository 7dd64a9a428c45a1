import itertools

import pytest

from stillroom.core.sealing.waits import issue, verify, verify_work

SECRET = b"s" * 32
NOW = 1_800_000_000


def holds(token: bytes, now: int, secret: bytes = SECRET) -> bool:
    return verify(secret, token, now, min_age=5, max_age=600)


def test_a_token_counts_after_the_wait_and_before_it_is_old() -> None:
    token = issue(SECRET, NOW)
    ages = {0: False, 4: False, 5: True, 599: True, 600: False, -1: False}
    assert {age: holds(token, NOW + age) for age in ages} == ages


def test_a_token_is_ascii_and_new_each_time() -> None:
    assert len(issue(SECRET, NOW)) == 75
    assert issue(SECRET, NOW).isascii()
    assert issue(SECRET, NOW) != issue(SECRET, NOW)


def test_a_token_is_made_with_the_secret_only() -> None:
    assert not holds(issue(b"x" * 32, NOW), NOW + 10)


def test_no_changed_or_respelled_token_counts() -> None:
    token = issue(SECRET, NOW)
    assert holds(token, NOW + 10)
    for at in range(len(token)):
        other = b"A" if token[at : at + 1] != b"A" else b"B"
        assert not holds(token[:at] + other + token[at + 1 :], NOW + 10)
    for respelled in (token + b"=", b" " + token, token + b"\n", token[:-1], token + b"A", b"", b"=", b"\xff" * 75):
        assert not holds(respelled, NOW + 10)


def work_for(token: bytes, bits: int) -> bytes:
    return next(nonce for n in itertools.count() if verify_work(token, nonce := b"%d" % n, bits))


@pytest.mark.parametrize("bits", [1, 8, 12])
def test_work_counts_for_its_token_and_for_no_less_effort(bits: int) -> None:
    token = issue(SECRET, NOW)
    nonce = work_for(token, bits)
    assert verify_work(token, nonce, bits)
    others = [issue(SECRET, NOW) for _ in range(64)]
    assert not all(verify_work(other, nonce, bits) for other in others)


def test_work_of_twelve_bits_takes_about_four_thousand_trials() -> None:
    found = sum(verify_work(b"token", b"%d" % n, 12) for n in range(40_000))
    assert 2 <= found <= 30  # 10 on average


def test_the_default_is_twenty_bits() -> None:
    nonce = work_for(b"token", 12)
    assert not verify_work(b"token", nonce)


def test_a_nonce_has_a_limit() -> None:
    assert verify_work(b"token", b"n" * 64, bits=0)
    assert not verify_work(b"token", b"n" * 65, bits=0)
