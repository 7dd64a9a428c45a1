// The tone of a set: from ear to ear as the point goes, on the sound's own clock, scheduled once for all of the set.
import { loudness, pan, seconds } from "./bilateral.js";

const STEPS = 60; // a second: how finely the curves are given
const PITCH_HZ = 220;
const LOUDEST = 0.25;
const FADE_S = 0.02; // no click

// What is left of a set after `elapsed` seconds, as curves: {pans, gains, seconds}
export function curves(set, elapsed) {
  const left = Math.max(0, seconds(set) - elapsed);
  const steps = Math.max(1, Math.ceil(left * STEPS));
  const at = Array.from({ length: steps + 1 }, (_, step) => elapsed + (left * step) / steps);
  return {
    pans: Float32Array.from(at, (each) => pan(each, set)),
    gains: Float32Array.from(at, (each) => LOUDEST * loudness(each, set)),
    seconds: left,
  };
}

export class Tone {
  #context;
  #playing = null;

  // Made within a press: browsers let nothing sound before.
  constructor(context = new AudioContext()) {
    this.#context = context;
  }

  play(set, elapsed) {
    this.stop();
    const context = this.#context;
    context.resume();
    const heard = elapsed + (context.outputLatency ?? 0); // by when it reaches the ear the point is further
    const { pans, gains, seconds: left } = curves(set, heard);
    if (left <= 0) return;
    const [tone, gain, panner] = [context.createOscillator(), context.createGain(), context.createStereoPanner()];
    const now = context.currentTime;
    tone.frequency.value = PITCH_HZ;
    panner.pan.setValueCurveAtTime(pans, now, left);
    gain.gain.setValueCurveAtTime(gains, now, left);
    tone.connect(gain).connect(panner).connect(context.destination);
    tone.start(now);
    tone.stop(now + left);
    this.#playing = { tone, gain };
  }

  // Silent within some milliseconds.
  stop() {
    if (!this.#playing) return;
    const { tone, gain } = this.#playing;
    const now = this.#context.currentTime;
    gain.gain.cancelScheduledValues(0);
    gain.gain.setTargetAtTime(0, now, FADE_S / 4);
    tone.stop(now + FADE_S);
    this.#playing = null;
  }

  close() {
    this.stop();
    this.#context.close();
  }
}
