"""Who opened and wrote what, sealed inside the space for its members to see (pv1 section 8)."""

import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction
from django.db.models import Max

from stillroom.core.sealing.audit import FIRST_LINK
from stillroom.core.sealing.audit import link as next_link
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.spaces import open_audit, seal_audit
from stillroom.vault.models import AuditEntry
from stillroom.vault.spaces import OpenSpace, Tampered, gone_or_harmed, open_with, write_head

LOOK_BACK = 40
SPACE = "space"  # what an act is done to that concerns no kind of document: a new key, a new member

Entry = dict[str, str]


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


def _open(space: OpenSpace, seq: int, blob: bytes) -> bytes:
    try:
        return open_audit(space.space_key.reveal(), space.id, space.epoch, seq, blob)
    except SealError:
        raise gone_or_harmed(space) from None


def _noted(space: OpenSpace, action: str, hour: str) -> set[str]:
    """What this person has done in this hour already, as far as the newest entries tell."""
    rows = AuditEntry.objects.filter(space_id=space.id).order_by("-seq").values_list("seq", "blob")[:LOOK_BACK]
    entries: list[Entry] = [json.loads(_open(space, seq, bytes(blob))) for seq, blob in rows]
    own = (action, hour, _mark(space))
    return {entry["o"] for entry in entries if (entry["a"], entry["h"], entry["fp"]) == own}


def _mark(space: OpenSpace) -> str:
    return space.fingerprint.hex()[:8]


def append_audit(space: OpenSpace, action: str, kinds: Sequence[str], now: datetime) -> bytes:
    """Adds what is not yet noted for this hour and returns the chain's newest link.

    Call it on the newest state of `space`, inside the transaction that then writes the head.
    """
    hour = _hour(now)
    noted = _noted(space, action, hour)
    link = space.head.link
    last = AuditEntry.objects.filter(space_id=space.id).aggregate(last=Max("seq"))["last"] or 0
    for kind in kinds:
        if kind in noted:
            continue
        last += 1
        entry = {"n": secrets.token_hex(16), "h": hour, "by": space.role, "fp": _mark(space), "a": action, "o": kind}
        plain = json.dumps(entry, sort_keys=True, separators=(",", ":")).encode()
        blob = seal_audit(space.space_key.reveal(), space.id, space.epoch, last, plain)
        AuditEntry.objects.create(space_id=space.id, seq=last, blob=blob)
        link = next_link(link, space.id, last, plain)
    return link


def note_opened(space: OpenSpace, kinds: Sequence[str], now: datetime, action: str = "open") -> None:
    """Notes that this person opened documents of these kinds, once an hour for each; or took them out, when `action`
    is "export". Raises Hidden or Tampered.

    Nobody waits for anybody where there is nothing new to note, and else the space is opened again under the lock:
    somebody may have written since the page opened it.
    """
    if _noted(space, action, _hour(now)) >= set(kinds):
        return
    with transaction.atomic():
        fresh = open_with(space.key, space.fingerprint, space.label)
        write_head(fresh, link=append_audit(fresh, action, kinds, now))
    space.head = fresh.head


def note_change(space: OpenSpace, action: str, now: datetime) -> None:
    """Notes what was done to the space itself: "join" or "rekey". Call it inside the transaction of the change."""
    write_head(space, link=append_audit(space, action, [SPACE], now))


def _chain(space: OpenSpace) -> list[Entry]:
    """Every entry up to the head's own link, oldest first, each proven to follow the one before. Raises Tampered.

    What comes after that link was noted since this page opened the space, and is not vouched for by its head.
    """
    link, chain = FIRST_LINK, list[Entry]()
    rows = AuditEntry.objects.filter(space_id=space.id).order_by("seq").values_list("seq", "blob")
    for seq, blob in rows:
        if link == space.head.link:
            break
        plain = _open(space, seq, bytes(blob))
        link = next_link(link, space.id, seq, plain)
        chain.append(json.loads(plain))
    if link != space.head.link:
        raise Tampered
    return chain


def trail(space: OpenSpace) -> tuple[Trace, ...]:
    """Everything noted in this space, newest first. Raises Tampered where an entry was removed, changed or added."""
    return tuple(
        Trace(
            hour=datetime.fromisoformat(f"{entry['h']}:00:00+00:00"),
            role=entry["by"],
            author=bytes.fromhex(entry["fp"]),
            action=entry["a"],
            kind=entry["o"],
        )
        for entry in reversed(_chain(space))
    )
