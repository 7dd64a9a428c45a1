"""What may be typed into a conversation."""

from django import forms
from django.utils.translation import gettext_lazy as _

LONGEST = 20_000


class MessageForm(forms.Form):
    text = forms.CharField(
        label=_("Your message"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 4}),
        error_messages={
            "required": _("There is nothing to send yet."),
            "max_length": _("This is longer than one message can be. Nothing is lost: send it in two parts."),
        },
    )

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("There is nothing to send yet."))
        return text
