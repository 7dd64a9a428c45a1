// pv1 written a second time, from its text, with WebCrypto alone: if both sides read docs/pv1.md alike,
// every vector agrees. Test code; the product's own sealing is in Python.

const subtle = globalThis.crypto.subtle;
const ascii = (text) => new TextEncoder().encode(text);
const CROCKFORD = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

export const utf8 = ascii;
export const hex = (bytes) => [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
export const unhex = (text) => Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
export const ZERO_KEY = new Uint8Array(32);

export function join(...parts) {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

export function u32(number) {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, number);
  return bytes;
}

export function u64(number) {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(number));
  return bytes;
}

export const lp = (...parts) => join(...parts.flatMap((part) => [u32(part.length), part]));

export async function sha256(bytes) {
  return new Uint8Array(await subtle.digest("SHA-256", bytes));
}

export async function prf(key, tag, label, ...fields) {
  const hmac = await subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-512" }, false, ["sign"]);
  const input = join(Uint8Array.of(tag), lp(ascii(label), ...fields));
  return new Uint8Array(await subtle.sign("HMAC", hmac, input));
}

export const prf32 = async (...args) => (await prf(...args)).slice(0, 32);
export const prf16 = async (...args) => (await prf(...args)).slice(0, 16);

export function padme(length) {
  if (length <= 2) return length;
  const exponent = Math.floor(Math.log2(length));
  const step = 2 ** (exponent - (Math.floor(Math.log2(exponent)) + 1));
  return Math.ceil(length / step) * step;
}

export function pad(payload, floor) {
  const padded = new Uint8Array(padme(Math.max(floor, 4 + payload.length)));
  padded.set(u32(payload.length));
  padded.set(payload, 4);
  return padded;
}

async function oneTimeKey(key, context, salt) {
  const okm = await prf(key, 2, "pv1/key", Uint8Array.of(1), salt, context);
  const aes = await subtle.importKey("raw", okm.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  return { aes, commitment: okm.slice(32) };
}

const gcm = (context) => ({ name: "AES-GCM", iv: new Uint8Array(12), additionalData: context });

export async function seal(key, context, plaintext, entropy) {
  const salt = await prf32(key, 1, "pv1/salt", entropy, context, await sha256(plaintext));
  const { aes, commitment } = await oneTimeKey(key, context, salt);
  const sealed = new Uint8Array(await subtle.encrypt(gcm(context), aes, plaintext));
  return join(Uint8Array.of(1), salt, commitment, sealed);
}

export async function open(key, context, blob) {
  if (blob.length < 81 || blob[0] !== 1) throw new Error("This cannot be opened.");
  const { aes, commitment } = await oneTimeKey(key, context, blob.slice(1, 33));
  const difference = blob.slice(33, 65).reduce((sum, byte, at) => sum | (byte ^ commitment[at]), 0);
  if (difference !== 0) throw new Error("This cannot be opened.");
  return new Uint8Array(await subtle.decrypt(gcm(context), aes, blob.slice(65)));
}

export function crockford(number, count) {
  let symbols = "";
  for (let at = 0; at < count; at += 1, number >>= 5n) symbols = CROCKFORD[Number(number & 31n)] + symbols;
  return symbols;
}

export const grouped = (symbols) => symbols.match(/.{5}/g).join("-");

export async function recoveryChecksum(secret) {
  const digest = await sha256(lp(ascii("pv1/recovery-check"), secret));
  return new DataView(digest.buffer).getUint32(0) >>> 10;
}

export async function recoveryCode(secret) {
  const number = (BigInt(`0x${hex(secret)}`) << 22n) | BigInt(await recoveryChecksum(secret));
  return grouped(crockford(number, 30));
}

export function base64url(bytes) {
  const text = btoa(String.fromCharCode(...bytes));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

export function normaliseHandle(typed) {
  return typed.normalize("NFKC").toLowerCase().replace(/[\s\-_.]+/g, "-").replace(/^-|-$/g, "");
}
