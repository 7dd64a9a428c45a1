"""What therapists and stewards type about the practice."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.forms import a_name
from stillroom.practice.choices import CHECKS
from stillroom.practice.listings import Listing

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a class of the stubs alone

    Text = str | _StrPromise

LOOKED_UP_WITHIN = timedelta(days=30)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class CheckForm(forms.Form):
    """A steward's checklist. `seen` marks the profile that they looked at."""

    seen = forms.CharField(widget=forms.HiddenInput)
    looked_up_on = forms.DateField(label=_("The day you looked it up"), widget=DayInput())
    ticked = forms.MultipleChoiceField(
        label=_("What you made sure of"),
        choices=list(CHECKS.items()),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Nothing is ticked yet.")},
    )

    def __init__(self, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_looked_up_on(self) -> date:
        day: date = self.cleaned_data["looked_up_on"]
        if not self.today - LOOKED_UP_WITHIN <= day <= self.today:
            raise ValidationError(_("This needs to be a day in the last 30 days. Please look it up again."))
        return day

    def clean_ticked(self) -> list[str]:
        ticked: list[str] = self.cleaned_data["ticked"]
        if set(ticked) != set(CHECKS):
            raise ValidationError(_("Every line needs its tick before this page can be public."))
        return ticked


def _names(listings: Sequence[Listing], nobody: "Text") -> "list[tuple[str, Text]]":
    return [("", nobody), *((str(each.id), each.name) for each in listings)]


def _chosen(value: str) -> UUID | None:
    return UUID(value) if value else None


class OnCallForm(forms.Form):
    therapist = forms.ChoiceField(label=_("One of the therapists"), required=False)
    name = forms.CharField(
        label=_("Or another of the staff"),
        help_text=_("Their name. People in care can read who looks when somebody raises a flag."),
        max_length=80,
        required=False,
        validators=[a_name],
    )

    def __init__(self, listings: Sequence[Listing], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["therapist"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _names(listings, _("none of them"))

    @property
    def chosen(self) -> UUID | None:
        return _chosen(self.cleaned_data["therapist"])


class GoneForm(forms.Form):
    """Who covers, and what people read."""

    cover = forms.ChoiceField(label=_("Who covers"), required=False)
    next_step = forms.CharField(
        label=_("What people can do meanwhile"),
        help_text=_("Everybody in care reads this on their first page. Plain and warm, nothing private."),
        max_length=400,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3, "spellcheck": "true"}),
    )

    def __init__(self, listings: Sequence[Listing], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cover"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = _names(listings, _("Nobody"))

    @property
    def covering(self) -> UUID | None:
        return _chosen(self.cleaned_data["cover"])


class AwayForm(GoneForm):
    since = forms.DateField(
        label=_("First day away"), help_text=_("Today, if you leave it empty."), required=False, widget=DayInput()
    )
    until = forms.DateField(label=_("First day back"), widget=DayInput())
    field_order = ("since", "until", "cover", "next_step")


ANYBODY, THE_PROGRAM = "", "-"  # no steward and no therapist is called by a dash


class EventsForm(forms.Form):
    """What to show of the events. Whatever does not fit is taken as "everything"."""

    kind = forms.ChoiceField(label=_("What"), required=False)
    who = forms.ChoiceField(label=_("By whom"), required=False)

    def __init__(self, kinds: Mapping[str, str], people: Sequence[str], own: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind, who = self.fields["kind"], self.fields["who"]
        assert isinstance(kind, forms.ChoiceField)
        assert isinstance(who, forms.ChoiceField)
        kind.choices = [("", _("everything")), *kinds.items()]
        names = [(name or THE_PROGRAM, _name_of(name, own)) for name in people]
        who.choices = [(ANYBODY, _("everybody")), *names]

    @property
    def chosen(self) -> tuple[str, str | None]:
        """(kind, who), as `events.queries.page_of_events` takes them."""
        if not self.is_valid():
            return "", None
        kind, who = self.cleaned_data["kind"], self.cleaned_data["who"]
        return kind, None if who == ANYBODY else "" if who == THE_PROGRAM else who


def _name_of(name: str, own: str) -> "Text":
    if name == own:
        return _("%(name)s (you)") % {"name": name}
    return name or _("the calendar")


class TextForm(forms.Form):
    """A lawyer's yes to one text. `seen` marks the words that the steward looked at."""

    seen = forms.CharField(widget=forms.HiddenInput)
    lawyer = forms.CharField(
        label=_("The lawyer's name"),
        help_text=_("As the State Bar lists it. Stewards can read it later; the public cannot."),
        max_length=80,
        validators=[a_name],
    )
    day = forms.DateField(label=_("The day they confirmed it"), widget=DayInput())
    ticked = forms.MultipleChoiceField(
        label=_("What they confirmed"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Nothing is ticked yet.")},
    )

    def __init__(self, to_confirm: Sequence[str], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.to_confirm, self.today = tuple(to_confirm), today
        field = self.fields["ticked"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(str(place), line) for place, line in enumerate(self.to_confirm)]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if day > self.today:
            raise ValidationError(_("This day is still to come."))
        return day

    @property
    def confirmed(self) -> tuple[str, ...]:
        """Only after `is_valid`: the lines that are ticked."""
        return tuple(self.to_confirm[int(place)] for place in self.cleaned_data["ticked"])
