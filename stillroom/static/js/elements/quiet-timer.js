// <quiet-timer>: some minutes of quiet between two bells. Nothing moves; it can be left at any time.
import { bells, Running, SoftSound } from "../lib/guide.js";

class QuietTimer extends HTMLElement {
  #running = new Running((elapsed) => this.#draw(elapsed), () => this.#rest());
  #length = 0;
  #over = false;
  #sound = null;

  connectedCallback() {
    this.querySelector("[data-alone]").remove();
    this.prepend(this.querySelector("template").content.cloneNode(true));
    this.word = this.querySelector("[data-word]");
    this.button = this.querySelector("[data-toggle]");
    this.button.addEventListener("click", () => (this.#running.on ? this.#running.stop() : this.#begin()));
  }

  disconnectedCallback() {
    this.#running.stop();
  }

  #begin() {
    this.#over = false;
    this.#sound = this.querySelector("[name=sound]").checked ? new SoftSound() : null;
    const minutes = Number(this.querySelector("[name=minutes]:checked").value);
    const every = this.querySelector("[name=between]").checked ? 1 : 0;
    this.#length = minutes * 60_000;
    for (const { at } of bells(-1, this.#length, minutes, every)) this.#sound?.bell(at / 1000);
    this.button.textContent = this.dataset.stop;
    this.word.textContent = this.dataset.begun;
    this.#running.begin();
  }

  #draw(elapsed) {
    this.#over = elapsed >= this.#length;
    return !this.#over;
  }

  #rest() {
    this.word.textContent = this.#over ? this.dataset.over : this.dataset.stopped;
    this.button.textContent = this.dataset.start;
    const sound = this.#sound;
    this.#sound = null;
    if (sound) setTimeout(() => sound.close(), this.#over ? 4000 : 0); // the last bell rings out
  }
}

customElements.define("quiet-timer", QuietTimer);
