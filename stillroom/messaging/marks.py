"""How far somebody has read, from their own space."""

from collections.abc import Mapping
from uuid import UUID

from stillroom.messaging.documents import ReadMarks
from stillroom.vault.records import latest
from stillroom.vault.spaces import OpenSpace


def marks_in(space: OpenSpace) -> Mapping[UUID, int]:
    """Messages of the other person seen so far, by space."""
    stored = latest(space, ReadMarks)
    return {} if stored is None else stored.document.seen
