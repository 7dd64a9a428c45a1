// Where a breath stands. Pure: elapsed time in, phase and fullness out.

// name -> phases in order: [phase, seconds]
export const PATTERNS = Object.freeze({
  even: [["in", 5], ["out", 5]], // six breaths a minute
  long: [["in", 4], ["out", 6]],
  box: [["in", 4], ["hold", 4], ["out", 4], ["rest", 4]],
  deep: [["in", 4], ["hold", 7], ["out", 8]], // long holds: the page says when not to
});

// How many rounds to begin with; more of it makes some people dizzy.
export const ROUNDS = Object.freeze({ deep: 4 });

// One's own rhythm, seconds for each phase, within what is safe to try alone; a phase of none is left out.
const BOUNDS = Object.freeze({ in: [2, 8], hold: [0, 7], out: [2, 10], rest: [0, 6] });
export function own(seconds) {
  const within = (phase) => {
    const [least, most] = BOUNDS[phase];
    return Math.min(most, Math.max(least, Number(seconds[phase]) || least));
  };
  return Object.keys(BOUNDS).map((phase) => [phase, within(phase)]).filter(([, length]) => length > 0);
}

const fullness = { in: (f) => f, hold: () => 1, out: (f) => 1 - f, rest: () => 0 };
const eased = (fraction) => (1 - Math.cos(Math.PI * fraction)) / 2; // no jolt at the turn

// elapsedMs since the start (>= 0) -> {phase, fraction 0..1 of the phase, size 0..1 of the circle, round from 0}
export function position(elapsedMs, pattern) {
  const length = pattern.reduce((sum, [, seconds]) => sum + seconds, 0) * 1000;
  const round = Math.floor(elapsedMs / length);
  let rest = elapsedMs - round * length;
  for (const [phase, seconds] of pattern) {
    if (rest < seconds * 1000) {
      const fraction = rest / (seconds * 1000);
      return { phase, fraction, size: fullness[phase](eased(fraction)), round };
    }
    rest -= seconds * 1000;
  }
  throw new RangeError("a pattern needs phases");
}
