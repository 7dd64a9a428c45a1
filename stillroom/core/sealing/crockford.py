"""Crockford's base 32: codes that survive voice and handwriting (https://www.crockford.com/base32.html)."""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

_VALUES = {symbol: value for value, symbol in enumerate(ALPHABET)}
_SEPARATORS = re.compile(r"[\s\-\u2010-\u2015]+")
_LOOKALIKES = str.maketrans("OIL", "011")


def symbols_of(number: int, count: int) -> str:
    """`count` symbols, most significant first."""
    return "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(count)))


def number_of(symbols: str) -> int:
    """Raises KeyError for anything outside the alphabet."""
    number = 0
    for symbol in symbols:
        number = number << 5 | _VALUES[symbol]
    return number


def clean(typed: str) -> str:
    """Upper case, without spaces and hyphens, and O, I, L read as the digits they look like."""
    bare = _SEPARATORS.sub("", unicodedata.normalize("NFKC", typed))
    return bare.upper().translate(_LOOKALIKES)


def grouped(symbols: str, size: int) -> str:
    return "-".join(symbols[start : start + size] for start in range(0, len(symbols), size))


def is_code(symbols: str) -> bool:
    return all(symbol in _VALUES for symbol in symbols)
