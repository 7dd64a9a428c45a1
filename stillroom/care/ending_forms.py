"""What either writes for the end."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.care.ending_documents import TOPICS


class EndingForm(forms.Form):
    """One field for each topic. `seen`: the mark of the words that were on the page."""

    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for topic, title in TOPICS.items():
            self.fields[topic] = forms.CharField(
                label=str(title),
                required=False,
                max_length=4_000,
                widget=forms.Textarea({"rows": 3}),
                error_messages={"max_length": _("This is longer than 4,000 letters. Nothing is lost: please cut it.")},
            )

    def texts(self) -> dict[str, str]:
        """By topic, without the empty ones. Browsers send line breaks as CR LF."""
        given = {str(topic): self.cleaned_data[topic].replace("\r\n", "\n") for topic in TOPICS}
        return {topic: text for topic, text in given.items() if text}


class AgreeForm(forms.Form):
    version = forms.IntegerField(min_value=1, max_value=2**31)
