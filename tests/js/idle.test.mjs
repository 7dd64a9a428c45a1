// When a page is covered and locked (U14).
import assert from "node:assert/strict";
import { test } from "node:test";
import { fresh, rulesFor, steadyClock, verdict } from "../../stillroom/static/js/lib/idle.js";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const shared = rulesFor({ shared: true, idleSeconds: 300 });
const own = rulesFor({ shared: false, idleSeconds: 900 });
const desk = rulesFor({ shared: false, idleSeconds: 1800 });
const at = (now, rules, state = {}) => verdict({ ...fresh(0), ...state }, rules, now);

test("a shared phone is covered the moment the page is hidden", () => {
  assert.equal(at(10 * SECOND, shared, { hiddenSince: 10 * SECOND }), "covered");
});
test("and locked after sixty seconds of it", () => {
  assert.equal(at(MINUTE - 1, shared, { hiddenSince: 0 }), "covered");
  assert.equal(at(MINUTE, shared, { hiddenSince: 0 }), "locked");
});
test("a phone of one's own is not covered when the page is hidden", () => {
  assert.equal(at(2 * MINUTE, own, { hiddenSince: 0 }), "open");
});
test("a shared phone locks after five idle minutes, with a warning one minute before", () => {
  assert.equal(at(4 * MINUTE - 1, shared), "open");
  assert.equal(at(4 * MINUTE, shared), "warning");
  assert.equal(at(5 * MINUTE - 1, shared), "warning");
  assert.equal(at(5 * MINUTE, shared), "locked");
});
for (const [who, rules, minutes] of [["Ada's own phone", own, 15], ["Tom's desk", desk, 30]]) {
  test(`${who} locks after ${minutes} idle minutes`, () => {
    assert.equal(at((minutes - 1) * MINUTE - 1, rules), "open");
    assert.equal(at((minutes - 1) * MINUTE, rules), "warning");
    assert.equal(at(minutes * MINUTE, rules), "locked");
  });
}
test("never during a call, seen or hidden", () => {
  assert.equal(at(90 * MINUTE, shared, { inCall: true }), "open");
  assert.equal(at(90 * MINUTE, shared, { inCall: true, hiddenSince: 0 }), "open");
});
test("never locked within thirty seconds of a key; hidden, it is covered all the same", () => {
  const typed = { typed: 40 * SECOND, hiddenSince: 0 };
  assert.equal(at(MINUTE, shared, typed), "covered");
  assert.equal(at(70 * SECOND, shared, typed), "locked");
});
test("typing counts as being there", () => {
  assert.equal(at(5 * MINUTE, shared, { typed: 4 * MINUTE }), "open");
});
test("a forgotten page in the background does not lock the one in use", () => {
  const state = { hiddenSince: 0, elsewhere: 10 * MINUTE, active: 10 * MINUTE };
  assert.equal(at(10 * MINUTE + 30 * SECOND, shared, state), "covered");
  assert.equal(at(11 * MINUTE, shared, state), "locked");
});
test("a machine that slept wakes up too late: its time has passed although its own count stood still", () => {
  let [wall, monotonic] = [1_000_000, 0];
  const clock = steadyClock(() => wall, () => monotonic);
  const start = clock();
  wall += 20 * MINUTE;
  assert.equal(clock() - start, 20 * MINUTE);
});
test("setting the date back does not buy time", () => {
  let [wall, monotonic] = [1_000_000, 0];
  const clock = steadyClock(() => wall, () => monotonic);
  const start = clock();
  wall -= 60 * MINUTE;
  monotonic += 5 * MINUTE;
  assert.equal(clock() - start, 5 * MINUTE);
});
