"""What a form carries between its pages opens here, in time, in its own kind of form, and until the power goes."""

from dataclasses import dataclass
from datetime import timedelta

import pytest

from stillroom.vault.forms import LIFETIME, FormOver, open_form, seal_form
from tests.cast import NOW


@dataclass(frozen=True, slots=True)
class Step:
    passphrase: str
    groups: tuple[int, int] = (1, 4)


@dataclass(frozen=True, slots=True)
class Other:
    name: str


SEALED = "step", Step("canary-wren")


def test_it_comes_back_as_it_was_and_cannot_be_read_on_the_way() -> None:
    text = seal_form(*SEALED, NOW)
    assert "canary" not in text
    assert text.isascii()
    assert open_form("step", Step, text, NOW) == Step("canary-wren")


def test_it_is_over_after_its_time() -> None:
    text = seal_form(*SEALED, NOW)
    assert open_form("step", Step, text, NOW + LIFETIME - timedelta(seconds=1))
    with pytest.raises(FormOver):
        open_form("step", Step, text, NOW + LIFETIME)


def test_it_opens_in_no_other_form() -> None:
    with pytest.raises(FormOver):
        open_form("another", Step, seal_form(*SEALED, NOW), NOW)
    with pytest.raises(FormOver):
        open_form("step", Other, seal_form(*SEALED, NOW), NOW)


def test_it_is_worth_nothing_after_the_power_was_off(settings) -> None:
    text = seal_form(*SEALED, NOW)
    settings.BOOT_SECRET = bytes(32)
    with pytest.raises(FormOver):
        open_form("step", Step, text, NOW)


@pytest.mark.parametrize("harm", ["", "x", "ü", "A" * 200, "cut", "swap", "spaces"])
def test_what_was_changed_does_not_open(harm: str) -> None:
    text = seal_form(*SEALED, NOW)
    harmed = {"cut": text[:-4], "swap": text[:60] + ("A" if text[60] != "A" else "B") + text[61:], "spaces": text + " "}
    with pytest.raises(FormOver):
        open_form("step", Step, harmed.get(harm, harm), NOW)


def test_two_seals_of_the_same_differ() -> None:
    assert seal_form(*SEALED, NOW) != seal_form(*SEALED, NOW)
