"""Reads a TOML table key by key, so that every refusal names the place: `help_lines[2].hours: not like ...`."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

_MONEY = re.compile(r"\d{1,6}\.\d\d")
_NUMBER = re.compile(r"\+?\(?\d[\d ()-]*\d")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?")
_LINK = re.compile(r"https://[a-z0-9.-]+(/[A-Za-z0-9._~/-]*)?")
_SHORT_NUMBERS = {3, 5, 6, 10, 11}  # 988, the short codes that take texts, and a North American number


class PracticeFileError(ValueError):
    """`str(error)` begins with the key, as it stands in the file, and says what would be right."""


class TomlTable:
    """One table. Each key is asked for once; `close` refuses what nobody asked for, such as a misspelt key."""

    def __init__(self, values: object, place: str = "") -> None:
        if not isinstance(values, dict):
            raise PracticeFileError(f"{place}: needs to be a table, [{place}]")
        self._left: dict[str, object] = dict(values)
        self._place = place

    def refuse(self, key: str, why: str) -> NoReturn:
        raise PracticeFileError(f"{self._at(key)}: {why}")

    def close(self) -> None:
        for key in self._left:
            self.refuse(key, "nothing knows this key: is it misspelt?")

    def has(self, key: str) -> bool:
        return key in self._left

    def text(self, key: str, most: int = 400) -> str:
        return self._line(key, self._take(key), most)

    def optional_text(self, key: str) -> str:
        return self.text(key) if self.has(key) else ""

    def texts(self, key: str) -> tuple[str, ...]:
        return tuple(self._line(f"{key}[{i}]", value, 400) for i, value in enumerate(self._list(key)))

    def whole(self, key: str, least: int, most: int) -> int:
        value = self._take(key)
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            self.refuse(key, f"needs to be a whole number from {least} to {most}")
        return value

    def switch(self, key: str) -> bool:
        value = self._take(key)
        if not isinstance(value, bool):
            self.refuse(key, "needs to be true or false")
        return value

    def day(self, key: str) -> date:
        value = self._take(key)
        if not isinstance(value, date) or isinstance(value, datetime):
            self.refuse(key, "needs to be a date like 2026-11-23, without quotes")
        return value

    def money(self, key: str) -> Decimal:
        """As text with two decimals, because a TOML float cannot hold ten cents."""
        value = self._take(key)
        if not isinstance(value, str) or not value.isascii() or not _MONEY.fullmatch(value):
            self.refuse(key, 'needs to be an amount like "150.00", in quotes')
        return Decimal(value)

    def zone(self, key: str) -> ZoneInfo:
        name = self.text(key)
        try:
            return ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            self.refuse(key, f"no time zone is called {name}: it is a name like America/Los_Angeles")

    def phone(self, key: str) -> str:
        """A number as people write it, or '' if the key is not there."""
        number = self.optional_text(key)
        digits = len(re.sub(r"\D", "", number))
        known = 8 <= digits <= 15 if number.startswith("+") else digits in _SHORT_NUMBERS
        if number and (not number.isascii() or not known or not (_NUMBER.fullmatch(number) or number.isdigit())):
            self.refuse(key, f"not a telephone number: {number}")
        return number

    def link(self, key: str) -> str:
        """An https address without a query, or '' if the key is not there."""
        address = self.optional_text(key)
        if address and not _LINK.fullmatch(address):
            self.refuse(key, f"not an address like https://example.org/chat: {address}")
        return address

    def languages(self, key: str) -> tuple[str, ...]:
        codes = self.texts(key)
        for code in codes:
            if not _LANGUAGE.fullmatch(code):
                self.refuse(key, f'not a language code like "en" or "es": {code}')
        if not codes:
            self.refuse(key, "name at least one language")
        return codes

    def table(self, key: str) -> "TomlTable":
        return TomlTable(self._take(key), self._at(key))

    def tables(self, key: str) -> Iterator["TomlTable"]:
        for i, value in enumerate(self._list(key)):
            yield TomlTable(value, self._at(f"{key}[{i}]"))

    @property
    def names(self) -> tuple[str, ...]:
        """The keys that nobody has asked for yet."""
        return tuple(self._left)

    def value(self, key: str) -> object:
        """Whatever is there, for a key that may be text or a list."""
        return self._take(key)

    def _take(self, key: str) -> object:
        if key not in self._left:
            self.refuse(key, "this key is missing")
        return self._left.pop(key)

    def _list(self, key: str) -> list[object]:
        value = self._take(key)
        if not isinstance(value, list):
            self.refuse(key, "needs to be a list")
        return value

    def _line(self, key: str, value: object, most: int) -> str:
        if not isinstance(value, str):
            self.refuse(key, "needs to be text in quotes")
        if not value.strip() or value != value.strip() or not value.isprintable() or len(value) > most:
            self.refuse(key, f"needs to be one line of 1 to {most} characters, without spaces around it")
        return value

    def _at(self, key: str) -> str:
        return f"{self._place}.{key}" if self._place else key


def read_toml(text: str) -> TomlTable:
    """Raises PracticeFileError with the line when the text is no TOML."""
    try:
        return TomlTable(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise PracticeFileError(f"not readable as TOML: {error}") from None
