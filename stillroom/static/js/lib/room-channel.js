// What the two pages say to each other directly, over the call's own encrypted channel. Pure: text in, value out.
import { PATTERNS } from "./pacer.js";

export const LONGEST_TEXT = 4000;
export const LONGEST_SHOWN = 8000;
export const SCALES = Object.freeze({ ten: [0, 10], sud: [0, 10], voc: [1, 7] }); // the least and the most
export const SENSES = 6; // five senses one by one, and then: where I am
const LONGEST_FRAME = 20_000;
const NONCE = /^[A-Za-z0-9_-]{22}$/;
const HASH = /^[A-Za-z0-9_-]{43}$/;

export const REFUSALS = Object.freeze(["locked", "not-agreed", "busy", "bounds", "clock"]);
export const ENDS = Object.freeze(["end", "client", "therapist", "link", "clock"]);

const CHECKED = Object.freeze({
  instant: (value) => Number.isFinite(value) && Math.abs(value) < 1e13,
  number: (value) => Number.isInteger(value) && value >= 0 && value < 1e6,
});

const CHECKS = {
  text: { text: (value) => typeof value === "string" && value.trim() !== "" && value.length <= LONGEST_TEXT },
  state: {
    microphone: (value) => typeof value === "boolean",
    camera: (value) => typeof value === "boolean",
  },
  commit: { hash: (value) => typeof value === "string" && HASH.test(value) },
  nonce: { nonce: (value) => typeof value === "string" && NONCE.test(value) },
  reveal: { nonce: (value) => typeof value === "string" && NONCE.test(value) },
  ping: { at: CHECKED.instant },
  pong: { at: CHECKED.instant, heard: CHECKED.instant },
  // Both breathe, or name what they sense, in step: since `at` by the therapist's clock.
  together: {
    what: (value) => ["breathing", "senses", "nothing"].includes(value),
    pattern: (value) => typeof value === "string" && Object.hasOwn(PATTERNS, value),
    step: (value) => Number.isInteger(value) && value >= 0 && value < SENSES,
    at: CHECKED.instant,
  },
  "number?": { id: CHECKED.number, scale: (value) => typeof value === "string" && Object.hasOwn(SCALES, value) },
  number: { id: CHECKED.number, value: (value) => value === null || (CHECKED.number(value) && value <= 10) },
  // What its owner shows; nothing: not any more.
  show: {
    what: (value) => ["goal", "plan"].includes(value),
    text: (value) => typeof value === "string" && value.length <= LONGEST_SHOWN,
  },
};

// Sets of left and right (bilateral-set.js). What a set may be is asked again by the side that draws it.
Object.assign(CHECKS, {
  "set-ask": {},
  "set-start": { number: CHECKED.number, at: CHECKED.instant, set: (value) => typeof value === "object" && value !== null },
  "set-stop": { number: CHECKED.number },
  "set-close": {},
  "set-answer": { yes: (value) => typeof value === "boolean" },
  "set-began": { number: CHECKED.number },
  "set-refused": { number: CHECKED.number, why: (value) => REFUSALS.includes(value) },
  "set-ended": {
    number: CHECKED.number,
    by: (value) => ENDS.includes(value),
    cycles: (value) => CHECKED.number(value) && value <= 60,
    seconds: (value) => Number.isFinite(value) && value >= 0 && value <= 60,
  },
});

// Who alone says a kind; either says the others.
const SAID_BY = {
  ...Object.fromEntries(["pong", "number?", "set-ask", "set-start", "set-stop", "set-close"].map((kind) => [kind, "therapist"])),
  ...Object.fromEntries(
    ["ping", "number", "show", "set-answer", "set-began", "set-refused", "set-ended"].map((kind) => [kind, "client"]),
  ),
};

// The message in `frame`, with exactly the keys of its kind, or null for anything else. `from`: whose page it came from.
export function parse(frame, from) {
  if (typeof frame !== "string" || frame.length > LONGEST_FRAME) return null;
  let message;
  try {
    message = JSON.parse(frame);
  } catch {
    return null;
  }
  if (typeof message !== "object" || message === null || Array.isArray(message)) return null;
  const { kind, ...fields } = message;
  if (typeof kind !== "string" || !Object.hasOwn(CHECKS, kind)) return null;
  if (Object.hasOwn(SAID_BY, kind) && SAID_BY[kind] !== from) return null;
  const checks = CHECKS[kind];
  const names = Object.keys(checks);
  if (Object.keys(fields).length !== names.length) return null;
  return names.every((name) => Object.hasOwn(fields, name) && checks[name](fields[name])) ? message : null;
}

export const write = (message) => JSON.stringify(message);
