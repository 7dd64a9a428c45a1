"""Reads the published figures about change."""

from collections.abc import Sequence

from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.figures import Border, Expected, ReliableChange
from stillroom.core.instruments.model import Direction, Score
from stillroom.core.instruments.reading import Node

_DIRECTIONS = {
    "decrease=improvement": Direction.HIGHER_WORSE,
    "increase=improvement": Direction.HIGHER_BETTER,
}


def parse_reliable_change(node: Node, scores: Sequence[Score]) -> ReliableChange | None:
    """The figure, or None when the data says null. Its direction must be the score's. Raises BadInstrument."""
    if node.is_null():
        return None
    optional = ("also", "minimal_important", "border", "expected")
    fields = node.fields(("score", "points", "direction", "source", "confidence"), optional)
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
        border=_border(fields["border"], score) if "border" in fields else None,
        expected=tuple(_expected(part, score) for part in fields["expected"].parts()) if "expected" in fields else (),
    )


def _border(node: Node, score: Score) -> Border:
    fields = node.fields(("op", "value", "source"))
    ops = ("<", "<=") if score.direction is Direction.HIGHER_WORSE else (">", ">=")
    border = Border(fields["op"].one_of(ops), fields["value"].number(), fields["source"].text())
    if score.lowest is None or score.highest is None or not score.lowest <= border.value <= score.highest:
        raise fields["value"].bad("the score does not reach this.")
    return border


def _expected(node: Node, score: Score) -> Expected:
    fields = node.fields(("weeks", "from", "source"), ("sessions", "points", "percent"))
    if score.direction is not Direction.HIGHER_WORSE or not {"points", "percent"} & fields.keys():
        raise node.bad("a fall is expected, in points or percent, of a score that is better when it falls.")
    return Expected(
        weeks=fields["weeks"].whole(least=1),
        sessions=fields["sessions"].whole(least=1) if "sessions" in fields else None,
        from_score=_more_than_nothing(fields["from"]),
        points=_more_than_nothing(fields["points"]) if "points" in fields else None,
        percent=fields["percent"].whole(least=1) if "percent" in fields else None,
        source=fields["source"].text(),
    )


def _more_than_nothing(node: Node) -> Number:
    points = node.number()
    if points <= 0:
        raise node.bad("more than 0 is needed.")
    return points
