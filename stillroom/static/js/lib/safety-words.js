// Four words that both people see and read aloud: if they are the same, nobody sits in between, not even our server.
//
// They are made from both sides' certificate fingerprints (RFC 8122) and a random number from each side. The
// therapist's page first commits to its number, then hears the other's, then shows its own (as ZRTP does, RFC 6189
// section 4.4.1.1). Without that, four words would be too few: somebody in between could try certificates until the
// words of both halves agree. With it, they have one guess in 4,294,967,296.
//
// Pure but for the numbers: fingerprints and nonces in, words out.

import { WORDS } from "./safety-words-list.js";

const encode = (text) => new TextEncoder().encode(text);
const sha256 = async (...parts) => new Uint8Array(await crypto.subtle.digest("SHA-256", join(parts)));
const base64url = (bytes) =>
  btoa(String.fromCharCode(...bytes)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");

function join(parts) {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

// 128 random bits, base64url (22 characters)
export const newNonce = () => base64url(crypto.getRandomValues(new Uint8Array(16)));

// What a side shows before it shows `nonce` (43 characters)
export const commitment = async (nonce) => base64url(await sha256(encode("stillroom/safety-words/commit"), encode(nonce)));

// fingerprints: of both sides, "AB:CD:..." in any order. nonces: the therapist's, then the client's.
export async function words(fingerprints, nonces, count = 4) {
  const sorted = [...fingerprints].sort();
  const parts = ["stillroom/safety-words", ...sorted, ...nonces].map((part) => join([encode(part), new Uint8Array(1)]));
  const digest = await sha256(...parts);
  return [...digest.slice(0, count)].map((byte) => WORDS[byte]);
}

// One side of the exchange. `hear` takes what the other side said and returns what to answer, the words, or that
// they cannot be trusted: {send?, words?, broken?}. Each step happens once; anything out of order breaks it.
export class Exchange {
  #role;
  #fingerprints;
  #nonce = newNonce();
  #awaits;
  #hash = null;

  constructor(role, fingerprints) {
    this.#role = role;
    this.#fingerprints = fingerprints;
    this.#awaits = role === "therapist" ? "nonce" : "commit";
  }

  // The therapist's page opens; the client's has nothing to say first.
  async open() {
    return this.#role === "therapist" ? { kind: "commit", hash: await commitment(this.#nonce) } : null;
  }

  async hear(message) {
    if (message.kind !== this.#awaits) return this.#broken();
    if (message.kind === "commit") {
      this.#hash = message.hash;
      this.#awaits = "reveal";
      return { send: { kind: "nonce", nonce: this.#nonce } };
    }
    this.#awaits = null;
    if (message.kind === "nonce") {
      const nonces = [this.#nonce, message.nonce];
      return { send: { kind: "reveal", nonce: this.#nonce }, words: await words(this.#fingerprints, nonces) };
    }
    if ((await commitment(message.nonce)) !== this.#hash) return this.#broken();
    return { words: await words(this.#fingerprints, [message.nonce, this.#nonce]) };
  }

  #broken() {
    this.#awaits = null;
    return { broken: true };
  }
}
