"""The comparisons that cut-offs, risk rules and conditions are written with."""

import operator
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TypeAlias

Number: TypeAlias = int | float

COMPARISONS: Mapping[str, Callable[[Number, Number], bool]] = MappingProxyType(
    {">=": operator.ge, "<=": operator.le, ">": operator.gt, "<": operator.lt, "==": operator.eq}
)
