"""What somebody may be asked at the beginning, in chapters. Every question can be left out or left for later.

A biopsychosocial interview, in our own words. It never asks why somebody does their work, with how many or for how
much, nor for names, addresses, papers or what was done to them: none of that is needed to begin, and each could be used
against them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise  # a class of the stubs alone


class Heading(StrEnum):
    """Where an answer stands on the page in the client's words."""

    MATTERS = "matters"
    STRENGTHS = "strengths"
    SUPPORTS = "supports"
    CAREFUL = "careful"
    MORE = "more"


HEADINGS: "Mapping[Heading, _StrPromise]" = MappingProxyType(
    {
        Heading.MATTERS: _("What matters"),
        Heading.STRENGTHS: _("Strengths"),
        Heading.SUPPORTS: _("People and places that hold"),
        Heading.CAREFUL: _("What to be careful with"),
        Heading.MORE: _("More about it"),
    }
)


@dataclass(frozen=True, slots=True)
class Question:
    """`id` stands in sealed documents and never changes its meaning."""

    id: str
    words: "_StrPromise"
    heading: Heading = Heading.MORE
    hint: "_StrPromise | str" = ""


@dataclass(frozen=True, slots=True)
class Chapter:
    """`opt_in`: said plainly to be one that many leave out."""

    id: str
    title: "_StrPromise"
    intro: "_StrPromise"
    questions: tuple[Question, ...]
    opt_in: bool = False


CHAPTERS: tuple[Chapter, ...] = (
    Chapter(
        "reason",
        _("What brings you"),
        _("Begin wherever you like. A few words are enough."),
        (
            Question("reason", _("What would you like help with?"), Heading.MATTERS),
            Question("now", _("What made now a good time to look for someone?"), Heading.MATTERS),
            Question("outcome", _("If this goes well, what will be different?"), Heading.MATTERS),
        ),
    ),
    Chapter(
        "strengths",
        _("What you are good at"),
        _("You got this far. What carried you belongs here too."),
        (
            Question("strong", _("What are you good at, or known for among people who like you?"), Heading.STRENGTHS),
            Question("helped", _("What has helped you through hard times?"), Heading.STRENGTHS),
            Question("proud", _("What are you proud of?"), Heading.STRENGTHS),
        ),
    ),
    Chapter(
        "people",
        _("Who is there for you"),
        _("No names are needed. “My sister” or “a friend from work” is enough."),
        (
            Question("people", _("Who can you turn to, and for what?"), Heading.SUPPORTS),
            Question("places", _("Where do you feel at ease?"), Heading.SUPPORTS),
            Question("apart", _("Is there anybody who makes things harder?"), Heading.CAREFUL),
        ),
    ),
    Chapter(
        "body",
        _("Body and sleep"),
        _("Only what you think is useful to know."),
        (
            Question("health", _("Is there anything about your health or pain that matters here?")),
            Question("medicines", _("Do you take medicines or hormones that matter here?")),
            Question(
                "sleep",
                _("How do you sleep?"),
                hint=_("By your own clock: if you work at night, your night is the day."),
            ),
        ),
    ),
    Chapter(
        "substances",
        _("Alcohol and other things people take"),
        _("Many leave this out. Nobody here asks you to stop anything."),
        (
            Question("purpose", _("If you take something, what does it do for you?")),
            Question("amount", _("Is there anything about how much or how often that you want to say?")),
            Question("change", _("Is there anything about it you would like to be different?")),
        ),
        opt_in=True,
    ),
    Chapter(
        "work",
        _("Your work"),
        _("Many leave this out, and nobody needs it to help you. Please write no names, places or numbers."),
        (
            Question("call", _("What do you call your work, when you talk about it here?"), Heading.MATTERS),
            Question("good", _("What feels good about it?"), Heading.STRENGTHS),
            Question("hard", _("What feels hard about it?")),
            Question("control", _("How much is yours to decide: hours, who you see, prices, saying no?")),
            Question("care", _("What do you do to stay safe and well in it?"), Heading.STRENGTHS),
            Question("know", _("Who knows about it, and who must not?"), Heading.CAREFUL),
            Question("money", _("Does money weigh on you now?")),
        ),
        opt_in=True,
    ),
    Chapter(
        "safety",
        _("Feeling safe now"),
        _("You need not explain. “Yes, let us talk about it” is an answer."),
        (
            Question("home", _("Do you feel safe where you live, and with the people there?"), Heading.CAREFUL),
            Question(
                "found", _("Is somebody following you, or sharing things about you, online or off?"), Heading.CAREFUL
            ),
            Question(
                "law",
                _("Do police, courts or papers worry you?"),
                Heading.CAREFUL,
                _("Just say that they do. Please write no details: they are better spoken."),
            ),
            Question(
                "pressure", _("Does anybody decide things for you that should be yours to decide?"), Heading.CAREFUL
            ),
        ),
    ),
    Chapter(
        "past",
        _("What came before"),
        _("A headline at most. Details can wait until you want to tell them, or for ever."),
        (
            Question(
                "headline",
                _("Is there anything you want to be known? No details needed."),
                Heading.CAREFUL,
            ),
            Question("ask", _("How should it be asked about, or not asked about?"), Heading.CAREFUL),
        ),
    ),
    Chapter(
        "before",
        _("Help you had before"),
        _("Also the help that did harm: it is good to know what not to repeat."),
        (
            Question("worked", _("What worked, or worked a little?"), Heading.STRENGTHS),
            Question("harmed", _("What did not help, or hurt?"), Heading.CAREFUL),
        ),
    ),
    Chapter(
        "access",
        _("What you need to be at ease here"),
        _("How to meet you well."),
        (
            Question(
                "needs",
                _("What makes it easier for you to take part?"),
                Heading.CAREFUL,
                _("Like breaks, captions, writing instead of speaking, short words, a fixed time."),
            ),
            Question(
                "reach",
                _("How and when is it safe to reach you here?"),
                Heading.CAREFUL,
                _("Also whether a message may wait for you at any time."),
            ),
            Question(
                "measures",
                _("May short questions go with this, to see whether it helps?"),
                hint=_("About five minutes a week. You can say no now and at any time, and nothing else changes."),
            ),
        ),
    ),
)
BY_ID: Mapping[str, Chapter] = MappingProxyType({chapter.id: chapter for chapter in CHAPTERS})
QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {question.id: question for chapter in CHAPTERS for question in chapter.questions}
)


def after(chapter: Chapter) -> Chapter | None:
    """The chapter that follows, or None at the end."""
    place = CHAPTERS.index(chapter) + 1
    return CHAPTERS[place] if place < len(CHAPTERS) else None
