"""A note for somebody without an account: suite S1, with a key that stands in a link's fragment, which no server hears.
Browsers open it with WebCrypto."""

from stillroom.core.sealing.suite import KEY_BYTES as KEY_BYTES
from stillroom.core.sealing.suite import seal

_CONTEXT = b"stillroom/note/1/"


def seal_note(key: bytes, about: bytes, text: str) -> bytes:
    """Bound to `about`, the id of its row. Raises ValueError for a key that is not 32 bytes long."""
    return seal(key, _CONTEXT + about, text.encode())
