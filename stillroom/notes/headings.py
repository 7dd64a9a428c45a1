"""The forms of a progress note, and what becomes of its words when it changes from one to another."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType


class Headings(StrEnum):
    """The forms that a progress note can have."""

    DAP = "dap"
    SOAP = "soap"
    BIRP = "birp"


class Heading(StrEnum):
    DATA = "data"
    SUBJECTIVE = "subjective"
    OBJECTIVE = "objective"
    BEHAVIOR = "behavior"
    INTERVENTION = "intervention"
    RESPONSE = "response"
    ASSESSMENT = "assessment"
    PLAN = "plan"


HEADINGS: Mapping[Headings, tuple[Heading, ...]] = MappingProxyType(
    {
        Headings.DAP: (Heading.DATA, Heading.ASSESSMENT, Heading.PLAN),
        Headings.SOAP: (Heading.SUBJECTIVE, Heading.OBJECTIVE, Heading.ASSESSMENT, Heading.PLAN),
        Headings.BIRP: (Heading.BEHAVIOR, Heading.INTERVENTION, Heading.RESPONSE, Heading.PLAN),
    }
)

# Where the words under a heading go in a form that has no such heading.
_INSTEAD: Mapping[Headings, Mapping[Heading, Heading]] = {
    Headings.DAP: {
        Heading.SUBJECTIVE: Heading.DATA,
        Heading.OBJECTIVE: Heading.DATA,
        Heading.BEHAVIOR: Heading.DATA,
        Heading.INTERVENTION: Heading.DATA,
        Heading.RESPONSE: Heading.ASSESSMENT,
    },
    Headings.SOAP: {
        Heading.DATA: Heading.SUBJECTIVE,
        Heading.BEHAVIOR: Heading.SUBJECTIVE,
        Heading.INTERVENTION: Heading.OBJECTIVE,
        Heading.RESPONSE: Heading.ASSESSMENT,
    },
    Headings.BIRP: {
        Heading.DATA: Heading.BEHAVIOR,
        Heading.SUBJECTIVE: Heading.BEHAVIOR,
        Heading.OBJECTIVE: Heading.BEHAVIOR,
        Heading.ASSESSMENT: Heading.RESPONSE,
    },
}


def moved(parts: Mapping[Heading, str], to: Headings) -> dict[Heading, str]:
    """The same words under the headings of `to`, all of them, in their order. No word is lost."""
    found: dict[Heading, list[str]] = {name: [] for name in HEADINGS[to]}
    for name in Heading:
        if text := parts.get(name, ""):
            found[_INSTEAD[to].get(name, name)].append(text)
    return {name: "\n\n".join(texts) for name, texts in found.items()}
