"""The product's settings over a data directory that is gone with the test run."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

RAM = Path("/dev/shm")
DATA = tempfile.mkdtemp(prefix="stillroom-test-", dir=RAM if RAM.is_dir() else None)
atexit.register(shutil.rmtree, DATA, ignore_errors=True)
os.environ["STILLROOM_DATA"] = DATA
os.environ["STILLROOM_RUNTIME"] = f"{DATA}/runtime"
os.environ.pop("STILLROOM_PRACTICE", None)

from stillroom.base.catalogues import build  # noqa: E402

build()  # a catalogue that changed since `make` looked

from stillroom.config.settings import *  # noqa: E402, F403 it makes its files where the lines above say
