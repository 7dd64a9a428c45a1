"""Looking at the people in one's care in another way."""

from datetime import datetime

from stillroom.desk.documents import View
from stillroom.vault.documents import SpaceKind
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import latest, writing
from stillroom.vault.spaces import own_space


def look_at(*, keyholder: Keyholder, view: View, now: datetime) -> None:
    """Keeps how the list is looked at, in the therapist's own space. Raises Hidden for anybody else."""
    with writing(own_space(keyholder, SpaceKind.DESK), now=now) as work:
        before = latest(work.space, View)
        if before is None:
            work.add(view)
        elif before.document != view or view.name:
            work.replace(before, view)
