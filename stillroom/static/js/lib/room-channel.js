// What the two pages say to each other directly, over the call's own encrypted channel. Pure: text in, value out.

export const LONGEST_TEXT = 4000;
const LONGEST_FRAME = 20_000;
const NONCE = /^[A-Za-z0-9_-]{22}$/;
const HASH = /^[A-Za-z0-9_-]{43}$/;

const CHECKS = {
  text: { text: (value) => typeof value === "string" && value.trim() !== "" && value.length <= LONGEST_TEXT },
  state: {
    microphone: (value) => typeof value === "boolean",
    camera: (value) => typeof value === "boolean",
  },
  commit: { hash: (value) => typeof value === "string" && HASH.test(value) },
  nonce: { nonce: (value) => typeof value === "string" && NONCE.test(value) },
  reveal: { nonce: (value) => typeof value === "string" && NONCE.test(value) },
};

// The message in `frame`, with exactly the keys of its kind, or null for anything else.
export function parse(frame) {
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
  const checks = CHECKS[kind];
  const names = Object.keys(checks);
  if (Object.keys(fields).length !== names.length) return null;
  return names.every((name) => Object.hasOwn(fields, name) && checks[name](fields[name])) ? message : null;
}

export const write = (message) => JSON.stringify(message);
