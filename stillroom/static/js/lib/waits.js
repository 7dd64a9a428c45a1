// How long to wait before trying something. Pure: milliseconds in and out.

export const QUIET_MS = 1000;
export const LONGEST_MS = 5000;

// Saving what is typed: a second after the last key, at least every five seconds; after failures ever later.
// first, last: instants of the first and the last unsaved change; failures: tries in a row that did not work.
export function untilSave({ first, last, failures, now }) {
  const calm = Math.min(last + QUIET_MS, first + LONGEST_MS) - now;
  return Math.max(0, calm, failures ? backOff(failures, 30_000) : 0);
}

// 1 s, 2 s, 4 s ... up to `longest`
export const backOff = (failures, longest) => Math.min(longest, 1000 * 2 ** Math.max(0, failures - 1));

// An answer after which asking again is of no use: the page is locked, closed, or not this person's.
export const isOver = ({ status, redirected }) => redirected || [401, 403, 404, 410].includes(status);
