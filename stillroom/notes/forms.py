"""What is typed into a note."""

from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.base.ids import new_id
from stillroom.care.documents import Medium
from stillroom.notes.documents import Note

LONGEST = 6000
MEDIA = ((Medium.VIDEO, _("By video")), (Medium.VOICE, _("By voice")), (Medium.TEXT, _("In writing")))
REST = ("assessment", "plan", "risk", "goal", "measures")


def _long(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=False, widget=widget)


def _clock(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, input_formats=["%H:%M", "%H:%M:%S"], widget=widget)


class NoteForm(forms.Form):
    """DAP first; the rest is filled in already."""

    said = _long(_("Data"), _("What was said and seen, in short."))
    assessment = _long(_("Assessment"), _("How you understand it."))
    plan = _long(_("Plan"), _("What comes next."))
    missed = forms.BooleanField(label=_("The session did not take place"), required=False)
    start = _clock(_("It began"))
    stop = _clock(_("It ended"))
    medium = forms.ChoiceField(label=_("How you met"), choices=MEDIA)
    risk = forms.CharField(label=_("Risk"), max_length=1000, required=False)
    goal = forms.CharField(label=_("Goal touched"), max_length=400, required=False)
    measures = forms.CharField(label=_("Measures"), max_length=1000, required=False)

    def note(self, first: Note, zone: str) -> Note:
        """Of a valid form, over what it began with. A stop before the start lies on the next day."""
        given = self.cleaned_data
        start = _on_day(first.start, given["start"], zone)
        stop = _on_day(first.start, given["stop"], zone)
        texts = {name: given[name].strip() for name in REST}
        return Note(
            episode=first.episode,
            session=first.session,
            start=start,
            stop=stop if stop >= start else stop + timedelta(days=1),
            medium=Medium(given["medium"]),
            came=not given["missed"],
            data=given["said"].strip(),  # a form has a `data` of its own
            **texts,
        )


def _on_day(day: datetime, clock: time, zone: str) -> datetime:
    """The planned instant itself where the clock is as planned, also in an hour that comes twice."""
    there = day.astimezone(ZoneInfo(zone))
    if there.time() == clock:
        return day
    return datetime.combine(there.date(), clock, ZoneInfo(zone))


def fields_of_note(note: Note, zone: str) -> dict[str, object]:
    """What the form shows of a note."""
    shown: dict[str, object] = {name: getattr(note, name) for name in (*REST, "medium")}
    clocks = {name: getattr(note, name).astimezone(ZoneInfo(zone)).time() for name in ("start", "stop")}
    return {**shown, **clocks, "said": note.data, "missed": not note.came}


class AddendumForm(forms.Form):
    """`record`: the id that this addendum will have, so that it is added once."""

    text = forms.CharField(
        label=_("Add to it"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("There is nothing to add yet.")},
    )
    record = forms.UUIDField(required=False, initial=new_id, widget=forms.HiddenInput)
