// <idle-cover data-shared data-idle-seconds data-in-use>: covers and locks a signed-in page (U14). What it shows stands
// in the page already, hidden; its form is the lock. A page in a call says so by data-call="live" on <body>. A page
// that is read or typed in for long tells the server so at `data-in-use`, else that would lock while somebody is there.
import { fresh, rulesFor, steadyClock, verdict } from "../lib/idle.js";

const TICK_MS = 5000;
const TELL_MS = 60_000;
const SIGNS_OF_LIFE = ["keydown", "pointerdown", "pointermove", "wheel", "click", "focusin"];
const now = steadyClock(() => Date.now(), () => performance.now());
const others = "BroadcastChannel" in self ? new BroadcastChannel("idle") : null;

class IdleCover extends HTMLElement {
  #state = fresh(now());
  #shown = "open";
  #focused = null;
  #told = now();

  connectedCallback() {
    this.rules = rulesFor({ shared: this.dataset.shared === "true", idleSeconds: Number(this.dataset.idleSeconds) });
    document.addEventListener("visibilitychange", () => this.#seen());
    for (const type of SIGNS_OF_LIFE) {
      addEventListener(type, (event) => this.#alive(event), { capture: true, passive: true });
    }
    this.querySelector("[data-resume]").addEventListener("click", () => this.#resume());
    others?.addEventListener("message", ({ data }) => this.#heard(data));
    document.addEventListener("submit", ({ target }) => {
      if (target.action === this.querySelector("form").action) others?.postMessage({ locked: true });
    });
    setInterval(() => this.#tick(), TICK_MS);
    this.#seen();
  }

  #seen() {
    if (document.hidden) this.#state.hiddenSince ??= now();
    else if (!this.rules.shared || this.#state.inCall) this.#state.hiddenSince = null;
    this.#tick(); // before any sign of life: a page that slept past its time is locked first
  }

  #alive(event) {
    if (!event.isTrusted || ["covered", "locked"].includes(this.#shown)) return;
    const late = verdict(this.#state, this.rules, now());
    if (late === "locked") return void this.#show(late);
    this.#state.active = now();
    if (event.type === "keydown") this.#state.typed = now();
    // a moving pointer is on its way to "Stay": the warning goes with the next tick, not from under it
    if (this.#shown === "warning" && ["keydown", "click"].includes(event.type)) this.#tick();
  }

  #resume() {
    if (verdict(this.#state, this.rules, now()) !== "locked") {
      this.#state.hiddenSince = null;
      this.#state.active = now();
    }
    this.#tick();
  }

  #heard(message) {
    if (message.locked) return void this.#gone();
    this.#state.elsewhere = now();
    this.#state.active = Math.max(this.#state.active, now() - message.idle);
  }

  #tick() {
    this.#state.inCall = document.body.dataset.call === "live";
    if (this.#state.inCall) {
      this.#state.active = now();
      this.#state.hiddenSince = document.hidden ? now() : null;
    }
    const due = verdict(this.#state, this.rules, now());
    if (due === "open" && !document.hidden) others?.postMessage({ idle: now() - this.#state.active });
    if (due === "open" && this.#state.inCall) others?.postMessage({ idle: 0 });
    const inUse = due === "open" && !this.#state.inCall && now() - this.#state.active < TELL_MS; // a call has its socket
    if (inUse && now() - this.#told >= TELL_MS) this.#tell();
    if (due !== this.#shown && this.#shown !== "locked") this.#show(due);
  }

  #tell() {
    this.#told = now();
    const body = new FormData(this.querySelector("form"));
    fetch(this.dataset.inUse, { method: "POST", body, keepalive: true }).catch(() => {}); // the next one may arrive
  }

  #show(what) {
    const cover = this.querySelector(".cover");
    const covered = what === "covered" || what === "locked";
    if (covered && cover.hidden) this.#focused = document.activeElement;
    document.documentElement.toggleAttribute("data-covered", covered);
    cover.hidden = !covered;
    this.querySelector(".idle").hidden = what !== "warning";
    const status = this.querySelector("[role=status]");
    status.textContent = what === "warning" ? status.dataset.said : "";
    this.#shown = what;
    if (what === "locked") return void this.#lock();
    if (covered) this.querySelector("[data-resume]").focus();
    else if (this.#focused) {
      this.#focused.focus({ preventScroll: true });
      this.#focused = null;
    }
  }

  #lock() {
    others?.postMessage({ locked: true });
    this.querySelector("form").submit();
  }

  #gone() {
    document.documentElement.toggleAttribute("data-covered", true);
    setTimeout(() => location.reload(), 1000); // when the other page's lock has arrived
  }
}

customElements.define("idle-cover", IdleCover);
