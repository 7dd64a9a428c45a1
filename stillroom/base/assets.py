"""Addresses of files under static/ that change when the file does, so that browsers may keep them for long."""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def static(path: str) -> str:
    """`/static/<path>?<hash>`. Raises FileNotFoundError for a file that is not there."""
    content = (Path(settings.STATICFILES_DIRS[0]) / path).read_bytes()
    return f"{settings.STATIC_URL}{path}?{hashlib.sha256(content).hexdigest()[:10]}"
