"""A thief who has copied every file under the data directory, power off, and knows pv1 by heart.

He tries as a key whatever 32 bytes the files hold, hashed and unhashed, on everything that is sealed. Given one
passphrase he opens what its owner could.
"""

import hashlib
import hmac
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from uuid import UUID

from stillroom.core.sealing import contexts
from stillroom.core.sealing.accounts import handle_index, sub_key
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.key_rings import KeyRing, open_key_ring
from stillroom.core.sealing.passphrases import (
    PARAMS_BYTES,
    Bounds,
    Norm,
    Params,
    argon2id,
    key_encryption_key,
    normalise,
    open_passphrase,
)
from stillroom.core.sealing.spaces import open_record, space_key
from stillroom.core.sealing.suite import open_sealed

ANY_COST = Bounds((8, 1_048_576), (1, 16), (1, 4))


@dataclass(slots=True)
class Loot:
    """What the copy holds. Rows are dicts by column name."""

    files: dict[str, bytes]
    accounts: list[dict[str, bytes]]
    spaces: list[dict[str, bytes]]
    records: list[dict[str, bytes]]
    others: list[bytes] = field(default_factory=list)  # every other blob: invites, drops, audit entries

    @property
    def pepper(self) -> bytes:
        return self.files["pepper.1"]


def copy_of(data: Path) -> Loot:
    """Every file under `data`; the database is read with its write-ahead log, as the thief's own SQLite would."""
    files = {str(path.relative_to(data)): path.read_bytes() for path in sorted(data.rglob("*")) if path.is_file()}
    (database,) = (data / name for name in files if name.endswith(".sqlite3"))
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    connection.row_factory = sqlite3.Row

    def rows(table: str) -> list[dict[str, bytes]]:
        return [dict(row) for row in connection.execute(f"SELECT * FROM {table}")]

    loot = Loot(files, rows("account"), rows("space"), rows("record"))
    for table in ("invite", "key_drop", "audit"):
        loot.others += [row["blob"] for row in rows(table)]
    connection.close()
    return loot


def values_in(loot: Loot) -> Iterator[bytes]:
    """Every field of every row, and every small file whole."""
    for row in (*loot.accounts, *loot.spaces, *loot.records):
        yield from (value for value in row.values() if isinstance(value, bytes))
    yield from loot.others
    yield from (content for content in loot.files.values() if len(content) < 100_000)


def candidate_keys(loot: Loot, step: int) -> set[bytes]:
    """32-byte windows at every `step` bytes of every value, and of each value its SHA-256 and HMACs."""
    secrets = [content for name, content in loot.files.items() if len(content) in (32, 64)]
    keys = {b"\0" * 32}
    for value in values_in(loot):
        keys |= {
            value[at : at + 32] for at in range(0, max(1, len(value) - 31), step) if len(value[at : at + 32]) == 32
        }
        keys.add(hashlib.sha256(value).digest())
        keys |= {hmac.digest(secret, value, "sha256") for secret in secrets}
        keys |= {hmac.digest(secret, value, "sha512")[:32] for secret in secrets}
    return keys


def sealed_things(loot: Loot) -> Iterator[tuple[bytes, bytes, str]]:
    """(context, blob, what) of all that is sealed under a key directly."""
    epochs = {row["id"]: row["epoch"] for row in loot.spaces}
    for row in loot.records:
        space, record = UUID(bytes=row["space_id"]), UUID(bytes=row["id"])
        yield contexts.record(space, epochs[row["space_id"]], record, row["version"]), row["blob"], "record"
    for row in loot.accounts:
        account, version = UUID(bytes=row["id"]), row["key_version"]
        yield contexts.key_ring(account, version, row["key_ring_version"]), row["key_ring"], "key ring"
        yield contexts.profile(account, version, row["profile_version"]), row["profile"], "profile"
        if row["recovery_wrap"]:
            yield contexts.recovery(account, version), row["recovery_wrap"], "recovery wrap"
        params = row["passphrase_wrap"][:PARAMS_BYTES]
        for slot in (0, 1):
            at = PARAMS_BYTES + slot * 129
            wrap = row["passphrase_wrap"][at : at + 129]
            yield contexts.passphrase_slot(account, version, slot, params), wrap, "passphrase wrap"


def try_everything(loot: Loot, keys: set[bytes], targets: list[tuple[bytes, bytes, str]]) -> tuple[int, list[str]]:
    """How many trials, and what opened: each key as it is, as a space's EK, and as an account's root seed."""
    trials, opened = 0, []
    for context, blob, what in targets:
        for key in keys:
            trials += 1
            if _opens(key, context, blob):
                opened.append(what)
    salts = {(row["id"], row["epoch"]): row["salt"] for row in loot.spaces}
    for row in loot.records[:: max(1, len(loot.records) // 12)]:
        space = UUID(bytes=row["space_id"])
        epoch = next(epoch for (found, epoch) in salts if found == row["space_id"])
        context = contexts.record(space, epoch, UUID(bytes=row["id"]), row["version"])
        for key in keys:
            trials += 1
            derived = space_key(salts[row["space_id"], epoch], space, epoch, key)
            if _opens(derived, context, row["blob"]):
                opened.append("record by EK")
    for row in loot.accounts:
        context = contexts.key_ring(UUID(bytes=row["id"]), row["key_version"], row["key_ring_version"])
        for key in keys:
            trials += 1
            if _opens(sub_key(key, "keyring"), context, row["key_ring"]):
                opened.append("key ring by seed")
    return trials, opened


def _opens(key: bytes, context: bytes, blob: bytes) -> bool:
    try:
        open_sealed(key, context, blob)
    except SealError:
        return False
    return True


def open_with_passphrase(loot: Loot, handle: str, passphrase: str) -> list[bytes]:
    """Everything that the owner of this passphrase can open, as plain payloads: the control of the whole attack."""
    index = handle_index(loot.pepper, handle)
    row = next(row for row in loot.accounts if row["handle_index"] == index)
    account = UUID(bytes=row["id"])
    params = Params.decode(row["passphrase_wrap"][:PARAMS_BYTES], ANY_COST)
    hashed = argon2id(normalise(passphrase, Norm.WORDS).encode(), params)
    kek = key_encryption_key(loot.pepper, account, params, hashed)
    seed = open_passphrase(row["passphrase_wrap"], account, row["key_version"], kek)
    ring: KeyRing = open_key_ring(seed, account, row["key_version"], row["key_ring_version"], row["key_ring"])
    salts = {row["id"]: row["salt"] for row in loot.spaces}
    found = []
    for record in loot.records:
        entry = ring.spaces.get(UUID(bytes=record["space_id"]))
        if entry is None:
            continue
        space = UUID(bytes=record["space_id"])
        key = space_key(salts[record["space_id"]], space, entry.epoch, entry.key)
        found.append(open_record(key, space, entry.epoch, UUID(bytes=record["id"]), record["version"], record["blob"]))
    return found


def files_with(loot: Loot, words: bytes) -> list[str]:
    """Files that hold these bytes, as UTF-8, UTF-16 or hex."""
    forms = (words, words.decode().encode("utf-16-le"), words.hex().encode(), words.hex().upper().encode())
    return [name for name, content in loot.files.items() if any(form in content for form in forms)]
