// The one time of a call.
import assert from "node:assert/strict";
import { test } from "node:test";
import { parse, write } from "../../stillroom/static/js/lib/room-channel.js";
import { RoomTime } from "../../stillroom/static/js/lib/room-time.js";

// Ada's and Tom's pages with a line of 4 ms between them; Tom's page was opened an hour earlier.
function pages(t, { line = true } = {}) {
  const now = { own: 1000 };
  const on = { line };
  const ada = new RoomTime("client", (message) => pass(message, "client", () => tom), () => now.own);
  const tom = new RoomTime("therapist", (message) => pass(message, "therapist", () => ada), () => now.own + 3_600_000);
  function pass(message, from, to) {
    if (!on.line) return false;
    now.own += 4;
    to().heard(parse(write(message), from));
    return true;
  }
  t.after(() => ada.end());
  return { ada, tom, now, on };
}

test("both read the same time, and know that the other is there", (t) => {
  const { ada, tom, now } = pages(t);
  ada.begin();
  tom.begin();
  assert.ok(Math.abs(ada.clocks().shared - tom.clocks().shared) < 0.01);
  assert.ok(now.own - ada.clocks().heardAt < 5);
  assert.ok(tom.clocks().own - tom.clocks().heardAt < 5);
});

test("without an answer there is no time and nobody", (t) => {
  const { ada } = pages(t, { line: false });
  ada.begin();
  assert.deepEqual([ada.clocks().shared, ada.clocks().heardAt], [null, -Infinity]);
});

test("a line that falls silent leaves the time, and shows in when the other was heard", (t) => {
  const { ada, now, on } = pages(t);
  ada.begin();
  on.line = false;
  now.own += 5000;
  const { own, shared, heardAt } = ada.clocks();
  assert.ok(Math.abs(shared - (own + 3_600_000)) < 1.5);
  assert.ok(own - heardAt > 4990);
});

test("a new channel begins to measure anew", (t) => {
  const { ada, on } = pages(t);
  ada.begin();
  on.line = false;
  ada.begin();
  assert.equal(ada.clocks().shared, null);
});

test("other messages are not its own", (t) => {
  assert.equal(pages(t).ada.heard({ kind: "text", text: "x" }), false);
});
