"""What a therapist says about a flag."""

from django import forms
from django.utils.translation import gettext_lazy as _


class AcknowledgeForm(forms.Form):
    done = forms.CharField(
        label=_("What have you done?"),
        max_length=4000,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("Please say in a few words what you have done, or what happens next."),
            "max_length": _("This is longer than it can be here. What was said belongs into your notes."),
        },
    )
