// One time for two pages.
import assert from "node:assert/strict";
import { test } from "node:test";
import { SharedClock } from "../../stillroom/static/js/lib/shared-clock.js";

// Numbers that look like chance and are the same each time: 0 to 1.
function chance(seed = 7) {
  let state = seed;
  return () => (state = (state * 48271) % 2147483647) / 2147483647;
}

// Two pages for `seconds`, with a ping twice a second over a line of 2 to 2 + jitter ms each way. `theirs`: own -> their
// clock. Calls `each` with what the clock says and what is true, 60 times a second.
function live(clock, { seconds, theirs, jitter = 0, from = 0, each = () => {} }) {
  const random = chance();
  const due = [];
  for (let frame = 0; frame < seconds * 60; frame += 1) {
    const own = from + (frame * 1000) / 60;
    if (frame % 30 === 0) {
      const { at } = clock.ping(own);
      const [there, back] = [2 + jitter * random() ** 3, 2 + jitter * random() ** 3];
      due.push({ own: at + there + back, pong: { at, heard: theirs(at + there) } });
    }
    while (due.length && due[0].own <= own) {
      const { own: when, pong } = due.shift();
      clock.pong(pong, when);
    }
    if (clock.ready) each(clock.now(own), theirs(own), own);
  }
}

test("over ten minutes it follows a clock that runs 80 ppm fast, within 3 ms, over a line that jitters by 60", () => {
  const clock = new SharedClock();
  let worst = 0;
  let last = -Infinity;
  live(clock, {
    seconds: 600, jitter: 60, theirs: (own) => 5_000_000 + own * 1.00008,
    each: (told, true_, own) => {
      assert.ok(told >= last, `ran back at ${own}`);
      last = told;
      if (own > 10_000) worst = Math.max(worst, Math.abs(told - true_));
    },
  });
  assert.ok(worst < 3, `${worst} ms`);
  assert.equal(clock.steps, 0);
  assert.ok(clock.doubt(600_000) < 40);
});

test("without following, the same clock would be off by 48 ms: the test can fail", () => {
  const clock = new SharedClock();
  live(clock, { seconds: 2, theirs: (own) => 5_000_000 + own * 1.00008 });
  const [still, true_] = [clock.now(600_000), 5_000_000 + 600_000 * 1.00008];
  assert.ok(Math.abs(still - true_) > 45);
});

test("a clock that jumps, either way and far, is found again within a second, and that is counted", () => {
  for (const jump of [-3_600_000, -400, 400, 3_600_000]) {
    const clock = new SharedClock();
    live(clock, { seconds: 20, jitter: 10, theirs: (own) => own + 1000 });
    let off = Infinity;
    live(clock, {
      seconds: 20, from: 20_000, jitter: 10, theirs: (own) => own + 1000 + jump,
      each: (told, true_, own) => { if (own > 21_000) off = Math.abs(told - true_); },
    });
    assert.ok(off < 6, `${jump}: ${off}`);
    assert.equal(clock.steps, 1, `${jump}`);
  }
});

test("a small jump is led in without running back or leaping", () => {
  const clock = new SharedClock();
  live(clock, { seconds: 10, theirs: (own) => own });
  let last = clock.now(9_990);
  live(clock, {
    seconds: 10, from: 10_000, theirs: (own) => own - 60,
    each: (told) => {
      assert.ok(told >= last && told - last < 30);
      last = told;
    },
  });
  assert.equal(clock.steps, 0);
  assert.ok(Math.abs(clock.now(20_000) - 19_940) < 2);
});

test("one slow answer does not move it", () => {
  const clock = new SharedClock();
  live(clock, { seconds: 5, theirs: (own) => own });
  clock.ping(5000);
  clock.pong({ at: 5000, heard: 5900 }, 5950);
  assert.ok(Math.abs(clock.now(6000) - 6000) < 2);
});

test("an answer that nobody asked for, twice given, or from before its question, says nothing", () => {
  const clock = new SharedClock();
  assert.equal(clock.pong({ at: 1, heard: 99 }, 2), false);
  clock.ping(10);
  assert.equal(clock.pong({ at: 10, heard: 20 }, 12), true);
  assert.equal(clock.pong({ at: 10, heard: 9_000 }, 13), false);
  clock.ping(20);
  assert.equal(clock.pong({ at: 20, heard: 20 }, 19), false);
  clock.ping(30);
  assert.equal(clock.pong({ at: 30, heard: 20 }, 5_000), false);
  assert.equal(clock.heardAt, 12);
});

test("before the first answer there is no time", () => {
  const clock = new SharedClock();
  assert.equal(clock.ready, false);
  assert.throws(() => clock.now(5));
});
