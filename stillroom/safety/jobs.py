"""What was held for the person on call is theirs when nobody has looked in time."""

from datetime import datetime, timedelta

from stillroom.outbox.periodic import periodic
from stillroom.safety.handing import release_held


@periodic("safety.held-keys", every=timedelta(minutes=1))
def pass_on(now: datetime) -> None:
    release_held(now=now)
