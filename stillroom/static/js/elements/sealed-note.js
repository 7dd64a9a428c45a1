// <sealed-note data-call>: fetches a sealed note by its button and opens it with the key in the address's fragment, which
// no request carries. It stays there: the note can be opened again.
import { openSealed } from "../lib/suite.js";

const CONTEXT = new TextEncoder().encode("stillroom/note/1/");
const unhex = (text) => Uint8Array.from(text.match(/../g), (pair) => parseInt(pair, 16));
const unbase64 = (text) =>
  Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (letter) => letter.charCodeAt(0));

const isWhole = (key) => /^[\w-]{43}$/.test(key);

// The words, or null for another key.
async function opened(blob, key, call) {
  const about = new Uint8Array([...CONTEXT, ...unhex(call.replaceAll("-", ""))]);
  const plain = await openSealed(unbase64(key), about, blob);
  return plain && new TextDecoder().decode(plain).trimEnd();
}

class SealedNote extends HTMLElement {
  connectedCallback() {
    this.replaceChildren(this.querySelector("template").content.cloneNode(true));
    this.status = this.querySelector("[role=status]");
    this.form = this.querySelector("form");
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#ask(location.hash.slice(1));
    });
    // A link that is pasted over a broken one changes the fragment alone: no new page comes.
    this.look = () => this.#say(isWhole(location.hash.slice(1)) ? "" : this.dataset.key);
    addEventListener("hashchange", this.look);
    this.look();
  }

  disconnectedCallback() {
    removeEventListener("hashchange", this.look);
  }

  // With half a link nothing is asked: it would count as opened, and nobody would have read it.
  async #ask(key) {
    if (!isWhole(key)) return this.look();
    this.status.textContent = this.dataset.wait;
    try {
      const answer = await fetch(this.form.action, { method: "POST", body: new FormData(this.form) });
      if (answer.status === 204) return this.#say(this.dataset.nothing);
      if (!answer.ok) return this.#say(this.dataset.failed);
      const blob = new Uint8Array(await answer.arrayBuffer());
      const words = await opened(blob, key, this.dataset.call).catch(() => null);
      if (words === null) return this.#say(this.dataset.key);
      this.querySelector("[data-said]").textContent = words;
      return this.#say(this.dataset.open);
    } catch {
      return this.#say(this.dataset.failed);
    }
  }

  #say(words) {
    this.status.textContent = words;
  }
}

customElements.define("sealed-note", SealedNote);
