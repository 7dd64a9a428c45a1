import assert from "node:assert/strict";
import { test } from "node:test";

import { Media, troubleOf } from "../../stillroom/static/js/lib/room-media.js";

class FakeTrack extends EventTarget {
  enabled = true;
  stopped = false;

  constructor(kind) {
    super();
    this.kind = kind;
  }

  stop() {
    this.stopped = true;
  }
}

const devices = {
  asked: [],
  async getUserMedia(constraints) {
    this.asked.push(Object.keys(constraints).join());
    return { getTracks: () => Object.keys(constraints).map((kind) => new FakeTrack(kind)) };
  },
};

test("nothing is asked for before it is wanted, and each device by itself", async () => {
  devices.asked = [];
  const media = new Media(devices);
  assert.equal(media.speaking, false);
  await media.useMicrophone();
  assert.deepEqual(devices.asked, ["audio"]);
  await media.useCamera();
  await media.useCamera();
  assert.deepEqual(devices.asked, ["audio", "video"]);
});

test("muted means silence, and back again without asking anew", async () => {
  devices.asked = [];
  const media = new Media(devices);
  await media.useMicrophone();
  media.mute();
  assert.equal(media.speaking, false);
  assert.equal(media.microphone.enabled, false);
  await media.useMicrophone();
  assert.equal(media.speaking, true);
  assert.deepEqual(devices.asked, ["audio"]);
});

test("a camera that is off is really off", async () => {
  const media = new Media(devices);
  await media.useCamera();
  const { camera } = media;
  media.stopCamera();
  assert.ok(camera.stopped);
  assert.equal(media.camera, null);
});

test("a device that is taken away is not there any more", async () => {
  const media = new Media(devices);
  await media.useMicrophone();
  media.microphone.dispatchEvent(new Event("ended"));
  assert.equal(media.microphone, null);
  assert.equal(media.speaking, false);
});

test("stop stops everything", async () => {
  const media = new Media(devices);
  await media.useMicrophone();
  await media.useCamera();
  const tracks = [media.microphone, media.camera];
  media.stop();
  assert.ok(tracks.every((track) => track.stopped));
});

test("each trouble has its own words", async () => {
  const named = (name) => troubleOf(Object.assign(new Error(), { name }));
  assert.equal(named("NotAllowedError"), "denied");
  assert.equal(named("NotFoundError"), "missing");
  assert.equal(named("NotReadableError"), "busy");
  assert.equal(named("Anything"), "trouble");
  await assert.rejects(new Media(null).useMicrophone(), (error) => troubleOf(error) === "missing");
});
