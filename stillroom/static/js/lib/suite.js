// Opens what core/sealing/suite.py has sealed (suite S1, docs/pv1.md section 4), with WebCrypto.
const ascii = (text) => new TextEncoder().encode(text);
const KEY_TAG = 2;
const OVERHEAD = 81;

const joined = (...parts) => new Uint8Array(parts.flatMap((part) => [...part]));
const u32 = (number) => [number >>> 24, (number >>> 16) & 255, (number >>> 8) & 255, number & 255];
const lp = (...parts) => parts.flatMap((part) => [...u32(part.length), ...part]);

// key: 32 bytes, context and blob: bytes -> bytes, or null for any other key, context or byte than those it was sealed with
export async function openSealed(key, context, blob) {
  if (key.length !== 32 || blob.length < OVERHEAD || blob[0] !== 1) return null;
  const prefix = [KEY_TAG, ...lp(ascii("pv1/key"), [1]), ...u32(32)];
  const salted = joined(prefix, blob.slice(1, 33), u32(context.length), context);
  const hmac = await crypto.subtle.importKey("raw", key, { name: "HMAC", hash: "SHA-512" }, false, ["sign"]);
  const once = new Uint8Array(await crypto.subtle.sign("HMAC", hmac, salted));
  let differs = 0;
  for (let place = 0; place < 32; place += 1) differs |= once[32 + place] ^ blob[33 + place];
  if (differs) return null;
  const aes = await crypto.subtle.importKey("raw", once.slice(0, 32), "AES-GCM", false, ["decrypt"]);
  const seal = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: context };
  try {
    return new Uint8Array(await crypto.subtle.decrypt(seal, aes, blob.slice(65)));
  } catch {
    return null;
  }
}
