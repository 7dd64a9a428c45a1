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

const TOGETHER = { kind: "together", what: "breathing", pattern: "box", step: 0, at: 12.5 };

test("each side hears only what is the other's to say", () => {
  const said = {
    client: [
      { kind: "ping", at: 1.5 },
      { kind: "number", id: 1, value: 7 },
      { kind: "number", id: 1, value: null },
      { kind: "show", what: "plan", text: "Call Mo.\nWalk." },
      { kind: "show", what: "goal", text: "" },
    ],
    therapist: [{ kind: "pong", at: 1.5, heard: 9 }, { kind: "number?", id: 1, scale: "voc" }],
  };
  for (const [who, other] of [["client", "therapist"], ["therapist", "client"]]) {
    assert.deepEqual(parse(write(TOGETHER), who), TOGETHER);
    for (const message of said[who]) {
      assert.deepEqual(parse(write(message), who), message);
      assert.equal(parse(write(message), other), null);
      assert.equal(parse(write(message)), null);
    }
  }
});

test("what is done together, asked and shown has bounds", () => {
  for (const message of [
    { ...TOGETHER, what: "flashing" },
    { ...TOGETHER, pattern: "toString" },
    { ...TOGETHER, step: 6 },
    { ...TOGETHER, step: 0.5 },
    { ...TOGETHER, at: 1e14 },
    { ...TOGETHER, at: null },
    { kind: "number?", id: -1, scale: "ten" },
    { kind: "number?", id: 1, scale: "constructor" },
    { kind: "number", id: 1, value: 11 },
    { kind: "number", id: 1, value: 2.5 },
    { kind: "show", what: "script", text: "x" },
    { kind: "show", what: "plan", text: "x".repeat(8001) },
    { kind: "ping", at: "1" },
    { kind: "pong", at: 1 },
  ]) for (const who of ["client", "therapist"]) assert.equal(parse(write(message), who), null, write(message));
});
