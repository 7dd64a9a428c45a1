"""What therapists and stewards type about the practice."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.forms import a_name
from stillroom.accounts.zones import zone_choices
from stillroom.practice.choices import APPROACHES, CHECKS, LANGUAGES, LICENCES, MEDIA, SPECIALITIES, Names
from stillroom.practice.listings import Listing
from stillroom.practice.particulars import Particulars
from stillroom.practice.states import STATES
from stillroom.practice.this_practice import practice

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a class of the stubs alone

    Text = str | _StrPromise

LONGEST_LINE = 2_000
LOOKED_UP_WITHIN = timedelta(days=30)
a_number = RegexValidator(
    re.compile(r"^[A-Za-z0-9][A-Za-z0-9 .-]{1,19}\Z"), _("A licence number has letters, digits and dashes only.")
)


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


def _licences() -> "list[tuple[str, Text]]":
    """The types that a board in the practice file can be asked about."""
    kinds = [kind for board in practice().boards for kind, _covers in board.licences]
    return [("", _("Choose")), *((kind, str(LICENCES.get(kind, kind))) for kind in kinds)]


def _states() -> list[tuple[str, str]]:
    return [(letters, STATES[letters]) for letters in practice().states]


def _several(names: Names, label: "Text", wanted: "Text | None" = None) -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        choices=list(names.items()),
        required=bool(wanted),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": wanted} if wanted else None,
    )


def _line(label: "Text", hint: "Text") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5, "spellcheck": "true"}),
    )


def _money(label: "Text", hint: "Text", required: bool) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=required,
        min_value=Decimal(0),
        max_value=Decimal(9_999),
        decimal_places=2,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )


class ProfileForm(forms.Form):
    """A therapist's page. All of it is public once it is on the list."""

    name = forms.CharField(
        label=_("Your name, as on your licence"),
        max_length=80,
        validators=[a_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    pronouns = forms.CharField(label=_("Your pronouns"), max_length=40, required=False, validators=[a_name])
    licence_type = forms.ChoiceField(label=_("Type of licence"), choices=_licences)
    licence_number = forms.CharField(label=_("Licence number"), max_length=20, validators=[a_number])
    licence_state = forms.ChoiceField(label=_("State that gave it"), choices=_states)
    licence_expiry = forms.DateField(label=_("Last day it is valid"), widget=DayInput())
    languages = _several(LANGUAGES, _("Languages you work in"), _("Please choose at least one language."))
    meet = _several(MEDIA, _("How you meet people"), _("Please choose at least one way to meet."))
    fee = _money(_("Your fee for one session, in dollars"), _("Like 150 or 150.00."), True)
    lowest = _money(
        _("The lowest end of your sliding scale"),
        _("What somebody who has little pays. Leave it empty if none."),
        False,
    )
    zone = forms.ChoiceField(label=_("Which clock do you go by?"), choices=zone_choices)
    specialities = _several(SPECIALITIES, _("What you know well"))
    approaches = _several(APPROACHES, _("How you were trained"))
    says_yes = forms.BooleanField(
        label=_("I say yes to seeing people in this work"),
        required=False,
        help_text=_(
            "People read: “has said yes to people in this work beforehand”. Nobody has to tell you what they do."
        ),
    )
    how_i_work = _line(_("How I work"), _("What a first talk with you is like, in plain words."))
    what_i_report = _line(
        _("What I must report"), _("When you would have to tell somebody, and when not. People read this first.")
    )
    about_this_work = _line(_("About this work"), _("What you know of sex work, and how you think about it."))

    LISTS = ("languages", "meet", "specialities", "approaches")

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        fee, lowest = data.get("fee"), data.get("lowest")
        if fee is not None and lowest is not None and lowest > fee:
            self.add_error("lowest", _("The sliding scale ends at or below your fee."))
        return data

    @property
    def particulars(self) -> Particulars:
        """Only after `is_valid`."""
        data = dict(self.cleaned_data)
        fee, lowest = data.pop("fee"), data.pop("lowest")
        data.update({name: tuple(data[name]) for name in self.LISTS})
        data["media"] = data.pop("meet")  # a form's own `media` are its scripts
        cents = None if lowest is None else int(lowest * 100)
        return Particulars(**data, fee_cents=int(fee * 100), sliding_scale_from_cents=cents)


def typed(post: QueryDict) -> dict[str, str]:
    """What stands in the form, right or wrong, as a draft keeps it: several choices with spaces between."""
    return {name: " ".join(post.getlist(name)) for name in ProfileForm.base_fields if name in post}


def initial_of_draft(fields: dict[str, str]) -> dict[str, object]:
    return {name: text.split() if name in ProfileForm.LISTS else text for name, text in fields.items()}


def initial_of(listing: Listing) -> dict[str, object]:
    lowest = listing.sliding_scale_from_cents
    lines = listing.lines
    copied = ("name", "pronouns", "licence_type", "licence_number", "licence_state", "licence_expiry", "zone")
    return {
        **{name: getattr(listing, name) for name in (*copied, "languages", "specialities", "approaches", "says_yes")},
        "licence_expiry": listing.renewal or listing.licence_expiry,
        "meet": listing.media,
        "how_i_work": lines.how_i_work,
        "what_i_report": lines.what_i_report,
        "about_this_work": lines.about_this_work,
        "fee": Decimal(listing.fee_cents) / 100,
        "lowest": None if lowest is None else Decimal(lowest) / 100,
    }


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
    until = forms.DateField(label=_("Your first day back"), widget=DayInput())
    field_order = ("until", "cover", "next_step")


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
