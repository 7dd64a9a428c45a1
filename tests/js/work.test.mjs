// The work before a busy sign-in, against Node's own SHA-256.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import test from "node:test";

import { BLOCK, compress, first, padded } from "../../stillroom/static/js/lib/sha256.js";
import { message, nonceOf, worker } from "../../stillroom/static/js/lib/work.js";

const TOKEN = "A".repeat(75);
const digest = (bytes) => createHash("sha256").update(bytes).digest();

function own(bytes) {
  const whole = padded(bytes);
  const state = first();
  for (let at = 0; at < whole.length; at += BLOCK) compress(state, whole, at);
  const out = Buffer.alloc(32);
  state.forEach((word, i) => out.writeInt32BE(word, 4 * i));
  return out;
}

const zeros = (bytes) => {
  const bits = [...bytes].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return bits.indexOf("1");
};

test("our SHA-256 agrees with Node's at every length around its blocks", () => {
  for (let length = 0; length < 200; length += 1) {
    const bytes = Uint8Array.from({ length }, (_, i) => (i * 37 + length) & 255);
    assert.deepEqual(own(bytes), digest(bytes));
  }
});

test("the message is LP of label, token and nonce", () => {
  const expected = Buffer.concat([
    Buffer.from([0, 0, 0, 8]), Buffer.from("pv1/work"), Buffer.from([0, 0, 0, 75]), Buffer.from(TOKEN),
    Buffer.from([0, 0, 0, 8]), Buffer.from("0000002a"),
  ]);
  assert.deepEqual(Buffer.from(message(TOKEN, nonceOf(42))), expected);
});

test("a nonce that was found has its zero bits, and it is the first one that has", () => {
  for (const token of [TOKEN, "short", "B".repeat(51)]) {
    const nonce = worker(token, 10)(0, 100_000);
    assert.ok(zeros(digest(message(token, nonce))) >= 10);
    for (let number = 0; nonceOf(number) !== nonce; number += 1) {
      assert.ok(zeros(digest(message(token, nonceOf(number)))) < 10);
    }
  }
});

test("tries end where they were told to, and go on from there", () => {
  const tries = worker(TOKEN, 10);
  const found = Number.parseInt(tries(0, 100_000), 16);
  assert.equal(tries(0, found), null);
  assert.equal(tries(found, 1), nonceOf(found));
});
