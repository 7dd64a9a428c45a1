"""Strict reading of parsed JSON: each value knows where it stands, so that an error can say so."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from stillroom.core.instruments.comparisons import Number


class BadInstrument(ValueError):
    """An instrument's data is not as it must be. The sentence begins with the place, as in `items[3].text`."""


class UnsupportedMethod(BadInstrument):
    """The data asks for a way of scoring that this engine does not have."""


@dataclass(frozen=True, slots=True)
class Node:
    """One JSON value and its place. Every method raises BadInstrument for another type."""

    value: object
    place: str

    def bad(self, sentence: str) -> BadInstrument:
        """The error to raise here."""
        return BadInstrument(f"{self.place}: {sentence}")

    def unsupported(self, what: str) -> UnsupportedMethod:
        """The error to raise when this is known but cannot be scored."""
        return UnsupportedMethod(f"{self.place}: {what} cannot be scored by this engine.")

    def fields(self, required: Collection[str], optional: Collection[str] = ()) -> dict[str, "Node"]:
        """The members of an object: all the required ones, and none that is not known."""
        if not isinstance(self.value, Mapping):
            raise self.bad("an object is needed.")
        found: dict[str, Node] = {}
        for key, value in self.value.items():
            if not isinstance(key, str) or (key not in required and key not in optional):
                raise self.bad(f"{key!r} is not known here.")
            found[key] = Node(value, f"{self.place}.{key}")
        for key in required:
            if key not in found:
                raise self.bad(f"{key!r} is missing.")
        return found

    def parts(self) -> list["Node"]:
        """The members of a list."""
        if not isinstance(self.value, list | tuple):
            raise self.bad("a list is needed.")
        return [Node(value, f"{self.place}[{index}]") for index, value in enumerate(self.value)]

    def is_null(self) -> bool:
        """Whether it is null."""
        return self.value is None

    def text(self) -> str:
        """A text that is not empty."""
        if not isinstance(self.value, str) or not self.value.strip():
            raise self.bad("a text is needed.")
        return self.value

    def text_or_null(self) -> str | None:
        """A text that is not empty, or null."""
        return None if self.value is None else self.text()

    def flag(self) -> bool:
        """True or false."""
        if not isinstance(self.value, bool):
            raise self.bad("true or false is needed.")
        return self.value

    def flag_or_text(self) -> bool | str:
        """True, false, or a text."""
        return self.value if isinstance(self.value, bool) else self.text()

    def whole(self, least: int | None = None) -> int:
        """A whole number, not below `least`."""
        if not isinstance(self.value, int) or isinstance(self.value, bool):
            raise self.bad("a whole number is needed.")
        if least is not None and self.value < least:
            raise self.bad(f"{least} or more is needed.")
        return self.value

    def number(self) -> Number:
        """A finite number."""
        if not isinstance(self.value, int | float) or isinstance(self.value, bool):
            raise self.bad("a number is needed.")
        if not abs(self.value) < 1e9:
            raise self.bad("a number of a sensible size is needed.")
        return self.value

    def one_of(self, known: Collection[str]) -> str:
        """One of some texts."""
        text = self.text()
        if text not in known:
            raise self.bad(f"{text!r} is not one of {', '.join(sorted(known))}.")
        return text
