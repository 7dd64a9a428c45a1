"""What a therapist types about themselves: one part at a time, the papers, the answers."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.validators import MaxValueValidator, RegexValidator
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.forms import a_name
from stillroom.accounts.zones import zone_choices
from stillroom.practice.actions import Paper
from stillroom.practice.choices import APPROACHES, LANGUAGES, LICENCES, LIVED, MEDIA, SPECIALITIES, Names
from stillroom.practice.forms import DayInput
from stillroom.practice.listings import Listing
from stillroom.practice.models import EntryKind
from stillroom.practice.particulars import Particulars
from stillroom.practice.states import STATES
from stillroom.practice.this_practice import practice

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a class of the stubs alone

    Text = str | _StrPromise

LONGEST_LINE = 2_000
DIGITS = {"inputmode": "numeric"}
a_number = RegexValidator(
    re.compile(r"^[A-Za-z0-9][A-Za-z0-9 .-]{1,19}\Z"), _("A license number has letters, digits and dashes only.")
)


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
        label=_("Your name, as on your license"),
        max_length=80,
        validators=[a_name],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    pronouns = forms.CharField(label=_("Your pronouns"), max_length=40, required=False, validators=[a_name])
    licence_type = forms.ChoiceField(label=_("Type of license"), choices=_licences)
    licence_number = forms.CharField(label=_("License number"), max_length=20, validators=[a_number])
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
    about_this_work = _line(_("About this work"), _("What you know of sex work, and how you think about it."))

    lived = _several(LIVED, _("Who I am, if I choose to say"))
    lived_words = _line(
        _("What I lived through, in my own words"),
        _("Nobody checks this, and nobody will ask you for proof. Say only what may be read by everybody, for ever."),
    )

    LISTS = ("languages", "meet", "specialities", "approaches", "lived")

    def __init__(self, *args: Any, only: str = "", **kwargs: Any) -> None:
        """`only`: one of PARTS; without it the whole page."""
        super().__init__(*args, **kwargs)
        for name in list(self.fields):
            if only and name not in PARTS[only].fields:
                del self.fields[name]

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


@dataclass(frozen=True, slots=True)
class PagePart:
    """One page of the form: its heading, and its fields in order."""

    title: "Text"
    fields: tuple[str, ...]


PARTS: Mapping[str, PagePart] = MappingProxyType(
    {
        "name": PagePart(_("Who you are"), ("name", "pronouns", "zone")),
        "licence": PagePart(_("Your license"), ("licence_type", "licence_number", "licence_state", "licence_expiry")),
        "work": PagePart(_("What you do"), ("languages", "meet", "specialities", "approaches")),
        "cost": PagePart(_("What it costs"), ("fee", "lowest")),
        "yes": PagePart(_("People in this work"), ("says_yes", "about_this_work")),
        "words": PagePart(_("How you work"), ("how_i_work",)),
        "lived": PagePart(_("What you lived through"), ("lived", "lived_words")),
    }
)


def typed(post: QueryDict, part: str) -> dict[str, str]:
    """What stands in one part, right or wrong, as a draft keeps it: several choices with spaces between."""
    return {name: " ".join(post.getlist(name)) for name in PARTS[part].fields}


def initial_of_draft(fields: dict[str, str]) -> dict[str, object]:
    return {name: text.split() if name in ProfileForm.LISTS else text for name, text in fields.items()}


def initial_of(listing: Listing) -> dict[str, object]:
    lowest = listing.sliding_scale_from_cents
    lines = listing.lines
    copied = (
        *("name", "pronouns", "licence_type", "licence_number", "licence_state", "licence_expiry", "zone"),
        *("languages", "specialities", "approaches", "says_yes", "lived"),
    )
    return {
        **{name: getattr(listing, name) for name in copied},
        "licence_expiry": listing.renewal or listing.licence_expiry,
        "meet": listing.media,
        "how_i_work": lines.how_i_work,
        "about_this_work": lines.about_this_work,
        "lived_words": lines.lived,
        "fee": Decimal(listing.fee_cents) / 100,
        "lowest": None if lowest is None else Decimal(lowest) / 100,
    }


class PaperForm(forms.Form):
    """A training or a supervision: what there is a paper for."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=[(kind.value, kind.label) for kind in (EntryKind.TRAINING, EntryKind.SUPERVISION)],
        widget=forms.RadioSelect,
    )
    subject = forms.CharField(
        label=_("What you learned, or what it is about"),
        help_text=_("Like “EMDR, basic training” or “Supervision on work with trauma”."),
        max_length=120,
        validators=[a_name],
    )
    words = forms.CharField(
        label=_("With whom"),
        help_text=_("A school, an association, a teacher. Only names that may be public."),
        max_length=200,
        required=False,
        validators=[a_name],
    )
    hours = forms.IntegerField(
        label=_("Hours"), required=False, min_value=1, max_value=9_999, widget=forms.TextInput(attrs=DIGITS)
    )
    year = forms.IntegerField(
        label=_("Year"),
        help_text=_("The year you finished it, or began the supervision."),
        required=False,
        min_value=1950,
        widget=forms.TextInput(attrs=DIGITS),
    )

    def __init__(self, year: int, *args: Any, **kwargs: Any) -> None:
        """`year`: this one; nothing was finished after it."""
        super().__init__(*args, **kwargs)
        field = self.fields["year"]
        field.validators.append(MaxValueValidator(year))

    @property
    def paper(self) -> Paper:
        """Only after `is_valid`."""
        return Paper(**{**self.cleaned_data, "kind": EntryKind(self.cleaned_data["kind"])})


class AnswerForm(forms.Form):
    """`words`: empty takes the answer off the page."""

    words = forms.CharField(
        label=_("Your answer"),
        max_length=LONGEST_LINE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 7, "spellcheck": "true"}),
    )
