// The vectors of pv1 section 20 that WebCrypto can compute. It knows no Argon2, ML-KEM or SHAKE: 07, 10, 13, 16
// and 19 are checked in Python only, and inputs come from the file.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";

import * as pv1 from "./pv1.mjs";

const { hex, unhex, utf8, lp, u32, u64 } = pv1;

const vectors = JSON.parse(await readFile(new URL("../vectors/pv1.json", import.meta.url), "utf8"));

const given = vectors["00 inputs"];
const account = unhex(given.account_id);
const space = unhex(given.space_id);
const record = unhex(given.record_id);
const seed = unhex(given.ars);
const ek = unhex(given.space_secret_EK);
const entropy = unhex(given.r);
const pepper = unhex(given.pepper);
const fingerprint = unhex(vectors["10 X-Wing"].fp);
const seedPayload = pv1.join(seed, account);

const spaceKey = () => pv1.prf32(unhex(given.space_salt), 8, "pv1/space-key", space, u32(7), ek);
const subKey = (label) => pv1.prf32(seed, 4, `pv1/account/${label}`);
const recordContext = () => lp(utf8("pv1/record"), space, u32(7), record, u32(3));
const hexOf = async (bytes) => hex(await bytes);

// Each takes its vector for what the vector gives, and returns what the vector asks for.
const computed = {
  "01 LP": () => ({ output: hex(lp(utf8("a"), utf8(""), utf8("bc"))) }),

  "02 PRF": async () => ({ output: await hexOf(pv1.prf(ek, 3, "x", utf8("y"))) }),

  "03 pad": async (vector) => ({
    padme: Object.fromEntries(Object.keys(vector.padme).map((length) => [length, pv1.padme(Number(length))])),
    pad_hi_sha256: await hexOf(pv1.sha256(pv1.pad(utf8("hi"), 256))),
    pad_hi_len: pv1.pad(utf8("hi"), 256).length,
    pad_253_len: pv1.pad(new Uint8Array(253), 256).length,
  }),

  "04 space key": async () => {
    const rk = await spaceKey();
    return { RK: hex(rk), kcv: await hexOf(pv1.prf32(rk, 3, "pv1/kcv", space, u32(7))) };
  },

  "05 record AAD": () => ({ ctx: hex(recordContext()) }),

  "06 record seal": async (vector) => {
    const rk = await spaceKey();
    const blob = await pv1.seal(rk, recordContext(), pv1.pad(utf8(vector.payload), 256), entropy);
    assert.deepEqual(await pv1.open(rk, recordContext(), blob), pv1.pad(utf8(vector.payload), 256));
    return {
      salt: hex(blob.slice(1, 33)),
      commit: hex(blob.slice(33, 65)),
      blob: hex(blob),
      blob_len: blob.length,
    };
  },

  "08 passphrase wrap slot 0": async () => {
    const { params, kek } = vectors["07 passphrase"];
    const context = lp(utf8("pv1/ars/pass"), account, u32(1), u32(0), unhex(params));
    const wrap = await pv1.seal(unhex(kek), context, seedPayload, entropy);
    return { ctx: hex(context), wrap: hex(wrap), wrap_len: wrap.length };
  },

  "09 account subkeys": async () => ({
    kem_seed: await hexOf(subKey("kem")),
    keyring: await hexOf(subKey("keyring")),
    profile: await hexOf(subKey("profile")),
    sign: await hexOf(subKey("sign")),
  }),

  "11 recovery": async () => {
    const secret = unhex(given.recovery_secret);
    const kek = await pv1.prf32(pv1.ZERO_KEY, 6, "pv1/recovery-kek", account, secret);
    const context = lp(utf8("pv1/ars/recovery"), account, u32(1));
    return {
      code: await pv1.recoveryCode(secret),
      checksum22: await pv1.recoveryChecksum(secret),
      recovery_id: await hexOf(pv1.prf16(pv1.ZERO_KEY, 6, "pv1/recovery-id", secret)),
      kek: hex(kek),
      wrap: await hexOf(pv1.seal(kek, context, seedPayload, entropy)),
    };
  },

  "12 session": async () => {
    const token = unhex(given.cookie_T);
    const id = await pv1.prf32(token, 7, "pv1/session-id");
    const kek = await pv1.prf32(unhex(given.boot_secret), 7, "pv1/session-kek", token);
    const payload = pv1.join(seedPayload, u32(1), u32(4));
    const context = lp(utf8("pv1/ars/session"), id);
    return {
      cookie: pv1.base64url(token),
      session_id: hex(id),
      session_kek: hex(kek),
      payload: hex(payload),
      ctx: hex(context),
      wrap: await hexOf(pv1.seal(kek, context, payload, entropy)),
    };
  },

  "14 keyring": async (vector) => {
    const context = lp(utf8("pv1/keyring"), account, u32(1), u64(vector.version));
    const json = JSON.stringify({ spaces: {}, v: 1 });
    const blob = await pv1.seal(await subKey("keyring"), context, pv1.pad(utf8(json), 1024), entropy);
    return { json, ctx: hex(context), blob_sha256: await hexOf(pv1.sha256(blob)) };
  },

  "15a invite envelope": async (vector) => {
    const code = utf8(vector.code_text.replaceAll("-", ""));
    const id = await pv1.prf16(pv1.ZERO_KEY, 12, "pv1/invite-id", code);
    const key = await pv1.prf32(pv1.ZERO_KEY, 12, "pv1/invite-key", code);
    const roster = vectors["15b rekey drop proof"].roster_hash;
    const payload = JSON.stringify({ e: 7, k: hex(ek), r: roster, s: hex(space) });
    const blob = await pv1.seal(key, lp(utf8("pv1/invite"), id), pv1.pad(utf8(payload), 512), entropy);
    return {
      invite_code_bytes: hex(code),
      invite_id: hex(id),
      invite_key: hex(key),
      payload,
      blob_len: blob.length,
      blob_sha256: await hexOf(pv1.sha256(blob)),
    };
  },

  "15b rekey drop proof": async (vector) => {
    const key = await pv1.prf32(ek, 12, "pv1/rekey-key", space, u32(vector.old_epoch));
    const keyHash = await pv1.sha256(lp(utf8("pv1/ek-hash"), unhex(vector.new_EK)));
    const fields = [space, u32(vector.new_epoch), keyHash, fingerprint, unhex(vector.roster_hash)];
    return {
      rekey_key: hex(key),
      ek_hash: hex(keyHash),
      proof: await hexOf(pv1.prf32(key, 11, "pv1/rekey", ...fields)),
      info: hex(lp(utf8("pv1/drop"), fingerprint, account, u32(1))),
    };
  },

  "17 blind index": async (vector) => {
    const normalised = pv1.normaliseHandle(vector.handle);
    return { normalised, index: await hexOf(pv1.prf16(pepper, 9, "pv1/blind/handle", utf8(normalised))) };
  },

  "18 audit": async (vector) => {
    const entry = utf8(vector.entry1);
    const link = (previous, seq) => pv1.sha256(lp(utf8("pv1/audit-link"), previous, space, u64(seq), entry));
    const first = await link(new Uint8Array(32), 1);
    return { link1: hex(first), link2: await hexOf(link(first, 2)) };
  },
};

// What a vector gives: named here, so that a field that nobody computes is noticed.
const givenFields = {
  "01 LP": ["inputs"],
  "02 PRF": ["inputs"],
  "04 space key": ["epoch"],
  "05 record AAD": ["epoch", "version"],
  "06 record seal": ["payload"],
  "08 passphrase wrap slot 0": ["row"],
  "14 keyring": ["version"],
  "15a invite envelope": ["code_text"],
  "15b rekey drop proof": ["old_epoch", "new_epoch", "new_EK", "roster_hash"],
  "17 blind index": ["handle"],
  "18 audit": ["entry1"],
};

function askedFor(name, vector) {
  const fields = Object.entries(vector).filter(([field]) => !(givenFields[name] ?? []).includes(field));
  return Object.fromEntries(fields);
}

function spoiled(value) {
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return (value[0] === "0" ? "1" : "0") + value.slice(1);
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, spoiled(part)]));
}

test("these are the vectors that WebCrypto can compute", () => {
  const left = Object.keys(vectors).filter((name) => !(name in computed));
  const numbers = left.map((name) => name.slice(0, 2));
  assert.deepEqual(numbers, ["00", "07", "10", "13", "16", "19", "20", "21"]);
});

for (const [name, compute] of Object.entries(computed)) {
  test(`vector ${name} is the same here as in Python`, async () => {
    assert.deepEqual(await compute(vectors[name]), askedFor(name, vectors[name]));
  });

  // Also shows that no answer is read from the vector it is compared with.
  test(`vector ${name} would not pass with any one field changed`, async () => {
    for (const [field, value] of Object.entries(askedFor(name, vectors[name]))) {
      const changed = { ...vectors[name], [field]: spoiled(value) };
      assert.notDeepEqual(await compute(changed), askedFor(name, changed), field);
    }
  });
}

test("vector 21: what must not open does not open", async () => {
  const rk = await spaceKey();
  const blob = unhex(vectors["06 record seal"].blob);
  const context = (epoch, version) => lp(utf8("pv1/record"), space, u32(epoch), record, u32(version));
  const flipped = (at) => blob.map((byte, index) => (index === at ? byte ^ 1 : byte));
  await pv1.open(rk, context(7, 3), blob);
  await assert.rejects(pv1.open(rk, context(7, 4), blob));
  await assert.rejects(pv1.open(rk, context(6, 3), blob));
  await assert.rejects(pv1.open(rk, context(7, 3), Uint8Array.of(2, ...blob.slice(1))));
  await assert.rejects(pv1.open(rk, context(7, 3), blob.slice(0, 80)));
  for (let at = 33; at < 65; at += 1) await assert.rejects(pv1.open(rk, context(7, 3), flipped(at)));
});
