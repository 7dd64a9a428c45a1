"""What leaves the house sealed for somebody without an account, with a key that stays in a link's fragment."""

from stillroom.core.sealing.notes import KEY_BYTES as KEY_BYTES
from stillroom.core.sealing.notes import seal_note as seal_note
