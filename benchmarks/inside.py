"""Importing this sets the product up in this process too, over a directory that is gone when the process ends."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

DATA = Path(tempfile.mkdtemp(prefix="stillroom-bench-"))
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["STILLROOM_DATA"] = str(DATA / "inside")
os.environ["STILLROOM_RUNTIME"] = str(DATA / "inside" / "runtime")

import stillroom.config.start  # noqa: E402, F401 where the lines above say
