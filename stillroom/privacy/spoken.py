"""Documents whose fields do not read by themselves, as what they say: codes of answers, codes of what was told."""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from django.utils.translation import gettext as _

from stillroom.assessments.catalogue import catalogue, in_language
from stillroom.assessments.documents import Opening, OwnResponse, Response, Sheet
from stillroom.assessments.readings import Reading, read_sheet
from stillroom.base.languages import reads
from stillroom.care.telling import sentence_of
from stillroom.messaging.documents import Message
from stillroom.privacy.queries import Item
from stillroom.privacy.readable import readable
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


def name_of(instrument: str) -> str:
    """What a client calls these questions; the id of those that this version does not know."""
    known = (each for (name, _version), each in catalogue().items() if name == instrument)
    found = next(known, None)
    return instrument if found is None else in_language(found, reads()).client.name


def _message(item: Item, zone: str, mine: bool, other: str) -> Spoken:
    assert isinstance(item.document, Message)
    told, text = item.document.told, item.document.text
    said = readable({"text": text}, zone)
    return said if told is None else {_("Told"): sentence_of(told, mine=mine, other=other, zone=zone), **said}


_SPEAKS: Mapping[type[object], Callable[[Item, str, bool, str], Spoken]] = MappingProxyType(
    {Response: _sheet, OwnResponse: _sheet, Opening: _opening, Message: _message}
)
