"""Ada agrees to everything, as she must before a first session."""

from datetime import datetime

from stillroom.care.actions import give_consent
from stillroom.care.queries import CareEpisode, consents_missing, episode_of
from tests.cast import Person


def agree(ada: Person, episode: CareEpisode, now: datetime) -> CareEpisode:
    for text in consents_missing(ada.keyholder, episode, "en"):
        episode = episode_of(ada.keyholder, episode.id)
        give_consent(keyholder=ada.keyholder, episode=episode, language="en", text=text.id, sha256=text.sha256, now=now)
    return episode_of(ada.keyholder, episode.id)
