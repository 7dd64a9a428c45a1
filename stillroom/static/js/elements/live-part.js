// <live-part src socket? name? end?>: a part of the page that follows what happens. A push says only "changed"; the
// part is then fetched anew (HTML of the same origin). Told by its websocket, or by a `stillroom:changed` event whose
// detail is its name. `end`: whoever reads the end of it goes on doing so.
import { morph } from "../lib/morph.js";
import { backOff, isOver } from "../lib/waits.js";

const GATHER_MS = 150;
const POLL = { "X-Stillroom-Poll": "1" }; // a page that asks by itself does not keep an abandoned phone open

class LivePart extends HTMLElement {
  #socket = null;
  #failures = 0;
  #timer = 0;
  #over = false;
  #stale = false;

  connectedCallback() {
    this.#over = false;
    document.addEventListener("stillroom:changed", this.#told);
    document.addEventListener("visibilitychange", this.#seen);
    document.addEventListener("stillroom:exit", this.#stop);
    if (this.getAttribute("socket")) this.#listen();
  }

  disconnectedCallback() {
    this.#stop();
    document.removeEventListener("stillroom:changed", this.#told);
    document.removeEventListener("visibilitychange", this.#seen);
    document.removeEventListener("stillroom:exit", this.#stop);
  }

  #told = (event) => {
    if (!event.detail || event.detail === this.getAttribute("name")) this.changed();
  };

  #seen = () => {
    if (!document.hidden && this.#stale) this.changed();
  };

  #stop = () => {
    this.#over = true;
    clearTimeout(this.#timer);
    this.#socket?.close();
  };

  #listen() {
    if (this.#over) return;
    const address = new URL(this.getAttribute("socket"), location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.#socket = new WebSocket(address);
    this.#socket.addEventListener("open", () => {
      if (this.#failures) this.changed(); // what happened while nobody listened
      this.#failures = 0;
    });
    this.#socket.addEventListener("message", () => this.changed());
    this.#socket.addEventListener("close", ({ code }) => {
      if (code >= 4400 && code < 4500) return this.#stop();
      this.#failures += 1;
      setTimeout(() => this.#listen(), backOff(this.#failures, 30_000));
    });
  }

  // Several pushes close together are one fetch; a hidden page waits until it is looked at.
  changed() {
    this.#stale = true;
    if (this.#over || document.hidden) return;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#fetch(), GATHER_MS);
  }

  async #fetch() {
    this.#stale = false;
    let answer;
    try {
      answer = await fetch(this.getAttribute("src"), { headers: POLL });
    } catch {
      this.#stale = true;
      this.#timer = setTimeout(() => this.changed(), 5000);
      return;
    }
    if (isOver(answer)) return this.#stop();
    if (!answer.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html").body;
    const page = document.scrollingElement;
    const atEnd = this.hasAttribute("end") && page.scrollHeight - page.scrollTop - page.clientHeight < 120;
    morph(this, fresh);
    if (atEnd) page.scrollTop = page.scrollHeight;
    this.dispatchEvent(new CustomEvent("stillroom:shown", { bubbles: true }));
  }
}

customElements.define("live-part", LivePart);
