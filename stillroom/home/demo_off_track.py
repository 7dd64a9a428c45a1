"""Six weeks of Sol with Rosa that get harder, and a talk that felt less good: what both see of a sign."""

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from stillroom.assessments.assigning import answer_suggestion, suggest
from stillroom.assessments.checking_in import check_in
from stillroom.assessments.documents import Cadence, Reply
from stillroom.care.meetings import meetings_in
from stillroom.care.queries import CareEpisode
from stillroom.vault.covers import cover_of

WEEKS = timedelta(weeks=6)
AT_MOST = timedelta(days=6)  # until the therapist has time
# (days since the beginning, answers); none of them says anything about wanting to die.
MOOD = (
    (2, (1, 2, 2, 1, 1, 1, 2, 1, 0, 1)),
    (16, (1, 2, 2, 2, 1, 1, 2, 1, 0, 1)),
    (30, (2, 2, 2, 2, 1, 2, 2, 1, 0, 2)),
    (40, (2, 3, 3, 2, 2, 3, 2, 1, 0, 2)),
)
# (days since the beginning after which they talked, how it felt)
TALKS = (
    (6, {"heard": 8, "mattered": 8, "fitted": 9, "felt_safe": 9}),
    (20, {"heard": 8, "mattered": 7, "fitted": 8, "felt_safe": 9}),
    (33, {"heard": 7, "mattered": 5, "fitted": 6, "felt_safe": 9}),
)

Side = Callable[[], CareEpisode]


def go_off_track(
    hers: Side,
    theirs: Side,
    answer: Callable[[CareEpisode, str, Sequence[int], datetime], None],
    meet: Callable[[datetime], None],
    start: datetime,
) -> None:
    """`hers`, `theirs`: the episode as the therapist and as the client have it now. `meet`: books the next free time
    from then on."""
    suggest(episode=hers(), items={"phq-9": Cadence.FORTNIGHT}, version=0, now=start + timedelta(days=1))
    said = start + timedelta(days=2)
    answer_suggestion(episode=theirs(), instrument="phq-9", every=Cadence.FORTNIGHT, reply=Reply.YES, now=said)
    for days, answers in MOOD:
        answer(theirs(), "phq-9", answers, start + timedelta(days=days))
    for days, felt in TALKS:
        meet(start + timedelta(days=days))
        met = max(meetings_in(cover_of(theirs().space), start + timedelta(days=days) + AT_MOST))
        check_in(episode=theirs(), met=met, answers=felt, now=met + timedelta(hours=1))
