// <auto-save url>: inside a form, around its fields; saves the whole form as a draft while someone types (U10).
// What is typed is never touched; while saving does not work, it says so and tries again.
import { isOver, untilSave } from "../lib/waits.js";

class AutoSave extends HTMLElement {
  #first = null;
  #last = 0;
  #failures = 0;
  #timer = 0;
  #sending = null;
  #over = false;

  connectedCallback() {
    this.form = this.closest("form") ?? this.querySelector("form");
    this.form.addEventListener("input", () => this.#changed());
    this.form.addEventListener("submit", () => this.#stop()); // else a late draft would outlive what was sent
    document.addEventListener("stillroom:exit", () => this.#stop());
    document.addEventListener("visibilitychange", () => document.hidden && this.#save());
    addEventListener("pagehide", () => this.#save());
  }

  #stop() {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#sending?.abort();
  }

  #changed() {
    this.#last = performance.now();
    this.#first ??= this.#last;
    this.#plan();
  }

  #plan() {
    clearTimeout(this.#timer);
    if (this.#over || this.#first === null || this.#sending) return;
    const now = performance.now();
    this.#timer = setTimeout(() => this.#save(), untilSave({ first: this.#first, last: this.#last, failures: this.#failures, now }));
  }

  async #save() {
    clearTimeout(this.#timer);
    if (this.#over || this.#first === null || this.#sending) return;
    const since = this.#first;
    this.#first = null;
    this.#sending = new AbortController();
    const saved = await this.#post(this.#sending.signal);
    this.#sending = null;
    if (!saved) this.#first = Math.min(since, this.#first ?? since);
    this.#failures = saved ? 0 : this.#failures + 1;
    if (this.#over && saved !== null) return;
    this.#say(saved ? (this.#first === null ? this.dataset.saved : "") : this.dataset.failed);
    this.#plan();
  }

  // true: kept; false: try again; null: no use in trying (signed out, locked)
  async #post(signal) {
    const body = new FormData(this.form);
    const headers = { "X-CSRFToken": body.get("csrfmiddlewaretoken") };
    const keepalive = document.hidden; // outlives the page, but carries 64 KiB at most
    try {
      const answer = await fetch(this.getAttribute("url"), { method: "POST", body, headers, signal, keepalive });
      if (isOver(answer)) {
        this.#over = true;
        return null;
      }
      return answer.ok;
    } catch {
      return false;
    }
  }

  #say(words) {
    const status = this.querySelector("[role=status]");
    if (status.textContent !== words) status.textContent = words;
  }
}

customElements.define("auto-save", AutoSave);
