"""How often the slow things are tried."""

import os


def count(small: int, full: int) -> int:
    """`small` in `make test`, `full` in `make attacks`."""
    return full if os.environ.get("STILLROOM_COUNTS") == "full" else small
