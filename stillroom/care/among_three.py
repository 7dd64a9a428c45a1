"""What a page has shown of the client's words about standing in, and who has to be in a space of three."""

from collections.abc import Collection

from stillroom.care.documents import CoveringWord
from stillroom.vault.documents import Role
from stillroom.vault.records import Stored
from stillroom.vault.spaces import OpenSpace

THREE = sorted([Role.CLIENT, Role.COVERING, Role.THERAPIST])


def seen_of(words: Collection[Stored[CoveringWord]]) -> str:
    """Names the newest word in its version: what a form says it has shown."""
    newest = max(words, key=lambda word: (word.at, word.id), default=None)
    return "" if newest is None else f"{newest.id.hex}.{newest.version}"


def is_three(space: OpenSpace) -> bool:
    """One client, one therapist, one who stands in, and nobody else."""
    return sorted(member.role for member in space.members) == THREE
