// <breathing-pacer>: a circle that breathes. Nothing moves until the person starts it; under reduced motion it then
// gives words only, unless they ask for the circle. The instructions inside are what people without JavaScript get.
import { PATTERNS, position } from "../lib/pacer.js";

class BreathingPacer extends HTMLElement {
  #start = null;
  #frame = 0;

  connectedCallback() {
    this.querySelector("[data-alone]").remove();
    this.append(this.querySelector("template").content.cloneNode(true));
    this.circle = this.querySelector(".pacer-circle");
    this.word = this.querySelector(".pacer-word");
    this.button = this.querySelector("[data-toggle]");
    this.moving = this.querySelector("[name=moving]");
    this.moving.checked = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.button.addEventListener("click", () => (this.#start === null ? this.#begin() : this.#stop()));
    this.moving.addEventListener("change", () => this.#dress());
    this.addEventListener("change", (event) => {
      if (event.target.name === "pattern" && this.#start !== null) this.#begin();
    });
    this.#dress();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
  }

  get #pattern() {
    return PATTERNS[this.querySelector("[name=pattern]:checked").value];
  }

  #dress() {
    this.circle.hidden = !this.moving.checked;
  }

  #begin() {
    cancelAnimationFrame(this.#frame);
    this.#start = performance.now();
    this.button.textContent = this.dataset.stop;
    this.#draw(this.#start);
  }

  #stop() {
    cancelAnimationFrame(this.#frame);
    this.#start = null;
    this.button.textContent = this.dataset.start;
    this.word.textContent = "";
    this.circle.style.setProperty("--breath", 0);
  }

  #draw(at) {
    const { phase, size } = position(Math.max(0, at - this.#start), this.#pattern);
    if (this.word.textContent !== this.dataset[phase]) this.word.textContent = this.dataset[phase];
    this.circle.style.setProperty("--breath", size.toFixed(4));
    this.#frame = requestAnimationFrame((next) => this.#draw(next));
  }
}

customElements.define("breathing-pacer", BreathingPacer);
