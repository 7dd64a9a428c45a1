"""One question; which ones are suggested, and how often."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from stillroom.assessments.assigning import CADENCES
from stillroom.assessments.checking_in import QUESTIONS
from stillroom.assessments.documents import Cadence, Reply
from stillroom.assessments.readings import words_of
from stillroom.assessments.signs import TOPICS
from stillroom.core.instruments.answers import NOT_APPLICABLE, Answer
from stillroom.core.instruments.model import Instrument, Item

CHOOSE = _("Please choose one of the answers, or skip this question.")


class AnswerForm(forms.Form):
    """`answer` as it is sent: a whole number, or NA where an item offers that."""

    def __init__(self, item: Item, data: Mapping[str, str] | None = None, given: Answer = None) -> None:
        super().__init__(data, initial=None if given is None else {"answer": str(given)})
        self.fields["answer"] = _choice(item) if item.options else _number(item)

    @property
    def answer(self) -> Answer:
        """After `is_valid`."""
        sent = self.cleaned_data["answer"]
        return NOT_APPLICABLE if sent == NOT_APPLICABLE else int(sent)


def _choice(item: Item) -> forms.Field:
    # Options that count the same are one choice: what is kept is what counts, and cannot tell them apart.
    values = list(dict.fromkeys(option.value for option in item.options))
    answers: list[Answer] = [NOT_APPLICABLE if value is None else value for value in values]
    choices = [(str(answer), words_of(item, answer)) for answer in answers]
    return forms.ChoiceField(
        label=item.text,
        choices=choices,
        widget=forms.RadioSelect,
        error_messages={"required": CHOOSE, "invalid_choice": CHOOSE},
    )


def _number(item: Item) -> forms.Field:
    outside = _("Please give a whole number from %(low)s to %(high)s, or skip this question.") % {
        "low": item.lowest,
        "high": item.highest,
    }
    names = ("required", "invalid", "min_value", "max_value")
    return forms.IntegerField(
        label=item.text,
        min_value=item.lowest,
        max_value=item.highest,
        error_messages=dict.fromkeys(names, outside),
    )


class ShareForm(forms.Form):
    """With whom of those in care with one."""

    space = forms.TypedChoiceField(
        label=_("Who may read these answers?"),
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose who may read them."), "invalid_choice": CHOOSE},
    )

    def __init__(self, people: Mapping[str, str], data: Mapping[str, str] | None = None) -> None:
        super().__init__(data)
        self.fields["space"].choices = list(people.items())  # type: ignore[attr-defined]  # a choice field, see above


class SuggestForm(forms.Form):
    """A pace, or none, for each of `instruments`; `chosen`: those it begins with."""

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(
        self,
        data: Mapping[str, str] | None = None,
        *,
        instruments: Sequence[Instrument],
        chosen: Mapping[str, Cadence],
        version: int,
    ) -> None:
        super().__init__(data, initial={"version": version})
        for each in instruments:
            self.fields[f"every_{each.id}"] = forms.ChoiceField(
                label=_("%(name)s, about %(minutes)s min")
                % {"name": each.short_title, "minutes": each.administration.est_minutes},
                choices=[("", _("not suggested")), *CADENCES.items()],
                initial=chosen.get(each.id, ""),
                required=False,
            )

    def items(self) -> dict[str, Cadence]:
        """After `is_valid`."""
        return {
            name.removeprefix("every_"): Cadence(value)
            for name, value in self.cleaned_data.items()
            if name != "version" and value
        }


class ReplyForm(forms.Form):
    instrument = forms.CharField(max_length=40)
    every = forms.TypedChoiceField(choices=[(each.value, each.value) for each in Cadence], coerce=Cadence)
    reply = forms.TypedChoiceField(choices=[(each.value, each.value) for each in Reply], coerce=Reply)


class TalkForm(forms.Form):
    """`newest`: up to when the page that was shown knew of anything."""

    newest = forms.DateTimeField(required=False, widget=forms.HiddenInput)
    topics = forms.MultipleChoiceField(
        label=_("What should we look at?"),
        required=False,
        choices=lambda: list(TOPICS.items()),
        widget=forms.CheckboxSelectMultiple,
    )
    words = forms.CharField(
        label=_("In your words"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )


class CheckInForm(forms.Form):
    """How a talk felt; each question may be left open. `met`: when that session ended."""

    met = forms.DateTimeField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, words in QUESTIONS.items():
            self.fields[name] = forms.TypedChoiceField(
                label=str(words),
                choices=[(str(number), str(number)) for number in range(11)],
                coerce=int,
                empty_value=None,
                required=False,
                widget=forms.RadioSelect,
            )
