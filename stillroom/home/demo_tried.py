"""What Ada has tried, in the demo."""

from datetime import datetime, timedelta

from stillroom.base.ids import new_id
from stillroom.care.queries import CareEpisode
from stillroom.home.demo_sheets import TRIED
from stillroom.safety.marks import Ask
from stillroom.toolkit.actions import keep_entry, keep_in_front, share_entry
from stillroom.toolkit.documents import Entry
from stillroom.toolkit.shelves import shelf
from stillroom.vault.keyholders import Keyholder


def tried(client: Keyholder, hers: CareEpisode, start: datetime) -> None:
    """Two exercises in Ada's journal; of one Tom has a copy."""
    for days, name, answers, before, after in TRIED:
        at = start + timedelta(days=days)
        entry = Entry(name, answers, before, after)
        stored = keep_entry(keyholder=client, entry=entry, record=new_id(), now=at)
    share_entry(
        keyholder=client,
        episode=hers,
        definition=shelf()[stored.document.exercise],
        record=stored.id,
        look=Ask.NOT,
        now=at,
    )
    keep_in_front(keyholder=client, name="container", front=True, now=at)
