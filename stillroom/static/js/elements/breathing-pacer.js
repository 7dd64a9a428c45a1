// <breathing-pacer>: a circle that breathes. Nothing moves until the person starts it; under reduced motion it then
// gives words only, unless they ask for the circle. The instructions inside are what people without JavaScript get.
import { own, PATTERNS, position, ROUNDS } from "../lib/pacer.js";

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
      this.querySelector("[data-own]").hidden = this.#chosen !== "own";
      if (["pattern", "in", "hold", "out", "rest"].includes(event.target.name) && this.#start !== null) this.#begin();
    });
    document.addEventListener("keydown", this.#escape);
    this.#dress();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
    document.removeEventListener("keydown", this.#escape);
  }

  #escape = (event) => event.key === "Escape" && this.#start !== null && this.#stop();

  get #chosen() {
    return this.querySelector("[name=pattern]:checked").value;
  }

  get #pattern() {
    if (this.#chosen !== "own") return PATTERNS[this.#chosen];
    const seconds = Object.fromEntries(["in", "hold", "out", "rest"].map((phase) => [phase, this.querySelector(`[name=${phase}]`).value]));
    return own(seconds);
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
    const { phase, size, round } = position(Math.max(0, at - this.#start), this.#pattern);
    if (round >= (ROUNDS[this.#chosen] ?? Infinity)) {
      this.#stop();
      this.word.textContent = this.dataset.enough;
      return;
    }
    if (this.word.textContent !== this.dataset[phase]) this.word.textContent = this.dataset[phase];
    this.circle.style.setProperty("--breath", size.toFixed(4));
    this.#frame = requestAnimationFrame((next) => this.#draw(next));
  }
}

customElements.define("breathing-pacer", BreathingPacer);
