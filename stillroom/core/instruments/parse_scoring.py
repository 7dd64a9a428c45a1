"""Reads the scores of an instrument and holds them against its items, because a typing mistake would harm."""

from collections.abc import Sequence

from stillroom.core.instruments.methods import METHODS
from stillroom.core.instruments.model import Band, Direction, Item, Missing, Policy, Score, Term
from stillroom.core.instruments.reading import Node

_ALGORITHMS = ("classification", "asq", "gate", "series", "formula")
_OF_OTHER_METHODS = ("gate", "categories", "rho")
_ROUNDING = {
    Policy.PRORATE: "integer_half_up",
    Policy.MEAN_OF_ANSWERED: "2dp_half_up",
    Policy.ANSWERED_ONLY: "2dp_half_up",
}


def parse_scores(node: Node, items: Sequence[Item]) -> tuple[Score, ...]:
    """All scores in order. Raises BadInstrument, and UnsupportedMethod for what the engine cannot do."""
    fields = node.fields(("reverse_rule", "scores"), ("patterns", *_ALGORITHMS))
    for name in _ALGORITHMS:
        if name in fields:
            raise fields[name].unsupported(name)
    scores: list[Score] = []
    for part in fields["scores"].parts():
        score = _score(part, items)
        if any(score.id == each.id for each in scores):
            raise part.bad(f"{score.id!r} is there twice.")
        scores.append(score)
    if not scores:
        raise fields["scores"].bad("at least one score is needed.")
    return tuple(scores)


def _score(node: Node, items: Sequence[Item]) -> Score:
    required = ("id", "label", "method", "range", "direction", "missing", "bands")
    fields = node.fields(required, ("items", "multiplier", "item_max", *_OF_OTHER_METHODS))
    name = fields["method"].text()
    if name not in METHODS:
        raise fields["method"].unsupported(f"the method {name!r}")
    for other in _OF_OTHER_METHODS:
        if other in fields:
            raise fields[other].unsupported(other)
    if "items" not in fields:
        raise node.bad("'items' is missing.")
    terms = _terms(fields["items"], items)
    lowest, highest = _range(fields["range"])
    score = Score(
        id=fields["id"].text(),
        label=fields["label"].text(),
        method=name,
        terms=terms,
        lowest=lowest,
        highest=highest,
        direction=Direction(fields["direction"].one_of([each.value for each in Direction])),
        missing=_missing(fields["missing"], METHODS[name].policies, len(terms)),
        bands=_bands(fields["bands"]),
        multiplier=fields["multiplier"].whole(least=1) if "multiplier" in fields else 1,
        item_max=fields["item_max"].whole(least=1) if "item_max" in fields else None,
    )
    if (score.multiplier != 1 and name != "sum") or (score.item_max is None) == (name == "percent_of_max"):
        raise node.bad("'multiplier' goes with a sum, 'item_max' with a percentage.")
    possible = METHODS[name].bounds(score, items)
    if possible[0] != lowest or (highest is not None and possible[1] != highest):
        raise fields["range"].bad(f"the items make {possible[0]} to {possible[1]} possible.")
    return score


def _range(node: Node) -> tuple[int | float, int | float | None]:
    ends = node.parts()
    if len(ends) != 2:
        raise node.bad("a least and a greatest value are needed.")
    return ends[0].number(), None if ends[1].is_null() else ends[1].number()


def _terms(node: Node, items: Sequence[Item]) -> tuple[Term, ...]:
    places = {item.id: place for place, item in enumerate(items)}
    terms: dict[int, Term] = {}
    for part in node.parts():
        if (name := part.text()) not in places:
            raise part.bad(f"there is no item {name!r}.")
        place = places[name]
        if place in terms or not items[place].scored:
            raise part.bad(f"{name!r} cannot be counted here.")
        item = items[place]
        terms[place] = Term(place, -1, item.lowest + item.highest) if item.reverse else Term(place, 1, 0)
    if not terms:
        raise node.bad("at least one item is needed.")
    return tuple(terms.values())


def _missing(node: Node, policies: frozenset[Policy], items: int) -> Missing:
    fields = node.fields(("policy", "source"), ("max_missing", "min_answered", "round"))
    name = fields["policy"].text()
    if name not in policies:
        raise fields["policy"].unsupported(f"the policy {name!r} with this method")
    policy = Policy(name)
    wanted = {
        Policy.NONE: set(),
        Policy.PRORATE: {"max_missing", "round"},
        Policy.MEAN_OF_ANSWERED: {"min_answered", "round"},
        Policy.ANSWERED_ONLY: {"min_answered", "round"},
    }[policy]
    if fields.keys() - {"policy", "source"} != wanted:
        raise node.bad(f"{name!r} needs {', '.join(sorted(wanted)) or 'nothing more'}.")
    if "round" in fields:
        fields["round"].one_of({_ROUNDING[policy]})
    most = fields["max_missing"].whole(least=1) if "max_missing" in fields else 0
    least = fields["min_answered"].whole(least=1) if "min_answered" in fields else 1
    if most >= items or least > items:
        raise node.bad(f"there are only {items} items.")
    return Missing(policy, fields["source"].text(), most, least)


def _bands(node: Node) -> tuple[Band, ...]:
    bands: list[Band] = []
    for part in node.parts():
        fields = part.fields(("min", "max", "label", "client_text", "client_short"))
        top = None if fields["max"].is_null() else fields["max"].number()
        words = (fields[name].text() for name in ("label", "client_text", "client_short"))
        band = Band(fields["min"].number(), top, *words)
        if top is not None and top < band.min:
            raise part.bad("'max' lies below 'min'.")
        if bands and (bands[-1].max is None or band.min <= (bands[-1].max or 0)):
            raise part.bad("bands must rise and not overlap.")
        bands.append(band)
    return tuple(bands)
