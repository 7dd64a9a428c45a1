// Opens what core/sealing/phone.py has sealed with four words: base64 of salt(16) || nonce(12) || ciphertext.
export const ROUNDS = 600_000;
const CONTEXT = new TextEncoder().encode("stillroom/phone/1");

export const plainly = (words) => words.normalize("NFKD").toLowerCase().split(/[\s.,-]+/u).filter(Boolean).join(" ");

// Resolves with the text, or null for other words.
export async function openSealed(text, words, rounds = ROUNDS) {
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const secret = new TextEncoder().encode(plainly(words));
  const { subtle } = crypto;
  const base = await subtle.importKey("raw", secret, "PBKDF2", false, ["deriveKey"]);
  const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes.slice(0, 16), iterations: rounds };
  const key = await subtle.deriveKey(how, base, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
  const seal = { name: "AES-GCM", iv: bytes.slice(16, 28), additionalData: CONTEXT };
  try {
    return new TextDecoder().decode(await subtle.decrypt(seal, key, bytes.slice(28)));
  } catch {
    return null;
  }
}
