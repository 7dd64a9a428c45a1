"""How a therapist looks at the people in their care. It is kept sealed, so that no address tells it (U3)."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from stillroom.vault.documents import Amend, Role, SpaceKind, document

NAME_LASTS = timedelta(minutes=30)


class Order(StrEnum):
    """WAITS: those first with whom something waits for the therapist."""

    WAITS = "waits"
    NAME = "name"
    NEXT = "next"
    CONTACT = "contact"
    TREND = "trend"


class Show(StrEnum):
    """ALL: everybody in care. ENDED: those with whom it has ended."""

    ALL = "all"
    WAITS = "waits"
    UNBOOKED = "unbooked"
    ENDED = "ended"


@document(
    "desk.view",
    spaces={SpaceKind.DESK},
    writers={Role.THERAPIST},
    amend=Amend.AUTHOR,
    title=_("How you look at the people in your care"),
)
@dataclass(frozen=True, slots=True)
class View:
    """`name`: part of a name that is looked for; it counts for `NAME_LASTS`, so that nobody is missing tomorrow.

    `keys`: single keys move about the page.
    """

    order: Order = Order.WAITS
    show: Show = Show.ALL
    name: str = ""
    keys: bool = False
