"""Questions, the answers to them, and scores."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from stillroom.core.fhir.elements import (
    Element,
    Resource,
    coding,
    concept,
    instant,
    lean,
    loinc,
    reference,
    resource,
    urn,
    words,
)

ORDINAL = "http://hl7.org/fhir/StructureDefinition/ordinalValue"
CATEGORY = "http://terminology.hl7.org/CodeSystem/observation-category"


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose from. `value` None: it counts nothing. `loinc`: its code in an answer list."""

    code: str
    label: str
    value: int | None = None
    loinc: str | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """With `choices` one of them is chosen; else it takes a number, or words."""

    id: str
    text: str
    choices: tuple[Choice, ...] = ()
    takes_words: bool = False
    required: bool = False
    loinc: str | None = None


@dataclass(frozen=True, slots=True)
class Form:
    """A questionnaire in one version and language. `name` is the same in every file, so that answers in two files are
    to the same questions. `lead`: what is printed above them."""

    name: UUID
    title: str
    version: str
    language: str
    questions: tuple[Question, ...]
    lead: str = ""
    copyright: str = ""
    loinc: str | None = None

    @property
    def url(self) -> str:
        return urn(self.name)


@dataclass(frozen=True, slots=True)
class Said:
    """One question answered: a choice by its code, a number, or words."""

    question: Question
    answer: str | int


def questionnaire(form: Form) -> Resource:
    return resource(
        "Questionnaire",
        form.name,
        language=form.language,
        url=form.url,
        version=form.version,
        title=words(form.title),
        status="active",
        subjectType=["Patient"],
        description=words(form.lead),
        copyright=words(form.copyright),
        code=list(loinc(form.loinc)),
        item=[_item(form, question) for question in form.questions],
    )


def _item(form: Form, question: Question) -> Element:
    kind = "choice" if question.choices else "text" if question.takes_words else "integer"
    return lean(
        {
            "linkId": question.id,
            "code": list(loinc(question.loinc)),
            "text": words(question.text),
            "type": kind,
            "required": question.required,
            "answerOption": [{"valueCoding": _chosen(form, choice)} for choice in question.choices],
        }
    )


def _chosen(form: Form, choice: Choice) -> Element:
    """By LOINC where there is a code, else in words of the form's own."""
    counts = [] if choice.value is None else [{"url": ORDINAL, "valueDecimal": choice.value}]
    own = coding(form.url, choice.code, choice.label) if choice.loinc is None else None
    return lean({"extension": counts, **(own or loinc(choice.loinc)[0]), "display": words(choice.label)})


def response(
    name: UUID, form: Form, said: Sequence[Said], *, patient: UUID, at: datetime, finished: bool = True
) -> Resource:
    """Questions without an answer are left out, as FHIR wants it."""
    return resource(
        "QuestionnaireResponse",
        name,
        language=form.language,
        questionnaire=form.url,
        status="completed" if finished else "in-progress",
        subject=reference("Patient", patient),
        authored=instant(at),
        author=reference("Patient", patient),
        source=reference("Patient", patient),
        item=[_answered(form, each) for each in said if each.answer != ""],
    )


def _answered(form: Form, said: Said) -> Element:
    question = said.question
    return {"linkId": question.id, "text": words(question.text) or question.id, "answer": [_value(form, said)]}


def _value(form: Form, said: Said) -> Element:
    if isinstance(said.answer, int):
        return {"valueInteger": said.answer}
    chosen = next((each for each in said.question.choices if each.code == said.answer), None)
    if chosen is not None:
        return {"valueCoding": _chosen(form, chosen)}
    return {"valueString": words(said.answer) or "-"}


def observation(
    name: UUID,
    *,
    patient: UUID,
    text: str,
    value: int | float,
    at: datetime,
    code: str | None = None,
    band: str = "",
    derived_from: UUID | None = None,
    focus: UUID | None = None,
    performer: UUID | None = None,
) -> Resource:
    """A score or a rating. `band`: what it says, in words. `focus`: the goal that is rated."""
    return resource(
        "Observation",
        name,
        status="final",
        category=[concept("", coding(CATEGORY, "survey"))],
        code=concept(text, *loinc(code)),
        subject=reference("Patient", patient),
        focus=[reference("Goal", focus)],
        effectiveDateTime=instant(at),
        performer=[reference("Patient", performer)],
        valueQuantity={"value": value, "unit": "{score}", "system": "http://unitsofmeasure.org", "code": "{score}"},
        interpretation=[concept(band)],
        derivedFrom=[reference("QuestionnaireResponse", derived_from)],
    )
