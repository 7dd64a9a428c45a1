// What a phone keeps while somebody leaves: nothing that comes late brings any of it back.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { runInNewContext } from "node:vm";

const SOURCE = readFileSync(new URL("../../stillroom/static/js/offline-worker.js", import.meta.url), "utf8");
const KEPT = "/calm/kept/";

class Store {
  entries = new Map();
  put = async (address, answer) => void this.entries.set(address, answer);
  keys = async () => [...this.entries.keys()].map((address) => ({ url: `https://here.test${address}` }));
  delete = async (url) => this.entries.delete(new URL(url).pathname);
}

// The worker with stores of its own; `during` runs while its pages are on their way.
function worker(during, source = SOURCE) {
  const stores = new Map();
  const heard = {};
  const caches = {
    has: async (name) => stores.has(name),
    open: async (name) => stores.get(name) ?? stores.set(name, new Store()).get(name),
    delete: async (name) => stores.delete(name),
  };
  const fetch = async (address) => {
    if (address === KEPT) return { json: async () => ({ addresses: ["/calm/"] }) };
    await during(caches);
    return new Response("calm");
  };
  const self = { addEventListener: (name, hear) => (heard[name] = hear), skipWaiting() {}, clients: { claim() {} } };
  runInNewContext(source, { self, caches, fetch, Response, URL, Date, Promise, Error, setTimeout, Number, String });
  let done;
  heard.install({ waitUntil: (promise) => (done = promise) });
  return { stores, done };
}

test("all of the list is kept once it has come", async () => {
  const { stores, done } = worker(async () => {});
  await done;
  assert.deepEqual([...stores.get("calm").entries.keys()], ["/calm/", "/calm/kept/when"]);
});
test("who leaves while pages are on their way leaves nothing behind", async () => {
  const { stores, done } = worker((caches) => caches.delete("calm"));
  await done;
  assert.equal(stores.size, 0);
});
test("a worker that opens its store late would leave all of it: the one before can fail", async () => {
  const late = SOURCE.replace("await fill(await caches.open(NAME))", "await fill({ put: async (...all) => (await caches.open(NAME)).put(...all), keys: async () => [] })");
  assert.notEqual(late, SOURCE);
  const { stores, done } = worker((caches) => caches.delete("calm"), late);
  await done;
  assert.equal(stores.size, 1);
});
test("what could not be fetched leaves no empty store", async () => {
  const { stores, done } = worker(async () => {
    throw new Error("no line");
  });
  await assert.rejects(done);
  assert.equal(stores.size, 0);
});
