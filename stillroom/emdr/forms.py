"""The client's questions, and the therapist's list."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.core.emdr import NEVER_WAIVED, Need
from stillroom.emdr import needs
from stillroom.emdr.documents import BODY, Body, Told

LONGEST = 2000
ANSWERS = [(Told.NO, _("No")), (Told.YES, _("Yes")), (Told.UNSURE, _("I am not sure"))]
TOO_LONG = _("Please shorten this to 2,000 characters. What you typed is still here.")


def _words(label: Any, hint: Any = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea({"rows": rows}),
        error_messages={"max_length": TOO_LONG},
    )


class BodyForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in BODY:
            self.fields[name] = forms.TypedChoiceField(
                label=str(needs.BODY[name]),
                choices=ANSWERS,
                coerce=Told,
                widget=forms.RadioSelect,
                error_messages={"required": _("Please choose one. “I am not sure” is a good answer too.")},
            )
        self.fields["words"] = _words(_("Anything else your therapist should know about this?"))

    @property
    def body(self) -> Body:
        return Body(**self.cleaned_data)


class ReadinessForm(forms.Form):
    """Each item yes, or a reason; what is never waived yes alone. Nothing is ticked beforehand."""

    assessment = _words(_("What a dissociation assessment found"), _("Needed when the DES-II is 30 or more."))
    safety = _words(_("What was done about an answer that tells of danger"), _("Needed when the ASQ is positive."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for need in Need:
            self.fields[need] = forms.BooleanField(label=str(needs.NEEDS[need]), required=need in NEVER_WAIVED)
            self.fields[need].error_messages["required"] = _("This one cannot be left out.")
            if need not in NEVER_WAIVED:
                self.fields[_because(need)] = _words(_("Not met; going on because"), rows=1)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        for need in Need:
            if need not in NEVER_WAIVED and not found.get(need) and not found.get(_because(need)):
                self.add_error(need, _("Tick it, or write why you go on without it."))
            if found.get(need) and found.get(_because(need)):
                self.add_error(_because(need), _("Either it is met, or there is a reason: please keep one of the two."))
        return found

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField | None]]:
        return [(self[need], None if need in NEVER_WAIVED else self[_because(need)]) for need in Need]

    @property
    def checked(self) -> Mapping[Need, str]:
        return {need: str(self.cleaned_data.get(_because(need), "")) for need in Need}


def _because(need: Need) -> str:
    return f"{need}-because"
