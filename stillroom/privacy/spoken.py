"""Documents whose fields do not read by themselves, as what they say: codes of answers, of what was told, of rules."""

from collections.abc import Callable, Mapping
from datetime import datetime
from types import MappingProxyType

from django.utils.translation import gettext as _

from stillroom.assessments.assigning import CADENCES
from stillroom.assessments.catalogue import catalogue, in_language
from stillroom.assessments.documents import Assigned, Battery, Opening, OwnResponse, Response, Sheet
from stillroom.assessments.readings import Reading, read_sheet
from stillroom.base.languages import language_name, reads
from stillroom.base.times import local_time, long_date
from stillroom.care.documents import ConsentWord
from stillroom.care.telling import sentence_of
from stillroom.intake.documents import Answer as Told
from stillroom.intake.documents import Mark, Shared
from stillroom.intake.documents import Sheet as Intake
from stillroom.messaging.documents import Message
from stillroom.plans.documents import Goal, Step, Wording
from stillroom.plans.wording import lines_of
from stillroom.privacy.labels import label_of, value_of
from stillroom.privacy.queries import Item
from stillroom.privacy.readable import readable
from stillroom.safety.documents import RiskFlag
from stillroom.safety.sources import SOURCES
from stillroom.toolkit.documents import Done, Opened
from stillroom.toolkit.exercises import EXERCISES
from stillroom.toolkit.reading import read_entry
from stillroom.vault.documents import Fields

Spoken = dict[str, object]


def spoken(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    """Names and values in words. `mine`: written by whoever reads it; `other`: what they call who else is there."""
    for kind, speak in _SPEAKS.items():
        if isinstance(item.document, kind):
            return speak(item, zone, mine, other)
    return readable(item.fields, zone)


def reading_of_sheet(sheet: Sheet) -> Reading | None:
    """What it comes to, in the language of whoever reads; None where this version does not know its questions."""
    try:
        return read_sheet(sheet, language=reads())
    except (KeyError, ValueError):
        return None


def _sheet(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    assert isinstance(item.document, Sheet)
    reading = reading_of_sheet(item.document)
    if reading is None:
        return readable(item.fields, zone)
    said: Fields = {name: item.fields[name] for name in ("instrument", "version", "finished")}
    said["instrument"] = reading.instrument.client.name
    answers = {question: answer or _("not answered") for question, answer in reading.said}
    return {**readable(said, zone), _("Answers"): answers, **_scores(reading)}


def _scores(reading: Reading) -> Spoken:
    """Only what they are told on the pages too."""
    if not reading.is_told or reading.main.value is None:
        return {}
    words = reading.main.words
    return {_("Score"): f"{reading.main.value} ({words})" if words else f"{reading.main.value}"}


def _opening(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    assert isinstance(item.document, Opening)
    return readable({**item.fields, "instrument": name_of(item.document.instrument)}, zone)


def _battery(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    assert isinstance(item.document, Battery)
    return {name_of(each.instrument): f"{CADENCES[each.every]}{_replied(each)}" for each in item.document.items}


def _replied(each: Assigned) -> str:
    return f" ({value_of('reply', each.reply)})" if each.reply else ""


def name_of(instrument: str) -> str:
    """What a client calls these questions; the id of those that this version does not know."""
    known = (each for (name, _version), each in catalogue().items() if name == instrument)
    found = next(known, None)
    return instrument if found is None else in_language(found, reads()).client.name


def _exercise(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    """Each field under its label, in the language of whoever reads."""
    assert isinstance(item.document, Done)
    read = read_entry(item.document)
    ratings: Fields = {name: value for name in ("before", "after") if (value := item.fields.get(name)) is not None}
    return {_("Exercise"): read.title, **{line.label: line.said for line in read.lines}, **readable(ratings, zone)}


def _opened(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    assert isinstance(item.document, Opened)
    return {_exercise_name(name): said or _("no words with it") for name, said in item.document.words.items()}


def _exercise_name(name: str) -> str:
    return str(EXERCISES[name].title) if name in EXERCISES else name


def _message(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    assert isinstance(item.document, Message)
    told, text = item.document.told, item.document.text
    said = readable({"text": text}, zone)
    return said if told is None else {_("Told"): sentence_of(told, mine=mine, other=other, zone=zone), **said}


def _about_yourself(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    """Each question with what was written under it; who may see it where that was chosen."""
    assert isinstance(item.document, Intake | Shared)
    return {
        value_of("question", answer.question): answer.words
        if isinstance(item.document, Shared)
        else [each for each in (_in_words(answer), f"({value_of('share', answer.share)})") if each]
        for answer in item.document.answers
    }


def _in_words(answer: Told) -> str:
    return answer.words if answer.mark is Mark.ANSWERED else value_of("mark", answer.mark)


def _consent(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    assert isinstance(item.document, ConsentWord)
    said: Fields = {name: item.fields[name] for name in ("title", "version", "at")}
    return readable({**said, "language": language_name(item.document.language)}, zone)


def _flag(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    """Where it came from by its name; the ids of rules are for programs."""
    source = SOURCES.get(str(item.fields.get("source", "")))
    said = {name: value for name, value in item.fields.items() if name not in ("rules", "source")}
    return {**({label_of("source"): str(source.title)} if source else {}), **readable(said, zone)}


def _goal(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    """How it stands; then each wording that was agreed to, and the one that a change answers."""
    assert isinstance(item.document, Goal)
    it = item.document
    said = {name: item.fields[name] for name in ("by", "agreed", "closed", "closed_at")}
    ratings = [f"{_day(each.at, zone)}: {each.value}" for each in it.ratings]
    versions = {f"{n}. {_day(each.at, zone)}": _wording(each.wording, zone) for n, each in enumerate(it.versions, 1)}
    lists: Spoken = {
        f"{label_of('ratings')} ({label_of('value')})": ratings,
        label_of("against"): _wording(it.against, zone) if it.against else {},
        label_of("versions"): versions,
    }
    return {
        **_wording(it.wording, zone),
        **({_("Said with it"): it.said} if it.said else {}),
        **readable(said, zone),
        **{name: each for name, each in lists.items() if each},
    }


def _wording(it: Wording, zone: str) -> Spoken:
    lines = lines_of(it)
    return {
        label_of("words"): it.words,
        **({label_of("problem"): it.problem} if it.problem else {}),
        **{label_of(name): list(lines[name]) for name in ("objectives", "interventions") if lines[name]},
        **({label_of("steps"): [_step(each, zone) for each in it.steps]} if it.steps else {}),
    }


def _step(step: Step, zone: str) -> str:
    """With whose it is, by when, and when it was done."""
    beside = [
        value_of("who", step.who),
        value_of("exercise", step.exercise),
        f"{label_of('due')}: {long_date(step.due)}" if step.due else "",
        f"{label_of('done_at')}: {_day(step.done_at, zone)}" if step.done_at else "",
    ]
    return f"{step.words} ({'; '.join(each for each in beside if each)})"


def _day(at: datetime, zone: str) -> str:
    local = local_time(at, zone)
    return f"{local.full_day} {local.date:%Y}"


_SPEAKS: Mapping[type[object], Callable[[Item, str, bool, str], Spoken]] = MappingProxyType(
    {
        Done: _exercise,
        Opened: _opened,
        Response: _sheet,
        OwnResponse: _sheet,
        Opening: _opening,
        Battery: _battery,
        Message: _message,
        Intake: _about_yourself,
        Shared: _about_yourself,
        ConsentWord: _consent,
        RiskFlag: _flag,
        Goal: _goal,
    }
)
