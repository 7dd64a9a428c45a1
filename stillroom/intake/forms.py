"""The questions of one chapter as a form, and who sees what."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from stillroom.intake.chapters import Chapter, Question
from stillroom.intake.documents import Answer, Mark, Share, Sheet
from stillroom.intake.sheets import mark_of
from stillroom.safety.marks import MarkField

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a class of the stubs alone

LONGEST = 4000  # characters of one answer

TOO_LONG = _("Please shorten this to 4,000 characters. What you typed is still here.")


def share_words(other: str) -> Mapping[Share, str]:
    """The three levels as they are told to the client."""
    return {
        Share.PRIVATE: gettext("Only me"),
        Share.THERAPIST: gettext("Also %(other)s") % {"other": other},
        Share.RECORD: gettext("Also my record"),
    }


def _share_field(other: str, label: "str | _StrPromise", widget: type[forms.Widget]) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(label=label, choices=list(share_words(other).items()), coerce=Share, widget=widget)


class BeginForm(forms.Form):
    bring = forms.BooleanField(
        label=_("Bring along what I wrote before. Only I see it until I say otherwise."), required=False
    )

    def __init__(self, *args: Any, other: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = _share_field(other, gettext("Who may see your answers, unless you say otherwise?"), forms.RadioSelect)
        field.error_messages["required"] = gettext("Please choose one. You can change it for each answer.")
        self.fields = {"share": field, **self.fields}


class ChapterForm(forms.Form):
    """Three fields for each question: words, "later", and who sees them."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)
    look = MarkField()

    def __init__(self, data: Mapping[str, Any] | None, *, chapter: Chapter, sheet: Sheet, other: str) -> None:
        self.chapter = chapter
        found = sheet.by_question
        first: dict[str, object] = {"seen": mark_of(sheet, chapter)}
        for question in chapter.questions:
            answer = found.get(question.id)
            first[question.id] = answer.words if answer else ""
            first[_later(question)] = bool(answer and answer.mark is Mark.LATER)
            first[_share(question)] = (answer.share if answer else sheet.share).value
        super().__init__(data, initial=first)
        for question in chapter.questions:
            self.fields[question.id] = forms.CharField(
                label=question.words,
                help_text=question.hint,
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea({"rows": 3}),
                error_messages={"max_length": TOO_LONG},
            )
            self.fields[_share(question)] = _share_field(other, _("Who may see this"), forms.Select)
            self.fields[_later(question)] = forms.BooleanField(label=_("Ask me later"), required=False)

    @property
    def rows(self) -> list[tuple[forms.BoundField, forms.BoundField, forms.BoundField]]:
        """(words, who sees them, later) of each question."""
        return [(self[q.id], self[_share(q)], self[_later(q)]) for q in self.chapter.questions]

    def answers(self, now: datetime) -> tuple[Answer, ...]:
        """One for each question. What has words is an answer, also where "later" is ticked: nothing typed is lost."""
        return tuple(self._answer(question, now) for question in self.chapter.questions)

    def _answer(self, question: Question, now: datetime) -> Answer:
        words = str(self.cleaned_data[question.id])
        later = bool(self.cleaned_data[_later(question)])
        mark = Mark.ANSWERED if words and not later else Mark.LATER if later else Mark.SKIPPED
        return Answer(question.id, words, mark, self.cleaned_data[_share(question)], now)


class SharesForm(forms.Form):
    """Who sees each answer that has words, all on one page."""

    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)

    def __init__(
        self, data: Mapping[str, Any] | None, *, answers: tuple[Answer, ...], other: str, version: int
    ) -> None:
        super().__init__(data, initial={"version": version, **{a.question: a.share.value for a in answers}})
        for answer in answers:
            self.fields[answer.question] = _share_field(other, _("Who may see this"), forms.Select)

    @property
    def shares(self) -> Mapping[str, Share]:
        return {name: share for name, share in self.cleaned_data.items() if name != "version"}


class FormulationForm(forms.Form):
    words = forms.CharField(
        label=_("How you understand it"),
        help_text=_("Both of you read this. Their words first: no work details, no names, nothing that is not needed."),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        error_messages={
            "required": _("Please write a sentence or two, or leave it for now."),
            "max_length": TOO_LONG,
        },
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)


def field_names(chapter: Chapter) -> tuple[str, ...]:
    """What a chapter's form sends for its questions."""
    return tuple(name for q in chapter.questions for name in (q.id, _share(q), _later(q)))


def half_typed(chapter: Chapter, fields: Mapping[str, str]) -> Mapping[str, str]:
    """What a draft shows. A draft leaves out what is empty, and emptied words must not come back."""
    emptied = {name: "" for question in chapter.questions for name in (question.id, _later(question))}
    return {**emptied, **{name: fields[name] for name in field_names(chapter) if name in fields}}


def _later(question: Question) -> str:
    return f"{question.id}-later"


def _share(question: Question) -> str:
    return f"{question.id}-share"
