"""Every document that was ever written can still be read: one frozen sample for each kind and version."""

import json
from pathlib import Path

import pytest
from django.conf import settings

from stillroom.vault.documents import TYPES, fields_of

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = {path.stem: path for room in settings.ROOMS for path in (ROOT / room).glob("samples/*.json")}


def test_every_kind_in_every_version_has_a_sample():
    wanted = {f"{kind}.v{n}" for kind, entry in TYPES.items() for n in range(1, entry.version + 1)}
    assert set(SAMPLES) == wanted


@pytest.mark.parametrize("name", sorted(SAMPLES))
def test_an_old_document_opens_as_todays(name: str):
    kind, _, version = name.rpartition(".v")
    fields = json.loads(SAMPLES[name].read_text())
    document = TYPES[kind].decode(int(version), fields)
    assert isinstance(document, TYPES[kind].cls)
    if int(version) == TYPES[kind].version:
        assert set(fields_of(document)) == set(fields)
