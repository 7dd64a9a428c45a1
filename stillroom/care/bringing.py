"""What a client can bring along to somebody else: copies, in words, of what two people have between them.

Rooms on higher floors know what they keep; care does not. Each names what can be brought, in its module `bringing`,
and turns it into passages that can be read without that room.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.care.documents import Brought, Passage, Transfer
from stillroom.care.queries import CareEpisode
from stillroom.care.queries.endings import ending_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import latest

PassagesOf = Callable[[Keyholder, CareEpisode], Collection[Passage]]


@dataclass(frozen=True, slots=True)
class Bringable:
    """`code` names it in forms and copies. `lends`: whether one who stands in can read it; `moves`: whether it can go
    along to a new therapist."""

    code: str
    title: str | Promise
    passages_of: PassagesOf
    lends: bool
    moves: bool


_BRINGABLES: dict[str, Bringable] = {}


def bring_along(
    code: str, *, title: str | Promise, lends: bool = True, moves: bool = True
) -> Callable[[PassagesOf], PassagesOf]:
    """Registers how a room's part is put into words. Raises ValueError for a code named twice."""

    def register(passages_of: PassagesOf) -> PassagesOf:
        if code in _BRINGABLES:
            raise ValueError(f"{code} can be brought in two ways")
        _BRINGABLES[code] = Bringable(code, title, passages_of, lends, moves)
        return passages_of

    return register


def bringable_titles() -> Mapping[str, str | Promise]:
    return {each.code: each.title for each in _BRINGABLES.values()}


def bringable(keyholder: Keyholder, episode: CareEpisode, *, moves: bool = False) -> tuple[Brought, ...]:
    """Everything that is there now, each as the copy it would become; what holds no words is left out.

    `moves`: what may go along to a new therapist, instead of what may be read by one who stands in.
    """
    found = (
        Brought(each.code, str(each.title), episode.other_called, tuple(each.passages_of(keyholder, episode)))
        for each in _BRINGABLES.values()
        if (each.moves if moves else each.lends)
    )
    return tuple(brought for brought in found if brought.passages)


@bring_along("ending", title=_("The summary at the end"), lends=False)
def ending_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    """Care's own: what the two wrote together when they came to an end, with each one's name, and what changed."""
    stored = ending_of(keyholder, episode)
    if stored is None:
        return ()
    written = tuple(
        Passage(str(title), "\n\n".join(f"{name}: {words}" for name, words in said))
        for title, said in stored.document.parts
    )
    return (*written, *stored.document.outcomes) if written else ()


@bring_along("summary", title=_("The therapist’s summary"), lends=False)
def summary_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    """Care's own: what a therapist wrote for whoever comes next, unless the client refused it."""
    stored = latest(episode.space, Transfer)
    return (Passage("", stored.document.summary),) if stored and stored.document.may_go_along else ()
