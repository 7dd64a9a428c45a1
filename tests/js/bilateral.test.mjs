// Where the point of a set stands, and what may be asked of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import {
  CALM, checked, cyclesDone, DIRECTIONS, hand, loudness, MOVES, pan, position, seconds, SIZE, side, wholeCycles, WORK,
} from "../../stillroom/static/js/lib/bilateral.js";

const near = (one, other, by = 1e-6) => assert.ok(Math.abs(one - other) <= by, `${one} is not ${other}`);

test("one cycle a second is left, right and left again", () => {
  for (const move of MOVES) {
    const set = { ...WORK, move };
    for (const [elapsed, where] of [[0, -1], [0.25, 0], [0.5, 1], [0.75, 0], [1, -1], [10.5, 1], [23.999999, -1]]) {
      near(side(elapsed, set), where, 1e-4);
    }
  }
});

test("linear goes evenly, eased slows at the edges", () => {
  near(side(0.125, { ...WORK, move: "linear" }), -0.5);
  near(side(0.125, { ...WORK, move: "eased" }), -Math.SQRT1_2);
});

test("it rests at the edges for as long as was asked, and the speed stays", () => {
  const set = { ...WORK, move: "linear", rest: 150 };
  for (const elapsed of [0.35, 0.4, 0.4999]) near(side(elapsed, set), 1);
  assert.ok(side(0.34, set) < 1);
  near(side(0.51, set), 1, 0.1);
  near(side(1, set), -1);
  assert.equal(seconds(set), 24);
});

test("it never leaps, at any speed, way or rest", () => {
  for (const hz of [0.3, 1, 2]) for (const move of MOVES) for (const rest of [0, 150]) {
    const set = { ...WORK, hz, move, rest };
    const fastest = (2 / (1 / hz / 2 - rest / 1000)) * (move === "eased" ? Math.PI / 2 : 1);
    for (let at = 0; at < seconds(set) - 0.002; at += 0.001) {
      const step = Math.abs(side(at + 0.001, set) - side(at, set));
      assert.ok(step <= fastest * 0.001 + 1e-9, `${hz} ${move} ${rest} at ${at}: ${step}`);
    }
  }
});

test("directions", () => {
  for (const direction of DIRECTIONS) {
    const { x, y } = position(0.5, { ...WORK, direction });
    assert.deepEqual([x, y].map(Math.round), { horizontal: [1, 0], diagonal: [1, 1], vertical: [0, 1] }[direction]);
  }
  near(pan(0.5, { ...WORK, direction: "vertical" }), 1);
});

test("sound goes with the point: ear to ear, loud at the edges, silent outside a set", () => {
  for (let at = 0; at <= 30; at += 0.01) near(pan(at, WORK), position(at, WORK).x, 0);
  near(loudness(0.5, WORK), 1);
  assert.ok(loudness(0.25, WORK) < 0.001);
  for (const at of [-1, 0, 24, 25]) assert.equal(loudness(at, WORK), 0);
});

test("hands change each half cycle, and each taps at most twice a second", () => {
  assert.deepEqual([0, 0.49, 0.5, 0.99, 1].map((at) => hand(at, WORK)), ["left", "left", "right", "right", "left"]);
  const set = { ...WORK, way: "taps", hz: 2 };
  for (let from = 0; from < 20; from += 0.1) {
    let left = 0;
    for (let at = from; at < from + 1; at += 0.001) {
      if (hand(at, set) === "left" && hand(at - 0.001, set) === "right") left += 1;
    }
    assert.ok(left <= 3);
  }
});

test("a set ends with a whole cycle and within sixty seconds, whatever was asked for", () => {
  assert.equal(seconds(WORK), 24);
  assert.equal(seconds(CALM), 12);
  assert.equal(wholeCycles({ ...WORK, hz: 0.3, cycles: 60 }), 18);
  for (const hz of [0.3, 0.37, 0.9, 1, 1.3, 2]) for (const cycles of [4, 30, 60]) {
    const set = { ...WORK, hz, cycles };
    assert.ok(seconds(set) <= 60 + 1e-9);
    assert.ok(wholeCycles(set) >= 4);
    assert.equal(side(seconds(set), set), -1);
    assert.equal(cyclesDone(1e9, set), wholeCycles(set));
  }
});

test("cycles are counted when they are done", () => {
  assert.deepEqual([-1, 0, 0.99, 1, 23.99, 24, 60].map((at) => cyclesDone(at, WORK)), [0, 0, 0, 1, 23, 24, 24]);
});

test("over ten minutes of sets the position at an instant is the same to the last digit, in whatever steps one came", () => {
  let at = 0;
  const random = [0.007, 0.0166, 0.05, 2.9];
  for (let step = 0; at < 600; step += 1) {
    at += random[step % 4];
    const inside = at % 24;
    assert.equal(side(inside, WORK), side(inside, { ...WORK }));
  }
});

test("what both sides agree to is within bounds, and a copy that nobody changes", () => {
  const set = { ...WORK };
  const kept = checked(set);
  set.hz = 50;
  assert.equal(kept.hz, 1);
  assert.throws(() => { "use strict"; kept.hz = 2; });
  assert.ok(checked(CALM));
});

test("the least and the most are allowed, and nothing beyond", () => {
  const edges = { hz: [0.3, 2, 0.01], cycles: [4, 60, 1], rest: [0, 150, 1], size: [SIZE.least, SIZE.most, 1] };
  for (const [name, [least, most, step]] of Object.entries(edges)) {
    for (const value of [least, most]) assert.ok(checked({ ...WORK, [name]: value }), `${name} ${value}`);
    for (const value of [least - step, most + step]) assert.equal(checked({ ...WORK, [name]: value }), null);
  }
});

test("anything odd is refused", () => {
  for (const odd of [
    null, [], "set", {}, { ...WORK, more: 1 }, { ...WORK, hz: "1" }, { ...WORK, hz: NaN }, { ...WORK, hz: Infinity },
    { ...WORK, cycles: 4.5 }, { ...WORK, direction: "spiral" }, { ...WORK, move: "toString" }, { ...WORK, way: "flash" },
    { ...WORK, colour: "red" }, { ...WORK, colour: ["plain"] }, { ...WORK, sound: 1 }, { ...WORK, rest: -0.1 },
    Object.create(WORK),
  ]) assert.equal(checked(odd), null, JSON.stringify(odd));
});

test("the point is too small to count as a flash", () => {
  assert.ok(Math.PI * (SIZE.most / 2) ** 2 < 21_824 / 3);
});
