"""Reads what is said about scores and answers: cut-offs, risk rules, reliable change."""

from collections.abc import Mapping, Sequence

from stillroom.core.instruments.comparisons import COMPARISONS, Number
from stillroom.core.instruments.model import (
    Cutoff,
    Direction,
    Flag,
    Item,
    Level,
    ReliableChange,
    RiskMissing,
    RiskRule,
    Score,
)
from stillroom.core.instruments.reading import Node

_DIRECTIONS = {
    "decrease=improvement": Direction.HIGHER_WORSE,
    "increase=improvement": Direction.HIGHER_BETTER,
}


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
    """All risk rules in order. One that no answer can set off is refused: it would never warn anybody."""
    rules = []
    for part in node.parts():
        fields = part.fields(("flag", "item", "op", "value", "level", "action"))
        place = _place(fields["item"], items)
        op, value = fields["op"].one_of(COMPARISONS), fields["value"].whole()
        if not any(COMPARISONS[op](answer, value) for answer in items[place].values):
            raise fields["value"].bad("no answer could ever set this off.")
        rules.append(RiskRule(_flag(fields), place, op, value))
    return tuple(rules)


def parse_risk_missing(node: Node, items: Sequence[Item]) -> tuple[RiskMissing, ...]:
    """All rules about unanswered risk items in order. Raises BadInstrument."""
    rules = []
    for part in node.parts():
        fields = part.fields(("flag", "item", "level", "action"))
        rules.append(RiskMissing(_flag(fields), _place(fields["item"], items)))
    return tuple(rules)


def parse_reliable_change(node: Node, scores: Sequence[Score]) -> ReliableChange | None:
    """The figure, or None when the data says null. Its direction must be the score's. Raises BadInstrument."""
    if node.is_null():
        return None
    fields = node.fields(("score", "points", "direction", "source", "confidence"), ("also", "minimal_important"))
    by_id = {each.id: each for each in scores}
    score = by_id[fields["score"].one_of(by_id)]
    direction = _DIRECTIONS[fields["direction"].one_of(_DIRECTIONS)]
    if direction is not score.direction:
        raise fields["direction"].bad(f"the score itself is {score.direction}.")
    points = _more_than_nothing(fields["points"])
    return ReliableChange(
        score=score.id,
        points=points,
        falling_is_better=direction is Direction.HIGHER_WORSE,
        source=fields["source"].text(),
        confidence=fields["confidence"].text(),
        also=fields["also"].text() if "also" in fields else None,
        minimal_important=_more_than_nothing(fields["minimal_important"]) if "minimal_important" in fields else None,
    )


def _more_than_nothing(node: Node) -> Number:
    points = node.number()
    if points <= 0:
        raise node.bad("more than 0 is needed.")
    return points


def _flag(fields: Mapping[str, Node]) -> Flag:
    level = Level(fields["level"].one_of([each.value for each in Level]))
    return Flag(fields["flag"].text(), level, fields["action"].text())


def _place(node: Node, items: Sequence[Item]) -> int:
    return [item.id for item in items].index(node.one_of([item.id for item in items]))
