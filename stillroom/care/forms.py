"""What people type around an episode of care."""

from collections.abc import Collection
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.forms import a_name
from stillroom.base.ids import new_id

PLAIN = {"autocapitalize": "characters", "autocorrect": "off"}


class OfferForm(forms.Form):
    called = forms.CharField(
        label=_("A name for this person"),
        help_text=_("Only you see it. It stands here until they come in and say what they want to be called."),
        max_length=60,
        validators=[a_name],
        error_messages={"required": _("Please type a name, so that you know whose code it is.")},
    )
    press = forms.CharField(required=False, widget=forms.HiddenInput)


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("Your code"),
        help_text=_("20 letters and digits, in four groups. Capital or small letters, both work."),
        max_length=60,
        error_messages={"required": _("Please type or paste the code.")},
        widget=forms.TextInput(attrs=PLAIN),
    )


class IdentityForm(forms.Form):
    """For the client: both may stay empty. `version`: of the card on the page, 0 when there was none."""

    full_name = forms.CharField(label=_("Full name"), max_length=120, required=False, validators=[a_name])
    present_address = forms.CharField(
        label=_("Address of the place you are in"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


class AskedAloudForm(IdentityForm):
    """For the therapist."""

    full_name = forms.CharField(label=_("Their full name"), max_length=120, required=False, validators=[a_name])
    present_address = forms.CharField(
        label=_("Address of the place they are in"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    asked = forms.BooleanField(
        label=_("I asked for both aloud in this session"),
        required=False,
        help_text=_("Adds today to the list below, as your record that the law was kept."),
    )


class CoveringForm(forms.Form):
    """What may be read by whoever stands in. `seen`: the last word on it, as the page knew it."""

    bring = forms.MultipleChoiceField(
        label=_("What can they read?"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    seen = forms.CharField(required=False, max_length=60, widget=forms.HiddenInput)

    def __init__(self, *args: Any, choices: Collection[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["bring"].choices = list(choices)  # type: ignore[attr-defined]


class ProposalForm(forms.Form):
    """For the therapist. `version`: of what was on the page, 0 when there was nothing."""

    to = forms.ChoiceField(
        label=_("With whom"),
        error_messages={
            "required": _("Choose a colleague. If nobody fits, write the summary alone."),
            "invalid_choice": _("This person takes nobody new in now. Please choose somebody else."),
        },
        required=False,
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("Why, in a few words to the client"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea({"rows": 4}),
    )
    summary = forms.CharField(
        label=_("A summary for whoever comes next"),
        help_text=_("The client reads it first, and brings it along or not. What is needed, and no more."),
        required=False,
        max_length=20_000,
        widget=forms.Textarea({"rows": 10}),
    )
    version = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, colleagues: Collection[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["to"].choices = [("", _("Nobody by name")), *colleagues]  # type: ignore[attr-defined]


class BringForm(forms.Form):
    """One group of boxes for each earlier episode, under the id of its space."""

    def __init__(
        self, *args: Any, groups: Collection[tuple[str, str, Collection[tuple[str, str]]]], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, label, choices in groups:
            self.fields[name] = forms.MultipleChoiceField(
                label=label, choices=list(choices), required=False, widget=forms.CheckboxSelectMultiple
            )

    def chosen(self) -> set[tuple[str, str]]:
        """(space, code) pairs."""
        return {(space, code) for space, codes in self.cleaned_data.items() for code in codes}


class AmongThreeForm(forms.Form):
    """`record`: the id that this message will have, so that it is sent once."""

    text = forms.CharField(
        label=_("Your message to the other two"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("There is nothing to send yet."),
            "max_length": _("This is longer than one message can be. Nothing is lost: send it in two parts."),
        },
    )
    record = forms.UUIDField(required=False, initial=new_id, widget=forms.HiddenInput)


class OpeningForm(forms.Form):
    """What the client reads before they begin with what a therapist opens for them."""

    words = forms.CharField(
        label=_("A word to them about it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": _("That is longer than 1,000 letters. Your words are still here.")},
    )
