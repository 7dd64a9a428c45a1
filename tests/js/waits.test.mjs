// When a draft is saved, and when asking again is of no use.
import assert from "node:assert/strict";
import { test } from "node:test";
import { backOff, isOver, untilSave } from "../../stillroom/static/js/lib/waits.js";

test("a draft is saved one second after the last key", () => {
  assert.equal(untilSave({ first: 0, last: 0, failures: 0, now: 0 }), 1000);
  assert.equal(untilSave({ first: 0, last: 700, failures: 0, now: 900 }), 800);
});
test("somebody who types without a pause is saved every five seconds", () => {
  assert.equal(untilSave({ first: 0, last: 4900, failures: 0, now: 4900 }), 100);
  assert.equal(untilSave({ first: 0, last: 6000, failures: 0, now: 6000 }), 0);
});
test("what does not work is tried ever later, but at least twice a minute", () => {
  const waits = [1, 2, 3, 4, 5, 6, 60].map((failures) => untilSave({ first: 0, last: 0, failures, now: 99_000 }));
  assert.deepEqual(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000]);
});
test("back-off keeps to its limit", () => assert.equal(backOff(9, 2000), 2000));
test("locked, closed or not yours: it is over; broken or busy: it is not", () => {
  for (const status of [401, 403, 404, 410]) assert.equal(isOver({ status, redirected: false }), true);
  assert.equal(isOver({ status: 200, redirected: true }), true);
  for (const status of [200, 204, 409, 422, 500, 503]) assert.equal(isOver({ status, redirected: false }), false);
});
