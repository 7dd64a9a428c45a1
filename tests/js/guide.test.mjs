// Where a guide stands, over ten minutes of a clock that this file turns.
import assert from "node:assert/strict";
import { test } from "node:test";
import { afterGroup, bells, cueAt, FASTEST, SLOWEST, tapAt } from "../../stillroom/static/js/lib/guide.js";
import { own, PATTERNS, position, ROUNDS } from "../../stillroom/static/js/lib/pacer.js";

const TEN_MINUTES = 600_000;
const CUES = [
  { seconds: 6, group: "1" },
  { seconds: 25, group: "1" },
  { seconds: 6, group: "2" },
  { seconds: 25, group: "2" },
];

test("each cue is held for its time, and then all is over", () => {
  assert.deepEqual(cueAt(0, CUES), { index: 0, left: 6000 });
  assert.equal(cueAt(5999, CUES).index, 0);
  assert.deepEqual(cueAt(6000, CUES), { index: 1, left: 25_000 });
  assert.equal(cueAt(61_999, CUES).index, 3);
  assert.equal(cueAt(62_000, CUES), null);
  assert.equal(cueAt(-5, CUES).index, 0);
  assert.equal(cueAt(0, []), null);
});
test("over ten minutes cues change when their seconds say, however unevenly frames come", () => {
  const many = Array.from({ length: 40 }, (_, place) => CUES[place % 4]);
  let due = 0;
  const changes = many.map(({ seconds }) => (due += seconds * 1000));
  let seen = 0;
  for (let ms = 0; ms < TEN_MINUTES; ms += 7 + (ms % 13)) {
    const here = cueAt(ms, many);
    seen = changes.filter((change) => change <= ms).length;
    assert.equal(here.index, seen);
    assert.equal(here.left, changes[seen] - ms);
  }
  assert.ok(seen > 35);
});
test("leaving a part out leads to the next part, wherever in it one is", () => {
  for (const at of [0, 3000, 6000, 30_999]) assert.equal(afterGroup(at, CUES), 31_000);
  assert.equal(afterGroup(31_000, CUES), 62_000);
  assert.equal(afterGroup(62_000, CUES), 62_000);
});
test("taps go from side to side at their pace, for ten minutes without drift", () => {
  for (const pace of [40, 60, 80]) {
    const length = 60_000 / pace;
    for (let tap = 0; tap * length < TEN_MINUTES; tap += 1) {
      const here = tapAt(tap * length + 0.001, pace);
      assert.equal(here.tap, tap);
      assert.equal(here.side, tap % 2 ? 1 : -1);
      assert.ok(here.since < 0.01);
    }
  }
});
test("no pace is faster or slower than what settles", () => {
  assert.equal(tapAt(60_000, 10_000).tap, FASTEST);
  for (const odd of [0, -5, 1, NaN]) assert.equal(tapAt(60_000, odd).tap, SLOWEST);
});
test("bells ring once each, at the start, between and at the end, whatever the frames", () => {
  const rung = [];
  let from = -1;
  for (let ms = 0; ms <= TEN_MINUTES + 500; ms += 16 + (ms % 5)) {
    for (const { at, end } of bells(from, ms, 10, 1)) rung.push([at, end]);
    from = ms;
  }
  assert.deepEqual(rung, Array.from({ length: 11 }, (_, minute) => [minute * 60_000, minute === 10]));
  assert.deepEqual(bells(-1, 60_000, 1), [{ at: 0, end: false }, { at: 60_000, end: true }]);
});
test("a page that slept rings what is over, and no more", () => {
  assert.deepEqual(bells(0, TEN_MINUTES, 3).map(({ end }) => end), [true]);
});
test("one's own rhythm stays within what is safe to try alone", () => {
  assert.deepEqual(own({ in: 4, hold: 0, out: 6, rest: 0 }), [["in", 4], ["out", 6]]);
  assert.deepEqual(own({ in: 99, hold: 99, out: 99, rest: 99 }), [["in", 8], ["hold", 7], ["out", 10], ["rest", 6]]);
  assert.deepEqual(own({ in: "x", out: -3 }), [["in", 2], ["out", 2]]);
});
test("four-seven-eight ends after four rounds", () => {
  const round = PATTERNS.deep.reduce((sum, [, seconds]) => sum + seconds * 1000, 0);
  assert.equal(ROUNDS.deep, 4);
  assert.equal(position(4 * round - 1, PATTERNS.deep).round, 3);
  assert.equal(position(4 * round, PATTERNS.deep).round, 4);
});
