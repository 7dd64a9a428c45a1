"""What a form carries from one of its pages to the next: sealed, under a key that lives in RAM alone.

A passphrase just chosen must stand in no address, no cookie and no file before it is confirmed. So the page carries
it itself, and it is worth nothing once the power is off or the time is over.
"""

import base64
import binascii
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec
from django.conf import settings
from django.utils.translation import gettext as _

from stillroom.base.errors import Refused
from stillroom.core.sealing.encoding import Tag, lp, prf, u64
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.suite import open_sealed, seal

T = TypeVar("T")
LIFETIME = timedelta(minutes=30)


class FormOver(Refused):
    """Older than its time, from before a restart, or not ours."""

    def __init__(self) -> None:
        super().__init__(_("This page was open for too long, so we let go of what was on it. Please start again here."))


def _key() -> bytes:
    return prf(settings.BOOT_SECRET, Tag.SESSION, b"pv1/form-key")[:32]


def _context(kind: str) -> bytes:
    return lp(b"pv1/form", kind.encode())


def seal_form(kind: str, state: object, now: datetime, lifetime: timedelta = LIFETIME) -> str:
    """`state` (a dataclass) as ASCII text for a hidden field. `kind` keeps one form's state out of another form."""
    payload = u64(int((now + lifetime).timestamp())) + msgspec.json.encode(state)
    return base64.urlsafe_b64encode(seal(_key(), _context(kind), payload)).decode("ascii")


def open_form(kind: str, cls: type[T], text: str, now: datetime) -> T:
    """What `seal_form` was given. Raises FormOver."""
    try:
        payload = open_sealed(_key(), _context(kind), base64.b64decode(text.encode(), altchars=b"-_", validate=True))
    except (binascii.Error, SealError):
        raise FormOver from None
    if int.from_bytes(payload[:8], "big") <= now.timestamp():
        raise FormOver
    try:
        return msgspec.json.decode(payload[8:], type=cls)
    except msgspec.MsgspecError:  # sealed by an earlier version of this page, before a restart
        raise FormOver from None
