"""Keeping a chapter, changing who sees an answer, and what the therapist makes of it.

The sheet and its shared copies change in one transaction: what is private again is gone from the shared space in the
same moment.
"""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.utils.translation import gettext as _

from stillroom.accounts.actions import drop_draft
from stillroom.base.errors import Refused
from stillroom.care.actions import still_open
from stillroom.care.queries import CareEpisode
from stillroom.intake.chapters import QUESTIONS, Chapter
from stillroom.intake.documents import RAISED_BY, Answer, Formulation, Mark, Share, Shared, Sheet
from stillroom.intake.queries import earlier_of
from stillroom.intake.sheets import draft_name, mark_of, sheet_in
from stillroom.safety.actions import raise_flag
from stillroom.safety.documents import Acknowledgement, RiskFlag
from stillroom.safety.marks import FLAGS, Ask
from stillroom.vault.keyholders import Keyholder
from stillroom.vault.records import Stored, Writing, latest, read_all, writing
from stillroom.vault.spaces import Stale, private_space


class OnlyToRead(Refused):
    """The episode has not begun or has ended."""

    def __init__(self) -> None:
        super().__init__(_("This can only be read now. What you typed is still here, so that you can copy it."))


class NothingShared(Refused):
    """Nobody could look at what only its writer may see."""

    def __init__(self) -> None:
        super().__init__(
            _("Nobody else can see what you keep for yourself here. Choose who may see it, or write a message instead.")
        )


def begin_sheet(*, keyholder: Keyholder, episode: CareEpisode, share: Share, bring: bool, now: datetime) -> None:
    """Chooses who sees answers unless another choice is made for one of them; chosen again it is for new ones.

    `bring`: what was written for somebody else comes along, for the client's eyes alone until they say otherwise.
    Raises OnlyToRead.
    """
    with writing(private_space(keyholder), now=now) as work:
        _must_be_open(episode, now)
        stored = sheet_in(work.space, episode)
        if stored is not None:
            work.replace(stored, replace(stored.document, share=share))
            return
        before = earlier_of(keyholder, episode) if bring else None
        answers = () if before is None else before.document.answers
        work.add(Sheet(episode.id, share, tuple(replace(answer, share=Share.PRIVATE) for answer in answers)))


def keep_chapter(
    *,
    keyholder: Keyholder,
    episode: CareEpisode,
    chapter: Chapter,
    answers: tuple[Answer, ...],
    seen: str,
    look: Ask = Ask.NOT,
    now: datetime,
) -> None:
    """The answers of one chapter in place of what stood there. `seen`: `mark_of` what the page showed.

    `look`: the client asks for somebody to look soon at what they share here, and a flag is raised.
    Raises Stale when it was changed meanwhile on another page or device, NothingShared, and OnlyToRead.
    """
    if look is not Ask.NOT and not any(answer.is_shared for answer in answers):
        raise NothingShared
    with writing(episode.space, now=now) as there:
        if not still_open(work=there):
            raise OnlyToRead
        with writing(private_space(keyholder), now=now) as work:
            stored = sheet_in(work.space, episode)
            before = Sheet(episode.id, Share.PRIVATE) if stored is None else stored.document
            if _same(before.of(chapter), answers):
                sheet = before
            elif mark_of(before, chapter) != seen:
                raise Stale(
                    _("This was changed meanwhile on another page. Your words are here: keep them again to replace it.")
                )
            else:
                sheet = replace(before, answers=_put(before, chapter, answers))
                if stored is None:
                    work.add(sheet)
                else:
                    work.replace(stored, sheet)
        _mark(there, _share(there, sheet), look, now)
        drop_draft(keyholder=keyholder, form=draft_name(chapter), about=episode.id, now=now)


def change_shares(
    *, keyholder: Keyholder, episode: CareEpisode, shares: Mapping[str, Share], version: int, now: datetime
) -> None:
    """Who sees each answer (question id -> share); the others stay as they are. Works also after an ending: taking
    something back is always possible. Raises Stale when the page was older, and Hidden without a sheet."""
    with writing(episode.space, now=now) as there:
        with writing(private_space(keyholder), now=now) as work:
            stored = sheet_in(work.space, episode)
            if stored is None:
                return
            sheet = replace(stored.document, answers=tuple(_shared_as(a, shares, now) for a in stored.document.answers))
            if sheet == stored.document:
                return
            if stored.version != version:
                raise Stale(
                    _("Your answers were changed meanwhile on another page. Please look at them and try again.")
                )
            work.replace(stored, sheet)
        _share(there, sheet)


def write_formulation(*, episode: CareEpisode, words: str, version: int, now: datetime) -> None:
    """How the therapist understands it, for both to read. Raises Stale, OnlyToRead, and NotYours for a client."""
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise OnlyToRead
        stored = latest(work.space, Formulation)
        if stored is not None and stored.document.words == words:
            return
        if (stored.version if stored else 0) != version:
            raise Stale(_("This was changed meanwhile on another page. What you typed is still here."))
        if stored is None:
            work.add(Formulation(words))
        else:
            work.replace(stored, Formulation(words))


def _mark(there: Writing, shared: Stored[Shared] | None, look: Ask, now: datetime) -> None:
    """Pressed twice it is one flag: none is raised beside one that nobody has looked at."""
    if look is Ask.NOT or shared is None:
        return
    done = {seen.document.flag for seen in read_all(there.space, Acknowledgement)}
    rules = tuple(flag.id for flag in FLAGS[look])
    waiting = [flag.document for flag in read_all(there.space, RiskFlag) if flag.id not in done]
    if not any(each.source == RAISED_BY and each.rules == rules for each in waiting):
        raise_flag(work=there, source=RAISED_BY, about=shared.id, flags=FLAGS[look], now=now)


def _same(before: tuple[Answer, ...], after: tuple[Answer, ...]) -> bool:
    """Whether this was kept already: the button was pressed twice."""
    return [(a.question, a.words, a.mark, a.share) for a in before] == [
        (a.question, a.words, a.mark, a.share) for a in after
    ]


def _put(before: Sheet, chapter: Chapter, answers: tuple[Answer, ...]) -> tuple[Answer, ...]:
    """Those of other chapters, and of questions that are no longer asked, stay."""
    here = {question.id for question in chapter.questions}
    order = {name: place for place, name in enumerate(QUESTIONS)}
    kept = [answer for answer in before.answers if answer.question not in here]
    new = [_unless_same(before.by_question.get(answer.question), answer) for answer in answers]
    return tuple(sorted((*kept, *new), key=lambda answer: order.get(answer.question, len(order))))


def _unless_same(before: Answer | None, after: Answer) -> Answer:
    """What was not changed keeps its time."""
    return before if before is not None and replace(before, at=after.at) == after else after


def _shared_as(answer: Answer, shares: Mapping[str, Share], now: datetime) -> Answer:
    share = shares.get(answer.question, answer.share)
    return answer if share is answer.share or answer.mark is not Mark.ANSWERED else replace(answer, share=share, at=now)


def _must_be_open(episode: CareEpisode, now: datetime) -> None:
    with writing(episode.space, now=now) as work:
        if not still_open(work=work):
            raise OnlyToRead


def _share(work: Writing, sheet: Sheet) -> Stored[Shared] | None:
    """Brings the copies in the shared space to what the sheet says, and no further; what is there then."""
    stored = latest(work.space, Shared)
    shared = _growing(work, sheet, stored)
    if not shared:
        if stored is not None:
            work.remove(stored)
        return None
    if stored is None:
        return work.add(Shared(shared))
    return stored if stored.document.answers == shared else work.replace(stored, Shared(shared))


def _growing(work: Writing, sheet: Sheet, stored: Stored[Shared] | None) -> tuple[Answer, ...]:
    """All that is shared; in an episode that is over only what was shared before: nothing new goes there."""
    if still_open(work=work):
        return sheet.shared
    known = {answer.question for answer in stored.document.answers} if stored else set()
    return tuple(answer for answer in sheet.shared if answer.question in known)
