"""What is typed into a note."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.base.ids import new_id
from stillroom.care.documents import Medium
from stillroom.notes.documents import Note
from stillroom.notes.headings import HEADINGS, Heading, Headings

LONGEST = 6000
LONGEST_APART = 20_000
MEDIA = ((Medium.VIDEO, _("By video")), (Medium.VOICE, _("By voice")), (Medium.TEXT, _("In writing")))
REST = ("risk", "goal", "measures")
FORMS = ((Headings.DAP, "DAP"), (Headings.SOAP, "SOAP"), (Headings.BIRP, "BIRP"))

# Of each heading: what it is called, and what belongs under it.
WORDS: Mapping[Heading, tuple[Promise, Promise]] = MappingProxyType(
    {
        Heading.DATA: (_("Data"), _("What was said and seen, in short.")),
        Heading.SUBJECTIVE: (_("Subjective"), _("How it is, as they say it.")),
        Heading.OBJECTIVE: (_("Objective"), _("What you saw, and what was measured.")),
        Heading.BEHAVIOR: (_("Behavior"), _("What they brought, said and did, in short.")),
        Heading.INTERVENTION: (_("Intervention"), _("What you did.")),
        Heading.RESPONSE: (_("Response"), _("How it was taken up, and what it changed.")),
        Heading.ASSESSMENT: (_("Assessment"), _("How you understand it.")),
        Heading.PLAN: (_("Plan"), _("What comes next.")),
    }
)


def _long(label: Any, hint: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, help_text=hint, max_length=LONGEST, required=False, widget=widget)


def _clock(label: Any) -> forms.TimeField:
    widget = forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    return forms.TimeField(label=label, input_formats=["%H:%M", "%H:%M:%S"], widget=widget)


class NoteForm(forms.Form):
    """First what stands under the headings of its form; the rest is filled in already."""

    missed = forms.BooleanField(label=_("The session did not take place"), required=False)
    start = _clock(_("It began"))
    stop = _clock(_("It ended"))
    medium = forms.ChoiceField(label=_("How you met"), choices=MEDIA)
    risk = forms.CharField(label=_("Risk"), max_length=1000, required=False)
    goal = forms.CharField(
        label=_("Goals touched"), help_text=_("Take out what was not spoken of."), max_length=2_000, required=False
    )
    measures = forms.CharField(label=_("Measures"), max_length=1000, required=False)

    def __init__(self, *args: Any, headings: Headings, **given: Any) -> None:
        super().__init__(*args, **given)
        self.headings = headings
        parts = {str(name): _long(*WORDS[name]) for name in HEADINGS[headings]}
        self.fields = {**parts, **self.fields}

    @property
    def parts(self) -> list[forms.BoundField]:
        return [self[str(name)] for name in HEADINGS[self.headings]]

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
            headings=self.headings,
            said={name: given[str(name)].strip() for name in HEADINGS[self.headings]},
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
    parts = {str(name): text for name, text in note.said.items()}
    return {**shown, **clocks, **parts, "missed": not note.came}


def named_parts(note: Note) -> list[tuple[Promise, str]]:
    """What stands in a note, each under the name of its heading; empty ones are left out."""
    return [(WORDS[name][0], text) for name in HEADINGS[note.headings] if (text := note.said.get(name, ""))]


def headings_in(sent: Mapping[str, str], otherwise: Headings, name: str = "headings") -> Headings:
    """Which form a note was sent in; `otherwise` for one that says none, or none of ours."""
    said = sent.get(name, "")
    return Headings(said) if said in set(Headings) else otherwise


class AddendumForm(forms.Form):
    """`record`: the id that this addendum will have, so that it is added once."""

    text = forms.CharField(
        label=_("Add to it"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("There is nothing to add yet.")},
    )
    record = forms.UUIDField(required=False, initial=new_id, widget=forms.HiddenInput)


class ApartForm(forms.Form):
    """`version`: of the note when this page was made; `window`: drawn by it."""

    text = forms.CharField(
        label=_("Your words"), max_length=LONGEST_APART, required=False, widget=forms.Textarea({"rows": 14})
    )
    version = forms.IntegerField(min_value=1, max_value=2**31, widget=forms.HiddenInput)
    window = forms.UUIDField(initial=new_id, widget=forms.HiddenInput)


class AboutForm(forms.Form):
    """The client's words about a note. `record`: the id that the message will have, so that it is sent once."""

    text = forms.CharField(
        label=_("Write about it"),
        help_text=_("What is right, what is not, what is missing."),
        max_length=LONGEST_APART,
        widget=forms.Textarea({"rows": 4}),
        error_messages={"required": _("There are no words yet.")},
    )
    record = forms.UUIDField(required=False, initial=new_id, widget=forms.HiddenInput)
