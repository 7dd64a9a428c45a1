"""What a summary without a name is asked about, in English and in Spanish, and what it must not be."""

import pytest

from stillroom.core.minimum.asking import places_in
from stillroom.core.minimum.kinds import Kind
from stillroom.core.minimum.telling import TELLING

ASKED = [
    ("Moved to Fresno last year.", Kind.PLACE, "to Fresno"),
    ("She grew up in Guatemala.", Kind.PLACE, "Guatemala"),
    ("Lives near Venice Beach.", Kind.PLACE, "near Venice Beach"),
    ("A room on Alvarado Street.", Kind.PLACE, "Alvarado Street"),
    ("Vive en Tijuana.", Kind.PLACE, "Tijuana"),
    ("Her aunt in Los Angeles.", Kind.PLACE, "Los Angeles"),
    ("It began in March 2024.", Kind.DAY, "2024"),
    ("Since the 4th of last month.", Kind.DAY, "Since the 4th"),
    ("Every Friday it comes back.", Kind.DAY, "Friday"),
    ("On 11/23/2026 she called.", Kind.DAY, "11/23/2026"),
    ("She wakes at 4:30.", Kind.DAY, "4:30"),
    ("Desde el martes no duerme.", Kind.DAY, "martes"),
    ("A 34-year-old.", Kind.NUMBER, "34-year-old"),
    ("Tiene 34 años.", Kind.NUMBER, "34 años"),
    ("She has three children.", Kind.NUMBER, "three children"),
    ("She owes $4,000.", Kind.NUMBER, "$4,000"),
    ("Her number ends in 555-0143.", Kind.NUMBER, "555-0143"),
    ("Writes as @nightheron.", Kind.TRACE, "@nightheron"),
    ("On example.com she saw it.", Kind.TRACE, "example.com"),
    ("Write to a.b@example.org.", Kind.TRACE, "a.b@example.org"),
]
SILENT = [
    "How do I sit with a silence that frightens me more than her?",
    "PHQ-9 fell from 15/27 to 9/27 in 8 sessions; GAD-7 11.",
    "In session she turns away when anger comes near. In the room I feel small.",
    "May it be that I protect her from me? They march on. She may.",
    "From the start I felt pulled to rescue. In Care we said no such thing.",
    "Worked with exposure in 12 weeks, then DBT skills; 5 of 7 steps.",
    "Me da miedo su silencio. En la sala me siento menor.",
    "She is in her thirties and lives with her partner in a city.",
]


@pytest.mark.parametrize(("text", "kind", "words"), ASKED)
def test_what_leads_to_somebody_is_asked_about(text: str, kind: Kind, words: str):
    found = places_in(text, (), TELLING)
    assert any(place.kind is kind and words.casefold() in place.words.casefold() for place in found), found


@pytest.mark.parametrize("text", SILENT)
def test_what_leads_nowhere_is_let_be(text: str):
    assert places_in(text, (), TELLING) == ()


def test_a_note_of_a_session_is_not_asked_about_days():
    assert places_in("Every Friday at 4:30 in Fresno.") == ()
