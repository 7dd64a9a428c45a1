"""`make demo`: a made-up practice that is already alive, and never a real one."""

from dataclasses import replace
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from pytest_django import Settings

from stillroom.assessments.documents import Latest
from stillroom.assessments.queries import measures_of
from stillroom.assessments.signs import prompts_in
from stillroom.care.meetings import meetings_in
from stillroom.core.instruments.offtrack import Sign
from stillroom.home import demo
from stillroom.home.management.commands import demo as command
from stillroom.vault.covers import covers_of
from stillroom.vault.documents import SpaceKind
from stillroom.vault.models import Account
from tests.cast import CHEAP

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def made_up(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> Path:
    settings.PLACES = replace(settings.PLACES, data=tmp_path)
    settings.PRACTICE_FILE = ROOT / "practices" / "quiet-harbor.toml"
    monkeypatch.setattr(command, "build_demo", lambda *, now: demo.build_demo(now=now, cost=CHEAP))
    return tmp_path


def made() -> str:
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_it_says_how_to_sign_in_as_everybody_in_it_and_that_it_is_made_up(made_up: Path) -> None:
    said = made()
    assert "ALL OF THIS IS MADE UP" in said
    for who in (
        "Max (steward)",
        "Tom (therapist)",
        "Iris (therapist)",
        "Rosa (therapist)",
        "June (therapist)",
        "Ada (client)",
        "Rio (client)",
        "Noor (client)",
        "Sol (client)",
    ):
        assert who in said
    assert Account.objects.count() == 9
    assert (made_up / "people.txt").stat().st_mode & 0o777 == 0o600


def test_a_second_time_it_says_the_same_and_makes_nobody(made_up: Path) -> None:
    first, again = made(), made()
    assert first.endswith(again)
    assert "Making" not in again
    assert Account.objects.count() == 9


def test_it_never_fills_a_practice_that_is_not_made_up(made_up: Path, settings: Settings) -> None:
    settings.PRACTICE_FILE = ROOT / "practices" / "grey-insight.toml"
    with pytest.raises(CommandError, match="fictional"):
        made()
    assert not Account.objects.exists()


@pytest.mark.parametrize(
    "moment", [datetime(2026, 3, 8, 9, 30, tzinfo=UTC), datetime(2026, 12, 31, 23, 59, tzinfo=UTC)]
)
def test_it_is_alive_at_any_hour(made_up: Path, moment: datetime) -> None:
    """In the night of a clock change, and in the last minute of a year."""
    made = demo.build_demo(now=moment, cost=CHEAP)
    assert {person.name for person in made.people} == {
        "Max",
        "Tom",
        "Iris",
        "Rosa",
        "June",
        "Ada",
        "Rio",
        "Noor",
        "Sol",
    }
    sol, rosa = made.person("Sol"), made.person("Rosa")
    assert signs_of(sol, moment) == signs_of(rosa, moment) == [Sign.WORSE, Sign.DIPPED]
    assert signs_of(made.person("Ada"), moment) == []  # the control


def signs_of(person: demo.Cast, now: datetime) -> list[Sign]:
    """Of the one episode of this person."""
    (cover,) = [each for each in covers_of(person.keyholder, SpaceKind.CARE) if each.get(Latest)]
    found = prompts_in(measures_of(person.keyholder, cover), cover.get(Latest), meetings_in(cover, now), now)
    return [why.sign for each in found for why in each.reasons]
