"""What people type when they join, come in, or change something of their own."""

import unicodedata
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.choosing import OWN_LENGTH, Choice, is_guessable
from stillroom.accounts.documents import Profile
from stillroom.accounts.words import spelled
from stillroom.accounts.zones import DEFAULT, zone_choices
from stillroom.base.languages import reads
from stillroom.vault.typed import normalise_handle, same_passphrase

LONGEST_PASSPHRASE = 200  # characters: longer ones would only cost work
YES, NO = "yes", "no"
PLAIN = {"autocapitalize": "none", "autocorrect": "off"}
CONTROL = {"Cc", "Cs", "Co", "Cn", "Zl", "Zp"}
# Marks that turn the direction of what follows: a name could rewrite the line it stands in.
TURNING = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def a_name(text: str) -> None:
    """Any script, on one line, with something in it to see: signs of no width alone would leave an empty place."""
    kinds = [unicodedata.category(sign) for sign in text]
    if CONTROL.intersection(kinds) or TURNING.intersection(text) or all(kind[0] in "CZM" for kind in kinds):
        raise ValidationError(_("There is a sign in this name that cannot be shown. Please type it again."))


def zone_field(*, guess: bool = False) -> forms.ChoiceField:
    """`guess`: a browser with JavaScript puts its own zone in the place of the default."""
    return forms.ChoiceField(
        label=_("Which clock do you go by?"),
        help_text=_("All times will be shown for this place."),
        choices=zone_choices,
        initial=DEFAULT,
        widget=forms.Select(attrs={"data-zone-guess": DEFAULT} if guess else {}),
    )


class SharedForm(forms.Form):
    shared = forms.ChoiceField(
        label=_("Does anyone else ever use this phone or computer?"),
        choices=[(YES, _("Yes, or I am not sure")), (NO, _("No, only I use it"))],
        widget=forms.RadioSelect,
        initial=YES,
    )


class CalledForm(forms.Form):
    called = forms.CharField(
        label=_("What shall we call you?"),
        help_text=_("Any name you like, in any script. It need not be the one on your papers."),
        max_length=60,
        validators=[a_name],
        error_messages={"required": _("Please type a name. One letter will do.")},
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
    )
    zone = zone_field(guess=True)


class ChooseForm(forms.Form):
    """Three offers, and for the practice's people their own words and their own sign-in name."""

    handle = forms.CharField(
        label=_("Your sign-in name"), min_length=6, max_length=60, widget=forms.TextInput(attrs=PLAIN)
    )
    offer = forms.ChoiceField(
        label=_("Choose a passphrase"),
        widget=forms.RadioSelect,
        required=False,
        error_messages={"invalid_choice": _("Please choose one of these.")},
    )
    passphrase = forms.CharField(
        label=_("Or your own"),
        help_text=_("At least 16 characters. Several words that do not belong together are best."),
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        required=False,
        widget=forms.TextInput(attrs={**PLAIN, "autocomplete": "new-password"}),
    )

    def __init__(self, choice: Choice, *args: Any, own: bool = False, named: bool = False, **kwargs: Any) -> None:
        """`own`: may bring words of their own; `named`: may choose the sign-in name."""
        super().__init__(*args, **kwargs)
        self.choice = choice
        offers = self.fields["offer"]
        assert isinstance(offers, forms.ChoiceField)
        offers.choices = [(str(number), offer) for number, offer in enumerate(choice.offers)]
        if not own:
            del self.fields["passphrase"]
        if not named:
            del self.fields["handle"]

    def clean_handle(self) -> str:
        handle = normalise_handle(self.cleaned_data["handle"])
        if len(handle) < 6:
            raise ValidationError(_("Please take a longer name: six letters or more."))
        return handle

    def clean_passphrase(self) -> str:
        own: str = self.cleaned_data["passphrase"]
        if own and is_guessable(own):
            raise ValidationError(
                _("This one could be guessed. Please use %(length)s characters or more, and several words.")
                % {"length": OWN_LENGTH}
            )
        return own

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        if not self.errors and not data.get("offer") and not data.get("passphrase"):
            self.add_error("offer", _("Please choose one of these."))
        return data

    @property
    def chosen(self) -> Choice:
        """The choice made; only after `is_valid`."""
        own = self.cleaned_data.get("passphrase", "")
        return self.choice.taking_own(own) if own else self.choice.taking(int(self.cleaned_data["offer"]))


class AgainForm(forms.Form):
    """The passphrase typed or pasted back once, so that it is known to be somewhere."""

    passphrase_again = forms.CharField(
        label=_("Your passphrase"),
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        widget=forms.PasswordInput(attrs={**PLAIN, "autocomplete": "new-password"}),
        error_messages={"required": _("Please type or paste your passphrase here.")},
    )

    def __init__(self, choice: Choice, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choice = choice

    def clean_passphrase_again(self) -> str:
        typed: str = self.cleaned_data["passphrase_again"]
        if not same_passphrase(spelled(typed), self.choice.chosen, self.choice.norm):
            raise ValidationError(_("That is not quite the same. You can go back and look at it again."))
        return typed


class SignInForm(forms.Form):
    handle = forms.CharField(
        label=_("Your sign-in name"),
        max_length=120,
        error_messages={"required": _("Please type your sign-in name.")},
        widget=forms.TextInput(attrs={**PLAIN, "autocomplete": "username"}),
    )
    passphrase = forms.CharField(
        label=_("Your passphrase"),
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        error_messages={"required": _("Please type your passphrase.")},
        widget=forms.PasswordInput(attrs={**PLAIN, "autocomplete": "current-password"}),
    )


class OldPassphraseForm(forms.Form):
    passphrase = forms.CharField(
        label=_("The passphrase you use now"),
        max_length=LONGEST_PASSPHRASE,
        strip=False,
        error_messages={"required": _("Please type the passphrase you use now.")},
        widget=forms.PasswordInput(attrs={**PLAIN, "autocomplete": "current-password"}),
    )


class RecoveryForm(forms.Form):
    code = forms.CharField(
        label=_("The code on your sheet"),
        help_text=_("Six groups of five letters and digits. Small letters and missing hyphens do not matter."),
        max_length=100,
        error_messages={"required": _("Please type the code on your sheet.")},
        widget=forms.TextInput(attrs={**PLAIN, "autocapitalize": "characters"}),
    )


class SheetForm(forms.Form):
    """Two groups of the sheet typed back: then it is on paper. `groups` counts from 0."""

    sheet_first = forms.CharField(max_length=10, widget=forms.TextInput(attrs=PLAIN))
    sheet_second = forms.CharField(max_length=10, widget=forms.TextInput(attrs=PLAIN))

    def __init__(self, code: str, groups: tuple[int, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parts = code.split("-")
        self.wanted = {name: parts[group] for name, group in zip(self.fields, groups, strict=True)}
        for name, group in zip(self.fields, groups, strict=True):
            self.fields[name].label = _("Group %(number)s") % {"number": group + 1}

    def clean(self) -> dict[str, Any]:
        data = super().clean() or self.cleaned_data
        for name, wanted in self.wanted.items():
            if name in data and same_group(data[name]) != wanted:
                self.add_error(name, _("This group is not the same as on the sheet. Please look again."))
        return data


def same_group(typed: str) -> str:
    """As the recovery code itself is read: O is 0, I and L are 1."""
    return typed.strip().upper().translate(str.maketrans("OIL", "011"))


class ProfileForm(CalledForm):
    zone = zone_field()
    pronouns = forms.CharField(
        label=_("Your pronouns"),
        help_text=_("As you would say them: she/her, they/them, ..."),
        max_length=40,
        required=False,
        validators=[a_name],
    )
    shared = forms.ChoiceField(
        label=_("Does anyone else ever use this phone or computer?"),
        choices=[(YES, _("Yes, or I am not sure")), (NO, _("No, only I use it"))],
        widget=forms.RadioSelect,
    )
    language = forms.ChoiceField(
        label=_("The language you read"),
        help_text=_("It goes with you to every phone and computer on which you come in."),
        choices=settings.LANGUAGES,
        required=False,
    )
    field_order = ("called", "pronouns", "language", "zone", "shared")

    @classmethod
    def of(cls, profile: Profile) -> "ProfileForm":
        return cls(
            initial={
                "called": profile.called,
                "pronouns": profile.pronouns,
                "language": profile.language or reads(),
                "zone": profile.zone,
                "shared": YES if profile.shared_phone else NO,
            }
        )
