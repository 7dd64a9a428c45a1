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

test("sets are asked for, started and stopped by the therapist alone, and told of by the client alone", () => {
  const said = {
    therapist: [
      { kind: "set-ask" },
      { kind: "set-start", number: 1, at: 5, set: { hz: 99 } }, // what a set may be is asked where it is drawn
      { kind: "set-stop", number: 1 },
      { kind: "set-close" },
    ],
    client: [
      { kind: "set-answer", yes: true },
      { kind: "set-began", number: 1 },
      { kind: "set-refused", number: 1, why: "bounds" },
      { kind: "set-ended", number: 1, by: "client", cycles: 4, seconds: 4.3 },
    ],
  };
  for (const [who, other] of [["client", "therapist"], ["therapist", "client"]]) {
    for (const message of said[who]) {
      assert.deepEqual(parse(write(message), who), message);
      assert.equal(parse(write(message), other), null);
    }
  }
  for (const message of [
    { kind: "set-ask", more: 1 },
    { kind: "set-start", number: 1, at: 5, set: null },
    { kind: "set-start", number: -1, at: 5, set: {} },
    { kind: "set-ended", number: 1, by: "ghost", cycles: 4, seconds: 4 },
    { kind: "set-ended", number: 1, by: "end", cycles: 61, seconds: 4 },
    { kind: "set-ended", number: 1, by: "end", cycles: 4, seconds: 61 },
    { kind: "set-refused", number: 1, why: "<b>" },
  ]) for (const who of ["client", "therapist"]) assert.equal(parse(write(message), who), null, write(message));
});
