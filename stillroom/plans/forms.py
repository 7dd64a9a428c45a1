"""What may be said about a goal, and when the two look at their plan."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from stillroom.base.languages import language_name, reads
from stillroom.plans.documents import Close, Goal, Intervention, Modality, Objective, Step
from stillroom.plans.starts import Start, starts
from stillroom.toolkit.exercises import EXERCISES
from stillroom.vault.documents import Role

MOST_STEPS, LONGEST_STEP = 12, 200
OBJECTIVES, WAYS = 3, 4
# From -2 to 2, as goal attainment scaling has them.
LEVELS = (
    _("Much less than hoped"),
    _("Somewhat less than hoped"),
    _("As hoped"),
    _("Somewhat more than hoped"),
    _("Much more than hoped"),
)

MODALITIES = (
    (Modality.TALK, _("Talking it through")),
    (Modality.CBT, _("CBT: what you think, feel and do")),
    (Modality.DBT, _("DBT: skills for hard moments")),
    (Modality.ACT, _("ACT: making room for what matters")),
    (Modality.TRAUMA, _("Trauma work, once you are both ready")),
    (Modality.EMDR, _("EMDR, once you are both ready")),
    (Modality.OTHER, _("Another way")),
)
FOLDED = frozenset({"problem", "theirs", "exercises", "objective", "way", "level"})


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Please write this day as year, month, day, such as 2027-01-31.")},
    )


def _line(label: Any, most: int = 200) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, required=False)


class GoalForm(forms.Form):
    words = forms.CharField(
        label=_("What do you want to be different?"),
        help_text=_("In your own words. One thing is enough."),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        error_messages={"required": _("Please write what you want to be different, in any words.")},
    )
    steps = forms.CharField(
        label=_("Small steps towards it, one on each line"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 4}),
    )
    theirs = forms.CharField(
        label=_("What the therapist does, one on each line"),
        max_length=4000,
        required=False,
        widget=forms.Textarea({"rows": 2}),
    )
    exercises = forms.MultipleChoiceField(
        label=_("Exercises to try"),
        required=False,
        choices=lambda: [(name, each.title) for name, each in EXERCISES.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    problem = forms.CharField(
        label=_("What makes it hard now"), max_length=1000, required=False, widget=forms.Textarea({"rows": 2})
    )
    said = forms.CharField(
        label=_("A word to go with it"), max_length=500, required=False, widget=forms.Textarea({"rows": 2})
    )
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(OBJECTIVES):
            self.fields |= {
                f"objective_{n}": _line(_("What would show it: something you do or see"), 300),
                f"objective_{n}_measure": _line(_("How you will know")),
                f"objective_{n}_start": _line(_("Where it is now")),
                f"objective_{n}_target": _line(_("Where it should get to")),
                f"objective_{n}_due": _day(_("By which day")),
            }
        for n in range(WAYS):
            self.fields |= {
                f"way_{n}": _line(_("What you do together"), 300),
                f"way_{n}_modality": forms.ChoiceField(
                    label=_("Way of working"), choices=MODALITIES, required=False, initial=Modality.TALK
                ),
                f"way_{n}_often": _line(_("How often, and for how long")),
            }

        for n, label in enumerate(LEVELS):
            self.fields[f"level_{n}"] = _line(label)

    def clean_steps(self) -> list[str]:
        return self._lines("steps")

    def clean_theirs(self) -> list[str]:
        return self._lines("theirs")

    def clean_exercises(self) -> list[str]:
        if len(names := self.cleaned_data["exercises"]) > MOST_STEPS:
            raise forms.ValidationError(_("Twelve steps are enough for now. Please keep the next few."))
        return list(names)

    def _lines(self, name: str) -> list[str]:
        """Lines without empty ones and repeats, in order."""
        lines = (line.strip() for line in self.cleaned_data[name].splitlines())
        steps = list(dict.fromkeys(line for line in lines if line))
        if long := next((line for line in steps if len(line) > LONGEST_STEP), None):
            raise forms.ValidationError(_("This step is very long. Please make it two: %s") % f"{long[:40]}…")
        if len(steps) > MOST_STEPS:
            raise forms.ValidationError(_("Twelve steps are enough for now. Please keep the next few."))
        return steps

    def clean(self) -> dict[str, Any]:
        """What was typed beside an empty first line is asked about, never dropped."""
        typed = super().clean() or self.cleaned_data
        for head, parts in (("objective", ("measure", "start", "target", "due")), ("way", ("often",))):
            for n in range(OBJECTIVES if head == "objective" else WAYS):
                if not typed.get(f"{head}_{n}") and any(typed.get(f"{head}_{n}_{part}") for part in parts):
                    self.add_error(f"{head}_{n}", _("Please write the first line too, or empty the others."))
        self._check_levels(typed)
        titles = {str(EXERCISES[name].title) for name in typed.get("exercises") or ()}
        both = (set(typed.get("steps") or ()) | titles) & set(typed.get("theirs") or ())
        if both:
            self.add_error("theirs", _("Each step is for one of you. Please change this line: %s") % min(both))
        return typed

    def _check_levels(self, typed: Mapping[str, Any]) -> None:
        """All five or none, and no two alike: else nobody could say which it is."""
        levels = [typed.get(f"level_{n}", "") for n in range(len(LEVELS))]
        if any(levels) and not all(levels):
            first = next(n for n, words in enumerate(levels) if not words)
            self.add_error(f"level_{first}", _("Please fill in all five, or none of them."))
        elif any(levels) and len(set(levels)) < len(levels):
            twice = next(n for n, words in enumerate(levels) if words in levels[:n])
            self.add_error(f"level_{twice}", _("Two of them say the same. Please make each one different."))

    @property
    def level_fields(self) -> list[BoundField]:
        return [self[f"level_{n}"] for n in range(len(LEVELS))]

    def rows(self, head: str) -> Iterator[list[BoundField]]:
        """The fields of each objective or way of working up to the last that is there, and of one more."""
        names = [name for name in self.fields if name.removeprefix(f"{head}_").isdigit()]
        said = [place for place, name in enumerate(names) if self[name].value() or name in self.errors]
        for name in names[: max(said, default=-1) + 2]:
            yield [self[each] for each in self.fields if each == name or each.startswith(f"{name}_")]

    @property
    def has_more(self) -> bool:
        """Whether anything stands in the part that is folded away, or is amiss there."""
        names = [name for name in self.fields if name.partition("_")[0] in FOLDED]
        return any(name in self.errors or (self[name].value() and "modality" not in name) for name in names)

    def given(self) -> Mapping[str, Any]:
        """As `propose_goal` takes it."""
        typed = self.cleaned_data
        exercises = [Step(str(EXERCISES[name].title), exercise=name) for name in typed["exercises"]]
        named = {step.words for step in exercises}
        steps = [Step(words) for words in typed["steps"] if words not in named] + exercises
        steps += [Step(words, who=Role.THERAPIST) for words in typed["theirs"]]
        return {
            "words": typed["words"],
            "steps": steps,
            "problem": typed["problem"],
            "said": typed["said"],
            "version": typed["version"],
            "objectives": [
                Objective(typed[name], *(typed[f"{name}_{part}"] for part in ("measure", "start", "target", "due")))
                for name in (f"objective_{n}" for n in range(OBJECTIVES))
                if typed[name]
            ],
            "interventions": [
                Intervention(typed[name], Modality(typed[f"{name}_modality"] or Modality.TALK), typed[f"{name}_often"])
                for name in (f"way_{n}" for n in range(WAYS))
                if typed[name]
            ],
            "levels": [words for n in range(len(LEVELS)) if (words := typed[f"level_{n}"])],
        }


class StartForm(forms.Form):
    """`start`: language and name, such as "es.sleep"."""

    start = forms.ChoiceField(label=_("Start from"), choices=lambda: list(_choices()))

    def chosen(self) -> Start:
        language, _dot, name = self.cleaned_data["start"].partition(".")
        return starts()[language][name]


def _choices() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Those in the language of the page first."""
    for language in sorted(starts(), key=lambda each: each != reads()):
        found = sorted(starts()[language].values(), key=lambda each: (each.is_course, each.title))
        yield language_name(language), [(f"{language}.{each.name}", each.title) for each in found]


def typed_of(goal: Goal) -> dict[str, Any]:
    """What the form begins with."""
    initial: dict[str, Any] = {
        "words": goal.words,
        "problem": goal.problem,
        "steps": "\n".join(step.words for step in goal.steps if step.who is Role.CLIENT and not step.exercise),
        "theirs": "\n".join(step.words for step in goal.steps if step.who is Role.THERAPIST),
        "exercises": [step.exercise for step in goal.steps if step.exercise],
    }
    for n, each in enumerate(goal.objectives):
        name = f"objective_{n}"
        initial |= {name: each.words, f"{name}_measure": each.measure, f"{name}_start": each.start}
        initial |= {f"{name}_target": each.target, f"{name}_due": each.due}
    for n, way in enumerate(goal.interventions):
        name = f"way_{n}"
        initial |= {name: way.words, f"{name}_modality": way.modality, f"{name}_often": way.often}
    return initial | {f"level_{n}": words for n, words in enumerate(goal.levels)}


class GoalActForm(forms.Form):
    """`goal`: which one; the first where none is named."""

    goal = forms.UUIDField(required=False, widget=forms.HiddenInput)
    version = forms.IntegerField(min_value=1, widget=forms.HiddenInput)


class RatingForm(GoalActForm):
    value = forms.TypedChoiceField(
        label=_("How near are you today? 0 is not at all, 10 is fully there."),
        coerce=int,
        choices=[(number, str(number)) for number in range(11)],
        widget=forms.RadioSelect,
        error_messages={"required": _("Please choose a number from 0 to 10.")},
    )


class LevelForm(GoalActForm):
    """`levels`: the goal's own words for each."""

    def __init__(self, *args: Any, levels: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["level"] = forms.TypedChoiceField(
            label=_("Which of these is it today?"),
            coerce=int,
            choices=[(str(n - 2), words) for n, words in enumerate(levels)],
            widget=forms.RadioSelect,
            error_messages={"required": _("Please choose one of the five.")},
        )


class StepForm(GoalActForm):
    step = forms.CharField(max_length=200)
    done = forms.BooleanField(required=False)


class DayForm(GoalActForm):
    step = forms.CharField(max_length=200, widget=forms.HiddenInput)
    due = _day(_("By which day, if it helps"))


class CloseForm(GoalActForm):
    how = forms.TypedChoiceField(
        choices=[(each.value, each.value) for each in Close], coerce=Close, empty_value=None, required=False
    )


class ReviewForm(forms.Form):
    """`today`: by the reader's own clock."""

    helped = forms.CharField(
        label=_("What helped, even a little?"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    keep = forms.CharField(
        label=_("What should stay as it is?"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    change = forms.CharField(
        label=_("What should change or stop?"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )
    due = _day(_("Look at the plan again by this day"))
    after = forms.IntegerField(label=_("or after this many times together"), min_value=1, max_value=12, required=False)
    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_due(self) -> date | None:
        due: date | None = self.cleaned_data["due"]
        if due and due <= self.today:
            raise forms.ValidationError(_("Please choose a day after today, or leave this empty."))
        return due
