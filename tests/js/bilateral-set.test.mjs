// When a set may run, and what ends it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { WORK } from "../../stillroom/static/js/lib/bilateral.js";
import { before, drawn, EASE_MS, next } from "../../stillroom/static/js/lib/bilateral-set.js";

// Ada's page: `own` ms have gone by, the other page's clock is a day ahead, and it was heard a moment ago.
class Page {
  state = before(true);
  own = 10_000;
  ahead = 86_400_000;
  told = [];
  silent = null;

  get clocks() {
    return { own: this.own, shared: this.own + this.ahead, heardAt: this.silent ?? this.own - 200 };
  }

  does(type, more = {}) {
    this.state = next(this.state, { type, ...more }, this.clocks);
    this.told.push(...this.state.tell);
    return this;
  }

  agrees() {
    return this.does("ask").does("answer", { yes: true });
  }

  starts(set = WORK, number = this.state.number + 1) {
    return this.does("start", { set, number, at: this.own + this.ahead });
  }

  waits(ms) {
    for (const until = this.own + ms; this.own < until;) {
      this.own = Math.min(until, this.own + 16);
      this.does("frame");
    }
    return this;
  }

  get point() {
    return drawn(this.state, this.clocks);
  }

  get last() {
    return this.told.at(-1);
  }
}

const running = () => new Page().agrees().starts();

test("a set runs from its start to its last cycle, eases away, and no other follows by itself", () => {
  const page = running();
  assert.deepEqual(page.last, { kind: "set-began", number: 1 });
  page.waits(500);
  assert.ok(page.point.x > 0.99 && page.point.light === 1);
  page.waits(23_520);
  assert.deepEqual(page.last, { kind: "set-ended", number: 1, by: "end", cycles: 24, seconds: 24 });
  assert.equal(page.state.phase, "easing");
  page.waits(EASE_MS + 20);
  assert.equal(page.point, null);
  const { length } = page.told;
  page.waits(600_000);
  assert.deepEqual([page.state.phase, page.told.length], ["open", length]);
});

test("her stop takes the point away in that very event, is told after, and wants a new yes", () => {
  const page = running().waits(4_300).does("halt");
  assert.equal(page.point, null);
  assert.deepEqual([page.last.by, page.last.cycles], ["client", 4]);
  page.waits(5_000).starts();
  assert.deepEqual(page.last, { kind: "set-refused", number: 2, why: "not-agreed" });
  page.agrees().starts();
  assert.equal(page.last.kind, "set-began");
});

test("the other side's stop eases the point to the middle", () => {
  const page = running().waits(480).does("stop", { number: 1 });
  const { x } = page.point;
  let before = x;
  while (page.state.phase === "easing") {
    page.waits(16);
    if (page.point) {
      assert.ok(page.point.x <= before);
      before = page.point.x;
    }
  }
  assert.ok(x > 0.9 && before < 0.01);
  assert.equal(page.last.by, "therapist");
});

test("a stop for another set stops nothing", () => {
  assert.equal(running().does("stop", { number: 7 }).state.phase, "running");
});

test("three seconds without the other side: it eases to a stop, grounding is shown, and a yes is needed again", () => {
  const page = running().waits(2_000);
  page.silent = page.own;
  page.waits(2_990);
  assert.equal(page.state.phase, "running");
  page.waits(60);
  assert.deepEqual([page.state.phase, page.state.grounding, page.last.by], ["easing", true, "link"]);
  assert.ok(page.point.light > 0);
  page.waits(EASE_MS + 20);
  assert.deepEqual([page.state.phase, page.point], ["closed", null]);
  page.silent = null;
  assert.equal(page.starts().last.why, "not-agreed");
  assert.equal(page.does("grounded").state.grounding, false);
});

test("a line that is known to be gone does not wait the three seconds", () => {
  const page = running().waits(1_000).does("lost");
  assert.deepEqual([page.state.phase, page.state.grounding], ["easing", true]);
});

test("a page that slept in the middle of a set does not go on with it", () => {
  const page = running().waits(1_000);
  page.own += 5_000;
  page.does("frame");
  assert.deepEqual([page.state.phase, page.last.by], ["easing", "link"]);
});

test("a clock that jumps ends the set instead of letting the point leap", () => {
  for (const jump of [-40_000, 40_000]) {
    const page = running().waits(1_000);
    page.ahead += jump;
    page.does("frame");
    assert.deepEqual([page.state.phase, page.last.by], ["easing", "clock"]);
    assert.ok(page.last.seconds <= 24 && page.last.seconds >= 0);
  }
});

test("what is out of bounds, too early, too soon after, twice the same or not agreed to does not start", () => {
  const why = (page) => page.last.why;
  const open = () => new Page().agrees();
  assert.equal(why(new Page().starts()), "not-agreed");
  assert.equal(why(new Page().does("ask").starts()), "not-agreed");
  assert.equal(why(new Page().does("ask").does("answer", { yes: false }).starts()), "not-agreed");
  assert.equal(why(open().starts({ ...WORK, hz: 9 })), "bounds");
  assert.equal(why(open().starts({ ...WORK, cycles: 600 })), "bounds");
  assert.equal(why(open().starts(WORK, 0)), "bounds");
  assert.equal(why(open().starts(WORK, 1.5)), "bounds");
  assert.equal(why(open().starts().starts()), "busy");
  assert.equal(why(open().starts().does("stop", {}).waits(800).starts()), "busy");
  assert.equal(why(open().starts().does("stop", {}).waits(1_100).starts(WORK, 1)), "bounds");
  for (const at of [0, NaN, 1e18]) assert.equal(why(open().does("start", { set: WORK, number: 1, at })), "clock");
  const deaf = open();
  deaf.silent = deaf.own - 4_000;
  assert.equal(why(deaf.starts()), "clock");
});

test("where it is not unlocked nothing opens it, whatever the other side says", () => {
  const page = new Page();
  page.state = before(false);
  page.does("ask").does("answer", { yes: true }).starts().does("close").starts();
  assert.equal(page.state.phase, "shut");
  assert.deepEqual(page.told.map((each) => each.why), ["locked", "locked", "locked"]);
});

test("somebody who starts and stops as fast as they can cannot make it flash: at most once a second", () => {
  const page = new Page().agrees();
  const lit = [];
  let shown = false;
  for (let ms = 0; ms < 20_000; ms += 5) {
    page.own += 5;
    page.does("frame");
    if (page.state.phase === "running") page.does("stop", {});
    else page.starts();
    if (Boolean(page.point) && !shown) lit.push(page.own);
    shown = Boolean(page.point);
  }
  assert.ok(lit.length > 5);
  for (const at of lit) assert.ok(lit.filter((each) => each >= at && each < at + 1_000).length <= 1);
});

test("ten minutes of sets, each started by hand: each ends when it should, to a frame", () => {
  const page = new Page().agrees();
  for (let n = 1; n <= 20; n += 1) {
    page.starts();
    const began = page.own;
    while (page.state.phase === "running") page.waits(16);
    assert.ok(Math.abs(page.own - began - 24_000) <= 32);
    page.waits(6_000);
  }
  assert.equal(page.own > 600_000, true);
  assert.deepEqual(page.told.filter((each) => each.kind === "set-ended").map((each) => each.by), Array(20).fill("end"));
});

test("who says no, or stops, has a moment before they are asked again", () => {
  const page = new Page().does("ask").does("answer", { yes: false }).does("ask");
  assert.deepEqual([page.state.phase, page.last], ["closed", { kind: "set-refused", number: 0, why: "busy" }]);
  assert.equal(page.waits(1_100).does("ask").state.phase, "asked");
  const stopped = running().waits(2_000).does("halt").does("ask");
  assert.equal(stopped.state.phase, "closed");
});

test("closing ends everything at once", () => {
  const page = running().waits(3_000).does("close");
  assert.deepEqual([page.state.phase, page.point, page.last.by], ["closed", null, "therapist"]);
  page.waits(2_000).agrees().starts(WORK, 1);
  assert.deepEqual(page.last, { kind: "set-began", number: 1 }, "another page may count anew");
});
