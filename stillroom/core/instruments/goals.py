"""Answers that are goals: a few numbers for each of a person's own goals (GBO, GAS)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from stillroom.core.instruments.answers import AnswerError, is_sheet

# The numbers of one goal, in the order of the form's fields; None where nothing was said.
Goal: TypeAlias = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class GoalField:
    """One number of a goal. `otherwise`: what it is when it is left out of an answer; None leaves it open."""

    name: str
    lowest: int
    highest: int
    otherwise: int | None = None


@dataclass(frozen=True, slots=True)
class GoalForm:
    """What is asked of each goal, and how many goals there may be."""

    fields: tuple[GoalField, ...]
    least: int
    most: int


def checked_goals(form: GoalForm, answers: Sequence[object]) -> tuple[Goal, ...]:
    """One goal for each answer. Raises AnswerError, whose item is like "goal2.latest"."""
    if not is_sheet(answers) or not form.least <= len(answers) <= form.most:
        raise AnswerError(None, f"{form.least} to {form.most} goals are needed here.")
    return tuple([_goal(form, answer, f"goal{number}") for number, answer in enumerate(answers, 1)])


def _goal(form: GoalForm, answer: object, name: str) -> Goal:
    if not isinstance(answer, Mapping):
        raise AnswerError(name, f"a goal is an object with {_names(form)}.")
    known = [field.name for field in form.fields]
    if any(key not in known for key in answer):
        raise AnswerError(name, f"a goal has {_names(form)}, and nothing else.")
    if not any(key in answer for key in known):
        raise AnswerError(name, f"a goal has at least one of {_names(form)}.")
    return tuple([_number(field, answer, name) for field in form.fields])


def _number(field: GoalField, answer: Mapping[object, object], name: str) -> int | None:
    value = answer.get(field.name, field.otherwise)
    if value is None:
        return field.otherwise
    if not isinstance(value, int) or isinstance(value, bool):
        raise AnswerError(f"{name}.{field.name}", "this is a whole number, or null.")
    if not field.lowest <= value <= field.highest:
        raise AnswerError(f"{name}.{field.name}", f"this is a whole number from {field.lowest} to {field.highest}.")
    return value


def _names(form: GoalForm) -> str:
    return " and ".join(f'"{field.name}"' for field in form.fields)
