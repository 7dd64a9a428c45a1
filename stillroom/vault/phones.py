"""What leaves the house sealed for one phone, with words that nobody keeps."""

from stillroom.core.sealing.phone import ROUNDS as ROUNDS
from stillroom.core.sealing.phone import seal_for_phone as seal_for_phone
