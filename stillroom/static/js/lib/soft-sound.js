// A bell and a soft tick, made by WebAudio: nothing is loaded, and nothing sounds before a press.
const BELL_HZ = [396, 793, 1190]; // a low bell and two of its overtones
const BELL_S = 4;
const TICK_HZ = 520;
const TICK_S = 0.09;

export class SoftSound {
  #context;

  // Made within a press: browsers let nothing sound before.
  constructor(context = new AudioContext()) {
    this.#context = context;
    context.resume?.();
  }

  // `after` seconds from now, by the sound's own clock: it rings on time where a locked phone draws no frames.
  bell(after = 0) {
    for (const [place, pitch] of BELL_HZ.entries()) {
      this.#note(pitch, BELL_S / (place + 1), 0.16 / (place + 1), 0, after);
    }
  }

  // side: -1 left to 1 right
  tick(side) {
    this.#note(TICK_HZ, TICK_S, 0.12, side * 0.8);
  }

  close() {
    this.#context.close();
  }

  #note(pitch, seconds, loudness, side, after = 0) {
    const { currentTime, destination } = this.#context;
    const now = currentTime + after;
    const [tone, gain, panner] = [
      this.#context.createOscillator(),
      this.#context.createGain(),
      this.#context.createStereoPanner(),
    ];
    tone.frequency.value = pitch;
    panner.pan.value = side;
    gain.gain.setValueAtTime(0, now);
    gain.gain.linearRampToValueAtTime(loudness, now + 0.01); // no click
    gain.gain.exponentialRampToValueAtTime(0.0001, now + seconds);
    tone.connect(gain).connect(panner).connect(destination);
    tone.start(now);
    tone.stop(now + seconds);
  }
}
