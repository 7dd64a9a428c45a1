// Where a breath stands.
import assert from "node:assert/strict";
import { test } from "node:test";
import { PATTERNS, position } from "../../stillroom/static/js/lib/pacer.js";

const lengthMs = (pattern) => 1000 * pattern.reduce((sum, [, seconds]) => sum + seconds, 0);
const phaseAt = (seconds, name) => position(seconds * 1000, PATTERNS[name]).phase;

test("even breathing is six breaths a minute", () => assert.equal(60_000 / lengthMs(PATTERNS.even), 6));
test("a breath begins empty, is full where it turns, and ends empty", () => {
  const size = (ms) => position(ms, PATTERNS.even).size;
  assert.equal(size(0), 0);
  assert.ok(size(4999) > 0.999 && size(5000) > 0.999);
  assert.ok(size(9999) < 0.001);
});
test("the circle never jumps, in any pattern", () => {
  for (const pattern of Object.values(PATTERNS)) {
    for (let ms = 0; ms < 3 * lengthMs(pattern); ms += 10) {
      const step = Math.abs(position(ms + 10, pattern).size - position(ms, pattern).size);
      assert.ok(step < 0.01, `${step} at ${ms}`);
    }
  }
});
test("four-seven-eight holds for seven and lets go for eight", () => {
  assert.equal(phaseAt(3.9, "deep"), "in");
  assert.equal(phaseAt(4, "deep"), "hold");
  assert.equal(phaseAt(10.9, "deep"), "hold");
  assert.equal(phaseAt(11, "deep"), "out");
  assert.equal(phaseAt(19, "deep"), "in");
});
test("the box rests empty on its fourth side", () => {
  assert.deepEqual({ ...position(13_000, PATTERNS.box), fraction: 0 }, { phase: "rest", fraction: 0, size: 0, round: 0 });
});
test("rounds are counted", () => assert.equal(position(10 * lengthMs(PATTERNS.long) + 1, PATTERNS.long).round, 10));
test("a pattern without phases is a mistake", () => assert.throws(() => position(0, []), RangeError));
