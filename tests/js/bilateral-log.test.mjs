// What is kept of each set, and the tone of one.
import assert from "node:assert/strict";
import { test } from "node:test";
import { WORK } from "../../stillroom/static/js/lib/bilateral.js";
import { SetLog } from "../../stillroom/static/js/lib/bilateral-log.js";
import { curves, Tone } from "../../stillroom/static/js/lib/bilateral-sound.js";

const ended = (number, by = "end") => ({ kind: "set-ended", number, by, cycles: 24, seconds: 24.0167 });

function logged(...suds) {
  const log = new SetLog();
  for (const sud of suds) {
    log.add(WORK, ended(log.next()));
    if (sud !== null) log.rate("sud", sud);
  }
  return log;
}

test("numbers go on after what was kept before", () => {
  const log = new SetLog(7);
  assert.deepEqual([log.next(), log.next(), log.last], [8, 9, null]);
});

test("a set is kept as it ran, and a number after it belongs to it", () => {
  const log = new SetLog();
  assert.equal(log.rate("sud", 4), false);
  log.add(WORK, ended(log.next(), "client"));
  assert.equal(log.rate("ten", 4), false);
  assert.equal(log.rate("sud", 4), true);
  assert.deepEqual(log.last, {
    n: 1, way: "eyes", hz: 1, direction: "horizontal", cycles: 24, seconds: 24, stopped_by: "client", sud: 4, voc: null,
  });
});

test("what was not kept stays to be kept, and a number makes a set new again", () => {
  const log = logged(null, null);
  assert.deepEqual(log.unkept.map(({ n }) => n), [1, 2]);
  log.kept(log.unkept[0]);
  log.kept(log.unkept[0]);
  assert.deepEqual(log.unkept, []);
  log.rate("voc", 5);
  assert.deepEqual(log.unkept.map(({ n, voc }) => [n, voc]), [[2, 5]]);
});

test("disturbance that rises in three sets running is seen, and nothing else is", () => {
  assert.equal(logged(4, 5, 6, 7).standsStill, true);
  assert.equal(logged(9, 2, null, 3, 4, 5).standsStill, true);
  for (const suds of [[], [5, 6, 7], [4, 5, 5, 6], [4, 5, 6, 7, 6]]) assert.equal(logged(...suds).standsStill, false);
});

test("the tone of a set begins and ends silent, goes from ear to ear, and is never louder than a quarter", () => {
  const { pans, gains, seconds } = curves(WORK, 0);
  assert.equal(seconds, 24);
  assert.ok(Math.max(...gains) <= 0.25 && Math.max(...gains) > 0.2);
  assert.equal(gains.at(-1), 0);
  assert.ok(Math.min(...pans) === -1 && Math.max(...pans) > 0.999);
  const late = curves(WORK, 23.5);
  assert.ok(Math.abs(late.seconds - 0.5) < 1e-9 && late.pans.length === 31);
  assert.equal(curves(WORK, 99).seconds, 0);
});

test("stopping silences at once, and twice is once", () => {
  const done = [];
  const param = () => ({
    setValueCurveAtTime: () => done.push("curve"), cancelScheduledValues: () => done.push("cancelled"),
    setTargetAtTime: (value) => done.push(value),
  });
  const node = (more = {}) => ({ connect: (next) => next, ...more });
  const context = {
    currentTime: 5, destination: {}, resume() {}, close() {},
    createGain: () => node({ gain: param() }), createStereoPanner: () => node({ pan: param() }),
    createOscillator: () => node({ frequency: {}, start() {}, stop: (at) => done.push(`until ${at}`) }),
  };
  const tone = new Tone(context);
  tone.stop();
  tone.play(WORK, 0);
  assert.deepEqual(done, ["curve", "curve", "until 29"]);
  tone.stop();
  tone.stop();
  assert.deepEqual(done.slice(3), ["cancelled", 0, "until 5.02"]);
});
