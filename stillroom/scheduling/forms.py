"""A therapist's week, and the choice of a time."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any, TypeVar
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BoundField
from django.http import QueryDict
from django.utils.dates import WEEKDAYS
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from stillroom.accounts.zones import zone_choices
from stillroom.base.ids import new_id
from stillroom.care.documents import Medium
from stillroom.core.slots.rules import Window
from stillroom.scheduling.actions import MOST_OFFERS
from stillroom.scheduling.models import OpeningHours, windows_text

MEDIA: tuple[tuple[Medium, Promise], ...] = (
    (Medium.VIDEO, _("Video")),
    (Medium.VOICE, _("Voice only")),
    (Medium.TEXT, _("Writing, live")),
)
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


KEEP, END = "keep", "end"


class ElsewhereForm(forms.Form):
    """`record`: the id that the message to the therapist will have, so that it is sent once."""

    when = forms.ChoiceField(widget=forms.RadioSelect, initial=KEEP)
    tell = forms.BooleanField(required=False)
    words = forms.CharField(
        label=_("Your words"),
        max_length=2000,
        required=False,
        widget=forms.Textarea({"rows": 3}),
    )
    record = forms.UUIDField(required=False, initial=new_id, widget=forms.HiddenInput)

    def __init__(self, other: str, *args: Any, **kwargs: Any) -> None:
        """`other`: the therapist's name."""
        super().__init__(*args, **kwargs)
        when, named = self.fields["when"], {"other": other}
        assert isinstance(when, forms.ChoiceField)
        when.label = _("What about %(other)s?") % named
        when.choices = [
            (KEEP, _("Keep it until I have talked to somebody new")),
            (END, _("End it with %(other)s now") % named),
        ]
        when.error_messages["required"] = _("Please choose one. You can end it at any time.")
        self.fields["tell"].label = _("Tell %(other)s") % named


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


def _instant(text: str) -> datetime:
    """Raises ValidationError for anything but an aware instant in ISO form."""
    try:
        start = datetime.fromisoformat(text)
    except ValueError:
        raise ValidationError(_("Please choose one of the times.")) from None
    if start.utcoffset() is None:
        raise ValidationError(_("Please choose one of the times."))
    return start


class StartForm(forms.Form):
    """One of the times on the page."""

    start = forms.CharField(
        label=_("A time"), max_length=40, error_messages={"required": _("Please choose one of the times.")}
    )

    def clean_start(self) -> datetime:
        return _instant(self.cleaned_data["start"])


class TimeForm(StartForm):
    """One of the times on the page, and how to meet."""

    medium = forms.ChoiceField(
        label=_("How would you like to meet?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose one. You can change it later.")},
    )

    def __init__(self, media: tuple[str, ...], *args: Any, **kwargs: Any) -> None:
        """`media`: the ways this therapist offers."""
        super().__init__(*args, **kwargs)
        field = self.fields["medium"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(medium, words) for medium, words in MEDIA if medium in media]

    def clean_medium(self) -> Medium:
        return Medium(self.cleaned_data["medium"])


def words_field() -> forms.CharField:
    """A line of one's own with what is done."""
    return forms.CharField(
        label=_("A word with it"),
        max_length=1000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )


class SeenForm(forms.Form):
    """`seen`: the start of the appointment as it was on the page."""

    seen = forms.CharField(max_length=40, required=False, widget=forms.HiddenInput)

    def clean_seen(self) -> datetime | None:
        return _instant(self.cleaned_data["seen"]) if self.cleaned_data["seen"] else None


class CancelForm(SeenForm):
    """`free`: the page said that it costs nothing."""

    words = words_field()
    free = forms.BooleanField(required=False, widget=forms.HiddenInput)


class MoveForm(StartForm, SeenForm):
    """For the client. `free`: the page said that it costs nothing."""

    words = words_field()
    free = forms.BooleanField(required=False, widget=forms.HiddenInput)


class Instants(forms.Field):
    """Up to three of the times on the page."""

    widget = forms.SelectMultiple

    def clean(self, value: Any) -> tuple[datetime, ...]:
        starts = tuple(_instant(str(text)) for text in value or ())
        if not 0 < len(starts) <= MOST_OFFERS:
            raise ValidationError(_("Please choose one, two or three times."))
        return starts


class OfferTimesForm(SeenForm):
    """For the therapist."""

    start = Instants(label=_("Times"))
    words = words_field()
    cancel_now = forms.BooleanField(label=_("I cannot keep the old time: cancel it now"), required=False)


Pressed = TypeVar("Pressed", CancelForm, MoveForm)


def turned_late(form: type[Pressed], sent: QueryDict) -> Pressed:
    """What was sent from a page that is older than the moment up to which it costs nothing, to be sent again or not."""
    again = form({**sent.dict(), "free": ""})
    again.add_error(
        None, _("This page was open for a while. By now it is late enough to cost the fee. Nothing was done.")
    )
    return again
