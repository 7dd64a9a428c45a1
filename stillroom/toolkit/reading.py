"""An entry as its page says it: labels with what was said under them."""

from dataclasses import dataclass

from stillroom.toolkit.definition import Definition, Kind, Words
from stillroom.toolkit.documents import Done
from stillroom.toolkit.shelves import shelf, words_of


@dataclass(frozen=True, slots=True)
class Read:
    """`title` in the language of the page; an exercise that is no longer on the shelf keeps its name and its words."""

    title: str
    lines: tuple[tuple[str, str], ...]
    rating: str


def read_entry(done: Done) -> Read:
    definition = shelf().get(done.exercise)
    if definition is None:
        return Read(done.exercise, tuple(done.answers.items()), "")
    words = words_of(definition)
    known = [each.id for each in definition.fields]
    order = sorted(done.answers, key=lambda name: known.index(name) if name in known else len(known))
    lines = ((words.labels.get(name, name), _value(definition, words, name, done.answers[name])) for name in order)
    return Read(words.title, tuple(lines), words.rating)


def _value(definition: Definition, words: Words, name: str, value: str) -> str:
    field = {each.id: each for each in definition.fields}.get(name)
    if field is None or field.kind not in (Kind.CHOICE, Kind.CHOICES):
        return value
    chosen = value.split(" ") if field.kind is Kind.CHOICES else [value]
    return ", ".join(words.options[name].get(each, each) for each in chosen)
