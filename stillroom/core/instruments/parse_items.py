"""Reads the questions of an instrument."""

from collections.abc import Sequence

from stillroom.core.instruments.answers import NOT_APPLICABLE
from stillroom.core.instruments.conditions import Condition, UnreadableCondition, parse_condition
from stillroom.core.instruments.model import Item, Option
from stillroom.core.instruments.reading import Node

_OPTIONAL = (
    "loinc",
    "scored",
    "required",
    "risk",
    "show_if",
    "section",
    "response_options",
    "type",
    "min",
    "max",
)


def parse_items(items: Node, shared_options: Node) -> tuple[Item, ...]:
    """All items in order; those without options of their own take the shared ones. Raises BadInstrument."""
    shared = _options(shared_options)
    parsed: list[Item] = []
    for node in items.parts():
        item = _item(node, shared, [each.id for each in parsed])
        parsed.append(item)
    if not parsed:
        raise items.bad("at least one item is needed.")
    return tuple(parsed)


def _item(node: Node, shared: tuple[Option, ...], earlier: Sequence[str]) -> Item:
    fields = node.fields(("id", "text", "reverse"), _OPTIONAL)
    options = _options(fields["response_options"]) if "response_options" in fields else shared
    if "type" in fields:
        options = ()
        lowest, highest = _range(fields, node)
        values: frozenset[int] | range = range(lowest, highest + 1)
    else:
        values = frozenset(option.value for option in options if option.value is not None)
        if not values:
            raise node.bad("an item needs options, or a range of numbers.")
        lowest, highest = min(values), max(values)
    if (name := fields["id"].text()) in earlier:
        raise fields["id"].bad(f"{name!r} is there twice.")
    return Item(
        id=name,
        text=fields["text"].text(),
        options=options,
        values=values,
        lowest=lowest,
        highest=highest,
        offers_not_applicable=any(option.value is None for option in options),
        reverse=fields["reverse"].flag(),
        scored=_flag(fields, "scored", True),
        required=_flag(fields, "required", True),
        risk=_flag(fields, "risk", False),
        show_if=_show_if(fields["show_if"], earlier, shared) if "show_if" in fields else None,
        section=fields["section"].text() if "section" in fields else None,
        loinc=fields["loinc"].text() if "loinc" in fields else None,
    )


def _flag(fields: dict[str, Node], name: str, otherwise: bool) -> bool:
    return fields[name].flag() if name in fields else otherwise


def _range(fields: dict[str, Node], node: Node) -> tuple[int, int]:
    fields["type"].one_of({"integer"})
    if "min" not in fields or "max" not in fields or "response_options" in fields:
        raise node.bad("a number needs 'min' and 'max', and no options.")
    lowest = fields["min"].whole()
    return lowest, fields["max"].whole(least=lowest)


def _options(node: Node) -> tuple[Option, ...]:
    options: list[Option] = []
    for part in node.parts():
        fields = part.fields(("value", "label"), ("loinc_answer", "same_as_before"))
        value = None if fields["value"].value == NOT_APPLICABLE else fields["value"].whole()
        same = "same_as_before" in fields and fields["same_as_before"].flag()
        if any(option.value == value for option in options) != same:
            raise fields["value"].bad("a value that is there twice is 'same_as_before', and no other is.")
        loinc = fields["loinc_answer"].text() if "loinc_answer" in fields else None
        options.append(Option(value, fields["label"].text(), loinc))
    return tuple(options)


def _show_if(node: Node, earlier: Sequence[str], shared: tuple[Option, ...]) -> Condition:
    labels = {option.label: option.value for option in shared if option.value is not None}
    try:
        return parse_condition(node.text(), earlier, labels)
    except UnreadableCondition as error:
        raise node.bad(f"{error}.") from error
