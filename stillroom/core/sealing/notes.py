"""A note for somebody without an account: suite S1, with a key that stands in a link's fragment, which no server hears.
Browsers open it with WebCrypto."""

from stillroom.core.sealing.suite import KEY_BYTES as KEY_BYTES
from stillroom.core.sealing.suite import seal

_CONTEXT = b"stillroom/note/1/"
_STEP = 1024  # bytes: a row's length says nothing finer of its note


def seal_note(key: bytes, about: bytes, text: str) -> bytes:
    """Bound to `about`, the id of its row, and padded with line ends, which a reader cuts off.

    Raises ValueError for a key that is not 32 bytes long.
    """
    plain = text.encode()
    return seal(key, _CONTEXT + about, plain + b"\n" * (-len(plain) % _STEP))
