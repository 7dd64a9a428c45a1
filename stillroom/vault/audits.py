"""Who opened and wrote what, sealed inside the space for its members to see (pv1 section 8)."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from stillroom.core.sealing.audit import anchor
from stillroom.core.sealing.audit import link as next_link
from stillroom.core.sealing.spaces import open_audit, seal_audit
from stillroom.vault.models import AuditEntry, Space
from stillroom.vault.spaces import OpenSpace, write_head

LOOK_BACK = 40


@dataclass(frozen=True, slots=True)
class Trace:
    """One (person, action, kind, hour). `hour` is the aware UTC start of that hour."""

    hour: datetime
    role: str
    author: bytes  # the first 8 hex digits of the fingerprint, as 4 bytes
    action: str
    kind: str


def _hour(now: datetime) -> str:
    return now.astimezone(UTC).strftime("%Y-%m-%dT%H")


def _entries(space: OpenSpace, newest: int | None = None) -> list[dict[str, str]]:
    rows = AuditEntry.objects.filter(space_id=space.id).order_by("-seq").values_list("seq", "blob")
    key = space.space_key.reveal()
    opened = (open_audit(key, space.id, space.epoch, seq, bytes(blob)) for seq, blob in rows[:newest])
    return [json.loads(plain) for plain in opened]


def append_audit(space: OpenSpace, action: str, kinds: Sequence[str], now: datetime) -> bytes:
    """Adds what is not yet noted for this hour and returns the chain's newest link. Call it inside a transaction
    that also writes the head."""
    hour, by = _hour(now), space.fingerprint.hex()[:8]
    noted = {
        entry["o"]
        for entry in _entries(space, LOOK_BACK)
        if entry["h"] == hour and entry["fp"] == by and entry["a"] == action
    }
    link = space.head.link
    last = AuditEntry.objects.filter(space_id=space.id).aggregate(last=Max("seq"))["last"] or 0
    for kind in kinds:
        if kind in noted:
            continue
        last += 1
        entry = {"n": secrets.token_hex(16), "h": hour, "by": space.role, "fp": by, "a": action, "o": kind}
        plain = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
        blob = seal_audit(space.space_key.reveal(), space.id, space.epoch, last, plain)
        AuditEntry.objects.create(space_id=space.id, seq=last, blob=blob)
        link = next_link(link, space.id, last, plain)
    Space.objects.filter(id=space.id).update(anchor=anchor(link))
    return link


def note_opened(space: OpenSpace, kinds: Sequence[str], now: datetime) -> None:
    """Notes that this person opened documents of these kinds, once an hour for each."""
    with transaction.atomic():
        link = append_audit(space, "open", kinds, now)
        if link != space.head.link:
            write_head(space, link=link)


def trail(space: OpenSpace) -> tuple[Trace, ...]:
    """Everything noted in this space, newest first."""
    return tuple(
        Trace(
            hour=datetime.fromisoformat(f"{entry['h']}:00:00+00:00"),
            role=entry["by"],
            author=bytes.fromhex(entry["fp"]),
            action=entry["a"],
            kind=entry["o"],
        )
        for entry in _entries(space)
    )
