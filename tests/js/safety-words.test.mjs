import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

import { Exchange, commitment, newNonce, words } from "../../stillroom/static/js/lib/safety-words.js";
import { WORDS } from "../../stillroom/static/js/lib/safety-words-list.js";

globalThis.crypto ??= webcrypto; // Node 18 has it, but not there

const print = (seed) => Array.from({ length: 32 }, (_, i) => ((seed * 31 + i * 7) & 255).toString(16).padStart(2, "0").toUpperCase()).join(":");
const [TOM, ADA, EVE, MAX] = [1, 2, 3, 4].map(print);

async function run(therapist, client) {
  const commit = await therapist.open();
  const { send: nonce } = await client.hear(commit);
  const { send: reveal, words: first } = await therapist.hear(nonce);
  const { words: second, broken } = await client.hear(reveal);
  return { first, second, broken };
}

test("both sides see the same four words", async () => {
  const { first, second } = await run(new Exchange("therapist", [TOM, ADA]), new Exchange("client", [ADA, TOM]));
  assert.deepEqual(first, second);
  assert.equal(first.length, 4);
});

test("another certificate on one side gives other words", async () => {
  const nonces = [newNonce(), newNonce()];
  assert.notDeepEqual(await words([TOM, ADA], nonces), await words([TOM, EVE], nonces));
});

test("each call has words of its own", async () => {
  const seen = new Set();
  for (let i = 0; i < 20; i += 1) {
    const { first } = await run(new Exchange("therapist", [TOM, ADA]), new Exchange("client", [ADA, TOM]));
    seen.add(first.join(" "));
  }
  assert.equal(seen.size, 20);
});

test("a number that was not committed to breaks the words", async () => {
  const client = new Exchange("client", [ADA, TOM]);
  await client.hear({ kind: "commit", hash: await commitment(newNonce()) });
  assert.deepEqual(await client.hear({ kind: "reveal", nonce: newNonce() }), { broken: true });
});

test("nothing is heard twice or out of order", async () => {
  const therapist = new Exchange("therapist", [TOM, ADA]);
  await therapist.open();
  assert.deepEqual(await therapist.hear({ kind: "reveal", nonce: newNonce() }), { broken: true });
  assert.deepEqual(await therapist.hear({ kind: "nonce", nonce: newNonce() }), { broken: true });
  const client = new Exchange("client", [TOM, ADA]);
  const commit = { kind: "commit", hash: await commitment(newNonce()) };
  assert.ok((await client.hear(commit)).send);
  assert.deepEqual(await client.hear(commit), { broken: true });
});

// Eve sits in between with a call to each side. One word here instead of four, so that her search ends in this test.
const COUNT = 1;
const ROUNDS = 200;
const said = async (prints, nonces) => (await words(prints, nonces, COUNT)).join();

test("control: without the commitment Eve finds certificates whose words agree", async () => {
  for (let round = 0; round < 10; round += 1) {
    const wanted = await said([`${EVE}/${round}`, ADA], ["", ""]);
    let tries = 0;
    while ((await said([TOM, `${MAX}/${tries}`], ["", ""])) !== wanted) tries += 1;
    assert.ok(tries < 256 * 20);
  }
});

test("attack: with the commitment Eve has one guess, whatever she searches", async () => {
  let fooled = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const tom = new Exchange("therapist", [TOM, MAX]);
    const ada = new Exchange("client", [ADA, EVE]);
    await tom.open();
    // She finishes with Ada first and knows her words; then all that she can still choose is a number for Tom, who
    // shows his own only afterwards.
    const own = newNonce();
    const { send: fromAda } = await ada.hear({ kind: "commit", hash: await commitment(own) });
    const { words: adas } = await ada.hear({ kind: "reveal", nonce: own });
    const { words: toms } = await tom.hear({ kind: "nonce", nonce: fromAda.nonce });
    if (adas.slice(0, COUNT).join() === toms.slice(0, COUNT).join()) fooled += 1;
  }
  // One in 256 is chance: 0.8 expected; more than 8 would happen once in a hundred million runs.
  assert.ok(fooled <= 8, `${fooled} of ${ROUNDS}`);
});

test("the list holds 256 words that cannot be mistaken for one another", () => {
  assert.equal(WORDS.length, 256);
  assert.equal(new Set(WORDS).size, 256);
  for (const word of WORDS) assert.match(word, /^[a-z]{3,8}$/);
  const near = (a, b) => a.length === b.length && [...a].filter((letter, i) => letter !== b[i]).length <= 1;
  const dropped = (a, b) => a.length === b.length + 1 && [...a].some((_, i) => a.slice(0, i) + a.slice(i + 1) === b);
  for (const a of WORDS) {
    for (const b of WORDS) assert.ok(a === b || !(near(a, b) || dropped(a, b)), `${a} ${b}`);
  }
});
