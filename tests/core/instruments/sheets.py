"""The catalogue's instruments, and invented ones for what they do not have."""

import json
from collections.abc import Mapping
from pathlib import Path

from stillroom.core.instruments.model import Instrument
from stillroom.core.instruments.parse import parse_instrument

CATALOGUE = Path(__file__).parents[3] / "stillroom" / "assessments" / "catalogue"


def data_of(name: str) -> dict[str, object]:
    """The file as it is, new each time, so that a test may change it."""
    return dict(json.loads((CATALOGUE / f"{name}.json").read_text()))


def examples_of(name: str) -> list[dict[str, object]]:
    return list(json.loads((CATALOGUE / f"{name}.examples.json").read_text()))


def phq9_data() -> dict[str, object]:
    return data_of("phq-9")


ALL = tuple(parse_instrument(data_of(path.stem)) for path in sorted(CATALOGUE.glob("*.json")) if "." not in path.stem)


def shipped(name: str) -> Instrument:
    return next(each for each in ALL if each.id == name)


PHQ9 = shipped("phq-9")
GAD7 = shipped("gad-7")
PCL5 = shipped("pcl-5")


def item(name: str, **more: object) -> dict[str, object]:
    return {"id": name, "text": f"Text of {name}", "reverse": False, **more}


def options(*values: object) -> list[dict[str, object]]:
    return [{"value": value, "label": f"Label of {value}"} for value in values]


def score_data(
    method: str, lowest: float, highest: float | None, *, missing: Mapping[str, object], **more: object
) -> dict[str, object]:
    return {
        "id": "total",
        "label": "Total",
        "items": ["q1", "q2", "q3", "q4"],
        "method": method,
        "range": [lowest, highest],
        "direction": "higher_better",
        "missing": {"source": "invented", **missing},
        "bands": [],
        **more,
    }


def invented(score: Mapping[str, object], **changes: object) -> dict[str, object]:
    """Four items answered 1 to 5, the second reversed, and one score over them."""
    own = {
        "id": "invented",
        "items": [item("q1"), item("q2", reverse=True), item("q3"), item("q4")],
        "response_options": options(1, 2, 3, 4, 5),
        "scoring": {"reverse_rule": "6 - value for q2", "scores": [score]},
        "cutoffs": [],
        "reliable_change": None,
        "risk_rules": [],
        "risk_missing": [],
    }
    return {**phq9_data(), **own, **changes}


def made(score: Mapping[str, object], **changes: object) -> Instrument:
    return parse_instrument(invented(score, **changes))


NO_MISSING = {"policy": "none"}
SUM = score_data("sum", 4, 20, missing=NO_MISSING)
