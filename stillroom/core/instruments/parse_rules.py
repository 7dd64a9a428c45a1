"""Reads what is said about scores and answers: cut-offs and risk rules."""

from collections.abc import Mapping, Sequence

from stillroom.core.instruments.comparisons import COMPARISONS
from stillroom.core.instruments.model import Item, Score
from stillroom.core.instruments.reading import Node
from stillroom.core.instruments.rules import Classification, ClassRule, Cutoff, Flag, Level, RiskMissing, RiskRule


def parse_cutoffs(node: Node, scores: Sequence[Score]) -> tuple[Cutoff, ...]:
    """All cut-offs in order. Raises BadInstrument."""
    cutoffs = []
    for part in node.parts():
        fields = part.fields(("id", "score", "op", "value", "label", "source"))
        cutoff = Cutoff(
            id=fields["id"].text(),
            score=fields["score"].one_of([each.id for each in scores]),
            op=fields["op"].one_of(COMPARISONS),
            value=fields["value"].number(),
            label=fields["label"].text(),
            source=fields["source"].text(),
        )
        cutoffs.append(cutoff)
    return tuple(cutoffs)


def parse_risk_rules(node: Node, items: Sequence[Item]) -> tuple[RiskRule, ...]:
    """Those on one answer, in order. One that no answer can set off is refused: it would never warn anybody."""
    rules = []
    for part in node.parts():
        if _is_class_rule(part):
            continue
        fields = part.fields(("flag", "item", "op", "value", "level", "action"))
        place = _place(fields["item"], items)
        op, value = fields["op"].one_of(COMPARISONS), fields["value"].whole()
        if not any(COMPARISONS[op](answer, value) for answer in items[place].values):
            raise fields["value"].bad("no answer could ever set this off.")
        rules.append(RiskRule(_flag(fields), place, op, value))
    return tuple(rules)


def parse_class_rules(node: Node, classification: Classification | None) -> tuple[ClassRule, ...]:
    """Those on a classification, in order. Raises BadInstrument."""
    rules = []
    for part in node.parts():
        if _is_class_rule(part):
            fields = part.fields(("flag", "classification", "results", "level", "action"))
            if classification is None:
                raise part.bad("there is no classification here.")
            name = fields["classification"].one_of([classification.id])
            known = [case.then for case in classification.cases]
            results = tuple(each.one_of(known) for each in fields["results"].parts())
            if not results:
                raise fields["results"].bad("no answer could ever set this off.")
            rules.append(ClassRule(_flag(fields), name, results))
    return tuple(rules)


def _is_class_rule(node: Node) -> bool:
    return isinstance(node.value, Mapping) and "classification" in node.value


def parse_risk_missing(node: Node, items: Sequence[Item]) -> tuple[RiskMissing, ...]:
    """All rules about unanswered risk items in order. Raises BadInstrument."""
    rules = []
    for part in node.parts():
        fields = part.fields(("flag", "item", "level", "action"))
        rules.append(RiskMissing(_flag(fields), _place(fields["item"], items)))
    return tuple(rules)


def _flag(fields: Mapping[str, Node]) -> Flag:
    level = Level(fields["level"].one_of([each.value for each in Level]))
    return Flag(fields["flag"].text(), level, fields["action"].text())


def _place(node: Node, items: Sequence[Item]) -> int:
    return [item.id for item in items].index(node.one_of([item.id for item in items]))
