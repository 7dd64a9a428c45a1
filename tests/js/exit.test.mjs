// Shift three times leaves; typing capitals does not (U2).
import assert from "node:assert/strict";
import { test } from "node:test";
import { idle, left, next } from "../../stillroom/static/js/lib/exit.js";

// "S" is Shift pressed and let go alone; "A" is a capital; other letters are themselves; one step is `pace` ms
function typed(keys, pace = 400, state = idle, start = 0) {
  let now = start;
  const feed = (type, key, repeat = false) => { state = next(state, { type, key, repeat }, (now += pace / 4)); };
  for (const key of keys) {
    if (key === "S") { feed("down", "Shift"); feed("up", "Shift"); }
    else if (key === key.toUpperCase()) { feed("down", "Shift"); feed("down", key); feed("up", key); feed("up", "Shift"); }
    else { feed("down", key); feed("up", key); }
  }
  return left(state);
}

test("three presses of Shift leave", () => assert.equal(typed("SSS"), 0));
test("each press is counted, so that it can be said", () => {
  assert.equal(typed(""), 3);
  assert.equal(typed("S"), 2);
  assert.equal(typed("SS"), 1);
});
test("capitals do not leave", () => assert.equal(typed("ABCABC"), 3));
test("a word between the presses starts the count again", () => assert.equal(typed("SSaS"), 2));
test("a capital between the presses starts the count again", () => assert.equal(typed("SSAS"), 2));
test("presses further apart than five seconds do not add up", () => {
  let state = idle;
  for (const at of [0, 3000, 5001]) {
    state = next(state, { type: "down", key: "Shift", repeat: false }, at);
    state = next(state, { type: "up", key: "Shift", repeat: false }, at);
  }
  assert.equal(left(state), 1);
});
test("three presses just inside five seconds leave", () => {
  let state = idle;
  for (const at of [0, 3000, 4999]) {
    state = next(state, { type: "down", key: "Shift", repeat: false }, at);
    state = next(state, { type: "up", key: "Shift", repeat: false }, at);
  }
  assert.equal(left(state), 0);
});
test("Shift held down is not a press", () => {
  let state = next(idle, { type: "down", key: "Shift", repeat: false }, 0);
  for (const at of [500, 530, 560]) state = next(state, { type: "down", key: "Shift", repeat: true }, at);
  assert.equal(left(next(state, { type: "up", key: "Shift", repeat: false }, 600)), 3);
});
test("a letter let go while Shift is down (fast typing) is not a press", () => {
  let state = next(idle, { type: "down", key: "Shift", repeat: false }, 0);
  state = next(state, { type: "up", key: "a", repeat: false }, 20);
  assert.equal(left(next(state, { type: "up", key: "Shift", repeat: false }, 40)), 3);
});
test("a click or a shortcut starts the count again", () => {
  let state = next(idle, { type: "down", key: "Shift", repeat: false }, 0);
  state = next(state, { type: "up", key: "Shift", repeat: false }, 10);
  assert.equal(left(state), 2);
  assert.equal(left(next(state, { type: "other", key: undefined, repeat: undefined }, 20)), 3);
});
