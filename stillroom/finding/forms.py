"""Asking, and the answer to it."""

from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.zones import DEFAULT, zone_choices
from stillroom.practice.queries import Listing
from stillroom.scheduling.forms import TimeForm

WORDS = 1000

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
        """Of a valid form."""
        sentence = "" if self.cleaned_data["sentence"] == "own" else str(SENTENCES[self.cleaned_data["sentence"]])
        return "\n\n".join(text for text in (sentence, self.cleaned_data["words"].strip()) if text)

    @property
    def suggested(self) -> UUID | None:
        return UUID(self.cleaned_data["colleague"]) if self.cleaned_data["colleague"] else None
