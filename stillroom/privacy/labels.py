"""What the fields of documents, and the words in them that are the program's own, are called in what people take along.

A field of a document without a line here stops a test. What a half-typed form calls its fields is not known here.
"""

from collections.abc import Mapping
from types import MappingProxyType

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from stillroom.assessments.assigning import CADENCES
from stillroom.assessments.signs import TOPICS as CHANGES
from stillroom.care.bringing import bringable_titles
from stillroom.care.ending_documents import TOPICS
from stillroom.desk.forms import ORDERS, SHOWS
from stillroom.intake.chapters import QUESTIONS
from stillroom.plans.wording import NAMES
from stillroom.toolkit.exercises import EXERCISES

LABELS: Mapping[str, Promise] = MappingProxyType(
    {
        "addenda": _("Added later"),
        "after": _("Or after this many meetings"),
        "afterwards": _("Written in after the end"),
        "against": _("The proposal it answers"),
        "agreed": _("Agreed to by"),
        "answers": _("Answers, in their order"),
        "asked": _("Asked aloud on"),
        "asked_by": _("Asked by"),
        "at": _("When"),
        "began": _("Began"),
        "begun": _("Begun"),
        "budget": _("Most for one session, in cents"),
        "by": _("By"),
        "called": _("Called"),
        "came": _("The client came"),
        "cancelled_by": _("Cancelled by"),
        "change": _("What changes"),
        "closed": _("Closed as"),
        "closed_at": _("Closed on"),
        "colleague_name": _("Who stands in"),
        "days": _("Days"),
        "deadline": _("To be looked at by"),
        "did": _("What was done on call"),
        "done": _("What was done"),
        "done_at": _("Done on"),
        "due": _("By which day"),
        "earlier": _("Times before"),
        "ended": _("Ended"),
        "every": _("How often"),
        "exercise": _("Exercise"),
        "fields": _("What was typed"),
        "fingerprint": _("Mark of the key"),
        "finished": _("Finished"),
        "form": _("Form"),
        "full_name": _("Full name"),
        "goal": _("Goal"),
        "handle": _("Your name here"),
        "has_sheet": _("You have a recovery sheet"),
        "heading": _("About"),
        "headings": _("Form of the note"),
        "help": _("Help with"),
        "helped": _("What helped"),
        "helps": _("What helps"),
        "instrument": _("Questions"),
        "interventions": _("What you do together"),
        "is_open": _("Open"),
        "items": _("Suggested"),
        "keep": _("What stays"),
        "keys": _("Single keys"),
        "language": _("Language"),
        "language_needed": _("The language is a must"),
        "languages": _("Languages"),
        "late": _("Late"),
        "level": _("How soon"),
        "licence": _("License"),
        "licence_expiry": _("Valid until"),
        "looked_up_on": _("Looked up on"),
        "mark": _("Answered"),
        "measure": _("How you will know"),
        "measures": _("Scores"),
        "media": _("Ways to meet"),
        "medium": _("Way to meet"),
        "medium_needed": _("The way to meet is a must"),
        "minutes": _("Minutes"),
        "modality": _("Way of working"),
        "name": _("Name"),
        "newest": _("Answers seen until"),
        "next_step": _("What you can do next"),
        "note": _("Note"),
        "objectives": _("What would show it"),
        "of": _("Kind"),
        "offers": _("Times offered"),
        "often": _("How often"),
        "on_call_name": _("Person on call"),
        "opens": _("May be opened from"),
        "order": _("Order"),
        "outcomes": _("From the first to the last"),
        "parts": _("Parts of the day"),
        "passages": _("Passages"),
        "picture": _("What is needed to know"),
        "place": _("Place in the talk"),
        "present_address": _("Address"),
        "private": _("Key"),
        "problem": _("What makes it hard"),
        "pronouns": _("Pronouns"),
        "question": _("Question"),
        "raised": _("Raised"),
        "ratings": _("How far along"),
        "reached_by": _("Who may reach you"),
        "reply": _("Answer to it"),
        "risk": _("Danger"),
        "role": _("You are here as"),
        "rules": _("What asked for a look"),
        "safe": _("Who feels safe"),
        "said": _("What stands in it"),
        "saved": _("Kept on"),
        "seen": _("Read up to"),
        "sha256": _("Hash of the text"),
        "share": _("Who may see it"),
        "shared_phone": _("This phone is shared"),
        "show": _("Shown"),
        "signed": _("Signed"),
        "since": _("Since"),
        "source": _("Where it came from"),
        "start": _("Start"),
        "started": _("Begun"),
        "state": _("Where it stands"),
        "steps": _("Steps"),
        "stop": _("End"),
        "summary": _("Summary"),
        "summary_state": _("Where the summary stands"),
        "target": _("To get to"),
        "text": _("Words"),
        "therapist_name": _("Therapist"),
        "ticked": _("What was made sure of"),
        "times": _("Times"),
        "title": _("Title"),
        "to": _("To"),
        "told": _("Told"),
        "topic": _("About"),
        "topics": _("What to look at"),
        "tried": _("What was tried"),
        "until": _("Until"),
        "urgency": _("How soon, 0 to 4"),
        "value": _("From 0 to 10"),
        "version": _("Version"),
        "versions": _("Versions both agreed to"),
        "way": _("A safe way to reach you"),
        "ways": _("Ways of working"),
        "what": _("What"),
        "who": _("Whose step"),
        "window": _("Mark of the page"),
        "wording": _("Wording"),
        "words": _("Words"),
        "yes": _("Yes"),
        "zone": _("Clock"),
    }
)

_ROLES: Mapping[str, Promise] = {
    "client": _("the client"),
    "therapist": _("the therapist"),
    "steward": _("a steward"),
    "covering": _("a colleague who stood in"),
    "consulted": _("a colleague who was asked"),
    "on_call": _("the person on call"),
}
_MEDIA: Mapping[str, Promise] = {"video": _("by video"), "voice": _("by voice"), "text": _("in writing")}
# By field, since one word can be two things: of "text" as a way to meet, and as a person's own word.
VALUES: Mapping[str, Mapping[str, str | Promise]] = MappingProxyType(
    {
        "agreed": _ROLES,
        "asked_by": _ROLES,
        "by": _ROLES,
        "cancelled_by": _ROLES,
        "role": _ROLES,
        "of": bringable_titles(),
        "closed": {"reached": _("reached"), "set_aside": _("set aside")},
        "exercise": {name: each.title for name, each in EXERCISES.items()},
        "every": dict(CADENCES),
        "reached_by": {"therapist": _("the therapist alone"), "on_call": _("the person on call too")},
        "reply": {"yes": _("yes"), "not_now": _("not now")},
        "modality": dict(NAMES),
        "who": _ROLES,
        "order": dict(ORDERS),
        "show": dict(SHOWS),
        "mark": {"answered": _("yes"), "skipped": _("left out"), "later": _("for later")},
        "media": _MEDIA,
        "medium": _MEDIA,
        "question": {name: question.words for name, question in QUESTIONS.items()},
        "share": {
            "private": _("only you"),
            "therapist": _("your therapist too"),
            "record": _("your therapist, and your record"),
        },
        "headings": {"dap": "DAP", "soap": "SOAP", "birp": "BIRP"},
        "level": {
            "review": _("to be read"),
            "elevated": _("soon"),
            "high": _("very soon"),
            "urgent": _("at once"),
        },
        "topic": dict(TOPICS),
        "topics": dict(CHANGES),
        "said": {
            "data": _("What was said and seen"),
            "subjective": _("How it is, in the client's words"),
            "objective": _("What was seen and measured"),
            "behavior": _("What the client brought, said and did"),
            "intervention": _("What the therapist did"),
            "response": _("How it was taken up"),
            "assessment": _("What the therapist made of it"),
            "plan": _("What comes next"),
        },
        "state": {
            "invited": _("invited by a code"),
            "asked": _("asked for"),
            "active": _("begun"),
            "declined": _("not taken on"),
            "ended": _("ended"),
            "confirmed": _("booked"),
            "cancelled": _("cancelled"),
            "lapsed": _("not answered in time"),
            "open": _("open"),
            "withdrawn": _("taken back"),
        },
        "summary_state": {
            "none": _("not written"),
            "wanted": _("asked for"),
            "written": _("written"),
            "refused": _("not to go along"),
        },
    }
)


def label_of(name: str, within: str = "") -> str:
    """`within`: the field whose value has this name in it."""
    if name in VALUES.get(within, {}):
        return value_of(within, name)
    return str(LABELS.get(name) or name.replace("_", " "))


def value_of(name: str, value: str) -> str:
    return str(VALUES.get(name, {}).get(value, value))
