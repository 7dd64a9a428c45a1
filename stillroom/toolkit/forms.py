"""An exercise as a form, and with whom it is shared."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from stillroom.base.ids import new_id
from stillroom.safety.marks import MarkField
from stillroom.toolkit.definition import Definition, Field, Kind, Words
from stillroom.toolkit.documents import Entry

LONGEST = 4000
SCALE = [(str(number), str(number)) for number in range(11)]


class EntryForm(forms.Form):
    """`record`: the id that this entry will have, so that it is kept once."""

    record = forms.UUIDField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, definition: Definition, words: Words, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.definition = definition
        self.fields["record"].initial = new_id
        if words.rating:
            self.fields["before"] = _rating(words.rating)
        for each in definition.fields:
            self.fields[f"f_{each.id}"] = _field(each, words)
        if words.rating:
            self.fields["after"] = _rating(str(_("And now, after it?")))

    @property
    def asked(self) -> list[BoundField]:
        """Every field of the exercise itself, in order."""
        return [self[f"f_{each.id}"] for each in self.definition.fields]

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        if not self.errors and not any(typed.get(f"f_{each.id}") for each in self.definition.fields):
            raise forms.ValidationError(_("There is nothing to keep yet. One line is enough."))
        return typed

    @property
    def entry(self) -> Entry:
        typed = self.cleaned_data
        answers = {each.id: _said(typed.get(f"f_{each.id}")) for each in self.definition.fields}
        return Entry(
            exercise=self.definition.name,
            answers={name: value for name, value in answers.items() if value},
            before=typed.get("before"),
            after=typed.get("after"),
        )


def _said(value: object) -> str:
    return " ".join(value) if isinstance(value, list) else "" if value is None else str(value).strip()


def _rating(label: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label, choices=SCALE, coerce=int, empty_value=None, required=False, widget=forms.RadioSelect
    )


def _field(each: Field, words: Words) -> forms.Field:
    about: Mapping[str, Any] = {
        "label": words.labels[each.id],
        "help_text": words.hints.get(each.id, ""),
        "required": False,
    }
    match each.kind:
        case Kind.WORDS:
            return forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 3}), **about)
        case Kind.LINE:
            return forms.CharField(max_length=200, **about)
        case Kind.NUMBER if each.high - each.low <= 10:
            choices = [(str(number), str(number)) for number in range(each.low, each.high + 1)]
            return forms.ChoiceField(choices=choices, widget=forms.RadioSelect, **about)
        case Kind.NUMBER:
            return forms.IntegerField(min_value=each.low, max_value=each.high, **about)
    options = [(name, words.options[each.id][name]) for name in each.options]
    if each.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=options, widget=forms.RadioSelect, **about)
    return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **about)


class ShareForm(forms.Form):
    """`people`: therapists who have accepted and have no copy, by space."""

    space = forms.ChoiceField(label=_("With whom"), error_messages={"required": _("Please choose one.")})
    look = MarkField()

    def __init__(self, people: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["space"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(people.items())
