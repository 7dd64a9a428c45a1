// Where a guide stands: cues one after another, taps from side to side, bells. Pure: elapsed time in, what is due out.

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
