// Left, right and back: where the point of a set stands, as a function of elapsed seconds and nothing else. Pure.
// A cycle is left-right-left. x and y run from -1 to 1.

export const SPEED = Object.freeze({ least: 0.3, most: 2 }); // cycles a second
export const CYCLES = Object.freeze({ least: 4, most: 60 });
export const REST_MS = Object.freeze({ least: 0, most: 150 }); // at each edge, inside the cycle
export const LONGEST_S = 60; // of one set, whatever was asked for
// Of the point, in CSS pixels. Small on purpose: WCAG's limit of three flashes a second holds for areas from 21,824
// square pixels on (a quarter of ten degrees of sight), and a point that passes a place faster stays below a third.
export const SIZE = Object.freeze({ least: 16, most: 88 });
export const WAYS = Object.freeze(["eyes", "sound", "taps"]); // what is followed: the point, a tone, one's own hands
export const DIRECTIONS = Object.freeze(["horizontal", "diagonal", "vertical"]);
export const MOVES = Object.freeze(["linear", "eased"]);
export const COLOURS = Object.freeze(["plain", "green", "amber"]);

const within = ({ least, most }) => (value) => Number.isFinite(value) && value >= least && value <= most;
const one = (values) => (value) => values.includes(value);
const CHECKS = {
  way: one(WAYS),
  hz: within(SPEED),
  cycles: (value) => Number.isInteger(value) && within(CYCLES)(value),
  direction: one(DIRECTIONS),
  move: one(MOVES),
  rest: within(REST_MS),
  size: within(SIZE),
  colour: one(COLOURS),
  sound: (value) => typeof value === "boolean",
};

// For a set that works something through; for calm place, container and strengths.
export const WORK = Object.freeze({
  way: "eyes", hz: 1, cycles: 24, direction: "horizontal", move: "eased", rest: 0, size: 40, colour: "plain", sound: false,
});
export const CALM = Object.freeze({ ...WORK, hz: 0.5, cycles: 6 });

// These parameters, frozen, with exactly the keys that are known; null if any is out of bounds. Both sides ask: the one
// that draws trusts nobody.
export function checked(given) {
  if (typeof given !== "object" || given === null) return null;
  const names = Object.keys(CHECKS);
  if (Object.keys(given).length !== names.length) return null;
  if (!names.every((name) => Object.hasOwn(given, name) && CHECKS[name](given[name]))) return null;
  return Object.freeze(Object.fromEntries(names.map((name) => [name, given[name]])));
}

// As many whole cycles as fit.
export const wholeCycles = ({ hz, cycles }) => Math.min(cycles, Math.floor(LONGEST_S * hz + 1e-9));

export const seconds = (set) => wholeCycles(set) / set.hz;

const TRAVEL = {
  linear: (f) => f,
  eased: (f) => (1 - Math.cos(Math.PI * f)) / 2,
};

// elapsed seconds -> -1 (left) to 1 (right). Left before the start, and left again at the end.
export function side(elapsed, set) {
  if (!(elapsed > 0) || elapsed >= seconds(set)) return -1;
  const half = 1 / set.hz / 2;
  const rest = set.rest / 1000;
  const halves = Math.floor(elapsed / half);
  const fraction = Math.min(1, (elapsed - halves * half) / (half - rest));
  const travelled = 2 * TRAVEL[set.move](fraction) - 1;
  return halves % 2 === 0 ? travelled : -travelled;
}

const PLACED = {
  horizontal: (s) => ({ x: s, y: 0 }),
  diagonal: (s) => ({ x: s, y: s }),
  vertical: (s) => ({ x: 0, y: s }),
};

export const position = (elapsed, set) => PLACED[set.direction](side(elapsed, set));

// For sound: -1 is the left ear. It goes from ear to ear also where the point goes up and down.
export const pan = side;

// The tone swells at the edges and is nearly silent between: 0 to 1.
export const loudness = (elapsed, set) => (elapsed > 0 && elapsed < seconds(set) ? side(elapsed, set) ** 8 : 0);

// Which hand taps, "left" or "right": it changes once each half cycle, at most four times a second in all and twice for
// each hand.
export const hand = (elapsed, set) => (Math.floor(Math.max(0, elapsed) * 2 * set.hz) % 2 === 0 ? "left" : "right");

// Whole cycles done.
export const cyclesDone = (elapsed, set) => Math.max(0, Math.min(wholeCycles(set), Math.floor(elapsed * set.hz + 1e-9)));
