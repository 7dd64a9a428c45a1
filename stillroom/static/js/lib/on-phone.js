// What is kept on this phone: only after somebody has asked for it here, and gone with the way out.
const WORKER = "/calm/worker.js";
const SCOPE = "/calm/";
const NAME = "calm";
export const SEALED = "/calm/plan/sealed";

export const able = () => "serviceWorker" in navigator && "caches" in self;
export const isKept = async () => (await navigator.serviceWorker.getRegistration(SCOPE)) !== undefined;

// Resolves once all of it is there; rejects where it could not be fetched.
export async function keep() {
  const registration = await navigator.serviceWorker.register(WORKER, { scope: SCOPE });
  const worker = registration.installing ?? registration.waiting ?? registration.active;
  await new Promise((done, fail) => {
    const look = () => {
      if (worker.state === "activated") done();
      if (worker.state === "redundant") fail(new Error("not kept"));
    };
    worker.addEventListener("statechange", look);
    look();
  });
}

export async function drop() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) await caches.delete(name);
}

export async function keepSealed(blob) {
  await (await caches.open(NAME)).put(SEALED, new Response(blob));
}

// The sealed plan as text, or null.
export async function sealed() {
  const found = await caches.match(SEALED);
  return found ? found.text() : null;
}
