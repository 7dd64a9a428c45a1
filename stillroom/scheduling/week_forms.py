"""A therapist's week, days that are not like it, and what people are told of them."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stillroom.accounts.zones import zone_choices
from stillroom.core.slots.rules import Window
from stillroom.scheduling.models import OpeningHours, windows_text

SPANS = ("first", "second")
FURTHEST = timedelta(days=366)
MINUTES = (20, 25, 30, 40, 45, 50, 60, 75, 80, 90, 100, 120)
PAUSES = (0, 5, 10, 15, 20, 30, 45, 60)
STEPS = (5, 10, 15, 20, 30, 60)
NOTICES = (0, 1, 2, 4, 8, 12, 24, 36, 48, 72, 96, 168)


class ClockInput(forms.TimeInput):
    input_type = "time"


def _number_field(numbers: tuple[int, ...], words: Callable[[int], str], **field: Any) -> forms.TypedChoiceField:
    """The words are made when the form is, in the language of whoever reads it."""
    return forms.TypedChoiceField(choices=lambda: [(number, words(number)) for number in numbers], coerce=int, **field)


def _in_minutes(number: int) -> str:
    return ngettext("%(number)d minute", "%(number)d minutes", number) % {"number": number}


def _in_hours(number: int) -> str:
    return ngettext("%(number)d hour", "%(number)d hours", number) % {"number": number}


class HoursForm(forms.Form):
    """Two spans for each day of the week; `days` gives their fields in order."""

    zone = forms.ChoiceField(label=_("Your clock"), choices=zone_choices)
    minutes = _number_field(MINUTES, _in_minutes, label=_("Length of a session"))
    buffer_before = _number_field(PAUSES, _in_minutes, label=_("Pause before"))
    buffer_after = _number_field(PAUSES, _in_minutes, label=_("Pause after"))
    step = _number_field(STEPS, _in_minutes, label=_("Sessions may start every"))
    notice_hours = _number_field(NOTICES, _in_hours, label=_("The least notice you need"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in range(7):
            for span in SPANS:
                self.fields[f"{span}_from_{day}"] = _clock_field(label=_("from") if span == "first" else _("and from"))
                self.fields[f"{span}_to_{day}"] = _clock_field(label=_("to"))

    @property
    def rules(self) -> Iterator[BoundField]:
        return (self[name] for name in ("zone", "minutes", "buffer_before", "buffer_after", "step", "notice_hours"))

    @property
    def days(self) -> Iterator[tuple[str, list[tuple[BoundField, BoundField]]]]:
        for day in range(7):
            yield str(WEEKDAYS[day]), [(self[f"{span}_from_{day}"], self[f"{span}_to_{day}"]) for span in SPANS]

    def clean(self) -> None:
        windows = []
        for day in range(7):
            for span in SPANS:
                start, end = self.cleaned_data.get(f"{span}_from_{day}"), self.cleaned_data.get(f"{span}_to_{day}")
                try:
                    windows += _window(day, start, end)
                except ValueError as error:
                    self.add_error(f"{span}_to_{day}", str(error))
        self.cleaned_data["windows"] = tuple(windows)

    def week(self, therapist: UUID) -> OpeningHours:
        """Of a valid form."""
        given = self.cleaned_data
        rules = {bound.name: given[bound.name] for bound in self.rules}
        return OpeningHours(therapist=therapist, windows=windows_text(given["windows"]), **rules)


def _clock_field(**field: Any) -> forms.TimeField:
    widget = ClockInput(format="%H:%M", attrs={"step": 300})
    return forms.TimeField(required=False, input_formats=["%H:%M", "%H:%M:%S"], widget=widget, **field)


def _window(day: int, start: time | None, end: time | None) -> list[Window]:
    """None or one. Raises ValueError with a sentence."""
    if start is None and end is None:
        return []
    if start is None or end is None:
        raise ValueError(_("Please give both a beginning and an end, or neither."))
    return [Window(day, start, end)]


def fields_of_week(week: OpeningHours) -> dict[str, object]:
    """What a form for this week begins with. A third span of a day, if there ever was one, is not shown."""
    shown: dict[str, object] = {
        name: getattr(week, name)
        for name in ("zone", "minutes", "buffer_before", "buffer_after", "step", "notice_hours")
    }
    for day in range(7):
        spans = [window for window in week.hours.windows if window.weekday == day]
        for name, window in zip(SPANS, spans, strict=False):
            shown |= {f"{name}_from_{day}": window.start, f"{name}_to_{day}": window.end}
    return shown


class DayInput(forms.DateInput):
    input_type = "date"


OFF, OWN = "off", "own"


class SingleDayForm(forms.Form):
    """One date that is not like the week."""

    day = forms.DateField(
        label=_("Which day?"),
        input_formats=["%Y-%m-%d"],
        widget=DayInput(format="%Y-%m-%d"),
        error_messages={
            "required": _("Please choose a day."),
            "invalid": _("Please write the day like this: 2026-12-24."),
        },
    )
    kind = forms.ChoiceField(
        label=_("How is it?"),
        choices=[(OFF, _("A day off")), (OWN, _("With hours of its own"))],
        widget=forms.RadioSelect,
        initial=OFF,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """`today`: by the therapist's clock."""
        super().__init__(*args, **kwargs)
        self.today = today
        for span in SPANS:
            self.fields[f"{span}_from"] = _clock_field(label=_("from") if span == "first" else _("and from"))
            self.fields[f"{span}_to"] = _clock_field(label=_("to"))

    @property
    def spans(self) -> list[tuple[BoundField, BoundField]]:
        return [(self[f"{span}_from"], self[f"{span}_to"]) for span in SPANS]

    def clean_day(self) -> date:
        day: date = self.cleaned_data["day"]
        if not self.today <= day <= self.today + FURTHEST:
            raise ValidationError(_("Please choose a day from today on, within a year."))
        return day

    def clean(self) -> None:
        given = self.cleaned_data
        windows = []
        for span in SPANS if given.get("kind") == OWN else ():
            try:
                windows += _window(0, given.get(f"{span}_from"), given.get(f"{span}_to"))
            except ValueError as error:
                self.add_error(f"{span}_to", str(error))
        if given.get("kind") == OWN and not windows and not self.errors:
            self.add_error("first_from", _("Please give the hours of this day."))
        given["spans"] = tuple((window.start, window.end) for window in windows)


class CancelDayForm(forms.Form):
    """Words to all on a day, and a line to each; `people`: pairs of a space's id and the name they chose."""

    words = forms.CharField(
        label=_("Your words to all of them"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    choose = forms.BooleanField(label=_("Ask them to choose a new time"), required=False, initial=True)

    def __init__(self, people: Iterable[tuple[UUID, str]], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = tuple(people)
        for space, called in self.people:
            label = _("Only to %(name)s") % {"name": called}
            self.fields[line_name(space)] = forms.CharField(label=label, max_length=1000, required=False)

    def line_of(self, space: UUID) -> BoundField:
        return self[line_name(space)]

    @property
    def lines(self) -> dict[UUID, str]:
        """Of a valid form."""
        return {space: self.cleaned_data[line_name(space)] for space, _called in self.people}


class WhileAwayForm(forms.Form):
    words = forms.CharField(
        label=_("Your words to all of them"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )


def line_name(space: UUID) -> str:
    return f"line-{space.hex}"
