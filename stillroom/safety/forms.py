"""What a therapist says about a flag, and whom a client lets reach them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.safety.levels import WORDS
from stillroom.safety.reach_documents import Reach, Who


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


class ReachForm(forms.Form):
    """Who may reach the client, and how. `version`: of what the page shows."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    who = forms.TypedChoiceField(
        label=_("If a flag is raised and nobody has looked in time"),
        coerce=Who,
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one. You can change it at any time.")},
    )
    way = forms.CharField(
        label=_("A safe way to reach you"),
        help_text=_(
            "For example: write to me here first. Or: text this number after six, and say you are from the dentist."
        ),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    helps = forms.CharField(
        label=_("What helps, and who can be with me"),
        help_text=_("A few lines from your safety plan, if you have one."),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )

    def __init__(self, *args: Any, therapist: str, on_call: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        both = _("%(on_call)s, who is on call, may open my card too")
        if not on_call:
            both = _("Whoever is on call may open my card too, once there is somebody")
        who = self.fields["who"]
        assert isinstance(who, forms.ChoiceField)
        who.choices = [
            (Who.THERAPIST.value, _("Nobody but %(name)s") % {"name": therapist}),
            (Who.ON_CALL.value, both % {"on_call": on_call}),
        ]

    @property
    def reach(self) -> Reach:
        data = self.cleaned_data
        return Reach(data["who"], data["way"].strip(), data["helps"].strip())


class LevelForm(forms.Form):
    level = forms.TypedChoiceField(label=_("How soon somebody should look"), coerce=int, choices=list(WORDS.items()))
    words = forms.CharField(
        label=_("Why you see it so"),
        help_text=_("The other person can read this. It cannot be changed later; a new one stands beside it."),
        max_length=2000,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Please write a sentence: what you asked and what you decided.")},
    )
