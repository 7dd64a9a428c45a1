// <take-out data-total data-as data-name>: reads the file behind its link or its form and shows how far it is; then offers
// it under a link that is taken back once it was used. A button of the form may name another file in the same words.
// Without JavaScript link and form give the file.
import { KINDS, ending, marks, tenths } from "../lib/marks.js";

const TAKEN_BACK = 10_000; // ms after it was saved: until then a browser may still be reading it

class NoFile extends Error {}

class TakeOut extends HTMLElement {
  #address = "";
  #stop = null; // while a file is on its way: a second press changes nothing
  #plain = false; // the next press is the browser's own

  connectedCallback() {
    this.querySelector("form")?.addEventListener("submit", (event) => {
      const { submitter, target } = event;
      if (this.#plain) return;
      event.preventDefault();
      const other = submitter?.hasAttribute("formaction");
      const how = { method: "POST", body: new FormData(target) };
      const file = other ? submitter.dataset : this.dataset;
      this.#begin(other ? submitter.formAction : target.action, how, file, () => target.requestSubmit(submitter));
    });
    this.querySelector(":scope > p > a")?.addEventListener("click", (event) => {
      event.preventDefault();
      const { href } = event.target;
      this.#begin(href, {}, this.dataset, () => location.assign(href));
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
    this.#stop = null;
    if (this.#address) URL.revokeObjectURL(this.#address);
    this.#address = "";
    this.querySelector("[data-shown]")?.remove();
  };

  // `plainly`: asks once more without this script, where the answer is a page that says what is amiss.
  async #begin(address, how, file, plainly) {
    if (this.#stop) return;
    this.#forget();
    const shown = document.createElement("div");
    shown.dataset.shown = "";
    shown.append(this.querySelector("template").content.cloneNode(true));
    this.append(shown);
    const stop = (this.#stop = new AbortController());
    try {
      const blob = await this.#read(address, { ...how, signal: stop.signal }, shown, file);
      if (!stop.signal.aborted) this.#offer(blob, shown, file.name);
    } catch (error) {
      if (error instanceof NoFile) {
        this.#plain = true;
        plainly();
        this.#plain = false;
      } else if (!stop.signal.aborted) this.#say(shown, this.querySelector("[data-failed]").textContent);
    } finally {
      if (this.#stop === stop) this.#stop = null;
    }
  }

  async #read(address, how, shown, file) {
    const answer = await fetch(address, { ...how, credentials: "same-origin" });
    if (!answer.ok || !answer.headers.has("Content-Disposition")) throw new NoFile();
    const total = Number(file.total);
    const kind = KINDS[file.as];
    const count = marks(kind.mark);
    const whole = ending(kind.last);
    const aloud = tenths(total);
    const words = new TextDecoder(kind.read);
    const bar = shown.querySelector("progress");
    bar.max = Math.max(total, 1);
    const parts = [];
    let isWhole = false;
    for (const reader = answer.body.getReader(); ; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      const text = words.decode(value, { stream: true });
      const now = Math.min(count(text), total);
      isWhole = whole(text);
      bar.value = now;
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

  #offer(blob, shown, name) {
    this.#address = URL.createObjectURL(blob);
    const bar = shown.querySelector("progress");
    bar.max = bar.value = 1;
    this.#say(shown, this.querySelector("[data-ready]").textContent);
    const place = shown.querySelector("[data-save]");
    const link = place.querySelector("a");
    link.href = this.#address;
    link.download = name;
    link.addEventListener("click", () => setTimeout(this.#forget, TAKEN_BACK), { once: true });
    place.hidden = false;
    link.focus();
  }
}

customElements.define("take-out", TakeOut);
