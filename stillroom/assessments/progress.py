"""A questionnaire half answered: what was said so far, and which question comes next. Values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from stillroom.assessments.catalogue import catalogue
from stillroom.assessments.encoding import decode, encode
from stillroom.core.instruments.answers import Answer, AnswerError
from stillroom.core.instruments.model import Instrument
from stillroom.core.instruments.scoring import score, shown


@dataclass(frozen=True, slots=True)
class Progress:
    """`record`: the id that the finished response will have, so that finishing twice makes one. `place`: next item."""

    instrument: Instrument
    record: UUID
    started: datetime
    answers: tuple[Answer, ...]
    place: int

    @property
    def route(self) -> tuple[int, ...]:
        """Places of the items to ask, given the answers so far."""
        return tuple(place for place, asked in enumerate(shown(self.instrument, self.answers)) if asked)

    @property
    def answered(self) -> int:
        return sum(self.answers[place] is not None for place in self.route)

    def after(self, place: int) -> int:
        """The next item's place; as many as there are items once nothing is left to ask."""
        return next((each for each in self.route if each > place), len(self.instrument.items))

    def before(self, place: int) -> int | None:
        """The place of the item before, or None at the first."""
        return next((each for each in reversed(self.route) if each < place), None)

    def with_answer(self, place: int, answer: Answer) -> "Progress":
        """Answered (or, with None, skipped) and moved on. Raises AnswerError."""
        answers = (*self.answers[:place], answer, *self.answers[place + 1 :])
        moved = replace(self, answers=answers)
        return replace(moved, place=moved.after(place))


def nothing_yet(instrument: Instrument, record: UUID, now: datetime) -> Progress:
    return Progress(instrument, record, now, (None,) * len(instrument.items), 0)


def draft_form(instrument_id: str, own: bool) -> str:
    """The name of the draft that holds answers not finished yet: for oneself, or in an episode."""
    return f"assessments.own.{instrument_id}" if own else f"assessments.{instrument_id}"


def to_fields(progress: Progress) -> dict[str, str]:
    """For a draft. Every value has one width, whatever was answered (pv1 section 4)."""
    return {
        "version": progress.instrument.version,
        "record": str(progress.record),
        "started": progress.started.isoformat(timespec="microseconds"),
        "answers": encode(progress.answers),
        "place": f"{progress.place:03}",
    }


def from_fields(instrument: Instrument, fields: Mapping[str, str]) -> Progress | None:
    """None for a draft of another edition: its questions are not these. In another language they are."""
    begun = catalogue().get((instrument.id, fields.get("version", "")))
    if begun is None or begun.edition != instrument.edition:
        return None
    try:
        answers = decode(fields["answers"])
        score(instrument, answers)
        progress = Progress(
            instrument, UUID(fields["record"]), datetime.fromisoformat(fields["started"]), answers, int(fields["place"])
        )
    except (KeyError, ValueError, AnswerError):
        return None
    return progress
