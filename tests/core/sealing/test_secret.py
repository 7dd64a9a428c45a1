import copy
import logging
import pickle

import pytest

from stillroom.core.sealing.secret import Secret

KEY = b"canary canary canary canary cana"


def test_a_secret_shows_its_value_to_who_asks_for_it() -> None:
    assert Secret(KEY).reveal() == KEY


def test_a_secret_looks_the_same_whatever_it_holds(caplog: pytest.LogCaptureFixture) -> None:
    secret = Secret(KEY)
    with caplog.at_level(logging.INFO):
        logging.getLogger("test").info("event %s %r", secret, secret)
    shown = (str(secret), repr(secret), f"{secret}", format(secret), repr([secret]), caplog.text)
    assert all("canary" not in text for text in shown)
    assert str(secret) == str(Secret(b"other"))


def test_secrets_are_not_compared_by_value() -> None:
    assert Secret(KEY) != Secret(KEY)
    assert len({Secret(KEY), Secret(KEY)}) == 2


def test_a_secret_is_neither_pickled_nor_copied() -> None:
    secret = Secret(KEY)
    for take in (pickle.dumps, copy.copy, copy.deepcopy):
        with pytest.raises(TypeError):
            take(secret)


def test_a_secret_has_no_other_attributes() -> None:
    with pytest.raises(AttributeError):
        Secret(KEY).label = "x"  # type: ignore[attr-defined]
    with pytest.raises(TypeError):
        vars(Secret(KEY))
