// When a page is covered and locked (U14). Pure: all instants are milliseconds of one clock, given by the caller.

export const HIDDEN_MS = 60_000;
export const WARNING_MS = 60_000;
export const TYPING_MS = 30_000;

// {shared: boolean, idleSeconds: number} -> rules for `verdict`
export const rulesFor = ({ shared, idleSeconds }) => Object.freeze({ shared, idleMs: idleSeconds * 1000 });

// `hiddenSince`: since when the page is hidden or stands covered, else null. `elsewhere`: when another page of the
// same browser was last seen open, so that a forgotten page in the background does not lock the one in use.
export const fresh = (now) => ({ active: now, typed: -Infinity, hiddenSince: null, elsewhere: -Infinity, inCall: false });

// -> "open" | "covered" | "warning" | "locked"
export function verdict(state, rules, now) {
  if (state.inCall) return "open";
  const typing = now - state.typed < TYPING_MS;
  if (rules.shared && state.hiddenSince !== null) {
    const unseen = now - Math.max(state.hiddenSince, state.elsewhere);
    return unseen >= HIDDEN_MS && !typing ? "locked" : "covered";
  }
  const idle = now - Math.max(state.active, state.typed);
  if (typing || idle < rules.idleMs - WARNING_MS) return "open";
  return idle < rules.idleMs ? "warning" : "locked";
}

// A clock that a suspended machine (monotonic stands still) or a changed date (wall jumps back) cannot hold up.
// wall, monotonic: functions -> ms.
export function steadyClock(wall, monotonic) {
  let lastWall = wall();
  let lastMonotonic = monotonic();
  let total = 0;
  return () => {
    const [w, m] = [wall(), monotonic()];
    total += Math.max(w - lastWall, m - lastMonotonic, 0);
    [lastWall, lastMonotonic] = [w, m];
    return total;
  };
}
