"""How hard the attacks try: `STILLROOM_ATTACKS=full` for the large counts, else the small ones of every day."""

import os

FULL = os.environ.get("STILLROOM_ATTACKS") == "full"


def effort(small: int, full: int) -> int:
    return full if FULL else small
