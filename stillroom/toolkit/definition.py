"""One exercise as a file says it: its fields in their order, cautions, source. Pure: a table in, values out.

A file in `shelf/` is all that a new exercise needs; its words stand in it in each language.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from stillroom.core.instruments.rules import Level

LANGUAGES = ("en", "es")
GROUPS = ("think", "do", "feel", "limits", "self", "rest")


class BadDefinition(ValueError):
    """A file that is not whole: which, and what is wrong with it."""


class Kind(StrEnum):
    """WORDS: some lines; LINE: one; NUMBER: whole, from `low` to `high`; CHOICE: one of `options`; CHOICES: some."""

    WORDS = "words"
    LINE = "line"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"


@dataclass(frozen=True, slots=True)
class Field:
    """`options`: ids, for choices. Every field can be left open, as long as one has something."""

    id: str
    kind: Kind
    low: int = 0
    high: int = 10
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Alarm:
    """A person has to look when the number in `field` is at least `least`, or the choice is `chosen`; once shared."""

    field: str
    level: Level
    least: int | None = None
    chosen: str = ""

    def is_met(self, answer: str) -> bool:
        """By what was said; nothing is met by what was left open."""
        if self.least is None:
            return bool(answer) and answer == self.chosen
        return answer.isdigit() and int(answer) >= self.least


@dataclass(frozen=True, slots=True)
class Words:
    """In one language. `labels`, `hints`: by field; `options`: by field and option. `rating`: what is asked before and
    after, 0 to 10, or ''."""

    title: str
    about: str
    labels: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    caution: str = ""
    rating: str = ""


@dataclass(frozen=True, slots=True)
class Definition:
    """`address`: a neutral word for the address bar. `minutes`: about how long. `eases`: a lower rating afterwards is
    what is hoped for. `versioned`: a new entry begins with the words of the last one."""

    name: str
    address: str
    group: str
    minutes: int
    source: str
    fields: tuple[Field, ...]
    words: Mapping[str, Words]
    alarms: tuple[Alarm, ...] = ()
    eases: bool = True
    versioned: bool = False

    def field_of(self, name: str) -> Field:
        """Raises KeyError."""
        return {each.id: each for each in self.fields}[name]

    def alarms_in(self, answers: Mapping[str, str]) -> tuple[Alarm, ...]:
        """Those that are met. What was left open meets none."""
        return tuple(each for each in self.alarms if each.is_met(answers.get(each.field, "")))


def defined(name: str, table: Mapping[str, Any]) -> Definition:
    """Raises BadDefinition."""
    try:
        fields = tuple(_field(each) for each in table["fields"])
        made = Definition(
            name=name,
            address=table["address"],
            group=table["group"],
            minutes=table["minutes"],
            source=table["source"],
            fields=fields,
            words={language: _words(table[language]) for language in LANGUAGES},
            alarms=tuple(_alarm(each) for each in table.get("alarms", ())),
            eases=table.get("eases", True),
            versioned=table.get("versioned", False),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadDefinition(f"{name}: {error!r}") from error
    _check(made)
    return made


def _field(table: Mapping[str, Any]) -> Field:
    kind = Kind(table["kind"])
    return Field(table["id"], kind, table.get("low", 0), table.get("high", 10), tuple(table.get("options", ())))


def _alarm(table: Mapping[str, Any]) -> Alarm:
    return Alarm(table["field"], Level(table["level"]), table.get("least"), table.get("chosen", ""))


def _words(table: Mapping[str, Any]) -> Words:
    return Words(
        title=table["title"],
        about=table["about"],
        labels=dict(table["labels"]),
        hints=dict(table.get("hints", {})),
        options={name: dict(each) for name, each in table.get("options", {}).items()},
        caution=table.get("caution", ""),
        rating=table.get("rating", ""),
    )


def _check(made: Definition) -> None:
    ids = [each.id for each in made.fields]
    problems = []
    if made.group not in GROUPS:
        problems.append(f"no group {made.group}")
    if len(set(ids)) < len(ids) or not ids:
        problems.append("fields have ids of their own, and there is one")
    for each in made.fields:
        if each.kind in (Kind.CHOICE, Kind.CHOICES) and len(each.options) < 2:
            problems.append(f"{each.id} has nothing to choose from")
        if each.kind is Kind.NUMBER and not each.low < each.high:
            problems.append(f"{each.id} has no scale")
    known = {each.id: each for each in made.fields}
    unfit = [each.field for each in made.alarms if not _fits(each, known.get(each.field))]
    problems += [f"no field {name} for an alarm" for name in unfit]
    for language, words in made.words.items():
        problems += [f"{language}: {problem}" for problem in _missing(made.fields, words)]
    if len({bool(words.rating) for words in made.words.values()}) > 1:
        problems.append("a rating in one language alone")
    if problems:
        raise BadDefinition(f"{made.name}: {'; '.join(problems)}")


def _fits(alarm: Alarm, asked: Field | None) -> bool:
    if asked is None or (alarm.least is None) == (not alarm.chosen):
        return False
    return asked.kind is Kind.NUMBER if alarm.least is not None else alarm.chosen in asked.options


def _missing(fields: Sequence[Field], words: Words) -> list[str]:
    ids = {each.id for each in fields}
    found = [f"no label for {name}" for name in sorted(ids - set(words.labels))]
    found += [f"words for a field that is not there: {name}" for name in sorted({*words.labels, *words.hints} - ids)]
    for each in fields:
        if set(each.options) != set(words.options.get(each.id, {})):
            found.append(f"options of {each.id}")
    return found
