"""Reads patterns, and refuses those that no sheet, or every sheet, would meet."""

from collections.abc import Sequence

from stillroom.core.instruments.model import Cluster, Item, Pattern
from stillroom.core.instruments.reading import Node


def parse_patterns(scoring: Node, items: Sequence[Item]) -> tuple[Pattern, ...]:
    """All patterns in order; none where `scoring` has no "patterns". Raises BadInstrument."""
    if not isinstance(scoring.value, dict) or "patterns" not in scoring.value:
        return ()
    node = Node(scoring.value["patterns"], f"{scoring.place}.patterns")
    patterns: list[Pattern] = []
    for part in node.parts():
        fields = part.fields(("id", "clinician_only", "description", "clusters"))
        if not fields["clinician_only"].flag():
            raise fields["clinician_only"].bad("a pattern is for clinicians only.")
        clusters = tuple(_cluster(each, items) for each in fields["clusters"].parts())
        if not clusters:
            raise fields["clusters"].bad("at least one cluster is needed.")
        name = fields["id"].text()
        if any(name == each.id for each in patterns):
            raise fields["id"].bad(f"{name!r} is there twice.")
        patterns.append(Pattern(name, fields["description"].text(), clusters))
    return tuple(patterns)


def _cluster(node: Node, items: Sequence[Item]) -> Cluster:
    fields = node.fields(("name", "items", "threshold", "min_count"))
    ids = [item.id for item in items]
    places = tuple(ids.index(part.one_of(ids)) for part in fields["items"].parts())
    if len(set(places)) != len(places) or any(not items[place].scored for place in places):
        raise fields["items"].bad("each item counts once, and is scored.")
    threshold, least = fields["threshold"].whole(), fields["min_count"].whole(least=1)
    if least > len(places):
        raise fields["min_count"].bad(f"there are only {len(places)} items.")
    if any(items[place].reverse or not items[place].lowest < threshold <= items[place].highest for place in places):
        raise fields["threshold"].bad("some answers must lie below it and some not, and no item be reversed.")
    return Cluster(fields["name"].text(), places, threshold, least)
