"""A key in a box that does not show itself."""

from typing import NoReturn, final


@final
class Secret:
    """Holds key bytes so that no log line, error page, comparison or pickle can carry them by accident.

    Equality is identity: two holders never compare by value, so no timing shows how far two keys agree.
    """

    __slots__ = ("_value",)

    def __init__(self, value: bytes) -> None:
        self._value = value

    def reveal(self) -> bytes:
        return self._value

    def __repr__(self) -> str:
        return "Secret(...)"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret is neither copied nor pickled")
