"""The shipped questionnaires are whole: read at the start, offered only as they may be."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from stillroom.assessments import catalogue as shelf
from stillroom.assessments import queries
from stillroom.assessments.catalogue import catalogue
from stillroom.assessments.queries import instrument_of, offers_of
from stillroom.base.errors import Hidden
from stillroom.core.instruments.model import Unlock
from stillroom.core.instruments.reading import BadInstrument
from tests.assessments.walking import PHQ9
from tests.cast import Person


@pytest.fixture
def another_shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A catalogue of this test alone, with the PHQ-9 on it."""
    (tmp_path / "phq-9.json").write_bytes((shelf.HERE / "phq-9.json").read_bytes())
    monkeypatch.setattr(shelf, "HERE", tmp_path)
    catalogue.cache_clear()
    yield tmp_path
    catalogue.cache_clear()


def put(folder: Path, name: str, **changes: object) -> None:
    data = json.loads((folder / "phq-9.json").read_text())
    (folder / f"{name}.json").write_text(json.dumps({**data, **changes}))


def test_every_file_is_an_instrument_under_its_own_name_and_worked_examples_are_not_read_as_one() -> None:
    assert {key[0] for key in catalogue()} == {
        path.stem for path in shelf.HERE.glob("*.json") if not path.stem.endswith(".examples")
    }
    assert ("phq-9", PHQ9.version) in catalogue()


def test_an_id_in_no_file_is_hidden() -> None:
    for name in ("phq-8", "PHQ-9", ""):
        with pytest.raises(Hidden):
            instrument_of(None, name)


def test_an_older_version_can_be_read_and_the_newest_is_asked(another_shelf: Path) -> None:
    put(another_shelf, "phq-9b", version="Second")
    assert {version for _id, version in catalogue()} == {PHQ9.version, "Second"}
    assert instrument_of(None, "phq-9").version == "Second"


def test_the_same_version_twice_stops_everything(another_shelf: Path) -> None:
    put(another_shelf, "twin")
    with pytest.raises(BadInstrument, match="twice"):
        catalogue()


def test_what_a_therapist_must_unlock_is_not_offered(monkeypatch: pytest.MonkeyPatch, ada: Person) -> None:
    locked = replace(PHQ9, administration=replace(PHQ9.administration, unlock=Unlock("Later.", ("Talk first.",))))
    off = replace(PHQ9, id="off", administration=replace(PHQ9.administration, default_enabled=False))
    table = {("phq-9", PHQ9.version): locked, ("off", PHQ9.version): off}
    assert [offer.instrument.id for offer in offers_of(ada.keyholder, None)] == ["phq-9", "gad-7"]
    monkeypatch.setattr(queries, "catalogue", lambda: table)
    assert offers_of(ada.keyholder, None) == ()
