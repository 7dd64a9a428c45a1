"""The choice of a time: booking, moving, cancelling, offering, and going on to somebody else."""

from datetime import datetime
from typing import Any, TypeVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.base.ids import new_id
from stillroom.care.documents import Medium
from stillroom.scheduling.actions import MOST_OFFERS

MEDIA: tuple[tuple[Medium, Promise], ...] = (
    (Medium.VIDEO, _("Video")),
    (Medium.VOICE, _("Voice only")),
    (Medium.TEXT, _("Writing, live")),
)
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
