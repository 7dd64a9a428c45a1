// Shift pressed three times within five seconds leaves (U2). Typing capitals does not: any other key, a held
// Shift or a click between the presses starts the count again.

export const PRESSES = 3;
export const WINDOW_MS = 5000;

export const idle = Object.freeze({ presses: [], alone: false });

// state, {type: "down" | "up" | "other", key, repeat}, now in ms -> state. `state.presses` holds the instants that count.
export function next(state, event, now) {
  const presses = state.presses.filter((at) => now - at < WINDOW_MS);
  if (event.type === "other" || event.key !== "Shift") return idle;
  if (event.type === "down") return event.repeat ? idle : { presses, alone: true };
  return state.alone ? { presses: [...presses, now], alone: false } : { presses, alone: false };
}

export const left = (state) => PRESSES - state.presses.length;
