"""Reads an instrument's data file into an `Instrument`, or says where it is wrong."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

from stillroom.core.instruments.goals import GoalField, GoalForm
from stillroom.core.instruments.model import (
    Administration,
    ClientWords,
    Instrument,
    Item,
    Licence,
    Listed,
    Loinc,
    RecallPeriod,
    Unlock,
    Verification,
)
from stillroom.core.instruments.parse_change import parse_reliable_change
from stillroom.core.instruments.parse_items import parse_items
from stillroom.core.instruments.parse_patterns import parse_classification, parse_patterns
from stillroom.core.instruments.parse_rules import (
    parse_class_rules,
    parse_cutoffs,
    parse_risk_missing,
    parse_risk_rules,
)
from stillroom.core.instruments.parse_scoring import parse_scores
from stillroom.core.instruments.reading import Node

_FIELDS = (
    *("id", "title", "short_title", "address", "version", "year", "language", "construct", "client"),
    *("recall_period", "administration", "instructions", "items", "response_options", "scoring", "cutoffs"),
    *("reliable_change", "risk_rules", "risk_missing", "loinc", "licence", "citation"),
    *("audience_notes", "verification"),
)
_OPTIONAL = ("section_instructions", "item_suffix", "goals")


def parse_instrument(data: Mapping[str, object]) -> Instrument:
    """`data` is the parsed JSON of one catalogue file.

    Every field is needed and no other is allowed. Raises BadInstrument with the place of the first mistake, and
    UnsupportedMethod when the instrument is scored in a way that the engine does not have.
    """
    name = data.get("id")
    fields = Node(data, name if isinstance(name, str) else "instrument").fields(_FIELDS, _OPTIONAL)
    items = parse_items(fields["items"], fields["response_options"])
    goals = parse_goals(fields["goals"]) if "goals" in fields else None
    scores = parse_scores(fields["scoring"], items, goals)
    patterns = parse_patterns(fields["scoring"], items)
    classification = parse_classification(fields["scoring"], items, patterns)
    return Instrument(
        id=fields["id"].text(),
        title=fields["title"].text(),
        short_title=fields["short_title"].text(),
        address=_address(fields),
        version=fields["version"].text(),
        edition=fields["version"].text(),
        year=fields["year"].whole(least=1900),
        language=fields["language"].text(),
        construct=fields["construct"].text(),
        client=_client(fields["client"]),
        recall_period=_recall_period(fields["recall_period"]),
        administration=_administration(fields["administration"]),
        instructions=fields["instructions"].text_or_null(),
        sections=_sections(fields, items),
        item_suffix=fields["item_suffix"].text() if "item_suffix" in fields else None,
        items=items,
        goals=goals,
        scores=scores,
        patterns=patterns,
        classification=classification,
        cutoffs=parse_cutoffs(fields["cutoffs"], scores),
        reliable_change=parse_reliable_change(fields["reliable_change"], scores),
        risk_rules=parse_risk_rules(fields["risk_rules"], items),
        risk_missing=parse_risk_missing(fields["risk_missing"], items),
        class_rules=parse_class_rules(fields["risk_rules"], classification),
        loinc=_loinc(fields["loinc"]),
        licence=_licence(fields["licence"]),
        citation=fields["citation"].text(),
        audience_notes=fields["audience_notes"].text(),
        verification=_verification(fields["verification"]),
    )


def _address(fields: Mapping[str, Node]) -> str:
    """A plain word that has nothing of the instrument's published names."""
    word = fields["address"].text()
    if not re.fullmatch("[a-z]{3,12}", word):
        raise fields["address"].bad("3 to 12 letters from a to z are needed.")
    names = " ".join(fields[name].text() for name in ("id", "title", "short_title", "construct")).lower()
    if any(name in word or word in name for name in re.findall("[a-z]{3,}", names)):
        raise fields["address"].bad("this tells which instrument it is.")
    return word


def _sections(fields: Mapping[str, Node], items: Sequence[Item]) -> Mapping[str, str | None]:
    """One for each section that an item is in; null where nothing is printed above it."""
    wanted = {item.section for item in items if item.section is not None}
    if "section_instructions" not in fields:
        if wanted:
            raise fields["items"].bad("'section_instructions' is needed for sections.")
        return MappingProxyType({})
    found = fields["section_instructions"].fields(wanted)
    return MappingProxyType({name: node.text_or_null() for name, node in found.items()})


def parse_goals(node: Node) -> GoalForm:
    """What is asked of each goal. Raises BadInstrument."""
    fields = node.fields(("least", "most", "fields"))
    form = tuple(_goal_field(part) for part in fields["fields"].parts())
    if not form:
        raise fields["fields"].bad("at least one number is needed.")
    least = fields["least"].whole(least=1)
    return GoalForm(form, least, fields["most"].whole(least=least))


def _goal_field(node: Node) -> GoalField:
    fields = node.fields(("name", "min", "max"), ("otherwise",))
    lowest = fields["min"].whole()
    otherwise = fields["otherwise"].whole() if "otherwise" in fields else None
    return GoalField(fields["name"].text(), lowest, fields["max"].whole(least=lowest), otherwise)


def _client(node: Node) -> ClientWords:
    fields = node.fields(("name", "about"), ("hint",))
    return ClientWords(fields["name"].text(), fields["about"].text(), fields["hint"].text() if "hint" in fields else "")


def _recall_period(node: Node) -> RecallPeriod:
    fields = node.fields(("text", "days"))
    days = None if fields["days"].is_null() else fields["days"].whole(least=1)
    return RecallPeriod(fields["text"].text(), days)


def _administration(node: Node) -> Administration:
    names = ("mode", "listed", "requires_therapist_unlock", "suggested_cadence", "est_minutes")
    fields = node.fields(names, ("unlock",))
    if fields["requires_therapist_unlock"].flag() != ("unlock" in fields):
        raise node.bad("'unlock' goes with what a therapist must unlock, and with nothing else.")
    listed = Listed(fields["listed"].one_of([each.value for each in Listed]))
    if ("unlock" in fields) != (listed is Listed.OPENED):
        raise fields["listed"].bad("what a therapist must unlock is listed once it is opened, and nothing else is.")
    return Administration(
        mode=fields["mode"].one_of({"self", "collaborative", "clinician_led_preferred"}),
        listed=listed,
        suggested_cadence=fields["suggested_cadence"].text(),
        est_minutes=fields["est_minutes"].whole(least=1),
        unlock=_unlock(fields["unlock"]) if "unlock" in fields else None,
    )


def _unlock(node: Node) -> Unlock:
    fields = node.fields(("when", "preparation"))
    preparation = tuple(part.text() for part in fields["preparation"].parts())
    if not preparation:
        raise fields["preparation"].bad("at least one sentence is needed.")
    return Unlock(fields["when"].text(), preparation)


def _loinc(node: Node) -> Loinc | None:
    if node.is_null():
        return None
    fields = node.fields(("panel", "total", "confidence"), ("note", "item"))
    return Loinc(
        panel=fields["panel"].text_or_null(),
        total=fields["total"].text_or_null(),
        confidence=fields["confidence"].text(),
        note=fields["note"].text() if "note" in fields else None,
        item=fields["item"].text() if "item" in fields else None,
    )


def _licence(node: Node) -> Licence:
    texts = ("tier", "ship", "name", "statement", "attribution", "confidence", "verified_at")
    uses = ("commercial_use", "derivatives", "electronic_use")
    fields = node.fields((*texts, *uses, "show_attribution"))
    return Licence(
        tier=fields["tier"].text(),
        ship=fields["ship"].one_of({"yes", "yes_with_conditions"}),
        name=fields["name"].text(),
        statement=fields["statement"].text(),
        attribution=fields["attribution"].text(),
        commercial_use=fields["commercial_use"].flag_or_text(),
        derivatives=fields["derivatives"].flag_or_text(),
        electronic_use=fields["electronic_use"].flag_or_text(),
        show_attribution=fields["show_attribution"].flag(),
        confidence=fields["confidence"].text(),
        verified_at=fields["verified_at"].text(),
    )


def _verification(node: Node) -> Verification:
    fields = node.fields(("wording", "scoring", "loinc"))
    return Verification(fields["wording"].text(), fields["scoring"].text(), fields["loinc"].text())
