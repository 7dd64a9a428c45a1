"""The file of one person as one thing: the pages of several rooms, with the same tabs above each."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.base.jinja import url
from stillroom.care.documents import State
from stillroom.care.queries import CareEpisode
from stillroom.vault.documents import Role

TABS: Mapping[str, tuple[Promise, str]] = MappingProxyType(
    {
        "overview": (_("Overview"), "care:episode"),
        "plan": (_("Plan"), "plans:goal"),
        "measures": (_("Measures"), "assessments:start"),
        "messages": (_("Messages"), "messaging:conversation"),
        "notes": (_("Notes"), "notes:notes"),
        "tools": (_("Tools"), "desk:tools"),
    }
)
WITH_A_FILE = (State.ACTIVE, State.ENDED)


@dataclass(frozen=True, slots=True)
class Tab:
    id: str
    label: str
    address: str


def file_tabs(episode: CareEpisode) -> tuple[Tab, ...]:
    """None for a client, whose pages lead back instead, and before anything has begun."""
    if episode.space.role is not Role.THERAPIST or episode.episode.state not in WITH_A_FILE:
        return ()
    return tuple(Tab(id, str(label), url(page, episode.id)) for id, (label, page) in TABS.items())
