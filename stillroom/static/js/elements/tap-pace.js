// <tap-pace>: left, right, left: a pace for tapping one's own shoulders. Under reduced motion it says the side in words.
import { Running, SoftSound, tapAt } from "../lib/guide.js";

const MOST_MS = 3 * 60_000; // then it ends by itself: a pause, and a look at how one is

class TapPace extends HTMLElement {
  #running = new Running((elapsed) => this.#draw(elapsed), () => this.#rest());
  #tap = -1;
  #sound = null;

  connectedCallback() {
    this.prepend(this.querySelector("template").content.cloneNode(true));
    this.sides = this.querySelectorAll("[data-side]");
    this.word = this.querySelector("[data-word]");
    this.button = this.querySelector("[data-toggle]");
    this.moving = this.querySelector("[name=moving]");
    this.moving.checked = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.button.addEventListener("click", () => (this.#running.on ? this.#running.stop() : this.#begin()));
    this.moving.addEventListener("change", () => this.#dress());
    this.#dress();
  }

  disconnectedCallback() {
    this.#running.stop();
  }

  #dress() {
    for (const side of this.sides) side.hidden = !this.moving.checked;
    this.word.setAttribute("role", this.moving.checked ? "presentation" : "status");
  }

  #begin() {
    this.#tap = -1;
    this.querySelector("[data-end]").textContent = "";
    this.#sound = this.querySelector("[name=sound]").checked ? new SoftSound() : null;
    this.button.textContent = this.dataset.stop;
    this.#running.begin();
  }

  #draw(elapsed) {
    if (elapsed >= MOST_MS) return false;
    const { tap, side } = tapAt(elapsed, Number(this.querySelector("[name=pace]:checked").value));
    if (tap !== this.#tap) {
      this.#tap = tap;
      this.sides.forEach((each) => each.toggleAttribute("data-now", Number(each.dataset.side) === side));
      this.word.textContent = side < 0 ? this.dataset.left : this.dataset.right;
      this.#sound?.tick(side);
    }
    return true;
  }

  #rest() {
    this.sides.forEach((each) => each.removeAttribute("data-now"));
    this.word.textContent = "";
    this.querySelector("[data-end]").textContent = this.dataset.over;
    this.button.textContent = this.dataset.start;
    this.#sound?.close();
    this.#sound = null;
  }
}

customElements.define("tap-pace", TapPace);
