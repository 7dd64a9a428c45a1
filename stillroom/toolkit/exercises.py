"""What the toolkit has to try, by name; a plan can name one of them as a step."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise, lazy
from django.utils.translation import gettext_lazy as _

from stillroom.toolkit.shelves import shelf, words_of


@dataclass(frozen=True, slots=True)
class Exercise:
    """`page`: the name of its address, which takes `args`."""

    title: str | Promise
    page: str
    args: tuple[str, ...] = ()


def _title(name: str) -> str:
    return words_of(shelf()[name]).title


_lazy_title = lazy(_title, str)
EXERCISES: Mapping[str, Exercise] = MappingProxyType(
    {
        "breathe": Exercise(_("Breathing"), "toolkit:breathe"),
        "ground": Exercise(_("Five senses"), "toolkit:ground"),
        "orient": Exercise(_("After a bad dream"), "toolkit:orient"),
        "muscles": Exercise(_("Let your muscles go"), "toolkit:muscles"),
        "tap": Exercise(_("A hug for yourself"), "toolkit:tap"),
        "quiet": Exercise(_("Some quiet minutes"), "toolkit:quiet"),
        **{name: Exercise(_lazy_title(name), "toolkit:do", (name,)) for name in shelf()},
    }
)
