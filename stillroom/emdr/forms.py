"""The client's questions before and after, the therapist's list, targets, sets and the end of a session."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.core.emdr import NEVER_WAIVED, Need
from stillroom.emdr import needs
from stillroom.emdr.documents import BODY, Body, Closure, Prong, SetDone, Status, StoppedBy, Target, Told

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


def _line(label: Any, hint: Any = "", *, required: bool = False, most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most)


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
                self.fields[_because(need)] = _line(_("Not met; going on because"), most=500)

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


def _number(label: Any, least: int, most: int) -> forms.IntegerField:
    return forms.IntegerField(label=label, required=False, min_value=least, max_value=most)


class TargetForm(forms.Form):
    """A code word is enough."""

    label = _line(_("A code word"), _("Both of you know what it means. Nothing else has to stand here."), required=True)
    prong = forms.TypedChoiceField(label=_("Prong"), choices=list(needs.PRONGS.items()), coerce=Prong)
    status = forms.TypedChoiceField(label=_("Where it stands"), choices=list(needs.STATUSES.items()), coerce=Status)
    touchstone = _line(_("Touchstone: an earlier one that it goes back to"))
    image = _line(_("Image"))
    negative = _line(_("Negative belief (NC)"))
    positive = _line(_("What they would rather believe (PC)"))
    voc = _number(_("How true that feels, 1 to 7 (VOC)"), 1, 7)
    emotions = _line(_("Emotions"))
    sud = _number(_("Disturbance, 0 to 10 (SUD)"), 0, 10)
    in_body = _line(_("Where in the body"))
    version = forms.IntegerField(required=False, widget=forms.HiddenInput)

    @property
    def target(self) -> Target:
        return Target(**{name: value for name, value in self.cleaned_data.items() if name != "version"})


class SetForm(forms.Form):
    """What the room's page sends after each set; without `n` it only begins."""

    record = forms.UUIDField()
    target = forms.UUIDField(required=False)
    n = forms.IntegerField(required=False, min_value=1, max_value=100_000)
    way = forms.ChoiceField(required=False, choices=[(name, name) for name in ("eyes", "sound", "taps")])
    hz = forms.FloatField(required=False, min_value=0.3, max_value=2)
    direction = forms.ChoiceField(
        required=False, choices=[(name, name) for name in ("horizontal", "diagonal", "vertical")]
    )
    cycles = forms.IntegerField(required=False, min_value=0, max_value=60)
    seconds = forms.FloatField(required=False, min_value=0, max_value=60)
    stopped_by = forms.TypedChoiceField(
        required=False, choices=[(each, each) for each in StoppedBy], coerce=StoppedBy, empty_value=None
    )
    sud = _number("", 0, 10)
    voc = _number("", 1, 7)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or {}
        whole = ("way", "hz", "direction", "cycles", "seconds", "stopped_by")
        if found.get("n") and any(found.get(name) in (None, "") for name in whole):
            raise forms.ValidationError("")
        return found

    @property
    def done(self) -> SetDone | None:
        given = self.cleaned_data
        if not given["n"]:
            return None
        names = ("n", "hz", "direction", "cycles", "seconds", "stopped_by", "sud", "voc")
        return SetDone(channel=given["way"], **{name: given[name] for name in names})


class ClosureForm(forms.Form):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["sud"] = _number(_("Disturbance now, 0 to 10 (SUD)"), 0, 10)
        self.fields["voc"] = _number(_("How true the wanted words feel, 1 to 7 (VOC)"), 1, 7)
        for name, label in needs.CLOSINGS.items():
            self.fields[name] = forms.BooleanField(label=str(label), required=False)
        self.fields["reason"] = _words(_("If container or calm place could not be done: why?"), rows=2)

    @property
    def closure(self) -> Closure:
        return Closure(**self.cleaned_data)


class AfterForm(forms.Form):
    sud = forms.TypedChoiceField(
        label=_("How much does it disturb you now? 0 is not at all, 10 is the most."),
        choices=[(number, str(number)) for number in range(11)],
        coerce=int,
        empty_value=None,
        required=False,
        widget=forms.RadioSelect,
    )
    trigger = _words(_("Did something set it off?"), rows=2)
    image = _words(_("A picture or a dream that came"), rows=2)
    thought = _words(_("A thought"), rows=2)
    feeling = _words(_("A feeling"), rows=2)
    in_body = _words(_("Something in your body"), rows=2)
    words = _words(_("Anything else"), rows=2)
