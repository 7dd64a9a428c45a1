"""Agreeing to the texts, looking, and the end."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from stillroom.base import presence
from stillroom.base.errors import Hidden, Refused
from stillroom.care.actions.standing import NotNow, move, standing_of, still_open
from stillroom.care.documents import ConsentGiven, ConsentRefused, Episode, State
from stillroom.care.queries import CareEpisode, consents_missing
from stillroom.vault.audits import note_opened
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read_all, writing
from stillroom.vault.spaces import OpenSpace, Stale, open_with


class TextChanged(Refused):
    def __init__(self) -> None:
        super().__init__(_("This text has changed since you opened it. Please read it once more."))


def give_consent(
    *, keyholder: Keyholder, episode: CareEpisode, language: str, text: str, sha256: str, now: datetime
) -> Stored[ConsentGiven]:
    """The client says yes to one text, by the hash of what was on their page; said twice, it stands once.

    Raises TextChanged, NotNow, NotYours.
    """
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise NotNow
        for before in read_all(work.space, ConsentGiven):
            if (before.document.text, before.document.sha256) == (text, sha256):
                return before
        shown = next((each for each in consents_missing(keyholder, episode, language) if each.id == text), None)
        if shown is None or shown.sha256 != sha256:
            raise TextChanged
        given = ConsentGiven(
            text=text, title=shown.title, version=shown.version, language=shown.language, sha256=sha256, at=now
        )
        stored = work.add(given)
        standing = standing_of(space=work.space, episode=episode.episode)
        work.cover(replace(standing, agreed=(*standing.agreed, given.name)))
    return stored


def refuse_consent(
    *, keyholder: Keyholder, episode: CareEpisode, language: str, text: str, sha256: str, now: datetime
) -> None:
    """The client says no to a new version; what they agreed to before stands. Said twice, it stands once.

    Raises TextChanged, NotYours, and NotNow for a text of which no version was ever agreed to: there is nothing that
    could stand in its place.
    """
    with writing(episode.space, now=now) as work:
        known = {stored.document.text for stored in read_all(work.space, ConsentGiven)}
        if not still_open(work=work) or text not in known:
            raise NotNow
        refused = [stored.document for stored in read_all(work.space, ConsentRefused)]
        if any((each.text, each.sha256) == (text, sha256) for each in refused):
            return
        shown = next((each for each in consents_missing(keyholder, episode, language) if each.id == text), None)
        if shown is None or shown.sha256 != sha256:
            raise TextChanged
        no = ConsentRefused(
            text=text, title=shown.title, version=shown.version, language=shown.language, sha256=sha256, at=now
        )
        work.add(no)
        standing = standing_of(space=work.space, episode=episode.episode)
        work.cover(replace(standing, refused=(*standing.refused, no.name)))


def end_episode(*, keyholder: Keyholder, episode: CareEpisode, now: datetime) -> CareEpisode:
    """Either of the two. From now on it can only be read; open pages and rooms are closed. Raises NotNow."""
    with writing(episode.space, now=now) as work:
        stored = latest(work.space, Episode)
        if stored is None or stored.document.state is not State.ACTIVE:
            raise NotNow
        ended = move(work=work, stored=stored, episode=replace(stored.document, state=State.ENDED, ended=now))
    presence.close(presence.tag("space", episode.id.bytes))
    return CareEpisode(episode.space, ended)


def note_look(*, keyholder: Keyholder, space: OpenSpace, kinds: Sequence[str], now: datetime) -> None:
    """Notes in the trail that this person opened documents of these kinds. Raises Hidden when the space is gone."""
    if space.fingerprint != keyholder.fingerprint:
        raise Hidden
    try:
        note_opened(space, kinds, now)
    except Stale:
        # Somebody wrote since the page was read. Under the lock nobody can, so that a look is never an error.
        with transaction.atomic():
            note_opened(open_with(space.key, space.fingerprint, space.label), kinds, now)
