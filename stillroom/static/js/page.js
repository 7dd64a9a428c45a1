// What every page loads, public ones too: the way out, the menu's Escape, the first error, the reader's time zone.
// One file, because each further one is a further wait on a slow line.
import { idle, left, next } from "./lib/exit.js";

// <leave-now data-neutral data-more data-once>: wraps the exit form (U1-U3). Without this file the form does it alone.
const others = "BroadcastChannel" in self ? new BroadcastChannel("exit") : null;

// Everything disappears before anything else is tried: within this very task, so within a frame.
function cover() {
  document.documentElement.dataset.covered = "";
  document.cookie = "__Host-l=; Max-Age=0; Path=/; Secure"; // a visitor's language, the one thing the start page spares
  document.dispatchEvent(new CustomEvent("stillroom:exit")); // a call cuts its media here
}

// What was kept on this phone goes too, also without a line, where the server's word does not come.
function forget() {
  navigator.serviceWorker?.getRegistrations().then((all) => all.forEach((each) => each.unregister()));
  self.caches?.keys().then((names) => names.forEach((name) => caches.delete(name)));
}

class LeaveNow extends HTMLElement {
  #state = idle;
  #timer = 0;

  connectedCallback() {
    this.querySelector("form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.leave();
    });
    for (const type of ["keydown", "keyup", "pointerdown"]) {
      document.addEventListener(type, (event) => this.#heard(event), { capture: true });
    }
    others?.addEventListener("message", () => {
      cover();
      forget();
      this.#go();
    });
  }

  leave() {
    const form = this.querySelector("form");
    cover();
    forget();
    others?.postMessage("");
    if (navigator.sendBeacon?.(form.action, new FormData(form))) this.#go();
    else form.submit(); // past the submit event: the plain way out
  }

  #go() {
    location.replace(this.dataset.neutral);
  }

  #heard(event) {
    const modified = event.ctrlKey || event.altKey || event.metaKey;
    const type = modified || event.type === "pointerdown" ? "other" : event.type.slice(3);
    this.#state = next(this.#state, { type, key: event.key, repeat: event.repeat }, performance.now());
    if (left(this.#state) <= 0) this.leave();
    else this.#announce();
  }

  #announce() {
    const words = { 2: this.dataset.more, 1: this.dataset.once }[left(this.#state)] ?? "";
    const status = this.querySelector("[role=status]");
    if (status.textContent !== words) status.textContent = words;
    clearTimeout(this.#timer);
    if (words) this.#timer = setTimeout(() => { status.textContent = ""; }, 5000);
  }
}

// A page that comes back from the browser's memory is hidden and asked for again: by then it may be nobody's.
addEventListener("pageshow", (event) => {
  if (!event.persisted) return;
  cover();
  location.reload();
});

customElements.define("leave-now", LeaveNow);

// A form on its way says so, and a second press does not send it again: slow lines, shaking hands. After half a minute
// it may be tried anew.
const AGAIN_MS = 30_000;
document.addEventListener("submit", (event) => {
  const form = event.target, said = document.querySelector("#sending");
  if (event.defaultPrevented || form.method !== "post" || !said) return;
  if ("sent" in form.dataset) return void event.preventDefault();
  form.dataset.sent = "";
  (event.submitter ?? form.lastElementChild).after(said);
  said.textContent = said.dataset.said;
  setTimeout(() => {
    delete form.dataset.sent;
    said.textContent = "";
  }, AGAIN_MS);
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("pointerdown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.querySelector("[data-error-summary]")?.focus();

// The select's own default stands in the attribute; what somebody chose is left alone.
for (const select of document.querySelectorAll("select[data-zone-guess]")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = [...select.options].some((option) => option.value === here);
  if (known && select.value === select.dataset.zoneGuess) select.value = here;
}
