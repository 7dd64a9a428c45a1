// Work that stands before a sign-in when many ask at once (pv1 section 13): a nonce, so that
// SHA-256(LP("pv1/work", token, nonce)) begins with so many zero bits. LP puts each part behind its length (u32).
import { BLOCK, compress, first, padded } from "./sha256.js";

const ascii = (text) => Uint8Array.from(text, (sign) => sign.charCodeAt(0));
const NONCE = 8; // hexadecimal digits

const part = (bytes) => [0, 0, bytes.length >> 8, bytes.length & 255, ...bytes];
export const message = (token, nonce) => Uint8Array.from(["pv1/work", token, nonce].flatMap((text) => part(ascii(text))));
export const nonceOf = (number) => number.toString(16).padStart(NONCE, "0");

// -> tries(from, many): the first nonce in [from, from + many) that will do, or null
export function worker(token, bits) {
  const bytes = padded(message(token, nonceOf(0)));
  const place = message(token, nonceOf(0)).length - NONCE;
  const start = Math.floor(place / BLOCK) * BLOCK; // what comes before is the same for every nonce
  const before = first();
  for (let at = 0; at < start; at += BLOCK) compress(before, bytes, at);
  const state = new Int32Array(8);
  return (from, many) => {
    for (let number = from; number < from + many; number += 1) {
      for (let digit = 0; digit < NONCE; digit += 1) {
        const value = (number >>> (4 * (NONCE - 1 - digit))) & 15;
        bytes[place + digit] = value < 10 ? 48 + value : 87 + value;
      }
      state.set(before);
      for (let at = start; at < bytes.length; at += BLOCK) compress(state, bytes, at);
      if (state[0] >>> (32 - bits) === 0) return nonceOf(number);
    }
    return null;
  };
}
