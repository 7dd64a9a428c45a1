"""Addresses of files under static/ that change when any of them does, so that browsers may keep them for long.

The version is in the folder, not behind a question mark: a script's own relative imports then carry it too.
"""

import hashlib
from functools import cache
from pathlib import Path

from django.conf import settings


@cache
def prefix() -> str:
    """`static/<version>/`, where the version is a hash over every file's name and content."""
    root = Path(settings.STATICFILES_DIRS[0])
    everything = hashlib.sha256()
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        everything.update(str(path.relative_to(root)).encode() + b"\0" + path.read_bytes())
    return f"static/{everything.hexdigest()[:10]}/"


@cache
def static(path: str) -> str:
    """The address of a file under static/. Raises FileNotFoundError for one that is not there."""
    if not (Path(settings.STATICFILES_DIRS[0]) / path).is_file():
        raise FileNotFoundError(path)
    return f"/{prefix()}{path}"
