"""One document of any kind, made from its annotations, so that a kind that is new tomorrow is tested too."""

import dataclasses
import types
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from enum import Enum
from typing import Union, get_args, get_origin, get_type_hints
from uuid import UUID

VALUES: dict[object, object] = {
    str: "canary-wren",
    int: 3,
    float: 0.5,
    bool: True,
    bytes: b"canary",
    UUID: UUID("0d75e1e7-8503-45b7-b4c3-0a552aeb3999"),
    datetime: datetime(2026, 11, 23, 18, tzinfo=UTC),
    date: date(2026, 11, 23),
    time: time(9, 30),
    timedelta: timedelta(minutes=50),
    Decimal: Decimal("150.00"),
    object: "canary-wren",
}


def sample(kind: object) -> object:
    """A value of the annotation `kind`; containers hold one each. Raises TypeError for what no document should hold."""
    if kind in VALUES:
        return VALUES[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return next(iter(kind))
    if isinstance(kind, type) and dataclasses.is_dataclass(kind):
        hints = get_type_hints(kind)
        return kind(**{field.name: sample(hints[field.name]) for field in dataclasses.fields(kind) if field.init})
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in (Union, types.UnionType):
        return sample(next(argument for argument in arguments if argument is not types.NoneType))
    if origin is tuple and arguments[-1] is not Ellipsis:
        return tuple(sample(argument) for argument in arguments)
    if origin in (tuple, list, frozenset, set):
        return origin([sample(arguments[0])])
    if origin is not None and len(arguments) == 2:
        return {sample(arguments[0]): sample(arguments[1])}
    raise TypeError(f"no sample for {kind}")
