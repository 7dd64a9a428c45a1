"""Reads patterns, and refuses those that no sheet, or every sheet, would meet."""

from collections.abc import Sequence

from stillroom.core.instruments.model import Item
from stillroom.core.instruments.reading import Node
from stillroom.core.instruments.rules import Case, Classification, Cluster, Pattern, Test


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
        clusters = tuple(parse_cluster(each, items) for each in fields["clusters"].parts())
        if not clusters:
            raise fields["clusters"].bad("at least one cluster is needed.")
        name = fields["id"].text()
        if any(name == each.id for each in patterns):
            raise fields["id"].bad(f"{name!r} is there twice.")
        patterns.append(Pattern(name, fields["description"].text(), clusters))
    return tuple(patterns)


def parse_classification(scoring: Node, items: Sequence[Item], patterns: Sequence[Pattern]) -> Classification | None:
    """None where `scoring` has no "classification". Raises BadInstrument for one that leaves a sheet without a case."""
    if not isinstance(scoring.value, dict) or "classification" not in scoring.value:
        return None
    node = Node(scoring.value["classification"], f"{scoring.place}.classification")
    fields = node.fields(("id", "clinician_only", "description", "cases"))
    if not fields["clinician_only"].flag():
        raise fields["clinician_only"].bad("a classification is for clinicians only.")
    if any(fields["id"].text() == each.id for each in patterns):
        raise fields["id"].bad("a pattern has this name.")
    cases = tuple(_case(part, items, patterns) for part in fields["cases"].parts())
    if not cases or cases[-1].tests or not all(case.tests for case in cases[:-1]):
        raise fields["cases"].bad("the last case, and no other, takes everything.")
    return Classification(fields["id"].text(), fields["description"].text(), cases)


def _case(node: Node, items: Sequence[Item], patterns: Sequence[Pattern]) -> Case:
    fields = node.fields(("when", "then", "label"))
    tests = tuple(_test(part, items, patterns) for part in fields["when"].parts())
    return Case(tests, fields["then"].text(), fields["label"].text())


def _test(node: Node, items: Sequence[Item], patterns: Sequence[Pattern]) -> Test:
    fields = node.fields(("is",), ("pattern", "any_of", "all_of"))
    if len(fields) != 2:
        raise node.bad("one of 'pattern', 'any_of' and 'all_of' is needed.")
    if "pattern" in fields:
        return Test(pattern=fields["pattern"].one_of([each.id for each in patterns]), met=fields["is"].flag())
    name = "all_of" if "all_of" in fields else "any_of"
    ids = [item.id for item in items]
    places = tuple(ids.index(part.one_of(ids)) for part in fields[name].parts())
    answer = fields["is"].whole()
    if not places or any(answer not in items[place].values for place in places):
        raise fields["is"].bad("each of the items needs this answer.")
    return Test(places=places, answer=answer, every=name == "all_of")


def parse_cluster(node: Node, items: Sequence[Item]) -> Cluster:
    """One group of items. Raises BadInstrument."""
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
