"""What is typed at a question: words, a code, a yes."""

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.questions.limits import LONGEST

NOTHING = _("There is nothing to send yet.")
TOO_LONG = _("This is longer than fits in one piece. Nothing is lost: make it shorter, and send the rest after it.")


class WordsForm(forms.Form):
    """`place`: how many pieces of writing the page showed, so that sending twice sends once."""

    text = forms.CharField(
        label=_("Your words"),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 5}),
        error_messages={"required": NOTHING, "max_length": TOO_LONG},
    )
    place = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        text: str = self.cleaned_data["text"]
        if not text.strip():
            raise forms.ValidationError(NOTHING)
        return text.replace("\r\n", "\n")

    def clean_place(self) -> int:
        return self.cleaned_data["place"] or 0


class AskForm(WordsForm):
    text = forms.CharField(
        label=_("Your question"),
        help_text=_("Leave out names, yours and those of others."),
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea({"rows": 6}),
        error_messages={"required": NOTHING, "max_length": TOO_LONG},
    )


class CodeForm(forms.Form):
    """`text`: words that were being typed when the page had been open for too long."""

    code = forms.CharField(
        label=_("The code on your paper"),
        help_text=_("Twenty letters and digits. Big or small letters are the same, and dashes do not matter."),
        max_length=80,
        widget=forms.TextInput({"autocapitalize": "characters", "autocorrect": "off", "autocomplete": "off"}),
        error_messages={"required": _("Please type the code.")},
    )
    text = forms.CharField(label=_("What you were writing"), required=False, strip=False, widget=forms.Textarea)


class EraseForm(forms.Form):
    sure = forms.BooleanField(
        label=_("Yes, erase all of it"), error_messages={"required": _("Tick the box first. Nothing was erased.")}
    )
