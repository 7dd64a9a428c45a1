"""What may be said about a goal."""

from django import forms
from django.utils.translation import gettext_lazy as _

MOST_STEPS = 12


class GoalForm(forms.Form):
    words = forms.CharField(
        label=_("What do you want to be different?"),
        help_text=_("In your own words. One thing is enough."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Please write what you want to be different, in any words.")},
    )
    steps = forms.CharField(
        label=_("Small steps towards it, one on each line"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def clean_steps(self) -> list[str]:
        """Lines without empty ones and repeats, in order."""
        lines = (line.strip()[:200] for line in self.cleaned_data["steps"].splitlines())
        steps = list(dict.fromkeys(line for line in lines if line))
        if len(steps) > MOST_STEPS:
            raise forms.ValidationError(_("Twelve steps are enough for now. Please keep the next few."))
        return steps


class RatingForm(forms.Form):
    value = forms.TypedChoiceField(
        label=_("How near are you today? 0 is not at all, 10 is fully there."),
        coerce=int,
        choices=[(number, str(number)) for number in range(11)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a number from 0 to 10.")},
    )
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class StepForm(forms.Form):
    step = forms.CharField(max_length=200)
    done = forms.BooleanField(required=False)
    version = forms.IntegerField(min_value=1)


class AgreeForm(forms.Form):
    version = forms.IntegerField(min_value=1)
