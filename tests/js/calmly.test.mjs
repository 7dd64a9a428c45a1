// What another page asks for, not too often.
import assert from "node:assert/strict";
import { test } from "node:test";
import { calmly } from "../../stillroom/static/js/lib/calmly.js";

test("the first is done at once, the last of many after a rest, and none between", () => {
  const done = [];
  const due = [];
  const take = calmly((value) => done.push(value), 500, (act) => due.push(act));
  for (let n = 1; n <= 100; n += 1) take(n);
  assert.deepEqual(done, [1]);
  due.shift()();
  assert.deepEqual(done, [1, 100]);
  due.shift()();
  assert.deepEqual([done.length, due.length], [2, 0]);
  take(null);
  assert.deepEqual(done, [1, 100, null]);
});
