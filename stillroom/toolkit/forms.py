"""An exercise as a form, and with whom it is shared."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from stillroom.base.ids import new_id
from stillroom.core.exercises.rows import packed, unpacked
from stillroom.safety.marks import MarkField
from stillroom.toolkit.definition import Definition, Field, Kind, Words
from stillroom.toolkit.documents import Entry

LONGEST = 4000
SCALE = [(str(number), str(number)) for number in range(11)]
EMPTY_LINES = 2
FEW = 3

Picks = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One field of the exercise on its page: a box, or lines of boxes."""

    field: Field
    box: BoundField | None
    lines: tuple[tuple[BoundField, ...], ...] = ()

    @property
    def is_scale(self) -> bool:
        return self.field.kind is Kind.NUMBER and self.field.high - self.field.low <= 10

    @property
    def has_room(self) -> bool:
        return len(self.lines) < self.field.most


class EntryForm(forms.Form):
    """`record`: the id that this entry will have, so that it is kept once. `picks`: rows to choose from, by field."""

    record = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, definition: Definition, words: Words, picks: Picks | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.fields["record"].initial = new_id
        given = self.data if self.is_bound else self.initial
        self.lines = {
            each.id: _lines(each, given, spare=0 if self.is_bound else EMPTY_LINES)
            for each in definition.fields
            if each.kind is Kind.ROWS
        }
        if words.rating:
            self.fields["before"] = _rating(words.rating)
        for each in definition.fields:
            if each.kind is Kind.ROWS:
                for line in range(self.lines[each.id]):
                    self.fields |= {
                        cell(each, line, column): _field(column, words, small=True) for column in each.columns
                    }
            else:
                self.fields[f"f_{each.id}"] = _field(each, words, (picks or {}).get(each.id, ()))
        if words.rating:
            self.fields["after"] = _rating(str(_("And now, after it?")))

    @property
    def asked(self) -> list[Asked]:
        """Every field of the exercise itself, in order."""
        return [self._asked(each) for each in self.definition.fields]

    def _asked(self, each: Field) -> Asked:
        if each.kind is not Kind.ROWS:
            return Asked(each, self[f"f_{each.id}"])
        lines = range(self.lines[each.id])
        return Asked(each, None, tuple(tuple(self[cell(each, n, column)] for column in each.columns) for n in lines))

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors and not self._answers(typed):
            raise forms.ValidationError(_("There is nothing to keep yet. One line is enough."))
        return typed

    def _answers(self, typed: Mapping[str, Any]) -> dict[str, str]:
        said = {each.id: self._answer(each, typed) for each in self.definition.fields}
        return {name: value for name, value in said.items() if value}

    def _answer(self, each: Field, typed: Mapping[str, Any]) -> str:
        if each.kind is not Kind.ROWS:
            return _said(typed.get(f"f_{each.id}"))
        lines = range(self.lines[each.id])
        return packed({c.own: _said(typed.get(cell(each, n, c))) for c in each.columns} for n in lines)

    @property
    def entry(self) -> Entry:
        typed = self.cleaned_data
        return Entry(
            exercise=self.definition.name,
            answers=self._answers(typed),
            before=typed.get("before"),
            after=typed.get("after"),
        )


def cell(each: Field, line: int, column: Field) -> str:
    return f"f_{each.id}_{line}_{column.own}"


def typed_names(definition: Definition, given: Iterable[str]) -> list[str]:
    """Of what a page sends, the names that are boxes of this exercise: no more than it has room for."""
    known = ["before", "after", *(f"f_{each.id}" for each in definition.fields)]
    for each in definition.fields:
        known += [cell(each, line, column) for line in range(each.most) for column in each.columns]
    sent = set(given)
    return [name for name in known if name in sent]


def initial_of(definition: Definition, answers: Mapping[str, str]) -> dict[str, object]:
    """What a new version of an entry begins with."""
    first: dict[str, object] = {}
    for each in definition.fields:
        said = answers.get(each.id, "")
        if each.kind is Kind.ROWS:
            rows = enumerate(unpacked(said)[: each.most])
            first |= {cell(each, n, c): row[c.own] for n, row in rows for c in each.columns if c.own in row}
        elif said:
            first[f"f_{each.id}"] = said.split(" ") if each.kind is Kind.CHOICES else said
    return first


def _lines(each: Field, given: Iterable[str], spare: int) -> int:
    """How many lines are shown: those that were sent or kept, and some empty ones."""
    pattern = re.compile(rf"f_{re.escape(each.id)}_(\d{{1,3}})_")
    taken = [int(match[1]) + 1 for name in given if (match := pattern.match(name))]
    return min(max([FEW, *(number + spare for number in taken)]), each.most)


def _said(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value).strip()


def _rating(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=SCALE, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


def _field(each: Field, words: Words, picks: Sequence[str] = (), small: bool = False) -> forms.Field:
    """`small`: in a line of several, where a list that opens takes less room than its choices."""
    about: Mapping[str, Any] = {
        "label": words.labels[each.id],
        "help_text": words.hints.get(each.id, ""),
        "required": False,
    }
    match each.kind:
        case Kind.WORDS:
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 3}), **about)
        case Kind.PICKED if picks:
            return forms.ChoiceField(choices=[(pick, pick) for pick in picks], widget=forms.RadioSelect, **about)
        case Kind.LINE | Kind.PICKED:
            return forms.CharField(max_length=200, **about)
        case Kind.TIME:
            return forms.RegexField(
                r"^([01]?\d|2[0-3]):[0-5]\d$",
                widget=forms.TextInput({"type": "time"}),
                error_messages={"invalid": _("A time looks like 23:40.")},
                **about,
            )
        case Kind.NUMBER if each.high - each.low <= 10:
            choices = [(str(number), str(number)) for number in range(each.low, each.high + 1)]
            return _one_of(choices, small, about)
        case Kind.NUMBER:
            return forms.IntegerField(min_value=each.low, max_value=each.high, **about)
    options = [(name, words.options[each.id][name]) for name in each.options]
    if each.kind is Kind.CHOICE:
        return _one_of(options, small, about)
    return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **about)


def _one_of(choices: list[tuple[str, str]], small: bool, about: Mapping[str, Any]) -> forms.ChoiceField:
    if small:
        return forms.ChoiceField(choices=[("", "–"), *choices], **about)
    return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **about)


class FindForm(forms.Form):
    words = forms.CharField(label=_("What is it like right now?"), max_length=200)


class ShareForm(forms.Form):
    """`people`: therapists who have accepted and have no copy, by space."""

    space = forms.ChoiceField(label=_("With whom"), error_messages={"required": _("Please choose one.")})
    look = MarkField()

    def __init__(self, people: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["space"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(people.items())
