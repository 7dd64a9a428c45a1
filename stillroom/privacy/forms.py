"""Making sure that somebody means to erase; a name for one file."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.accounts.forms import a_name


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase my account and my journal"),
        error_messages={"required": _("Nothing was erased. Tick the box if you want that.")},
    )


class EntriesForm(forms.Form):
    """`name_this_once`: by its own name no form that is kept behind the sign-in page holds it (`accounts.keeping`)."""

    name_this_once = forms.CharField(
        label=_("A name for this file"), required=False, max_length=200, validators=[a_name], strip=True
    )
    own = forms.BooleanField(label=_("Put in what only I can open, too"), required=False)
