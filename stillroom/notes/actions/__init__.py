"""What can be done with a therapist's notes."""

from stillroom.notes.actions.apart import ChangedElsewhere, begin_apart, change_apart, remove_apart
from stillroom.notes.actions.showing import show_note, stop_showing, write_about
from stillroom.notes.actions.signing import (
    NothingSaid,
    SignedAlready,
    add_to_note,
    keep_note,
    sign_note,
    write_as,
)

__all__ = [
    "ChangedElsewhere",
    "NothingSaid",
    "SignedAlready",
    "add_to_note",
    "begin_apart",
    "change_apart",
    "keep_note",
    "remove_apart",
    "show_note",
    "sign_note",
    "stop_showing",
    "write_about",
    "write_as",
]
