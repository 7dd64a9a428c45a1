"""An ending that the two plan together, and the summary that both keep of it."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.care.documents import BOTH, Passage
from stillroom.vault.documents import Role, SpaceKind, document


class Topic(StrEnum):
    BEGAN = "began"
    DID = "did"
    CHANGED = "changed"
    STAYS = "stays"
    HELPED = "helped"
    SIGNS = "signs"
    BACK = "back"
    OTHERS = "others"


TOPICS: dict[str, str | Promise] = {
    Topic.BEGAN: _("What it began with"),
    Topic.DID: _("What we did"),
    Topic.CHANGED: _("What changed"),
    Topic.STAYS: _("What stays as it is"),
    Topic.HELPED: _("What helped"),
    Topic.SIGNS: _("Early signs, and what to do then"),
    Topic.BACK: _("How to come back"),
    Topic.OTHERS: _("Who else is there"),
}


@dataclass(frozen=True, slots=True)
class Said:
    """What one of the two wrote on one topic."""

    topic: Topic
    by: Role
    text: str


@document("care.ending", spaces={SpaceKind.CARE}, writers=BOTH, title=_("The summary at the end"))
@dataclass(frozen=True, slots=True)
class Ending:
    """One for each episode. `called`, `therapist_name`: the two, as they are called here. `agreed`: who has said yes to
    all of these words as they stand. `outcomes`: what the rooms knew when it was last written or agreed to.
    `afterwards`: when the therapist wrote in it after the end.
    """

    asked_by: Role
    called: str
    therapist_name: str
    words: tuple[Said, ...] = ()
    agreed: frozenset[Role] = frozenset()
    outcomes: tuple[Passage, ...] = ()
    afterwards: datetime | None = None

    @property
    def is_agreed(self) -> bool:
        return self.agreed >= BOTH

    def words_by(self, role: Role) -> dict[str, str]:
        return {said.topic.value: said.text for said in self.words if said.by is role}

    @property
    def parts(self) -> tuple[tuple[str | Promise, tuple[tuple[str, str], ...]], ...]:
        """(heading, ((name, words), ...)) of every topic on which something was written."""
        names = {Role.CLIENT: self.called, Role.THERAPIST: self.therapist_name}
        found = (
            (title, tuple((names[said.by], said.text) for said in self.words if said.topic == topic))
            for topic, title in TOPICS.items()
        )
        return tuple((title, said) for title, said in found if said)


def mark_of(words: Mapping[str, str]) -> str:
    """By which a page says which words were on it."""
    return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()
