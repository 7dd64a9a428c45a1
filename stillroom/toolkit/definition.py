"""One exercise as a file says it: its fields in their order, cautions, source. Pure: a table in, values out.

A file in `shelf/` is all that a new exercise needs; its words stand in it in each language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from stillroom.core.exercises.working import WORKED
from stillroom.core.instruments.rules import Level

LANGUAGES = ("en", "es")
GROUPS = ("think", "do", "feel", "limits", "self", "rest")
DRAWN = ("", "week", "body", "web")


class BadDefinition(ValueError):
    """A file that is not whole: which, and what is wrong with it."""


class Kind(StrEnum):
    """WORDS: some lines; LINE: one; NUMBER: whole, from `low` to `high`; CHOICE: one of `options`; CHOICES: some; TIME:
    of day; ROWS: up to `most` lines of `columns`; PICKED: a row of another exercise."""

    WORDS = "words"
    LINE = "line"
    NUMBER = "number"
    CHOICE = "choice"
    CHOICES = "choices"
    TIME = "time"
    ROWS = "rows"
    PICKED = "picked"


IN_A_ROW = (Kind.LINE, Kind.NUMBER, Kind.CHOICE, Kind.TIME)


@dataclass(frozen=True, slots=True)
class Field:
    """`options`: ids, for choices. Every field can be left open, as long as one has something.

    `columns`: of ROWS, each id with the field's before it, as in "steps.fear". `source`: of PICKED, exercise and field.
    """

    id: str
    kind: Kind
    low: int = 0
    high: int = 10
    options: tuple[str, ...] = ()
    columns: tuple["Field", ...] = ()
    most: int = 12
    source: tuple[str, str] = ("", "")

    @property
    def own(self) -> str:
        """A column's id within its field."""
        return self.id.partition(".")[2]


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
    """In one language. `labels`, `hints`: by field or column; `options`: by these and option. `rating`: what is asked
    before and after, 0 to 10, or ''. `finds`: what somebody may type who needs this. `worked`: names of what is
    worked out. `ready`: what a therapist makes sure of before they open it."""

    title: str
    about: str
    labels: Mapping[str, str]
    hints: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    caution: str = ""
    rating: str = ""
    finds: tuple[str, ...] = ()
    worked: Mapping[str, str] = field(default_factory=dict)
    ready: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Definition:
    """`address`: a neutral word for the address bar. `minutes`: about how long. `eases`: a lower rating afterwards is
    what is hoped for. `versioned`: a new entry begins with the words of the last one. `opened_by_therapist`: closed
    until one opens it. `works_out`: the name of what is computed. `drawn`: as what its rows are shown, or "". `then`:
    the exercise that goes on from here. `charts`: the number that its history shows, instead of the one after it."""

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
    opened_by_therapist: bool = False
    works_out: str = ""
    drawn: str = ""
    then: str = ""
    charts: str = ""

    @property
    def asked(self) -> tuple[Field, ...]:
        """Fields and, after each, its columns."""
        return tuple(part for each in self.fields for part in (each, *each.columns))

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
            opened_by_therapist=table.get("opened_by_therapist", False),
            works_out=table.get("works_out", ""),
            drawn=table.get("drawn", ""),
            then=table.get("then", ""),
            charts=table.get("charts", ""),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadDefinition(f"{name}: {error!r}") from error
    _check(made)
    return made


def _field(table: Mapping[str, Any], within: str = "") -> Field:
    name = f"{within}{table['id']}"
    exercise, _dot, source = table.get("from", "").partition(".")
    return Field(
        id=name,
        kind=Kind(table["kind"]),
        low=table.get("low", 0),
        high=table.get("high", 10),
        options=tuple(table.get("options", ())),
        columns=tuple(_field(each, f"{name}.") for each in table.get("columns", ())),
        most=table.get("most", 12),
        source=(exercise, source),
    )


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
        finds=tuple(table["finds"]),
        worked=dict(table.get("worked", {})),
        ready=tuple(table.get("ready", ())),
    )


def _check(made: Definition) -> None:
    ids = [each.id for each in made.fields]
    problems = []
    if made.group not in GROUPS:
        problems.append(f"no group {made.group}")
    if len(set(ids)) < len(ids) or not ids:
        problems.append("fields have ids of their own, and there is one")
    problems += [problem for each in made.asked for problem in _amiss(each)]
    if made.works_out not in ("", *WORKED):
        problems.append(f"nothing works out {made.works_out}")
    if made.drawn not in DRAWN:
        problems.append(f"nothing draws {made.drawn}")
    known = {each.id: each for each in made.fields}
    unfit = [each.field for each in made.alarms if not _fits(each, known.get(each.field))]
    problems += [f"no field {name} for an alarm" for name in unfit]
    for language, words in made.words.items():
        problems += [f"{language}: {problem}" for problem in _missing(made, words)]
    if len({bool(words.rating) for words in made.words.values()}) > 1:
        problems.append("a rating in one language alone")
    if problems:
        raise BadDefinition(f"{made.name}: {'; '.join(problems)}")


def _fits(alarm: Alarm, asked: Field | None) -> bool:
    if asked is None or (alarm.least is None) == (not alarm.chosen):
        return False
    return asked.kind is Kind.NUMBER if alarm.least is not None else alarm.chosen in asked.options


def _amiss(each: Field) -> list[str]:
    found = []
    if each.kind in (Kind.CHOICE, Kind.CHOICES) and len(each.options) < 2:
        found.append(f"{each.id} has nothing to choose from")
    if each.kind is Kind.NUMBER and not each.low < each.high:
        found.append(f"{each.id} has no scale")
    if (each.kind is Kind.ROWS) != bool(each.columns):
        found.append(f"{each.id}: rows have columns, and nothing else has")
    if (each.kind is Kind.PICKED) != all(each.source):
        found.append(f"{each.id}: what is picked comes from somewhere")
    found += [f"{column.id} is too much for a row" for column in each.columns if column.kind not in IN_A_ROW]
    return found


def _missing(made: Definition, words: Words) -> list[str]:
    ids = {each.id for each in made.asked}
    found = [f"no label for {name}" for name in sorted(ids - set(words.labels))]
    found += [f"words for a field that is not there: {name}" for name in sorted({*words.labels, *words.hints} - ids)]
    for each in made.asked:
        if set(each.options) != set(words.options.get(each.id, {})):
            found.append(f"options of {each.id}")
    if not words.finds:
        found.append("nothing by which it is found")
    if bool(words.ready) != made.opened_by_therapist:
        found.append("what is made sure of before it is opened, and only then")
    if set(words.worked) != set(WORKED.get(made.works_out, ())):
        found.append(f"words for what {made.works_out or 'nothing'} works out")
    return found
