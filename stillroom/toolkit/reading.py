"""An entry as its page says it: labels with what was said under them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from stillroom.core.exercises.drawing import Person, Spot, around, on_body
from stillroom.core.exercises.rows import Change, Row, change, unpacked
from stillroom.core.exercises.working import WORKS_OUT
from stillroom.toolkit.definition import Definition, Field, Kind, Words
from stillroom.toolkit.documents import Done
from stillroom.toolkit.shelves import shelf, words_of


@dataclass(frozen=True, slots=True)
class Line:
    """`rows`: of a field with several lines, each its first cell and what else was said of it."""

    label: str
    said: str
    rows: tuple[tuple[str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Week:
    """`cells`: by part of the day, and day, what is planned there."""

    days: tuple[str, ...]
    parts: tuple[tuple[str, tuple[tuple[str, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Read:
    """`title` in the language of the page; an exercise that is no longer on the shelf keeps its name and its words."""

    title: str
    lines: tuple[Line, ...]
    rating: str
    week: Week | None = None
    people: tuple[Person, ...] = ()
    spots: tuple[Spot, ...] = ()


def read_entry(done: Done) -> Read:
    definition = shelf().get(done.exercise)
    if definition is None:
        return Read(done.exercise, tuple(Line(name, said) for name, said in done.answers.items()), "")
    words = words_of(definition)
    known = {each.id: each for each in definition.fields}
    order = sorted(done.answers, key=lambda name: list(known).index(name) if name in known else len(known))
    lines = [_line(known.get(name), words, name, done.answers[name]) for name in order]
    lines += [Line(words.worked[name], said) for name, said in worked(definition, done.answers)]
    rows = next((unpacked(done.answers.get(each.id, "")) for each in definition.fields if each.columns), ())
    return Read(
        title=words.title,
        lines=tuple(lines),
        rating=words.rating,
        week=_week(definition, words, rows) if definition.drawn == "week" and rows else None,
        people=around(rows) if definition.drawn == "web" else (),
        spots=on_body(rows) if definition.drawn == "body" else (),
    )


def worked(definition: Definition, answers: Mapping[str, str]) -> list[tuple[str, str]]:
    """What follows from the answers, in words; what cannot be worked out is left out."""
    if not definition.works_out:
        return []
    found = WORKS_OUT[definition.works_out](answers)
    return [(name, _amount(name, value)) for name, value in found.items() if value is not None]


def _amount(name: str, value: int) -> str:
    if name in ("in_bed", "asleep"):
        return _("%(hours)s h %(minutes)s min") % {"hours": value // 60, "minutes": value % 60}
    return f"{value} %" if name == "efficiency" else str(value)


def charted(definition: Definition, done: Done) -> int | None:
    """The number of an entry that its history shows."""
    if not definition.charts:
        return done.after
    if definition.works_out:
        found = WORKS_OUT[definition.works_out](done.answers)
        if definition.charts in found:
            return found[definition.charts]
    said = done.answers.get(definition.charts, "")
    return int(said) if said.isdigit() else None


def since(definition: Definition, before: Done, after: Done) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """What is new, gone or different in its lines since the version before: a heading and sentences."""
    words = words_of(definition)
    found: list[tuple[str, tuple[str, ...]]] = []
    for each in definition.fields:
        if each.columns:
            names = [column.own for column in each.columns]
            old, new = (unpacked(done.answers.get(each.id, "")) for done in (before, after))
            found += _told(each, words, change(old, new, names))
    return tuple(found)


def _told(each: Field, words: Words, moved: Change) -> list[tuple[str, tuple[str, ...]]]:
    columns = {column.own: column for column in each.columns}

    def step(name: str, before: str, after: str) -> str:
        column = columns[name]
        shown = [_value(column, words, value) or "–" for value in (before, after)]
        return f"{words.labels[column.id]}: {shown[0]} → {shown[1]}"

    changed = tuple(f"{one.row}. {'; '.join(step(*value) for value in one.values)}" for one in moved.changed)
    told = [(_("New"), moved.new), (_("No longer there"), moved.gone), (_("Different"), changed)]
    return [(title, said) for title, said in told if said]


def _line(asked: Field | None, words: Words, name: str, said: str) -> Line:
    label = words.labels.get(name, name)
    if asked is None or asked.kind is not Kind.ROWS:
        return Line(label, _value(asked, words, said))
    rows = tuple(_row(asked, words, row) for row in unpacked(said))
    return Line(label, "\n".join(": ".join((head, _in_line(rest))) if rest else head for head, rest in rows), rows)


def _in_line(rest: Sequence[tuple[str, str]]) -> str:
    return "; ".join(f"{label} {value}" for label, value in rest)


def _row(asked: Field, words: Words, row: Row) -> tuple[str, tuple[tuple[str, str], ...]]:
    """The first cell leads; a line that has none begins with a dash."""
    cells = [(column, row.get(column.own, "")) for column in asked.columns]
    (first, head), *rest = cells
    said = tuple((words.labels[column.id], _value(column, words, value)) for column, value in rest if value)
    return _value(first, words, head) or "–", said


def _value(asked: Field | None, words: Words, value: str) -> str:
    if asked is None or asked.kind not in (Kind.CHOICE, Kind.CHOICES):
        return value
    chosen = value.split(" ") if asked.kind is Kind.CHOICES else [value]
    return ", ".join(words.options[asked.id].get(each, each) for each in chosen)


def _week(definition: Definition, words: Words, rows: Sequence[Row]) -> Week:
    """The rows of its first field by their columns `day` and `part`; what has neither stands in the lines alone."""
    (field,) = (each for each in definition.fields if each.columns)
    by_name = {column.own: column for column in field.columns}
    days, parts = by_name["day"], by_name["part"]
    name = field.columns[0].own

    def planned(part: str, day: str) -> tuple[str, ...]:
        return tuple(row.get(name, "–") for row in rows if (row.get("part"), row.get("day")) == (part, day))

    return Week(
        days=tuple(words.options[days.id][day] for day in days.options),
        parts=tuple(
            (words.options[parts.id][part], tuple(planned(part, day) for day in days.options)) for part in parts.options
        ),
    )
