"""What may be typed into a conversation."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.base.ids import new_id
from stillroom.safety.marks import MarkField

LONGEST = 20_000


class MessageForm(forms.Form):
    """`record`: the id that this message will have, so that it is sent once."""

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

    look = MarkField()
    record = forms.UUIDField(required=False, initial=new_id, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(_("There is nothing to send yet."))
        return text
