import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { test } from "node:test";

import { Session } from "../../stillroom/static/js/lib/room-session.js";
import { Told } from "../../stillroom/static/js/lib/told.js";

globalThis.crypto ??= webcrypto; // Node 18 has it, but not there

const ACCESS = { type: "relay", urls: ["turn:127.0.0.1:1"], username: "u", credential: "c" };
const ADAS_PAGE = "a".repeat(22);

class FakeLine extends EventTarget {
  sent = [];
  open = true;
  access = ACCESS;

  connect() {
    this.up();
  }

  up() {
    this.open = true;
    this.dispatchEvent(new Told("up"));
  }

  down() {
    this.open = false;
    this.dispatchEvent(new Told("down"));
  }

  send(message) {
    if (!this.open) return false;
    if (message.type === "relay?") queueMicrotask(() => this.hear(this.access));
    else this.sent.push(message);
    return true;
  }

  hear(message) {
    this.dispatchEvent(new Told("message", message));
  }

  close() {
    this.closed = true;
  }
}

class FakeCall extends EventTarget {
  live = false;
  done = [];

  constructor(options) {
    super();
    this.id = options.id ?? "n".repeat(22);
    this.options = options;
  }

  offer() { this.done.push("offer"); }
  answer(sdp) { this.done.push(`answer ${sdp}`); }
  answered(sdp) { this.done.push(`answered ${sdp}`); }
  candidate({ candidate }) { this.done.push(`candidate ${candidate}`); }
  restart() { this.done.push("restart"); return this.answerable ?? true; }
  send() { this.done.push("send"); }
  say(message) { this.done.push(message); return this.live; }
  close() { this.done.push("close"); this.live = false; }
}

class FakeMedia {
  speaking = true;
  camera = null;
  stopped = false;

  stop() { this.stopped = true; }
}

// A session in its room; `calls` are the calls it made, `told` what the page would show.
function enter(role, t) {
  const line = new FakeLine();
  const media = new FakeMedia();
  const calls = [];
  const told = [];
  const session = new Session({
    role,
    signalling: line,
    media,
    makeCall: (options) => {
      calls.push(new FakeCall(options));
      return calls.at(-1);
    },
  });
  for (const type of ["here", "waiting", "gone", "left", "call", "live", "broken", "norelay", "down", "up", "ended"]) {
    session.addEventListener(type, ({ detail }) => told.push(detail === null ? type : [type, detail]));
  }
  session.enter("voice");
  t.after(() => session.leave());
  return { session, line, media, calls, told };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));

async function hear(line, ...messages) {
  for (const message of messages) line.hear(message);
  await settle();
}

test("a client knocks, is let in, and answers what the therapist offers", async (t) => {
  const { line, calls, told } = enter("client", t);
  const [knock] = line.sent.splice(0);
  assert.equal(knock.type, "knock");
  assert.equal(knock.mode, "voice");
  await hear(line, { type: "here", therapist: true }, { type: "admitted" });
  assert.deepEqual(line.sent.splice(0), [{ type: "ready", call: null }]);
  await hear(line, { type: "offer", call: "1", sdp: "s" }, { type: "candidate", call: "1", candidate: "x", mid: "0" });
  assert.equal(calls.length, 1);
  assert.deepEqual(calls[0].done, ["answer s", "candidate x"]);
  assert.deepEqual(told, ["up", ["here", true], "call"]);
});

test("a therapist calls nobody before letting them in and hearing that they are ready", async (t) => {
  const { session, line, calls } = enter("therapist", t);
  await hear(line, { type: "waiting", page: ADAS_PAGE, mode: "voice" });
  assert.deepEqual(line.sent, []);
  assert.equal(calls.length, 0);
  session.admit();
  assert.deepEqual(line.sent.splice(0), [{ type: "admit", page: ADAS_PAGE }]);
  await hear(line, { type: "ready", call: null });
  assert.deepEqual(calls[0].done, ["offer"]);
});

async function inCall(t) {
  const all = enter("therapist", t);
  await hear(all.line, { type: "waiting", page: ADAS_PAGE, mode: "voice" });
  all.session.admit();
  await hear(all.line, { type: "ready", call: null });
  all.calls[0].live = true;
  all.line.sent.length = 0;
  all.told.length = 0;
  return all;
}

test("after the server was away the same page is let in again and the call goes on", async (t) => {
  const { line, calls, told } = await inCall(t);
  line.down();
  line.up();
  await hear(line, { type: "waiting", page: ADAS_PAGE, mode: "voice" });
  assert.deepEqual(line.sent, [{ type: "admit", page: ADAS_PAGE }]);
  await hear(line, { type: "ready", call: calls[0].id });
  assert.equal(calls.length, 1);
  assert.deepEqual(calls[0].done, ["offer"]);
  assert.deepEqual(told, ["gone", "down", "up"]);
});

test("nobody can be let in who may have gone while the server was away", async (t) => {
  const { session, line } = enter("therapist", t);
  await hear(line, { type: "waiting", page: ADAS_PAGE, mode: "voice" });
  line.down();
  line.up();
  session.admit();
  assert.deepEqual(line.sent, []);
});

test("another page of the client has to wait for the therapist, call or no call", async (t) => {
  const { line, told } = await inCall(t);
  await hear(line, { type: "waiting", page: "e".repeat(22), mode: "voice" });
  assert.deepEqual(line.sent, []);
  assert.deepEqual(told, [["waiting", { mode: "voice" }]]);
});

test("after a goodbye even the same page has to be let in anew", async (t) => {
  const { line, calls } = await inCall(t);
  await hear(line, { type: "bye" }, { type: "waiting", page: ADAS_PAGE, mode: "voice" });
  assert.deepEqual(line.sent, []);
  assert.deepEqual(calls[0].done, ["offer", "close"]);
});

test("a call that the other page does not know is replaced by a new one", async (t) => {
  const { line, calls } = await inCall(t);
  await hear(line, { type: "ready", call: null });
  assert.equal(calls.length, 2);
  assert.deepEqual(calls[0].done, ["offer", "close"]);
  assert.deepEqual(calls[1].done, ["offer"]);
  await hear(line, { type: "restart", call: "of-long-ago" });
  assert.equal(calls.length, 3);
});

test("a call that broke while the server was away is restarted when both are back", async (t) => {
  const { line, calls } = await inCall(t);
  line.down();
  calls[0].live = false;
  calls[0].dispatchEvent(new Told("broken"));
  assert.deepEqual(calls[0].done, ["offer"]);
  line.up();
  await hear(line, { type: "ready", call: calls[0].id });
  assert.deepEqual(calls[0].done, ["offer", "restart"]);
});

test("when the line breaks the therapist's page restarts and the client's asks for it", async (t) => {
  const { calls: toms } = await inCall(t);
  toms[0].dispatchEvent(new Told("broken"));
  assert.deepEqual(toms[0].done, ["offer", "restart"]);
  const { line, calls, told } = enter("client", t);
  await hear(line, { type: "admitted" }, { type: "offer", call: "1", sdp: "s" });
  line.sent.length = 0;
  calls[0].dispatchEvent(new Told("broken"));
  assert.deepEqual(line.sent, [{ type: "restart", call: "1" }]);
  assert.deepEqual(told, ["up", "call", "broken"]);
});

test("a first offer that nobody answers is given up for a new call, not at the first look", async (t) => {
  const { calls } = await inCall(t);
  calls[0].answerable = false; // its offer, or the answer, was lost: nothing there to restart
  calls[0].dispatchEvent(new Told("broken"));
  await settle();
  assert.deepEqual([calls.length, calls[0].done], [1, ["offer", "restart"]]);
  calls[0].dispatchEvent(new Told("broken"));
  await settle();
  assert.equal(calls.length, 2);
  assert.equal(calls[0].done.at(-1), "close");
  assert.deepEqual(calls[1].done, ["offer"]);
});

test("messages of another call are nothing", async (t) => {
  const { line, calls } = await inCall(t);
  await hear(line, { type: "answer", call: "other", sdp: "s" }, { type: "candidate", call: "other", candidate: "x" });
  assert.deepEqual(calls[0].done, ["offer"]);
});

test("without a relay there is no call, and the page is told", async (t) => {
  const { line, calls, told } = enter("client", t);
  line.access = { type: "relay", urls: [], username: "", credential: "" };
  await hear(line, { type: "admitted" }, { type: "offer", call: "1", sdp: "s" });
  assert.equal(calls.length, 0);
  assert.deepEqual(told, ["up", "norelay"]);
});

test("leaving stops the media first, then says goodbye", async (t) => {
  const { session, line, media, calls } = await inCall(t);
  const order = [];
  media.stop = () => order.push("media");
  calls[0].close = () => order.push("call");
  line.send = ({ type }) => order.push(type);
  line.close = () => order.push("line");
  session.leave();
  assert.deepEqual(order, ["media", "call", "bye", "line"]);
});

test("when the server ends it everything stops", async (t) => {
  const { line, media, calls, told } = await inCall(t);
  line.dispatchEvent(new Told("ended", "over"));
  assert.ok(media.stopped);
  assert.deepEqual(calls[0].done, ["offer", "close"]);
  assert.deepEqual(told, [["ended", "over"]]);
});

test("what is on is said to the other as soon as words can pass", async (t) => {
  const { calls } = await inCall(t);
  calls[0].dispatchEvent(new Told("open"));
  assert.deepEqual(calls[0].done.at(-1), { kind: "state", microphone: true, camera: false });
});
