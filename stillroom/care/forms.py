"""What people type around an episode of care."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.forms import a_name

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
