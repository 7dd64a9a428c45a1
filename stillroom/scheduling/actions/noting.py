"""What the cover says of a space's times, and telling the other of the two."""

from collections.abc import Iterable

from stillroom.care.actions import still_open
from stillroom.care.telling import Told, tell
from stillroom.scheduling.documents import Ahead, AheadItem, Appointment, News, ahead_from
from stillroom.vault.covers import cover_of
from stillroom.vault.records import Stored, Writing


def note_times(
    *, work: Writing, times: Iterable[Stored[Appointment]], told: Iterable[Told] = (), words: str = ""
) -> None:
    """Writes the cover's section from all appointments, and tells the other what was done, while the two are in care.

    `words`: the person's own, with the last of what is told.
    """
    before = cover_of(work.space).get(Ahead) or Ahead()
    news = [News(work.space.role, each) for each in told] if still_open(work=work) else []
    work.cover(ahead_from((_item(each) for each in times), (*before.news, *news), work.now))
    if news:
        tell(work=work, told=news[-1].told, words=words)


def _item(stored: Stored[Appointment]) -> AheadItem:
    time = stored.document
    offers = tuple(offer.start for offer in time.offers)
    return AheadItem(stored.id, time.start, time.minutes, time.medium, time.state, offers)
