"""Each resource is one that another program can read, whatever stands in it and however little."""

import json
from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stillroom.core.fhir import bundles
from stillroom.core.fhir.care import (
    AppointmentStatus,
    EpisodeStatus,
    appointment,
    care_team,
    consent,
    episode_of_care,
    hash_uri,
    service_request,
)
from stillroom.core.fhir.elements import Resource, instant, reference, words
from stillroom.core.fhir.people import patient, practitioner
from stillroom.core.fhir.plans import Activity, Target, care_plan, goal
from stillroom.core.fhir.questionnaires import Choice, Form, Question, Said, observation, questionnaire, response
from stillroom.core.fhir.writings import basic, clinical_impression, communication, document_reference, flag
from tests.fhir import amiss, amiss_in

ADA, TOM, ONE, TWO = (UUID(int=number) for number in range(1, 5))
AT = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)
BY_ADA = reference("Patient", ADA)
FORM = Form(
    name=ONE,
    title="Mood",
    version="1",
    language="en",
    lead="Over two weeks:",
    copyright="Free to use.",
    loinc="44249-1",
    questions=(
        Question("q1", "Sleep?", (Choice("0", "never", 0, "LA6568-5"), Choice("1", "often", 1)), loinc="44250-9"),
        Question("q2", "How many?"),
        Question("q3", "In your words?", takes_words=True),
    ),
)


def made(text: str, at: datetime | None) -> list[Resource]:
    """One of each, with these words and with or without a time that may be missing."""
    return [
        patient(ADA, text),
        practitioner(TOM),
        questionnaire(FORM),
        response(ONE, FORM, [Said(FORM.questions[2], text)], patient=ADA, at=AT),
        observation(TWO, patient=ADA, text="Mood", value=7, at=AT, code="44261-6", band=text, derived_from=ONE),
        episode_of_care(ONE, patient=ADA, manager=TOM, status=EpisodeStatus.ACTIVE, began=at, ended=at),
        consent(ONE, patient=ADA, given=True, text="Records", at=AT, sha256=text),
        consent(ONE, patient=ADA, given=False, text="Records", at=AT, privacy=True, to=TOM, until=date(2026, 12, 1)),
        appointment(
            ONE,
            patient=ADA,
            therapist=TOM,
            status=AppointmentStatus.CANCELLED,
            start=AT,
            length=timedelta(minutes=50),
            way=text,
            cancelled_by="pat",
            told=[text],
        ),
        care_team(ONE, patient=ADA, text="Who stands in", members=[TOM], stands=True, until=None),
        service_request(
            ONE, patient=ADA, text="Go on", status="active", at=AT, requester=TOM, performer=None, said=text
        ),
        goal(
            ONE,
            patient=ADA,
            text=text,
            status="active",
            by=BY_ADA,
            ratings=[TWO],
            said=text,
            targets=[Target(text, text, date(2027, 1, 1)), Target(text, "")],
            reached=at is not None,
            changed=at.date() if at else None,
        ),
        care_plan(
            ONE,
            patient=ADA,
            title=text,
            status="draft",
            at=AT,
            author=BY_ADA,
            goals=[TWO],
            addresses=[text],
            replaces=TWO,
            said=text,
            activities=[
                Activity(text, "completed", at, date(2027, 1, 1), [BY_ADA]),
                Activity(text, "not-started", by=[{}]),
            ],
        ),
        communication(ONE, patient=ADA, texts=[text, text], sender=BY_ADA, at=at),
        document_reference(ONE, patient=ADA, title="Note", text=text, at=AT, author=BY_ADA, start=at, stop=at),
        flag(ONE, patient=ADA, text="To look at", raised=AT, is_open=at is None, author=BY_ADA, until=at),
        clinical_impression(ONE, patient=ADA, summary=text, at=AT, assessor=BY_ADA),
        basic(ONE, patient=ADA, title="Opened", lines=[("Words", text)], at=AT, author=BY_ADA),
    ]


WORDS = ["I sleep.", "", " \n ", "a\x00b\x1f", "</script><b>&amp;", "\u202eevil\u202c", "\N{SEEDLING}" * 3, "\t"]


@pytest.mark.parametrize("at", [AT, None], ids=["at", "never"])
@pytest.mark.parametrize("text", WORDS)
def test_each_resource_is_sound_with_any_words(text: str, at: datetime | None) -> None:
    for resource in made(text, at):
        assert amiss_in(json.loads(json.dumps(resource))) == [], resource["resourceType"]


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_no_words_break_a_resource(text: str) -> None:
    for resource in made(text, AT):
        assert amiss_in(resource) == []


def test_the_models_see_what_is_amiss() -> None:
    """The control."""
    whole = goal(ONE, patient=ADA, text="Sleep", status="active", by=BY_ADA)
    assert amiss_in(whole) == []
    assert amiss_in({**whole, "lifecycleStatus": "actve"}) != []
    assert amiss_in({**whole, "colour": "green"}) != []
    assert amiss_in({**whole, "note": []}) == ["Goal.note is empty"]
    assert amiss_in({name: value for name, value in whole.items() if name != "subject"}) != []


def test_words_keep_their_lines_and_lose_what_no_string_may_hold() -> None:
    assert words("  one\n\ttwo\r\n\x07 ") == "one\n\ttwo\r\n\N{REPLACEMENT CHARACTER}"


def test_words_in_a_narrative_are_words_and_no_markup() -> None:
    told = basic(ONE, patient=ADA, title="T", lines=[("L", "<script>alert(1)</script>")], at=AT, author=BY_ADA)
    assert "<script" not in json.dumps(told)
    assert "&lt;script&gt;" in json.dumps(told)


def test_a_text_is_named_by_its_hash() -> None:
    """RFC 6920 section 8.1: the SHA-256 of "Hello World!"."""
    digest = "7f83b1657ff1fc53b92dc18148a1d65dfc2d4b1fa3d677284addd200126d9069"
    assert hash_uri(digest) == "ni:///sha-256;f4OxZX_x_FO5LcGBSKHWXfwtSx-j1ncoSt3SABJtkGk"
    assert hash_uri("no hash") == hash_uri("ab") == ""


def test_a_chosen_answer_has_its_code_and_what_it_counts() -> None:
    first, number, own = FORM.questions
    said = [Said(first, "0"), Said(number, 3), Said(own, "Well"), Said(first, "")]
    items = response(ONE, FORM, said, patient=ADA, at=AT)["item"]
    assert isinstance(items, list)
    (chosen,), (count,), (text,) = (item["answer"] for item in items)
    assert (chosen["valueCoding"]["code"], chosen["valueCoding"]["system"]) == ("LA6568-5", "http://loinc.org")
    assert chosen["valueCoding"]["extension"][0]["valueDecimal"] == 0
    assert (count, text) == ({"valueInteger": 3}, {"valueString": "Well"})


def test_an_instant_is_written_in_utc_whatever_clock_it_was_on() -> None:
    assert instant(AT.astimezone()) == "2026-11-23T18:00:00.000Z"


def bundle(*lines: str) -> dict[str, object]:
    read: dict[str, object] = json.loads(bundles.head(TWO, AT) + ",".join(lines) + bundles.TAIL)
    return read


def test_a_bundle_is_whole_only_when_every_name_leads_somewhere() -> None:
    lines = [
        bundles.entry(patient(ADA)),
        bundles.entry(flag(ONE, patient=ADA, text="Look", raised=AT, is_open=True, author=BY_ADA, until=None)),
    ]
    assert amiss(bundle(*lines)) == []
    assert amiss(bundle(lines[1])) == ["Flag leads to a Patient that is not there"] * 2
    assert amiss(bundle(*lines, lines[0])) == [f"urn:uuid:{ADA} is there twice"]


def test_what_is_left_out_is_said_in_the_bundle() -> None:
    told = bundles.left_out(ONE, [("Name and place: 1", "It is your name.")], ["One place was changed."])
    assert amiss_in(told) == []
    assert [(issue["severity"], issue["code"]) for issue in told["issue"]] == [  # type: ignore[attr-defined]
        ("warning", "incomplete"),
        ("information", "suppressed"),
    ]
