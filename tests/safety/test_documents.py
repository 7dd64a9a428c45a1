"""What was sealed under a version is read for ever."""

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

from stillroom.core.instruments.rules import Level
from stillroom.safety.documents import Acknowledgement, RiskFlag, most_pressing
from stillroom.safety.sources import SOURCES
from stillroom.vault.documents import TYPES, fields_of

SAMPLES = Path(__file__).parent / "samples"


def sample(kind: str) -> tuple[object, dict[str, object]]:
    fields = json.loads((SAMPLES / f"{kind}.v1.json").read_text())
    return TYPES[kind].decode(1, fields), fields


def test_a_flag_of_version_1_is_read():
    flag, fields = sample("safety.flag")
    assert flag == RiskFlag(
        source="assessments.response",
        about=UUID("6f1f5d0e-0b8b-4a52-9a43-6a0f6f6f2f11"),
        level=Level.HIGH,
        rules=("phq9_si_positive", "phq9_si_frequent"),
        deadline=datetime(2026, 11, 23, 19, tzinfo=UTC),
        row=UUID("b3f0a1c2-5d54-4f0e-8a55-0d6d0c1a9e77"),
    )
    assert json.loads(json.dumps(fields_of(flag))) == fields
    assert flag.source in SOURCES


def test_an_acknowledgement_of_version_1_is_read():
    seen, fields = sample("safety.acknowledgement")
    done = "Called, spoke about it, next talk tomorrow."
    assert seen == Acknowledgement(UUID("0c5f3f2b-7c33-4be5-9d0e-2f6b9f0d6a10"), done)
    assert json.loads(json.dumps(fields_of(seen))) == fields


def test_every_kind_of_this_room_has_a_sample():
    kinds = {kind for kind in TYPES if kind.startswith("safety.")}
    assert {path.name.removesuffix(".v1.json") for path in SAMPLES.glob("*.json")} == kinds


def test_the_most_pressing_level_is_not_the_last_in_the_alphabet():
    assert most_pressing([Level.REVIEW, Level.URGENT, Level.HIGH]) is Level.URGENT
    assert most_pressing([Level.ELEVATED, Level.REVIEW]) is Level.ELEVATED
