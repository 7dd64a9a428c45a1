"""The plain questions that every therapist here is asked, in the words of those who come."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Question:
    """`words`: as people ask it; `hint`: for the therapist who answers."""

    words: Promise
    hint: Promise


QUESTIONS: Mapping[str, Question] = MappingProxyType(
    {
        "report": Question(
            _("What do you have to report, and what not?"),
            _("When you would have to tell somebody, and when not. People read this first."),
        ),
        "legality": Question(
            _("What if my work is against the law where I am?"),
            _("Whether you would ever tell anybody, and what you write down of it."),
        ),
        "leave": Question(
            _("Will you try to get me out of my work?"),
            _("Whether you think that somebody in this work has to be saved from it. Be plain."),
        ),
        "staying": Question(
            _("Can I stay in my work, or leave it, and still see you?"),
            _("How you work with somebody who stays, and with somebody who goes, and who decides that."),
        ),
        "records": Question(
            _("What do you write down, and who can read it?"),
            _("What stands in your notes, what does not, and what happens if a court asks for them."),
        ),
        "fees": Question(
            _("What if I cannot pay, or have to cancel?"),
            _("What a session really costs, how low you go, and what happens when somebody cannot come."),
        ),
        "places": Question(
            _("Do you know both kinds: work on screens, and work in person?"),
            _("Camming, content, phone lines, clubs, streets, brothels: what you know, and what you do not."),
        ),
        "migrants": Question(
            _("I was not born here. Is it safe to see you?"),
            _("Whether you ask for papers, whom you would tell, and how you work with an interpreter."),
        ),
        "trans": Question(
            _("I am trans. What do you know?"),
            _("What you have learned and from whom, and whether you write letters."),
        ),
    }
)
