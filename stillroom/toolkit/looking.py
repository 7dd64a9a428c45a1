"""Looking for what fits, in the words of whoever looks."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.base.languages import reads
from stillroom.core.exercises.finding import Findable, found, tokens
from stillroom.toolkit.exercises import EXERCISES
from stillroom.toolkit.shelves import shelf

# Public pages have no file of their own.
CALM: Mapping[str, str | Promise] = {
    "breathe": _(
        "I cannot breathe / panic / my heart races / I am shaking / I cannot calm down / anxious before work"
        " / too wound up to sleep"
    ),
    "ground": _(
        "nothing feels real / I am far away / numb / flashback / I feel I am back there / I froze / panic"
        " / I have lost myself"
    ),
    "orient": _("I just had a bad dream / I woke up in panic / nightmare tonight"),
    "muscles": _("my body is tense / I cannot relax / stiff neck and shoulders / lying awake tense"),
    "tap": _("I need to be held / I feel alone and shaky / soothe myself"),
    "quiet": _("I want some quiet / too many thoughts / meditation"),
}
# Whoever types these is shown people before anything to do alone. Stems, in the two languages.
GRAVE = frozenset(tokens("suicide suicidal kill die dying overdose suicidio matar matarme morir morirme sobredosis"))


@dataclass(frozen=True, slots=True)
class Fit:
    """`name`: of one of `EXERCISES`."""

    name: str
    title: str
    page: str
    args: tuple[str, ...]


def fitting(typed: str) -> tuple[Fit, ...]:
    """The best first, in the language of the page."""
    return tuple(_fit(name) for name in found(typed, _findable(reads())))


def is_grave(typed: str) -> bool:
    """Whether help by people comes first. Rather once too often."""
    return not GRAVE.isdisjoint(tokens(typed))


def _fit(name: str) -> Fit:
    each = EXERCISES[name]
    return Fit(name, str(each.title), each.page, each.args)


@cache
def _findable(language: str) -> tuple[Findable, ...]:
    public = [Findable(name, tuple(str(said).split(" / ")), str(EXERCISES[name].title)) for name, said in CALM.items()]
    for each in shelf().values():
        words = each.words[language] if language in each.words else each.words["en"]
        public.append(Findable(each.name, words.finds, f"{words.title} {words.about}"))
    return tuple(public)
