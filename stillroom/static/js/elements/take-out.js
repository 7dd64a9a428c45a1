// <take-out data-total data-mark data-last data-name>: reads the file behind its link or its form and shows how far it
// is; then offers it under a link that is taken back once it was used. Without JavaScript link and form give the file.
import { ending, marks, tenths } from "../lib/marks.js";

const TAKEN_BACK = 10_000; // ms after it was saved: until then a browser may still be reading it

class TakeOut extends HTMLElement {
  #address = "";
  #stop = null;

  connectedCallback() {
    this.querySelector("form")?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#begin(event.target.action, { method: "POST", body: new FormData(event.target) });
    });
    this.querySelector(":scope > p > a")?.addEventListener("click", (event) => {
      event.preventDefault();
      this.#begin(event.target.href, {});
    });
    addEventListener("pagehide", this.#forget);
    document.addEventListener("stillroom:exit", this.#forget);
  }

  disconnectedCallback() {
    removeEventListener("pagehide", this.#forget);
    document.removeEventListener("stillroom:exit", this.#forget);
    this.#forget();
  }

  #forget = () => {
    this.#stop?.abort();
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = "";
    this.querySelector("[data-shown]")?.remove();
  };

  async #begin(address, how) {
    this.#forget();
    const shown = document.createElement("div");
    shown.dataset.shown = "";
    shown.append(this.querySelector("template").content.cloneNode(true));
    this.append(shown);
    const stop = (this.#stop = new AbortController());
    try {
      const blob = await this.#read(address, { ...how, signal: stop.signal }, shown);
      if (!stop.signal.aborted) this.#offer(blob, shown);
    } catch {
      if (!stop.signal.aborted) this.#say(shown, this.querySelector("[data-failed]").textContent);
    }
  }

  async #read(address, how, shown) {
    const answer = await fetch(address, { ...how, credentials: "same-origin" });
    if (!answer.ok || !answer.headers.has("Content-Disposition")) throw new Error("no file");
    const total = Number(this.dataset.total);
    const count = marks(`\n${this.dataset.mark || "\n"}`);
    const whole = ending(this.dataset.last);
    const aloud = tenths(total);
    const words = new TextDecoder();
    const parts = [];
    let isWhole = false;
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      const text = words.decode(value, { stream: true });
      const now = Math.min(count(text), total);
      isWhole = whole(text);
      shown.querySelector("progress").value = now;
      if (aloud(now)) this.#say(shown, this.#soFar(now, total));
    }
    if (!isWhole) throw new Error("cut short");
    return new Blob(parts, { type: answer.headers.get("Content-Type") });
  }

  #soFar(done, total) {
    const said = this.querySelector("[data-so-far]").textContent;
    return said.replace("{done}", done.toLocaleString()).replace("{total}", total.toLocaleString());
  }

  #say(shown, sentence) {
    shown.querySelector("[role=status]").textContent = sentence;
  }

  #offer(blob, shown) {
    this.#address = URL.createObjectURL(blob);
    const bar = shown.querySelector("progress");
    bar.max = bar.value = 1;
    this.#say(shown, this.querySelector("[data-ready]").textContent);
    const place = shown.querySelector("[data-save]");
    const link = place.querySelector("a");
    link.href = this.#address;
    link.download = this.dataset.name;
    link.addEventListener("click", () => setTimeout(this.#forget, TAKEN_BACK), { once: true });
    place.hidden = false;
    link.focus();
  }
}

customElements.define("take-out", TakeOut);
