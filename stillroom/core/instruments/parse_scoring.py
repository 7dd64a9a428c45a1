"""Reads the scores of an instrument and holds them against its items, because a typing mistake would harm."""

from collections.abc import Mapping, Sequence

from stillroom.core.instruments.comparisons import Number
from stillroom.core.instruments.goals import GoalForm
from stillroom.core.instruments.methods import GOAL_METHODS, METHODS
from stillroom.core.instruments.model import Band, Direction, Gate, Item, Missing, Policy, Score, Term
from stillroom.core.instruments.parse_patterns import parse_cluster
from stillroom.core.instruments.reading import Node

# What only some methods have, and which.
_OWN = {
    "multiplier": {"sum"},
    "item_max": {"percent_of_max"},
    "categories": {"category_count"},
    "rho": {"gas_t"},
    "gate": {"sum"},
}
_ROUNDING = {Policy.PRORATE: "integer_half_up"}


def parse_scores(node: Node, items: Sequence[Item], goals: GoalForm | None) -> tuple[Score, ...]:
    """All scores in order. Raises BadInstrument, and UnsupportedMethod for what the engine cannot do."""
    fields = node.fields(("reverse_rule", "scores"), ("patterns", "classification"))
    scores: list[Score] = []
    for part in fields["scores"].parts():
        score = _score(part, items, goals)
        if any(score.id == each.id for each in scores):
            raise part.bad(f"{score.id!r} is there twice.")
        scores.append(score)
    if not scores and "classification" not in fields:
        raise fields["scores"].bad("at least one score is needed.")
    return tuple(scores)


def _score(node: Node, items: Sequence[Item], goals: GoalForm | None) -> Score:
    required = ("id", "label", "method", "range", "direction", "missing", "bands")
    fields = node.fields(required, ("items", "client_label", *_OWN))
    name = fields["method"].text()
    if name not in (METHODS if goals is None else GOAL_METHODS):
        raise fields["method"].unsupported(f"the method {name!r}")
    for own, methods in _OWN.items():
        if own in fields and name not in methods:
            raise fields[own].bad(f"it goes with {' and '.join(sorted(methods))} only.")
    if ("items" in fields) != (goals is None):
        raise node.bad("'items' is needed, except where the answers are goals.")
    terms = _terms(fields["items"], items) if "items" in fields else ()
    lowest, highest = _range(fields["range"])
    method = METHODS.get(name)
    policies = method.policies if method else GOAL_METHODS[name].policies
    score = Score(
        id=fields["id"].text(),
        label=fields["label"].text(),
        method=name,
        terms=terms,
        lowest=lowest,
        highest=highest,
        direction=Direction(fields["direction"].one_of([each.value for each in Direction])),
        missing=_missing(fields["missing"], policies, len(terms)),
        bands=_bands(fields["bands"]),
        multiplier=fields["multiplier"].whole(least=1) if "multiplier" in fields else 1,
        item_max=fields["item_max"].whole(least=1) if "item_max" in fields else None,
        gate=_gate(fields["gate"], items) if "gate" in fields else None,
        categories=tuple(parse_cluster(part, items) for part in fields["categories"].parts())
        if "categories" in fields
        else (),
        rho=_hundredths(fields["rho"]) if "rho" in fields else 0,
        client_label=fields["client_label"].text() if "client_label" in fields else "",
    )
    _whole(node, score, fields)
    if method is None:
        _goals_fit(node, score, goals)
    else:
        _range_fits(fields["range"], score, method.bounds(score, items))
    return score


def _whole(node: Node, score: Score, fields: Mapping[str, Node]) -> None:
    """What a method cannot do without."""
    needed = {"percent_of_max": "item_max", "category_count": "categories", "gas_t": "rho"}.get(score.method)
    if needed is not None and needed not in fields:
        raise node.bad(f"{needed!r} is missing.")
    counted = [place for category in score.categories for place in category.places]
    if score.method == "category_count" and sorted(counted) != sorted(term.place for term in score.terms):
        raise node.bad("each item belongs to one category.")


def _goals_fit(node: Node, score: Score, goals: GoalForm | None) -> None:
    wanted = GOAL_METHODS[score.method].fields
    if goals is None or tuple(field.name for field in goals.fields) != wanted:
        raise node.bad(f"goals with {', '.join(wanted)} are needed.")


def _range_fits(node: Node, score: Score, possible: tuple[Number, Number]) -> None:
    if possible[0] != score.lowest or (score.highest is not None and possible[1] != score.highest):
        raise node.bad(f"the items make {possible[0]} to {possible[1]} possible.")
    then = score.gate.then if score.gate else None
    if then is not None and not possible[0] <= then <= possible[1]:
        raise node.bad("the gate leads out of it.")


def _gate(node: Node, items: Sequence[Item]) -> Gate:
    fields = node.fields(("item", "if_value"), ("treat_missing_as", "then_score", "if_missing"))
    ids = [item.id for item in items]
    place = ids.index(fields["item"].one_of(ids))
    if fields["if_value"].whole() not in items[place].values:
        raise fields["if_value"].bad("no answer could ever open this gate.")
    if ("treat_missing_as" in fields) == ("then_score" in fields):
        raise node.bad("one of 'treat_missing_as' and 'then_score' is needed.")
    if "if_missing" in fields:
        fields["if_missing"].one_of({"no score"})
    return Gate(
        place=place,
        answer=fields["if_value"].whole(),
        open_counts_as=fields["treat_missing_as"].whole() if "treat_missing_as" in fields else None,
        then=fields["then_score"].whole() if "then_score" in fields else None,
        needed="if_missing" in fields,
    )


def _hundredths(node: Node) -> int:
    """A number from 0 to 1, as it is written with two decimals at most."""
    hundredths = round(node.number() * 100)
    if not 0 <= hundredths <= 100 or hundredths / 100 != node.number():
        raise node.bad("0 to 1 with two decimals is needed.")
    return hundredths


def _range(node: Node) -> tuple[Number | None, Number | None]:
    """Null for the whole, or for its upper end, where there is no limit."""
    if node.is_null():
        return None, None
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
        Policy.ANSWERED_ONLY: {"min_answered", "round"} if items else {"round"},
        Policy.PAIRS_ONLY: {"round"},
        Policy.CATEGORY_DETERMINABLE: set(),
        Policy.AT_LEAST: set(),
    }[policy]
    if fields.keys() - {"policy", "source"} != wanted:
        raise node.bad(f"{name!r} needs {', '.join(sorted(wanted)) or 'nothing more'}.")
    if "round" in fields:
        fields["round"].one_of({_ROUNDING.get(policy, "2dp_half_up")})
    most = fields["max_missing"].whole(least=1) if "max_missing" in fields else 0
    least = fields["min_answered"].whole(least=1) if "min_answered" in fields else 1
    if items and (most >= items or least > items):
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
