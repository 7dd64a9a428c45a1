"""What the toolkit has to try, by name; a plan can name one of them as a step."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Exercise:
    """`page`: the name of its address."""

    title: str | Promise
    page: str


EXERCISES: Mapping[str, Exercise] = MappingProxyType(
    {
        "breathe": Exercise(_("Breathing"), "toolkit:breathe"),
        "ground": Exercise(_("Five senses"), "toolkit:ground"),
    }
)
