// Where a guide stands: cues one after another, taps from side to side, bells. Pure: elapsed time in, what is due out.
// Below: what runs by it, and its sounds. One file, because each further one is a further wait on a slow line.

// cues: [{ seconds, group }] -> { index, left } (ms left of this cue), or null when all is over
export function cueAt(elapsedMs, cues) {
  let rest = Math.max(0, elapsedMs);
  for (const [index, { seconds }] of cues.entries()) {
    if (rest < seconds * 1000) return { index, left: seconds * 1000 - rest };
    rest -= seconds * 1000;
  }
  return null;
}

// The elapsed time at which the next group begins: where somebody leaves out what is being said.
export function afterGroup(elapsedMs, cues) {
  const here = cueAt(elapsedMs, cues);
  if (!here) return elapsedMs;
  let end = elapsedMs + here.left;
  for (let next = here.index + 1; next < cues.length && cues[next].group === cues[here.index].group; next += 1) {
    end += cues[next].seconds * 1000;
  }
  return end;
}

// Taps a minute are kept slow: this settles, and is no work on memories.
export const SLOWEST = 30;
export const FASTEST = 90;

// -> { tap, side: -1 (left) or 1 (right), since } (ms since this tap), the first to the left
export function tapAt(elapsedMs, perMinute) {
  const length = 60_000 / Math.min(FASTEST, Math.max(SLOWEST, perMinute || SLOWEST));
  const tap = Math.floor(Math.max(0, elapsedMs) / length);
  return { tap, side: tap % 2 ? 1 : -1, since: elapsedMs - tap * length };
}

// Bells that are due in (from, to]: at the start of all, each `every` minutes (0: none between), and at the end.
// -> [{ at, end }] in ms since the start. `from` is -1 before anything has sounded.
export function bells(from, to, minutes, every = 0) {
  const last = minutes * 60_000;
  const step = every * 60_000;
  const all = [{ at: 0, end: false }];
  for (let at = step; step > 0 && at < last; at += step) all.push({ at, end: false });
  all.push({ at: last, end: true });
  return all.filter(({ at }) => at > from && at <= to);
}

// What runs until it is stopped: each frame hears how long it has run. Esc stops it, and so does leaving the page.
export class Running {
  #frame = 0;
  #start = null;
  #draw;
  #escape = (event) => event.key === "Escape" && this.stop();

  // draw(elapsedMs): false ends it. stopped(): told once, however it ends.
  constructor(draw, stopped) {
    this.#draw = draw;
    this.stopped = stopped;
  }

  get on() {
    return this.#start !== null;
  }

  get elapsed() {
    return this.on ? performance.now() - this.#start : 0;
  }

  begin() {
    this.#end();
    this.#start = performance.now();
    document.addEventListener("keydown", this.#escape);
    this.#next();
  }

  // As if it had run this long.
  skipTo(elapsedMs) {
    this.#start = performance.now() - elapsedMs;
  }

  stop() {
    if (!this.on) return;
    this.#end();
    this.stopped();
  }

  #end() {
    cancelAnimationFrame(this.#frame);
    document.removeEventListener("keydown", this.#escape);
    this.#start = null;
  }

  #next() {
    this.#frame = requestAnimationFrame(() => {
      if (!this.on) return;
      if (this.#draw(Math.max(0, this.elapsed)) === false) this.stop();
      else this.#next();
    });
  }
}

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
