// The side of whoever watches: when a set may run, and what ends it. Pure: state, event and clocks in, state out.
// `state.tell` holds what the other side is to hear after this event. Nothing runs on by itself: each set is started.
//
// clocks: {own, shared}: this page's clock and that of the other page, both in ms (shared: null before it is known).
import { checked, cyclesDone, position, seconds } from "./bilateral.js";

export const SILENCE_MS = 3000; // so long without the other side, then it ends
export const EASE_MS = 700;
const EARLY_MS = 1000; // a start may be so far ahead or behind; otherwise somebody's clock is wrong
const BETWEEN_MS = 1000; // from the end of one set to the start of the next: sets cannot flash either
const JUMP_MS = 250;

// phase: "shut" (not unlocked), "closed" (nobody asked), "asked", "open" (they said yes), "running", "easing".
// grounding: shown when the other side was lost in the middle of a set, until it is put away by this side.
const START = { phase: "closed", set: null, grounding: false, tell: [], endedAt: -Infinity, number: 0 };
export const before = (unlocked) => Object.freeze({ ...START, phase: unlocked ? "closed" : "shut" });

const EVENTS = {
  ask: (state, event, { own }) => {
    const why = state.phase === "shut" ? "locked" : own - state.endedAt < BETWEEN_MS ? "busy" : null;
    if (why) return { ...state, tell: [{ kind: "set-refused", number: 0, why }] };
    return state.phase === "closed" ? { ...state, phase: "asked" } : state;
  },
  // A no gives them a moment in which they are not asked again.
  answer: (state, { yes }, { own }) => {
    if (state.phase !== "asked") return state;
    const answered = { ...state, tell: [{ kind: "set-answer", yes }] };
    return yes ? { ...answered, phase: "open" } : { ...answered, phase: "closed", endedAt: own };
  },
  start,
  stop: (state, { number }, clocks) => (running(state, number) ? ease(state, "therapist", clocks) : state),
  halt: (state, event, clocks) => (running(state) ? halt(state, clocks) : state),
  close: (state, event, clocks) => {
    if (state.phase === "shut") return state;
    return { ...(running(state) ? ended(state, "therapist", clocks) : state), phase: "closed", number: 0 };
  },
  lost: (state, event, clocks) => (running(state) ? lose(state, clocks) : state),
  frame,
  grounded: (state) => ({ ...state, grounding: false }),
};

export function next(state, event, clocks) {
  return Object.freeze(EVENTS[event.type]({ ...state, tell: [] }, event, clocks));
}

// Where the point is: {x, y, light 0 to 1}, or null: nothing is shown.
export function drawn(state, { own, shared }) {
  if (state.phase === "running") return { ...position(elapsed(state, shared), state.set), light: 1 };
  if (state.phase !== "easing") return null;
  const left = Math.max(0, 1 - (own - state.easedAt) / EASE_MS) ** 2;
  return { x: state.from.x * left, y: state.from.y * left, light: left };
}

export const elapsed = (state, shared) => Math.max(0, (shared - state.at) / 1000);

const running = (state, number) => state.phase === "running" && (number === undefined || number === state.number);

function start(state, { set: asked, number, at }, { own, shared, heardAt }) {
  const set = checked(asked);
  const why = refusal(state, { set, number, at }, { own, shared, heardAt });
  if (why) return { ...state, tell: [{ kind: "set-refused", number, why }] };
  return {
    ...state, phase: "running", set, number, at, ahead: shared - own, frameAt: own, grounding: false,
    tell: [{ kind: "set-began", number }],
  };
}

function refusal(state, { set, number, at }, { own, shared, heardAt }) {
  if (state.phase === "shut") return "locked";
  if (state.phase !== "open") return state.phase === "running" || state.phase === "easing" ? "busy" : "not-agreed";
  if (!set || !Number.isInteger(number) || number <= state.number) return "bounds";
  if (own - state.endedAt < BETWEEN_MS) return "busy";
  if (shared === null || !(Math.abs(shared - at) <= EARLY_MS) || own - heardAt > SILENCE_MS) return "clock";
  return null;
}

// Each frame looks whether it may go on.
function frame(state, event, clocks) {
  if (state.phase === "easing" && clocks.own - state.easedAt >= EASE_MS) return { ...state, phase: state.after };
  if (state.phase !== "running") return state;
  const slept = clocks.own - state.frameAt > SILENCE_MS;
  if (slept || clocks.own - clocks.heardAt > SILENCE_MS) return lose(state, clocks);
  if (Math.abs(clocks.shared - clocks.own - state.ahead) > JUMP_MS) return ease(state, "clock", clocks);
  if (elapsed(state, clocks.shared) >= seconds(state.set)) return ease(state, "end", clocks);
  return { ...state, frameAt: clocks.own };
}

// Their own stop: gone at once, not eased, and told afterwards. Nothing starts again before they say yes again.
const halt = (state, clocks) => ({ ...ended(state, "client", clocks), phase: "closed" });

const lose = (state, clocks) => ({ ...ease(state, "link", clocks), after: "closed", grounding: true });

function ease(state, by, clocks) {
  const { x, y } = drawn(state, clocks);
  return { ...ended(state, by, clocks), phase: "easing", after: "open", easedAt: clocks.own, from: { x, y } };
}

function ended(state, by, { own, shared }) {
  const done = Math.min(elapsed(state, shared), seconds(state.set));
  const said = { kind: "set-ended", number: state.number, by, cycles: cyclesDone(done, state.set), seconds: done };
  return { ...state, endedAt: own, tell: [said] };
}
