"""Progress notes that the client may read, and no others. One who stands in reads none at all."""

from django.utils.translation import gettext_lazy as _

from stillroom.base.times import local_time
from stillroom.care.bringing import bring_along
from stillroom.care.documents import Passage
from stillroom.care.queries import CareEpisode
from stillroom.notes.documents import ShownNote
from stillroom.notes.queries import shown_of
from stillroom.vault.keyholders import Keyholder


@bring_along("notes", title=_("Notes that were shown"), lends=False)
def notes_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    zone = episode.episode.zone or "UTC"
    return tuple(_passage(each.document, zone) for each in shown_of(keyholder, episode))


def _passage(shown: ShownNote, zone: str) -> Passage:
    local = local_time(shown.note.start, zone)
    words = [*shown.note.said.values(), *(addendum.text for addendum in shown.addenda)]
    return Passage(f"{local.full_day} {local.date:%Y}", "\n\n".join(word for word in words if word))
