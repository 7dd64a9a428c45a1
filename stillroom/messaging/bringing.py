"""The conversation, for a colleague who stands in. A new therapist begins without it."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from stillroom.base.times import local_time
from stillroom.care.bringing import bring_along
from stillroom.care.documents import Passage
from stillroom.care.queries import CareEpisode
from stillroom.care.telling import sentence_of
from stillroom.messaging.documents import Message
from stillroom.messaging.queries import messages_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored


@bring_along("messages", title=gettext_lazy("Messages so far"), moves=False)
def conversation_in_words(keyholder: Keyholder, episode: CareEpisode) -> tuple[Passage, ...]:
    return tuple(_passage(episode, message) for message in messages_of(keyholder, episode))


def _passage(episode: CareEpisode, message: Stored[Message]) -> Passage:
    mine = message.author == episode.space.fingerprint
    who = episode.episode.called if mine else episode.other_called
    zone = episode.episode.zone or "UTC"
    local, told = local_time(message.at, zone), message.document.told
    said = [sentence_of(told, mine=mine, other=episode.other_called, zone=zone)] if told else []
    heading = _("%(who)s, %(day)s, %(clock)s (%(city)s)") % {
        "who": who,
        "day": local.day,
        "clock": local.clock,
        "city": local.city,
    }
    return Passage(heading, "\n\n".join([*said, message.document.text]).strip())
