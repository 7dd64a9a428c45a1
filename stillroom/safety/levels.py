"""How soon somebody should look at one person: what a therapist has said, and what was raised since. Values only.

Nothing here lowers a level but a therapist's newer word: not a better score, not a flag that was looked at, not time.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.core.instruments.rules import Level

BY_LEVEL: Mapping[Level, int] = {Level.REVIEW: 1, Level.ELEVATED: 2, Level.HIGH: 3, Level.URGENT: 4}
WORDS: Mapping[int, str | Promise] = {
    0: _("0: nothing known"),
    1: _("1: look within two working days"),
    2: _("2: look the same day"),
    3: _("3: reach out within your on-call time"),
    4: _("4: at once"),
}


def standing_level(stated: tuple[int, datetime] | None, raised: Iterable[tuple[Level, datetime]]) -> int:
    """0 to 4. `stated`: the therapist's newest word; `raised`: every flag there was, looked at or not."""
    level, since = stated if stated is not None else (0, None)
    return max(level, *(BY_LEVEL[each] for each, at in raised if since is None or at > since), 0)
