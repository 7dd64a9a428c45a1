"""The vectors of pv1 section 20, read from the file that the JavaScript tests read too."""

import hashlib
import json
from pathlib import Path
from typing import Any
from uuid import UUID

VECTORS: dict[str, dict[str, Any]] = json.loads(
    (Path(__file__).parents[2] / "vectors" / "pv1.json").read_text(encoding="utf-8")
)


def named(name: str, size: int = 32) -> bytes:
    """V(name, n) of section 20."""
    return hashlib.shake_256(b"PV1 test vector: " + name.encode()).digest(size)


ACCOUNT = UUID(bytes=named("account_id", 16))
SPACE = UUID(bytes=named("space_id", 16))
RECORD = UUID(bytes=named("record_id", 16))
SEED = named("ars")
EK = named("ek")
ENTROPY = named("r")
PEPPER = named("pepper")
