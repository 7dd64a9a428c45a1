"""What a client may keep of what they look for."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Amend, Role, SpaceKind, document


@document(
    "finding.needs",
    spaces={SpaceKind.JOURNAL},
    writers={Role.CLIENT},
    amend=Amend.AUTHOR,
    title=_("What you look for in somebody"),
)
@dataclass(frozen=True, slots=True)
class KeptNeeds:
    """As `looking.Wished`: codes, and `budget` in whole units for one session. Nobody else opens it."""

    help: tuple[str, ...]
    ways: tuple[str, ...]
    safe: tuple[str, ...]
    languages: tuple[str, ...]
    language_needed: bool
    media: tuple[str, ...]
    medium_needed: bool
    days: tuple[str, ...]
    parts: tuple[str, ...]
    budget: int | None
    state: str
