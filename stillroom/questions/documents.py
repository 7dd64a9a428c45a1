"""What somebody without an account and the practice's stewards write to each other."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Amend, Role, SpaceKind, document

BOTH = {Role.CLIENT, Role.STEWARD}


@document(
    "questions.words", spaces={SpaceKind.QUESTION}, writers=BOTH, amend=Amend.NOBODY, title=_("Question or answer")
)
@dataclass(frozen=True, slots=True)
class Words:
    """`place`: 0 for the question, then counting on. It gives the order, because instants are kept to the hour."""

    text: str
    place: int
