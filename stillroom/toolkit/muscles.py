"""Muscles to tense and let go, from the feet to the face: a short way and a long one (Bernstein & Borkovec 1973)."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

HOLD = 6  # seconds, never to pain
LET_GO = 25


@dataclass(frozen=True, slots=True)
class Group:
    """`tense`: what to do with it; `ease`: what to feel for after that."""

    tense: str | Promise
    ease: str | Promise


SHORT = (
    Group(_("Feet and lower legs: pull your toes up."), _("Let them drop. Feel them get heavy.")),
    Group(_("Thighs: press your knees together."), _("Let them fall apart.")),
    Group(_("Hips and belly: pull the belly in and press the seat together."), _("Let the breath come back in.")),
    Group(_("Hands and arms: make fists and bend your arms."), _("Open your hands. Feel them get warm.")),
    Group(_("Shoulders: pull them up to your ears."), _("Let them sink.")),
    Group(_("Neck: press your head back a little."), _("Let it rest.")),
    Group(_("Face: close your eyes tight and press your lips together."), _("Let all of the face go smooth.")),
)
LONG = (
    Group(_("Right foot: curl your toes."), _("Let the toes go.")),
    Group(_("Right lower leg: pull the foot up."), _("Let it drop.")),
    Group(_("Right thigh: press the leg down."), _("Let it go soft.")),
    Group(_("Left foot: curl your toes."), _("Let the toes go.")),
    Group(_("Left lower leg: pull the foot up."), _("Let it drop.")),
    Group(_("Left thigh: press the leg down."), _("Let it go soft.")),
    Group(_("Hips and seat: press together."), _("Let them sink into what holds you.")),
    Group(_("Belly: pull it in."), _("Let the breath come back in.")),
    Group(_("Chest: breathe in and wait a little."), _("Breathe out long.")),
    Group(_("Right hand and lower arm: make a fist."), _("Open the hand.")),
    Group(_("Right upper arm: bend it hard."), _("Let it lie.")),
    Group(_("Left hand and lower arm: make a fist."), _("Open the hand.")),
    Group(_("Left upper arm: bend it hard."), _("Let it lie.")),
    Group(_("Shoulders and neck: up to your ears."), _("Let them sink.")),
    Group(_("Jaw and mouth: press your teeth and lips together."), _("Let the jaw hang.")),
    Group(_("Eyes and brow: close them tight."), _("Let the brow go smooth.")),
)


def cues(groups: tuple[Group, ...]) -> Iterator[tuple[int, int, str | Promise]]:
    """Group from 1, seconds, and what to do."""
    for number, group in enumerate(groups, 1):
        yield number, HOLD, group.tense
        yield number, LET_GO, group.ease
