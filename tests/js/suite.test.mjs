// The product's own opening of suite S1, against what was written from pv1's text a second time, and its vector.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { plainly } from "../../stillroom/static/js/lib/phone-seal.js";
import { openSealed } from "../../stillroom/static/js/lib/suite.js";
import * as pv1 from "./pv1.mjs";

const { lp, prf32, u32, unhex, utf8 } = pv1;
const vectors = JSON.parse(await readFile(new URL("../vectors/pv1.json", import.meta.url), "utf8"));
const given = vectors["00 inputs"];
const [space, record] = [unhex(given.space_id), unhex(given.record_id)];
const key = await prf32(unhex(given.space_salt), 8, "pv1/space-key", space, u32(7), unhex(given.space_secret_EK));
const context = (version) => lp(utf8("pv1/record"), space, u32(7), record, u32(version));
const { blob: hexed, payload } = vectors["06 record seal"];
const blob = unhex(hexed);

test("it opens the vector", async () => {
  assert.deepEqual(await openSealed(key, context(3), blob), pv1.pad(utf8(payload), 256));
});
test("it opens what the other one seals", async () => {
  const sealed = await pv1.seal(key, utf8("x"), utf8("words"), unhex(given.r));
  assert.deepEqual(await openSealed(key, utf8("x"), sealed), utf8("words"));
});
test("attack: another key, context or byte opens nothing", async () => {
  assert.equal(await openSealed(key, context(4), blob), null);
  assert.equal(await openSealed(unhex("00".repeat(32)), context(3), blob), null);
  assert.equal(await openSealed(key.slice(1), context(3), blob), null);
  assert.equal(await openSealed(key, context(3), blob.slice(0, 80)), null);
  for (const at of [0, 1, 33, 64, 65, blob.length - 1]) {
    const changed = blob.map((byte, place) => (place === at ? byte ^ 1 : byte));
    assert.equal(await openSealed(key, context(3), changed), null);
  }
});
test("four words are the same however they are typed", () => {
  assert.equal(plainly("  Amber otter,\nLAMP. quiet "), "amber otter lamp quiet");
});
