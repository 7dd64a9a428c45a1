"""Names and passphrases drawn by chance (pv1 sections 5 and 14).

People do not choose them: a stage name or an old password is how somebody is found out.
"""

import secrets
from enum import StrEnum
from functools import cache
from pathlib import Path

HANDLE_WORDS = 3  # 38.8 bits
PASSPHRASE_WORDS = 6  # 77.5 bits
DIGIT_GROUPS = 6  # of four: 79.7 bits
OFFERS = 3


class Form(StrEnum):
    """What a drawn passphrase is made of; digits for whoever would rather not write English words."""

    WORDS = "words"
    DIGITS = "digits"


def _listed(name: str) -> tuple[str, ...]:
    return tuple((Path(__file__).parent / name).read_text(encoding="ascii").split())


@cache
def eff_long() -> tuple[str, ...]:
    """The EFF's long list, in its order: 7,776 words."""
    return _listed("eff_long.txt")


@cache
def drawn_from() -> tuple[str, ...]:
    """Without words that would hurt or tell on a screen, and those with a hyphen of their own, which look like two.

    22 of 7,776 are left out; what they cost is 0.004 bits a word.
    """
    left_out = set(_listed("left_out.txt"))
    return tuple(word for word in eff_long() if word not in left_out)


def drawn(count: int, between: str = " ") -> str:
    """12.9 bits a word."""
    return between.join(secrets.choice(drawn_from()) for _ in range(count))


def new_handle() -> str:
    """A sign-in name such as `amber-otter-lamp`."""
    return drawn(HANDLE_WORDS, "-")


def new_passphrase(form: Form) -> str:
    """Six words, or 24 digits in fours."""
    if form is Form.WORDS:
        return drawn(PASSPHRASE_WORDS)
    return " ".join(f"{secrets.randbelow(10_000):04}" for _ in range(DIGIT_GROUPS))


def spelled(typed: str) -> str:
    """24 digits typed in any grouping, as the six fours that were sealed; anything else as it is."""
    digits = "".join(typed.split()).replace("-", "").replace(".", "")
    if len(digits) == 4 * DIGIT_GROUPS and digits.isascii() and digits.isdigit():
        return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))
    return typed
