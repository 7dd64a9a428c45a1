"""Ada agrees to everything, as she must before a first session; and what stands before sets of left and right."""

from datetime import datetime
from uuid import UUID

from stillroom.care.actions import give_consent
from stillroom.care.queries import CareEpisode, consents_missing, episode_of
from stillroom.core.emdr import Need
from stillroom.emdr.actions import sign, tell_body
from stillroom.emdr.documents import Body, Told
from tests.cast import Person


def agree(ada: Person, episode: CareEpisode, now: datetime) -> CareEpisode:
    for text in consents_missing(ada.keyholder, episode, "en"):
        episode = episode_of(ada.keyholder, episode.id)
        give_consent(keyholder=ada.keyholder, episode=episode, language="en", text=text.id, sha256=text.sha256, now=now)
    return episode_of(ada.keyholder, episode.id)


def ready_for_sets(tom: Person, ada: Person, space: UUID, now: datetime) -> None:
    """She has said what her body needs, and his list is signed."""
    tell_body(episode=episode_of(ada.keyholder, space), body=Body(*[Told.NO] * 5), now=now)
    sign(
        keyholder=tom.keyholder,
        episode=episode_of(tom.keyholder, space),
        checked=dict.fromkeys(Need, ""),
        assessment="",
        safety="",
        now=now,
    )
