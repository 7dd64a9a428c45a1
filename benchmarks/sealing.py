"""Opening sealed records, beside what libsodium and OpenSSL need in C for the same."""

import re
import shutil
import statistics
import subprocess
import time
from collections.abc import Callable, Iterator

import nacl.pwhash

from benchmarks.table import Row, at_most_times
from stillroom.base.ids import new_id
from stillroom.core.sealing.passphrases import Norm, Params, argon2id
from stillroom.core.sealing.spaces import open_record, seal_record
from stillroom.vault.accounts import PEPPER_ID, POLICY

WORDS = 500  # bytes of a usual message
SPEED = re.compile(r"^(?:hmac\(sha512\)|AES-256-GCM) +([\d.]+)k", re.MULTILINE | re.IGNORECASE)


def spent(work: Callable[[], object], rounds: int) -> float:
    """Microseconds of processor time, the median of `rounds`."""
    times = []
    for _ in range(rounds):
        before = time.process_time_ns()
        work()
        times.append((time.process_time_ns() - before) / 1000)
    return statistics.median(times)


def argon2_cost(rounds: int) -> float:
    """Microseconds for one passphrase at today's cost."""
    params = Params(*POLICY, 1, Norm.WORDS, PEPPER_ID, bytes(16))
    return spent(lambda: argon2id(b"amber otter lamp quiet ferry mango", params), rounds)


def rows(rounds: int, records: int) -> Iterator[Row]:
    key, space, places = bytes(32), new_id(), [new_id() for _ in range(records)]
    blobs = [seal_record(key, space, 1, place, 1, b"w" * WORDS) for place in places]

    def open_all() -> None:
        for place, blob in zip(places, blobs, strict=True):
            open_record(key, space, 1, place, 1, blob)

    each = spent(open_all, rounds) / records
    yield at_most_times("a record of 500 bytes opened", each, "µs", "HMAC-SHA-512 and AES-256-GCM in C", in_c(), 3.6)
    memory, passes = POLICY
    limit = nacl.pwhash.argon2id.kdf
    raw = spent(lambda: limit(32, b"amber otter lamp", bytes(16), opslimit=passes, memlimit=memory * 1024), rounds)
    yield Row("a passphrase hashed", argon2_cost(rounds) / 1000, "ms", "libsodium's Argon2id", raw / 1000)


def in_c() -> float:
    """Microseconds that `openssl speed` needs for one HMAC and one decryption. Of the HMAC's 512 bytes the half is the
    context; the other half stands for setting up its key, two blocks of SHA-512 that `speed` leaves out."""
    if shutil.which("openssl") is None:
        raise RuntimeError("the limit in C is measured with the program openssl")
    return _speed("-hmac", "sha512", 512) + _speed("-evp", "aes-256-gcm", WORDS)


def _speed(kind: str, name: str, size: int) -> float:
    command = ["openssl", "speed", "-seconds", "1", "-bytes", str(size), kind, name]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = SPEED.search(said)
    if found is None:
        raise RuntimeError(f"openssl speed said something else: {said[-200:]}")
    return size / (float(found[1]) * 1000) * 1e6
