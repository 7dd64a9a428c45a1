"""What was sealed under a version is read, and scored, for ever."""

import json
from pathlib import Path
from uuid import UUID

from stillroom.assessments.documents import Opening, OwnResponse, Response
from stillroom.assessments.encoding import decode
from stillroom.assessments.readings import read_sheet
from stillroom.vault.documents import TYPES, Amend, Role, SpaceKind, fields_of

SAMPLES = Path(__file__).parent / "samples"


def sample(kind: str) -> object:
    fields = json.loads((SAMPLES / f"{kind}.v1.json").read_text())
    document = TYPES[kind].decode(1, fields)
    assert json.loads(json.dumps(fields_of(document))) == fields
    return document


def test_a_response_of_version_1_is_read_and_scored():
    response = sample("assessments.response")
    assert isinstance(response, Response)
    assert decode(response.answers) == (1, 2, 0, 3, None, 1, 0, 2, 1, 2)
    reading = read_sheet(response)
    assert (reading.main.value, [flag.id for flag in reading.flags]) == (11, ["phq9_si_positive"])


def test_ones_own_answers_of_version_1_are_read_and_scored():
    own = sample("assessments.own")
    assert isinstance(own, OwnResponse)
    assert own.shared == (UUID("b3f0a1c2-5d54-4f0e-8a55-0d6d0c1a9e77"),)
    reading = read_sheet(own)
    assert (reading.main.value, [flag.id for flag in reading.to_ask]) == (0, ["phq9_si_unanswered"])


def test_an_opening_of_version_1_is_read():
    opening = sample("assessments.opening")
    assert isinstance(opening, Opening)
    assert (opening.instrument, opening.is_open, opening.words) == ("pcl-5", True, "For the word we picked on Tuesday.")


def test_every_kind_of_this_room_has_a_sample():
    kinds = {kind for kind in TYPES if kind.startswith("assessments.")}
    assert {path.name.removesuffix(".v1.json") for path in SAMPLES.glob("*.json")} == kinds


def test_only_the_client_answers_and_what_was_sent_stays_as_it_was():
    sent, own = TYPES["assessments.response"], TYPES["assessments.own"]
    assert (sent.writers, sent.readers) == ({Role.CLIENT}, {Role.CLIENT, Role.THERAPIST})
    assert (sent.amend, own.amend) == (Amend.NOBODY, Amend.AUTHOR)
    opened = TYPES["assessments.opening"]
    assert (opened.writers, opened.readers) == ({Role.THERAPIST}, {Role.CLIENT, Role.THERAPIST})
    assert (sent.spaces, own.spaces, own.readers) == ({SpaceKind.CARE}, {SpaceKind.JOURNAL}, {Role.CLIENT})
