"""Choosing a passphrase: three offers, other ones for the asking, and what was taken."""

from dataclasses import dataclass, replace

from stillroom.accounts.words import OFFERS, Form, new_passphrase
from stillroom.vault.typed import Norm

OWN_LENGTH = 16
OWN_SIGNS = 8


@dataclass(frozen=True, slots=True)
class Choice:
    """`offers` are made of `form`; `chosen` is one of them or, when `own`, words of the person's own."""

    form: Form
    offers: tuple[str, ...]
    chosen: str = ""
    own: bool = False

    @property
    def norm(self) -> Norm:
        """Generated ones forgive case and separators; one's own are taken sign by sign."""
        return Norm.FREE if self.own else Norm.WORDS

    def taking(self, number: int) -> "Choice":
        return replace(self, chosen=self.offers[number], own=False)

    def taking_own(self, passphrase: str) -> "Choice":
        return replace(self, chosen=passphrase, own=True)


def offers(form: Form = Form.WORDS) -> Choice:
    return Choice(form, tuple(new_passphrase(form) for _ in range(OFFERS)))


def is_guessable(own: str) -> bool:
    """A rough bar for words of one's own: long enough, and not one thing over and over."""
    return len(own) < OWN_LENGTH or len(set(own.casefold())) < OWN_SIGNS or own.isdigit()
