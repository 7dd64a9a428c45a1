"""The practice that this installation serves."""

from functools import lru_cache
from pathlib import Path

from django.conf import settings

from stillroom.practice.file import Practice, load_practice


def practice() -> Practice:
    """What settings.PRACTICE_FILE says, read once. Raises PracticeFileError."""
    return _read(settings.PRACTICE_FILE)


@lru_cache(maxsize=4)
def _read(path: Path) -> Practice:
    return load_practice(path.read_text(encoding="utf-8"))
