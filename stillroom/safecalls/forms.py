"""Setting a safe call up, and answering a check-in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.base.ids import new_id
from stillroom.safecalls.working import MOST, plainly

SHORTEST = 4
FROM_NOW = ((30, _("30 minutes")), (60, _("1 hour")), (90, _("90 minutes")), (120, _("2 hours")), (180, _("3 hours")))
LATER = ((240, _("4 hours")), (360, _("6 hours")), (480, _("8 hours")), (720, _("12 hours")))
AGAIN = ((30, _("30 minutes")), (60, _("1 hour")), (120, _("2 hours")), (240, _("4 hours")))
GRACE = ((10, _("10 minutes")), (15, _("15 minutes")), (20, _("20 minutes")), (30, _("30 minutes")), (60, _("1 hour")))


def _number(choices: Any, **about: Any) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(choices=choices, coerce=int, **about)


class SetUpForm(forms.Form):
    """`record`: the id that the plan will have, so that it is there once."""

    record = forms.UUIDField(required=False, widget=forms.HiddenInput)
    against = forms.ChoiceField(
        label=_("Could this person use it against you?"),
        help_text=_(
            "They can learn where you were, with whom, and what you wrote. Now, or when you are no longer close."
        ),
        choices=[("no", _("I trust them with it")), ("maybe", _("Maybe")), ("yes", _("Yes"))],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please think about this one first.")},
    )
    buddy = forms.CharField(label=_("Who looks out for you?"), help_text=_("A letter is enough."), max_length=80)
    note = forms.CharField(
        label=_("What they read if you do not check in"),
        help_text=_("Where, with whom, how you get there. What to do after 10 and after 30 minutes. Whom not to call."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    police = forms.ChoiceField(
        label=_("May they call the police?"),
        choices=[("no", _("No")), ("last", _("Only if nothing else is left")), ("yes", _("Yes"))],
        initial="no",
        widget=forms.RadioSelect,
    )
    first = _number([*FROM_NOW, *LATER], label=_("First check-in, from now"), initial=120)
    count = _number([(n, str(n)) for n in range(1, MOST + 1)], label=_("How many check-ins?"), initial=1)
    again = _number(AGAIN, label=_("And then each"), initial=60)
    grace = _number(GRACE, label=_("How late may you be?"), initial=20)
    all_clear = forms.CharField(
        label=_("Your word for: I am safe"), min_length=SHORTEST, max_length=60, help_text=_("At least 4 letters.")
    )
    duress = forms.CharField(
        label=_("Another word, that looks the same and opens the note at once"),
        min_length=SHORTEST,
        max_length=60,
        help_text=_("For when somebody makes you check in. The page answers in the same way."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["record"].initial = new_id

    def clean(self) -> dict[str, Any]:
        typed = super().clean() or self.cleaned_data
        for name in ("all_clear", "duress"):
            if name in typed and len(plainly(typed[name])) < SHORTEST:  # blanks do not count when it is compared
                self.add_error(name, _("At least 4 letters."))
        if plainly(typed.get("all_clear", "a")) == plainly(typed.get("duress", "b")):
            self.add_error("duress", _("The two words have to differ."))
        return typed


class CheckInForm(forms.Form):
    done = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    code = forms.CharField(
        label=_("Your word"), max_length=60, error_messages={"required": _("Please type your word.")}
    )
