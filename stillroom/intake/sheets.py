"""One sheet: where it lies, what the page of a chapter showed of it, and how far it has come."""

from dataclasses import dataclass

from stillroom.care.queries import CareEpisode
from stillroom.intake.chapters import CHAPTERS, Chapter
from stillroom.intake.documents import Mark, Sheet
from stillroom.vault.records import Stored, read_all
from stillroom.vault.spaces import OpenSpace


def sheet_in(journal: OpenSpace, episode: CareEpisode) -> Stored[Sheet] | None:
    """The sheet about this episode among what lies in the client's journal."""
    return next((each for each in read_all(journal, Sheet) if each.document.about == episode.id), None)


def draft_name(chapter: Chapter) -> str:
    """Under which name what is half typed in a chapter is kept."""
    return f"intake.{chapter.id}"


def mark_of(sheet: Sheet, chapter: Chapter) -> str:
    """Changes with every change of this chapter's answers; empty while there are none."""
    return max((answer.at.isoformat() for answer in sheet.of(chapter)), default="")


@dataclass(frozen=True, slots=True)
class Progress:
    """One chapter as the list of them shows it. `seen`: it was kept once, be it with nothing in it."""

    chapter: Chapter
    answered: int
    later: int
    seen: bool


def progress_of(sheet: Sheet) -> tuple[Progress, ...]:
    return tuple(_progress(sheet, chapter) for chapter in CHAPTERS)


def _progress(sheet: Sheet, chapter: Chapter) -> Progress:
    answers = sheet.of(chapter)
    return Progress(
        chapter,
        answered=sum(answer.mark is Mark.ANSWERED for answer in answers),
        later=sum(answer.mark is Mark.LATER for answer in answers),
        seen=bool(answers),
    )
