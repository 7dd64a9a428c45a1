"""What stands before sets of left and right: what the client's body needs, and the list that their therapist signs.

Both lie in the space of the two, so that nothing about somebody is kept from them.
"""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from stillroom.core.emdr import Need
from stillroom.vault.documents import Amend, Role, SpaceKind, cover_section, document

CARE = frozenset({SpaceKind.CARE})


class Told(StrEnum):
    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@document(
    "emdr.body", spaces=CARE, writers={Role.CLIENT}, title=_("What your body needs before sets of left and right")
)
@dataclass(frozen=True, slots=True)
class Body:
    """One for each episode. `motion`: moving pictures make them unwell; `heart`: pregnant, or something with it."""

    motion: Told
    seizures: Told
    migraine: Told
    eyes: Told
    heart: Told
    words: str = ""

    @property
    def care_for(self) -> tuple[str, ...]:
        """What was not answered with a no."""
        return tuple(name for name in BODY if getattr(self, name) is not Told.NO)


BODY = ("motion", "seizures", "migraine", "eyes", "heart")


@dataclass(frozen=True, slots=True)
class Checked:
    """`because`: why it goes on although this is not met; "" where it is met."""

    need: Need
    because: str = ""


@document(
    "emdr.readiness",
    spaces=CARE,
    writers={Role.THERAPIST},
    amend=Amend.NOBODY,
    title=_("What your therapist made sure of before sets of left and right"),
)
@dataclass(frozen=True, slots=True)
class Readiness:
    """Signed, or closed again: then nothing else stands in it. The newest counts.

    `assessment`: what a dissociation assessment found; `safety`: what was done about an answer that tells of danger.
    """

    is_open: bool
    checked: tuple[Checked, ...] = ()
    assessment: str = ""
    safety: str = ""


@cover_section("sets")
@dataclass(frozen=True, slots=True)
class Ahead:
    """What a client's home page shows. `questions`: their therapist asks what their body needs; no answer yet."""

    questions: bool = False
