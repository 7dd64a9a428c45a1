// Keeps the calm pages on a phone that was asked to, and nothing else: its scope is /calm/, so no page of a signed-in
// person ever passes through it. Everything is fetched without cookies, as anybody would see it.
const NAME = "calm";
const LIST = "/calm/kept/";
const SEALED = "/calm/plan/sealed";
const WHEN = "/calm/kept/when";
const WAIT_MS = 4000; // a line that hangs is as good as none
const DAY_MS = 86_400_000;

// Read to its end: answers that wait for each other would hold all lines that a browser has.
async function whole(address) {
  const answer = await fetch(address, { credentials: "omit", cache: "reload" });
  if (!answer.ok || answer.redirected) throw new Error("not all of it is there");
  return new Response(await answer.blob(), answer);
}

// `cache` is opened before anything is fetched: where the way out takes it meanwhile, what comes late is put into
// nothing, and makes no new one.
async function fill(cache) {
  const { addresses } = await (await fetch(LIST, { credentials: "omit", cache: "no-store" })).json();
  const answers = await Promise.all(addresses.map(async (address) => [address, await whole(address)]));
  await Promise.all(answers.map(([address, answer]) => cache.put(address, answer)));
  for (const { url } of await cache.keys()) {
    const { pathname } = new URL(url);
    if (pathname !== SEALED && !addresses.includes(pathname)) await cache.delete(url);
  }
  await cache.put(WHEN, new Response(String(Date.now())));
}

async function begin() {
  const before = await caches.has(NAME);
  try {
    await fill(await caches.open(NAME));
  } catch (error) {
    if (!before) await caches.delete(NAME);
    throw error;
  }
}

async function refresh() {
  const when = await caches.match(WHEN); // `match` makes no cache where the way out has taken it
  if (when && Date.now() - Number(await when.text()) > DAY_MS) await fill(await caches.open(NAME));
}

async function answer(event) {
  const { pathname } = new URL(event.request.url);
  const kept = await caches.match(pathname, { ignoreVary: true });
  if (!kept) return fetch(event.request);
  if (pathname.startsWith("/static/")) return kept; // the version is in the address
  const late = new Promise((_done, fail) => setTimeout(fail, WAIT_MS, new Error("late")));
  try {
    const fresh = await Promise.race([fetch(event.request), late]);
    event.waitUntil(refresh().catch(() => {}));
    return fresh.status < 500 ? fresh : kept;
  } catch {
    return kept;
  }
}

self.addEventListener("install", (event) => event.waitUntil(begin().then(() => self.skipWaiting())));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  if (method === "GET" && new URL(url).origin === location.origin) event.respondWith(answer(event));
});
