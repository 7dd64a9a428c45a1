"""What a therapist writes to a colleague about somebody without a name."""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.base.ids import new_id
from stillroom.supervision.actions import Asked
from stillroom.supervision.documents import LONGEST, USUAL

MOST = 6_000


class AskForm(forms.Form):
    """`drawn`: by this page, so that it is sent once."""

    to = forms.ChoiceField(
        label=_("Whom"),
        widget=forms.RadioSelect,
        error_messages={
            "required": _("Choose a colleague."),
            "invalid_choice": _("This colleague cannot be asked now. Please choose somebody else."),
        },
    )
    question = forms.CharField(
        label=_("What do you want help with?"),
        max_length=2_000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Write what you want to ask.")},
    )
    picture = forms.CharField(
        label=_("What your colleague needs to know for that"),
        help_text=_("Patterns, feelings, what goes on between you. No name, no place, no day, no work."),
        max_length=MOST,
        required=False,
        widget=forms.Textarea({"rows": 6}),
    )
    tried = forms.CharField(
        label=_("What you have tried, and what came of it"),
        max_length=MOST,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    until = forms.DateField(
        label=_("Destroyed on"),
        help_text=_("At most 90 days ahead. Either of you can destroy it sooner."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"required": _("Choose the day."), "invalid": _("Choose a day of the calendar.")},
    )
    drawn = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, colleagues: Collection[tuple[str, str]], today: date, typed: Mapping[str, str] | None = None
    ) -> None:
        """`typed`: a draft."""
        super().__init__(*args)
        self.initial = {"until": today + USUAL, "drawn": new_id(), **(typed or {})}
        self.fields["to"].choices = list(colleagues)  # type: ignore[attr-defined]
        self.fields["until"].widget.attrs.update(max=(today + LONGEST).isoformat())

    def asked(self) -> Asked:
        """Of a valid form."""
        given = self.cleaned_data
        return Asked(given["question"], given["picture"], given["tried"], given["until"])

    @property
    def written(self) -> str:
        return "\n".join(self.cleaned_data[name] for name in ("question", "picture", "tried"))


class WordForm(forms.Form):
    """`record`: the id that these words will have, so that they are sent once."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=MOST,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("There is nothing to send yet."),
            "max_length": _("This is longer than one message can be. Nothing is lost: send it in two parts."),
        },
    )
    record = forms.UUIDField(required=False, initial=new_id, widget=forms.HiddenInput)
