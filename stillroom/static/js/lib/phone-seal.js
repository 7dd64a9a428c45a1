// Opens what core/sealing/phone.py has sealed with four words: base64 of salt(16) || suite S1.
import { openSealed } from "./suite.js";

export const ROUNDS = 600_000;
const CONTEXT = new TextEncoder().encode("stillroom/phone/1");

export const plainly = (words) => words.normalize("NFKD").toLowerCase().split(/[\s.,-]+/u).filter(Boolean).join(" ");

// Resolves with the text, or null for other words.
export async function openByWords(text, words, rounds = ROUNDS) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const secret = new TextEncoder().encode(plainly(words));
  const base = await crypto.subtle.importKey("raw", secret, "PBKDF2", false, ["deriveBits"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes.slice(0, 16), iterations: rounds };
  const key = new Uint8Array(await crypto.subtle.deriveBits(how, base, 256));
  const plain = await openSealed(key, CONTEXT, bytes.slice(16));
  return plain && new TextDecoder().decode(plain);
}
