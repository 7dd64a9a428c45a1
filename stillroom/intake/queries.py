"""One's own sheet, what was shared of it, and what the therapist makes of it."""

from stillroom.base.errors import Hidden
from stillroom.care.queries import CareEpisode
from stillroom.intake.documents import Formulation, Shared, Sheet
from stillroom.intake.sheets import sheet_in
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, latest, read_all
from stillroom.vault.spaces import private_space


def sheet_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Sheet] | None:
    """None before anything was chosen. Raises Hidden for anybody but a client."""
    return sheet_in(private_space(keyholder), episode)


def earlier_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Sheet] | None:
    """The newest sheet about another episode: what need not be written twice."""
    others = [each for each in read_all(private_space(keyholder), Sheet) if each.document.about != episode.id]
    return others[-1] if others else None


def shared_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Shared] | None:
    """What both can read."""
    _prove(keyholder, episode)
    return latest(episode.space, Shared)


def formulation_of(keyholder: Keyholder, episode: CareEpisode) -> Stored[Formulation] | None:
    _prove(keyholder, episode)
    return latest(episode.space, Formulation)


def _prove(keyholder: Keyholder, episode: CareEpisode) -> None:
    if episode.space.fingerprint != keyholder.fingerprint:
        raise Hidden
