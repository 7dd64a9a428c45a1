"""Asking what a body needs, answering it, signing the list, closing again."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.care.actions import NotNow, still_open
from stillroom.care.queries import CareEpisode
from stillroom.core.emdr import Need, missing
from stillroom.emdr.documents import Ahead, Body, Checked, Readiness
from stillroom.emdr.queries import standing_of
from stillroom.vault.covers import cover_of
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, latest, writing


class NotMetYet(Refused):
    def __init__(self, needs: tuple[Need, ...]) -> None:
        self.needs = needs
        super().__init__(_("Something is neither met nor has a reason. What you wrote is still here."))


class WordsMissing(Refused):
    """An assessment, or what was done about danger."""


def ask_body(*, episode: CareEpisode, now: datetime) -> None:
    """The client's home page leads to the questions. Raises NotNow."""
    with writing(episode.space, now=now) as work:
        _must_be_open(work)
        _ahead(work, questions=True)


def tell_body(*, episode: CareEpisode, body: Body, now: datetime) -> Stored[Body]:
    """Said anew, it stands in place of what was said; a list that was signed before does not count then. NotNow."""
    with writing(episode.space, now=now) as work:
        _must_be_open(work)
        _ahead(work, questions=False)
        stored = latest(work.space, Body)
        if stored is None:
            return work.add(body)
        return stored if stored.document == body else work.replace(stored, body)


def sign(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    checked: Mapping[Need, str],
    assessment: str,
    safety: str,
    now: datetime,
) -> Stored[Readiness]:
    """`checked`: what is met, by "", and what is not, by why it goes on. Open from now on, for 90 days at most.

    Raises NotMetYet, WordsMissing (the DES-II or the ASQ asks for words), NotNow.
    """
    reasons = {need for need, because in checked.items() if because}
    if left := missing(checked.keys() - reasons, reasons):
        raise NotMetYet(left)
    standing = standing_of(keyholder, episode, now)
    if standing.body is None:
        raise WordsMissing(_("They have not said yet what their body needs. Ask them first."))
    if standing.must_assess and not assessment:
        raise WordsMissing(_("Their DES-II is 30 or more. Please write what a dissociation assessment found."))
    if standing.danger and not safety:
        raise WordsMissing(_("Their ASQ is positive. Please write what was done."))
    signed = Readiness(True, tuple(Checked(need, checked[need]) for need in Need), assessment, safety)
    with writing(episode.space, now=now) as work:
        _must_be_open(work)
        return work.add(signed)


def close(*, episode: CareEpisode, now: datetime) -> None:
    """At any time, also after the end. Done twice, once."""
    with writing(episode.space, now=now) as work:
        work.add(Readiness(is_open=False))


def _must_be_open(work: Writing) -> None:
    if not still_open(work=work):
        raise NotNow


def _ahead(work: Writing, *, questions: bool) -> None:
    ahead = cover_of(work.space).get(Ahead)
    if (ahead or Ahead()).questions != questions:
        work.cover(replace(ahead or Ahead(), questions=questions))
