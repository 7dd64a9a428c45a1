"""Asking, and the answer to it."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from stillroom.accounts.zones import DEFAULT, zone_choices
from stillroom.base.languages import SOURCE
from stillroom.finding.looking import WEEKDAYS, Filters, Wished
from stillroom.finding.reasons import PART_WORDS, weekday
from stillroom.practice.choices import APPROACHES, LANGUAGES, MEDIA, SPECIALITIES, Names
from stillroom.practice.queries import Listing
from stillroom.practice.states import STATES
from stillroom.scheduling.forms import TimeForm

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a class of the stubs alone

    Text = str | _StrPromise

WORDS = 1000
DAYS: "Mapping[str, Text]" = {day: lazy(weekday, str)(day) for day in WEEKDAYS}
# With whom one could speak more freely: what therapists choose to say of themselves, seen from the other side.
SAFE: Names = {
    "yes": _("Somebody who has said yes to people in this work"),
    "worked": _("Somebody who has done this work"),
    "woman": _("A woman"),
    "man": _("A man"),
    "nonbinary": _("Somebody nonbinary"),
    "trans": _("Somebody trans"),
    "queer": _("Somebody lesbian, gay, bi or queer"),
    "color": _("A person of color"),
    "migrant": _("Somebody who came from another country"),
    "disabled": _("Somebody who lives with a disability"),
}

# What a therapist can say with one tap; their own words come after it.
SENTENCES = {
    "full": _("I have no room for somebody new at the moment. It is not about you."),
    "other": _("Somebody else here knows more about what you bring."),
    "hours": _("My hours do not fit the time you asked for. Please ask for another time."),
    "own": _("Only my own words"),
}


class AskForm(TimeForm):
    words = forms.CharField(
        label=_("A few words"),
        help_text=_("Whatever you like to say first. Nothing is fine too. Only they can read it."),
        required=False,
        max_length=WORDS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ZoneForm(forms.Form):
    zone = forms.ChoiceField(
        label=_("Show times for"),
        choices=zone_choices,
        widget=forms.Select(attrs={"data-zone-guess": DEFAULT}),
    )


def _several(names: "Names | Mapping[str, Text]", label: "Text", hint: "Text" = "") -> forms.MultipleChoiceField:
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        choices=list(names.items()),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )


def _one_of(names: Names, label: "Text", nothing: "Text") -> forms.ChoiceField:
    return forms.ChoiceField(label=label, choices=[("", nothing), *names.items()], required=False)


def _price(label: "Text", hint: "Text" = "") -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=0,
        max_value=9_999,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": _("Please type a number, like 80.")},
    )


class FilterForm(forms.Form):
    """The plain search over the list. What stands in it goes by POST and is kept by nobody."""

    words = forms.CharField(
        label=_("Search"), help_text=_("A name, a language, a word from their page."), max_length=100, required=False
    )
    topic = _one_of(SPECIALITIES, _("Knows well"), _("anything"))
    language = _one_of(LANGUAGES, _("Speaks"), _("any language"))
    medium = _one_of(MEDIA, _("How you would meet"), _("any way"))
    at_most = _price(
        _("Costs no more than, in dollars"), _("For one session. People with a lower fee for who has little count too.")
    )
    says_yes = forms.BooleanField(label=_("Only who has said yes to people in this work beforehand"), required=False)
    sort = forms.ChoiceField(
        label=_("In which order"),
        choices=[("soon", _("Who is free first")), ("fit", _("Who fits best"))],
        required=False,
    )

    @property
    def filters(self) -> Filters:
        """Of a form that was checked: what was right in it, without what was not."""
        return Filters(**self.cleaned_data)


class NeedsForm(forms.Form):
    """What somebody looks for. Each question may be left out."""

    help = _several(SPECIALITIES, _("What would you like help with?"))
    safe = _several(SAFE, _("With whom could you speak more freely?"))
    languages = _several(LANGUAGES, _("Which language would you speak?"))
    language_needed = forms.BooleanField(label=_("It has to be one of these"), required=False)
    meet = _several(MEDIA, _("How would you like to meet?"))
    medium_needed = forms.BooleanField(label=_("No other way works for me"), required=False)
    days = _several(DAYS, _("On which days?"))
    parts = _several(PART_WORDS, _("At which time of day?"), _("Night is from ten in the evening to six."))
    budget = _price(
        _("What can you pay for one session, in dollars?"),
        _("Nobody can pay us to come first. Your number only tells who fits."),
    )
    ways = _several(APPROACHES, _("Is there a way of working that you want?"), _("Most people leave this out."))
    state = forms.ChoiceField(
        label=_("In which state will you be when you meet?"),
        help_text=_("The law lets a therapist see you only where they have a license."),
        choices=[("", _("I leave this out")), *STATES.items()],
        required=False,
    )

    @property
    def wished(self) -> Wished:
        """Only after `is_valid`."""
        data: dict[str, Any] = {
            name: tuple(each) if isinstance(each, list) else each for name, each in self.cleaned_data.items()
        }
        return Wished(media=data.pop("meet"), **data)  # a form's own `media` are its scripts


def asked_for(wished: Wished) -> dict[str, object]:
    """The fields of NeedsForm with what was said before."""
    said = asdict(wished)
    return {"meet": said.pop("media"), **said}


class DeclineForm(forms.Form):
    sentence = forms.ChoiceField(
        label=_("What they will read"),
        choices=list(SENTENCES.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a sentence, or “Only my own words”.")},
    )
    words = forms.CharField(
        label=_("Your own words"), required=False, max_length=WORDS, widget=forms.Textarea(attrs={"rows": 4})
    )
    colleague = forms.ChoiceField(label=_("A colleague to suggest"), required=False)

    def __init__(self, colleagues: tuple[Listing, ...], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["colleague"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("Nobody")), *((str(each.id), each.name) for each in colleagues)]

    def clean(self) -> None:
        if self.cleaned_data.get("sentence") == "own" and not self.cleaned_data.get("words", "").strip():
            self.add_error("words", ValidationError(_("Please write a few words: they will be all that is read.")))

    @property
    def next_step(self) -> str:
        """Of a valid form. Its sentence is kept in English, whatever the therapist reads: who reads it may read another
        language, and `care` turns it."""
        with override(SOURCE):
            sentence = "" if self.cleaned_data["sentence"] == "own" else str(SENTENCES[self.cleaned_data["sentence"]])
        return "\n\n".join(text for text in (sentence, self.cleaned_data["words"].strip()) if text)

    @property
    def suggested(self) -> UUID | None:
        return UUID(self.cleaned_data["colleague"]) if self.cleaned_data["colleague"] else None
