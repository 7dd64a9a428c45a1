"""The rules of the house that no linter knows, over the house itself. `test_breaks.py` shows that each can fail."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from tests.architecture import registry, source

HOUSE = Path(__file__).resolve().parents[1]

Rule = Callable[[Path], Iterable[str]]


@pytest.mark.parametrize("rule", [*source.RULES, *registry.RULES], ids=lambda rule: rule.__name__)
def test_the_house_keeps_each_of_its_rules(rule: Rule) -> None:
    assert list(rule(HOUSE)) == []
