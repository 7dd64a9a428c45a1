import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";

import { Signalling } from "../../stillroom/static/js/lib/signalling.js";
import { Told } from "../../stillroom/static/js/lib/told.js";

class FakeSocket extends EventTarget {
  readyState = 0;
  sent = [];

  open() {
    this.readyState = 1;
    this.dispatchEvent(new Event("open"));
  }

  send(text) {
    this.sent.push(JSON.parse(text));
  }

  hear(message) {
    this.dispatchEvent(Object.assign(new Event("message"), { data: JSON.stringify(message) }));
  }

  close(code = 1006) {
    this.readyState = 3;
    this.dispatchEvent(Object.assign(new Event("close"), { code }));
  }
}

let sockets;
let told;
let line;

// Timers that run when the test says so.
const REAL = { setTimeout, setInterval, clearTimeout, clearInterval };
let now;
let due;

function later(work, ms, every = 0) {
  const timer = { work, at: now + ms, every };
  due.add(timer);
  return timer;
}

function tick(ms) {
  const end = now + ms;
  for (;;) {
    const [next] = [...due].filter(({ at }) => at <= end).sort((a, b) => a.at - b.at);
    if (!next) break;
    now = next.at;
    if (next.every) next.at += next.every;
    else due.delete(next);
    next.work();
  }
  now = end;
}

afterEach(() => Object.assign(globalThis, REAL));

beforeEach(() => {
  [now, due] = [0, new Set()];
  const clear = (timer) => due.delete(timer);
  Object.assign(globalThis, {
    setTimeout: (work, ms) => later(work, ms),
    setInterval: (work, ms) => later(work, ms, ms),
    clearTimeout: clear,
    clearInterval: clear,
  });
  sockets = [];
  told = [];
  line = new Signalling("ws://here/", () => {
    sockets.push(new FakeSocket());
    return sockets.at(-1);
  });
  for (const type of ["up", "down", "ended", "message"]) {
    line.addEventListener(type, (event) => told.push(event.detail === null ? type : [type, event.detail]));
  }
  line.connect();
});

test("it tells when it is up, and what it hears, but not that somebody is still there", () => {
  sockets[0].open();
  sockets[0].hear({ type: "pong" });
  sockets[0].hear({ type: "admitted" });
  assert.deepEqual(told, ["up", ["message", { type: "admitted" }]]);
  assert.ok(told.every((each) => !(each instanceof Told)));
});

test("what is said while it is down is lost, and the caller knows", () => {
  assert.equal(line.send({ type: "bye" }), false);
  sockets[0].open();
  assert.equal(line.send({ type: "bye" }), true);
  assert.deepEqual(sockets[0].sent, [{ type: "bye" }]);
});

test("it comes back by itself, never more than two seconds after it failed", () => {
  for (let i = 0; i < 6; i += 1) {
    sockets.at(-1).close();
    tick(2000);
    assert.equal(sockets.length, i + 2);
  }
  sockets.at(-1).open();
  sockets.at(-1).close();
  tick(1000);
  assert.equal(sockets.length, 8);
});

test("it does not come back where the server said so", () => {
  for (const [code, why] of [[4401, "over"], [4404, "over"], [4409, "elsewhere"], [4400, "trouble"], [4429, "trouble"]]) {
    const own = new FakeSocket();
    const heard = [];
    const other = new Signalling("ws://here/", () => own);
    other.addEventListener("ended", ({ detail }) => heard.push(detail));
    other.addEventListener("down", () => heard.push("down"));
    other.connect();
    own.open();
    own.close(code);
    tick(10_000);
    assert.deepEqual(heard, [why]);
  }
});

test("no answer to a ping is as good as closed", () => {
  sockets[0].open();
  tick(20_000);
  assert.deepEqual(sockets[0].sent, [{ type: "ping" }]);
  sockets[0].hear({ type: "pong" });
  tick(20_000);
  assert.equal(sockets[0].readyState, 1);
  tick(10_000);
  assert.equal(sockets[0].readyState, 3);
  tick(1000);
  assert.equal(sockets.length, 2);
});

test("closed for good it tells nothing and does not come back", () => {
  sockets[0].open();
  line.close();
  tick(60_000);
  assert.deepEqual(told, ["up"]);
  assert.equal(sockets.length, 1);
});
