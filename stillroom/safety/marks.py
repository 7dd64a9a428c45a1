"""Free text that its writer marks: "somebody should look at this". A mark may raise a flag and never takes one away.

No program reads the words: who writes them says so, or nobody does.
"""

from collections.abc import Mapping
from enum import StrEnum

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.core.instruments.rules import Flag, Level


class Ask(StrEnum):
    NOT = ""
    DAY = "day"
    SOON = "soon"


FLAGS: Mapping[Ask, tuple[Flag, ...]] = {
    Ask.NOT: (),
    Ask.DAY: (Flag("marked_same_day", Level.ELEVATED, "Marked by its writer: look the same day."),),
    Ask.SOON: (Flag("marked_soon", Level.HIGH, "Marked by its writer: they may not be safe. Reach out now."),),
}


class MarkField(forms.TypedChoiceField):
    """How soon somebody should look at what is written beside it."""

    def __init__(self) -> None:
        super().__init__(
            label=_("Should somebody look at this soon?"),
            choices=[
                (Ask.NOT.value, _("No, whenever it is read")),
                (Ask.DAY.value, _("Yes, the same day, in working hours")),
                (Ask.SOON.value, _("Yes, as soon as it can be: I may not be safe")),
            ],
            coerce=Ask,
            empty_value=Ask.NOT,
            required=False,
            widget=forms.RadioSelect,
        )
