import assert from "node:assert/strict";
import { test } from "node:test";

import { LONGEST_TEXT, parse, write } from "../../stillroom/static/js/lib/room-channel.js";

test("what one page writes the other reads", () => {
  for (const message of [
    { kind: "text", text: "hello <b>" },
    { kind: "state", microphone: true, camera: false },
    { kind: "commit", hash: "h".repeat(43) },
    { kind: "nonce", nonce: "n".repeat(22) },
    { kind: "reveal", nonce: "n".repeat(22) },
  ]) assert.deepEqual(parse(write(message)), message);
});

test("anything else is nothing", () => {
  for (const frame of [
    "",
    "null",
    "[]",
    "{}",
    "{",
    '"text"',
    new ArrayBuffer(3),
    write({ kind: "toString" }),
    write({ kind: "__proto__", text: "x" }),
    write({ kind: "text" }),
    write({ kind: "text", text: " " }),
    write({ kind: "text", text: 1 }),
    write({ kind: "text", text: "x", more: 1 }),
    write({ kind: "text", text: "x".repeat(LONGEST_TEXT + 1) }),
    write({ kind: "state", microphone: "yes", camera: false }),
    write({ kind: "state", microphone: true }),
    write({ kind: "nonce", nonce: "short" }),
    write({ kind: "text", text: "x" }) + " ".repeat(20_001),
  ]) assert.equal(parse(frame), null);
});
