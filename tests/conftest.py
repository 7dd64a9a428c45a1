"""What every test stands on: a data directory of its own, made before settings are read, and the cast."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

_HOUSE = Path(tempfile.mkdtemp(prefix="stillroom-test-"))
os.environ["STILLROOM_DATA"] = str(_HOUSE / "data")
os.environ["STILLROOM_RUNTIME"] = str(_HOUSE / "run")
os.environ.pop("STILLROOM_PRACTICE", None)
atexit.register(shutil.rmtree, _HOUSE, ignore_errors=True)

pytest_plugins = ["tests.cast"]
