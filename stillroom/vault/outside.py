"""What leaves the house, sealed with a key that it does not keep: for a phone, for somebody without an account."""

from stillroom.core.sealing.notes import KEY_BYTES as KEY_BYTES
from stillroom.core.sealing.notes import seal_note as seal_note
from stillroom.core.sealing.phone import ROUNDS as ROUNDS
from stillroom.core.sealing.phone import seal_for_phone as seal_for_phone
