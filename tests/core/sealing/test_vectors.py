"""Each vector of pv1 section 20 (all but 20, which belongs to the custodian's offline tools), computed anew."""

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest

from stillroom.core.sealing import contexts, drops, passkeys, recovery
from stillroom.core.sealing.accounts import handle_index, normalise_handle, seed_payload, sub_key
from stillroom.core.sealing.audit import FIRST_LINK, link
from stillroom.core.sealing.crockford import ALPHABET
from stillroom.core.sealing.directory import directory_message, public_of, sign_directory, verify_directory
from stillroom.core.sealing.drops import DropType
from stillroom.core.sealing.encoding import INVITE, KEY_RING, lp, pad, padme, prf, unpad
from stillroom.core.sealing.encoding import RECORD as RECORD_FLOOR
from stillroom.core.sealing.errors import SealError
from stillroom.core.sealing.hybrid import HybridKey, fingerprint, hybrid_open
from stillroom.core.sealing.invites import (
    InviteEnvelope,
    format_code,
    invite_id,
    invite_key,
    normalise_code,
    open_invite,
)
from stillroom.core.sealing.key_rings import KeyRing, open_key_ring
from stillroom.core.sealing.passphrases import Params, argon2id, key_encryption_key, normalise, open_passphrase
from stillroom.core.sealing.sessions import (
    SessionPayload,
    open_session,
    session_id,
    session_key,
    token_from_text,
    token_text,
)
from stillroom.core.sealing.spaces import key_check_value, open_record, space_key
from stillroom.core.sealing.suite import seal
from tests.core.sealing.vectors import ACCOUNT, EK, ENTROPY, PEPPER, RECORD, SEED, SPACE, VECTORS, named

Fields = dict[str, Any]

RK = space_key(named("space_salt"), SPACE, 7, EK)
ROSTER_HASH = named("roster_hash")

# What a vector gives rather than asks for, or says in words.
GIVEN = {
    "00 inputs": {"rule", "invite_code_rule"},
    "01 LP": {"inputs"},
    "02 PRF": {"inputs"},
    "04 space key": {"epoch"},
    "05 record AAD": {"epoch", "version"},
    "06 record seal": {"payload"},
    "07 passphrase": {"typed"},
    "08 passphrase wrap slot 0": {"row"},
    "14 keyring": {"version"},
    "15b rekey drop proof": {"old_epoch", "new_epoch"},
    "16 drop (open only)": {"drop"},
    "17 blind index": {"handle"},
    "18 audit": {"entry1"},
}


def inputs() -> Fields:
    return {
        "account_id": ACCOUNT.hex,
        "ars": SEED.hex(),
        "space_id": SPACE.hex,
        "space_salt": named("space_salt").hex(),
        "space_secret_EK": EK.hex(),
        "record_id": RECORD.hex,
        "r": ENTROPY.hex(),
        "pepper": PEPPER.hex(),
        "boot_secret": named("boot").hex(),
        "cookie_T": named("cookie").hex(),
        "argon_salt": named("argon_salt", 16).hex(),
        "recovery_secret": named("recovery", 16).hex(),
    }


def length_prefixes() -> Fields:
    return {"output": lp(b"a", b"", b"bc").hex()}


def pseudo_random_function() -> Fields:
    return {"output": prf(EK, 3, b"x", b"y").hex()}


def padding() -> Fields:
    lengths = VECTORS["03 pad"]["padme"]
    return {
        "padme": {length: padme(int(length)) for length in lengths},
        "pad_hi_sha256": hashlib.sha256(pad(b"hi", RECORD_FLOOR)).hexdigest(),
        "pad_hi_len": len(pad(b"hi", RECORD_FLOOR)),
        "pad_253_len": len(pad(bytes(253), RECORD_FLOOR)),
    }


def space_keys() -> Fields:
    return {"RK": RK.hex(), "kcv": key_check_value(RK, SPACE, 7).hex()}


def record_context() -> Fields:
    return {"ctx": contexts.record(SPACE, 7, RECORD, 3).hex()}


def record_seal() -> Fields:
    payload = VECTORS["06 record seal"]["payload"].encode()
    blob = seal(RK, contexts.record(SPACE, 7, RECORD, 3), pad(payload, RECORD_FLOOR), entropy=ENTROPY)
    return {"salt": blob[1:33].hex(), "commit": blob[33:65].hex(), "blob": blob.hex(), "blob_len": len(blob)}


@cache
def passphrase_key() -> tuple[Params, bytes, bytes]:
    """Real cost, so run once."""
    params = Params.decode(bytes.fromhex(VECTORS["07 passphrase"]["params"]))
    stretched = argon2id(normalise(VECTORS["07 passphrase"]["typed"], params.norm).encode(), params)
    return params, stretched, key_encryption_key(PEPPER, ACCOUNT, params, stretched)


def passphrase() -> Fields:
    params, stretched, kek = passphrase_key()
    words = normalise(VECTORS["07 passphrase"]["typed"], params.norm)
    return {
        "normalised": words,
        "params": params.encode().hex(),
        "argon2id": stretched.hex(),
        "kek": kek.hex(),
    }


def passphrase_wrap() -> Fields:
    params, _, kek = passphrase_key()
    context = contexts.passphrase_slot(ACCOUNT, 1, 0, params.encode())
    wrap = seal(kek, context, seed_payload(SEED, ACCOUNT), entropy=ENTROPY)
    return {"ctx": context.hex(), "wrap": wrap.hex(), "wrap_len": len(wrap)}


def account_sub_keys() -> Fields:
    return {
        "kem_seed": sub_key(SEED, "kem").hex(),
        "keyring": sub_key(SEED, "keyring").hex(),
        "profile": sub_key(SEED, "profile").hex(),
        "sign": sub_key(SEED, "sign").hex(),
    }


def hybrid_key() -> Fields:
    public = HybridKey.from_seed(sub_key(SEED, "kem")).public_bytes
    return {
        "public_key_sha256": hashlib.sha256(public).hexdigest(),
        "public_key_len": len(public),
        "public_key_first32": public[:32].hex(),
        "public_key_last32": public[-32:].hex(),
        "fp": fingerprint(public).hex(),
    }


def recovery_code() -> Fields:
    secret = named("recovery", 16)
    kek = recovery.recovery_key(ACCOUNT, secret)
    wrap = seal(kek, contexts.recovery(ACCOUNT, 1), seed_payload(SEED, ACCOUNT), entropy=ENTROPY)
    return {
        "code": recovery.encode(secret),
        "checksum22": recovery.checksum(secret),
        "recovery_id": recovery.recovery_id(secret).hex(),
        "kek": kek.hex(),
        "wrap": wrap.hex(),
    }


def session() -> Fields:
    token, payload = named("cookie"), SessionPayload(SEED, ACCOUNT, akv=1, generation=4)
    kek, context = session_key(named("boot"), token), contexts.session(session_id(token))
    return {
        "cookie": token_text(token),
        "session_id": session_id(token).hex(),
        "session_kek": kek.hex(),
        "payload": payload.pack().hex(),
        "ctx": context.hex(),
        "wrap": seal(kek, context, payload.pack(), entropy=ENTROPY).hex(),
    }


def passkey() -> Fields:
    kek = passkeys.passkey_key(named("prf_output"), ACCOUNT, named("credential_id"))
    return {"prf_input": passkeys.prf_input("example.org").hex(), "kek": kek.hex()}


def key_ring() -> Fields:
    context, payload = contexts.key_ring(ACCOUNT, 1, 5), KeyRing().to_json()
    blob = seal(sub_key(SEED, "keyring"), context, pad(payload, KEY_RING), entropy=ENTROPY)
    assert open_key_ring(SEED, ACCOUNT, 1, 5, blob) == KeyRing()
    return {
        "json": payload.decode(),
        "ctx": context.hex(),
        "blob_sha256": hashlib.sha256(blob).hexdigest(),
    }


def invite() -> Fields:
    code = "".join(ALPHABET[byte & 31] for byte in named("invite", 20))
    envelope = InviteEnvelope(SPACE, 7, EK, ROSTER_HASH)
    context = contexts.invite(invite_id(code))
    blob = seal(invite_key(code), context, pad(envelope.to_json(), INVITE), entropy=ENTROPY)
    assert open_invite(code, blob) == envelope
    return {
        "code_text": format_code(code),
        "invite_code_bytes": normalise_code(format_code(code)).encode().hex(),
        "invite_id": invite_id(code).hex(),
        "invite_key": invite_key(code).hex(),
        "payload": envelope.to_json().decode(),
        "blob_len": len(blob),
        "blob_sha256": hashlib.sha256(blob).hexdigest(),
    }


def drop_proof() -> Fields:
    key, new_ek = drops.rekey_key(EK, SPACE, 7), named("ek2")
    recipient = fingerprint(HybridKey.from_seed(sub_key(SEED, "kem")).public_bytes)
    return {
        "new_EK": new_ek.hex(),
        "rekey_key": key.hex(),
        "ek_hash": drops.ek_hash(new_ek).hex(),
        "roster_hash": ROSTER_HASH.hex(),
        "proof": drops.proof(key, DropType.REKEY, SPACE, 8, new_ek, recipient, ROSTER_HASH).hex(),
        "info": drops.drop_info(recipient, ACCOUNT, 1).hex(),
    }


def drop_opened() -> Fields:
    key, blob = HybridKey.from_seed(sub_key(SEED, "kem")), bytes.fromhex(VECTORS["16 drop (open only)"]["drop"])
    info = drops.drop_info(fingerprint(key.public_bytes), ACCOUNT, 1)
    return {"payload": unpad(hybrid_open(key, info, blob)).decode(), "drop_len": len(blob)}


def blind_index() -> Fields:
    typed = VECTORS["17 blind index"]["handle"]
    return {"normalised": normalise_handle(typed), "index": handle_index(PEPPER, typed).hex()}


def audit_links() -> Fields:
    entry = VECTORS["18 audit"]["entry1"].encode()
    first = link(FIRST_LINK, SPACE, 1, entry)
    return {"link1": first.hex(), "link2": link(first, SPACE, 2, entry).hex()}


def directory() -> Fields:
    private = named("practice")
    tom = fingerprint(HybridKey.from_seed(sub_key(SEED, "kem")).public_bytes)
    message = directory_message("practice-1", ACCOUNT, "therapist", tom, 20780, 21145)
    signature = sign_directory(private, message)
    verify_directory(public_of(private), message, signature)
    return {
        "practice_pub": public_of(private).hex(),
        "message": message.hex(),
        "signature": signature.hex(),
    }


COMPUTED: dict[str, Callable[[], Fields]] = {
    "00 inputs": inputs,
    "01 LP": length_prefixes,
    "02 PRF": pseudo_random_function,
    "03 pad": padding,
    "04 space key": space_keys,
    "05 record AAD": record_context,
    "06 record seal": record_seal,
    "07 passphrase": passphrase,
    "08 passphrase wrap slot 0": passphrase_wrap,
    "09 account subkeys": account_sub_keys,
    "10 X-Wing": hybrid_key,
    "11 recovery": recovery_code,
    "12 session": session,
    "13 passkey": passkey,
    "14 keyring": key_ring,
    "15a invite envelope": invite,
    "15b rekey drop proof": drop_proof,
    "16 drop (open only)": drop_opened,
    "17 blind index": blind_index,
    "18 audit": audit_links,
    "19 directory": directory,
}


def test_every_vector_is_computed_but_the_custodians() -> None:
    assert VECTORS.keys() - COMPUTED.keys() == {"20 custodian", "21 negative"}


@pytest.mark.parametrize("name", COMPUTED)
def test_the_vector_is_computed_anew(name: str) -> None:
    asked_for = {field: value for field, value in VECTORS[name].items() if field not in GIVEN.get(name, set())}
    assert COMPUTED[name]() == asked_for


def test_the_wraps_of_the_vectors_open_again() -> None:
    params, _, kek = passphrase_key()
    slot_0 = bytes.fromhex(VECTORS["08 passphrase wrap slot 0"]["wrap"])
    assert open_passphrase(params.encode() + slot_0 + b"\x01" + bytes(128), ACCOUNT, 1, kek) == SEED
    secret = recovery.decode(VECTORS["11 recovery"]["code"])
    wrap = bytes.fromhex(VECTORS["11 recovery"]["wrap"])
    assert recovery.open_recovery(wrap, ACCOUNT, 1, recovery.recovery_key(ACCOUNT, secret)) == SEED
    token = token_from_text(VECTORS["12 session"]["cookie"])
    blob = bytes.fromhex(VECTORS["12 session"]["wrap"])
    assert open_session(named("boot"), token, blob) == SessionPayload(SEED, ACCOUNT, akv=1, generation=4)
    assert base64.urlsafe_b64decode(VECTORS["12 session"]["cookie"] + "=") == named("cookie")


class TestNegativeVector:
    """21: what must not open."""

    blob = bytes.fromhex(VECTORS["06 record seal"]["blob"])

    def refuses(self, blob: bytes, epoch: int = 7, version: int = 3) -> None:
        with pytest.raises(SealError):
            open_record(RK, SPACE, epoch, RECORD, version, blob)

    def test_the_untouched_blob_opens(self) -> None:
        assert open_record(RK, SPACE, 7, RECORD, 3, self.blob).decode() == VECTORS["06 record seal"]["payload"]

    def test_any_bit_of_the_commitment(self) -> None:
        for bit in range(33 * 8, 65 * 8):
            flipped = bytearray(self.blob)
            flipped[bit // 8] ^= 1 << bit % 8
            self.refuses(bytes(flipped))

    def test_another_version_epoch_suite_or_length(self) -> None:
        self.refuses(self.blob, version=4)
        self.refuses(self.blob, epoch=6)
        self.refuses(b"\x02" + self.blob[1:])
        self.refuses(self.blob[:80])

    def test_parameters_below_the_floor(self) -> None:
        with pytest.raises(SealError):
            Params.decode(bytes.fromhex(VECTORS["21 negative"]["kdf_floor"]))
