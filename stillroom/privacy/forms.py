"""Making sure that somebody means to erase."""

from django import forms
from django.utils.translation import gettext_lazy as _


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase my account and my journal"),
        error_messages={"required": _("Nothing was erased. Tick the box if you want that.")},
    )
