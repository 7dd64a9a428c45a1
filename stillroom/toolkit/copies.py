"""Of a copy that is shared: whether it was opened, and what in it asks for a person."""

from collections.abc import Mapping

from stillroom.core.instruments.rules import Flag
from stillroom.toolkit.definition import Definition
from stillroom.toolkit.documents import Copy
from stillroom.vault.audits import trail
from stillroom.vault.documents import Role
from stillroom.vault.spaces import OpenSpace


def flags_in(definition: Definition, answers: Mapping[str, str]) -> tuple[Flag, ...]:
    """What asks for a person in these answers, if they are shared."""
    return tuple(Flag(f"{definition.name}.{each.field}", each.level, "") for each in definition.alarms_in(answers))


def was_read(space: OpenSpace, copy: Copy) -> bool:
    """Whether the therapist has opened what was shared since: by the hour, as the trail says, so rather yes than no."""
    hour = copy.at.replace(minute=0, second=0, microsecond=0)
    kind = "toolkit.shared"
    return any(
        trace.role == Role.THERAPIST and trace.action == "open" and trace.kind == kind and trace.hour >= hour
        for trace in trail(space)
    )
