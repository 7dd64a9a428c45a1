"""Questionnaires, the answers to them, what they come to, and what somebody wrote about themselves."""

from collections.abc import Iterator, Sequence
from functools import cache
from uuid import NAMESPACE_URL, UUID, uuid5

from django.utils.translation import gettext

from stillroom.assessments.catalogue import catalogue, in_language
from stillroom.assessments.documents import Assigned, Battery, Opening, Sheet, Talk
from stillroom.assessments.readings import Reading, Scored
from stillroom.base.languages import reads
from stillroom.core.fhir.elements import Resource
from stillroom.core.fhir.questionnaires import (
    Choice,
    Form,
    Question,
    Said,
    observation,
    questionnaire,
    response,
)
from stillroom.core.fhir.writings import basic, clinical_impression
from stillroom.core.instruments.answers import NOT_APPLICABLE, Answer
from stillroom.core.instruments.model import Item
from stillroom.intake.chapters import QUESTIONS
from stillroom.intake.documents import Answer as Told
from stillroom.intake.documents import Formulation, Mark, Shared
from stillroom.intake.documents import Sheet as Intake
from stillroom.privacy.labels import label_of, value_of
from stillroom.privacy.making.found import Found
from stillroom.privacy.spoken import name_of, reading_of_sheet

ABOUT_YOU = "about-you"


def _form_name(*parts: str) -> UUID:
    """The same in everybody's file: a published questionnaire is nobody's."""
    return uuid5(NAMESPACE_URL, "/".join(("stillroom", *parts)))


def sheet(found: Found) -> Iterator[Resource]:
    """Answers, with the questions they are to, and each score that its person is told. A sheet of questions that this
    version does not know goes along as it is written."""
    it = found.document(Sheet)
    reading = reading_of_sheet(it)
    if reading is None:
        lines = [(label_of("instrument"), it.instrument), (label_of("answers"), it.answers)]
        yield basic(
            found.name(),
            patient=found.patient,
            title=found.item.title,
            lines=lines,
            at=it.finished,
            author=found.author,
        )
        return
    form = form_of(it.instrument, it.version, reads())
    yield questionnaire(form)
    said = [
        Said(question, _answer(item, answer))
        for question, item, answer in zip(form.questions, reading.instrument.items, reading.answers, strict=True)
    ]
    yield response(found.name(), form, said, patient=found.patient, at=it.finished)
    for score in reading.scored if reading.is_told else ():
        yield from _score(found, reading, score)


def _score(found: Found, reading: Reading, score: Scored) -> Iterator[Resource]:
    instrument, codes = reading.instrument, reading.instrument.loinc
    is_main = bool(instrument.main) and score.name == reading.main.name
    if score.value is not None and (is_main or score.called):
        yield observation(
            found.name(f"score/{score.name}"),
            patient=found.patient,
            text=f"{instrument.title}: {score.name}",
            value=score.value,
            at=reading.sheet.finished,
            code=codes.total if codes and is_main else None,
            band=score.words,
            derived_from=found.name(),
        )


@cache
def form_of(instrument: str, version: str, language: str) -> Form:
    """What was asked, in the words of `language` as far as there are any."""
    it = in_language(catalogue()[instrument, version], language)
    codes = it.loinc
    return Form(
        name=_form_name(it.id, it.version, it.language),
        title=it.title,
        version=it.version,
        language=it.language,
        lead=it.instructions or "",
        copyright=it.licence.attribution,
        loinc=(codes.panel or codes.item) if codes else None,
        questions=tuple(_question(item) for item in it.items),
    )


def _question(item: Item) -> Question:
    choices = tuple(
        Choice(f"{place}", option.label, option.value, option.loinc_answer) for place, option in enumerate(item.options)
    )
    return Question(item.id, item.text, choices, required=item.required and item.scored, loinc=item.loinc)


def _answer(item: Item, answer: Answer) -> str | int:
    """The place of the option that was chosen (the first of those that count the same), or a number; "" for none."""
    if answer is None:
        return ""
    value = None if answer == NOT_APPLICABLE else answer
    places = (str(place) for place, option in enumerate(item.options) if option.value == value)
    return next(places, answer)


def about_yourself(found: Found) -> Iterator[Resource]:
    """The chapters of the beginning, all of them."""
    yield from _about_yourself(found, found.document(Intake).answers)


def told_about_yourself(found: Found) -> Iterator[Resource]:
    """What is shared of them."""
    yield from _about_yourself(found, found.document(Shared).answers)


def _about_yourself(found: Found, answers: Sequence[Told]) -> Iterator[Resource]:
    form = _about_you(reads())
    asked = {question.id: question for question in form.questions}
    said = [
        Said(asked.get(each.question) or Question(each.question, each.question, takes_words=True), each.words)
        for each in answers
        if each.mark is Mark.ANSWERED
    ]
    yield questionnaire(form)
    at = max((each.at for each in answers), default=found.item.at)
    yield response(found.name(), form, said, patient=found.patient, at=at, finished=False)


@cache
def _about_you(language: str) -> Form:
    questions = tuple(Question(name, str(each.words), takes_words=True) for name, each in QUESTIONS.items())
    return Form(_form_name(ABOUT_YOU, language), gettext("About you"), "1", language, questions)


def understood(found: Found) -> Iterator[Resource]:
    yield clinical_impression(
        found.name(),
        patient=found.patient,
        summary=found.document(Formulation).words,
        at=found.item.at,
        assessor=found.author,
    )


def suggested(found: Found) -> Iterator[Resource]:
    lines = [
        (name_of(each.instrument), ", ".join(value_of(name, str(said)) for name, said in _paced(each)))
        for each in found.document(Battery).items
    ]
    yield basic(
        found.name(), patient=found.patient, title=found.item.title, lines=lines, at=found.item.at, author=found.author
    )


def _paced(each: Assigned) -> Iterator[tuple[str, str]]:
    yield "every", each.every
    if each.reply is not None:
        yield "reply", each.reply


def talk(found: Found) -> Iterator[Resource]:
    it = found.document(Talk)
    lines = [
        (label_of("topics"), ", ".join(value_of("topics", each) for each in it.topics)),
        (label_of("words"), it.words),
    ]
    yield basic(
        found.name(), patient=found.patient, title=found.item.title, lines=lines, at=found.item.at, author=found.author
    )


def opened(found: Found) -> Iterator[Resource]:
    it = found.document(Opening)
    lines = [(label_of("instrument"), name_of(it.instrument)), (label_of("words"), it.words)]
    yield basic(
        found.name(), patient=found.patient, title=found.item.title, lines=lines, at=found.item.at, author=found.author
    )
