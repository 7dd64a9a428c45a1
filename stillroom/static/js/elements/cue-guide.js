// <cue-guide>: says one line of its list after another, each for its time. The list itself is what people without
// JavaScript read; `data-cue` on a line is how long it is held, in seconds, and `data-group` what is left out together.
import { afterGroup, cueAt, Running, SoftSound } from "../lib/guide.js";

class CueGuide extends HTMLElement {
  #running = new Running((elapsed) => this.#draw(elapsed), () => this.#rest());
  #cues = [];
  #at = -1;
  #sound = null;

  connectedCallback() {
    this.prepend(this.querySelector("template").content.cloneNode(true));
    this.word = this.querySelector("[data-word]");
    this.button = this.querySelector("[data-toggle]");
    this.skip = this.querySelector("[data-skip]");
    this.button.addEventListener("click", () => (this.#running.on ? this.#running.stop() : this.#begin()));
    this.skip.addEventListener("click", () => {
      this.#running.skipTo(afterGroup(this.#running.elapsed, this.#cues));
    });
  }

  disconnectedCallback() {
    this.#running.stop();
  }

  #begin() {
    const list = this.querySelector(`[data-list=${this.querySelector("[name=length]:checked").value}]`);
    this.#cues = [...list.querySelectorAll("[data-cue]")].map((line) => ({
      words: line.textContent.trim(),
      seconds: Number(line.dataset.cue),
      group: line.dataset.group,
    }));
    this.#at = -1;
    this.#sound = this.querySelector("[name=sound]").checked ? new SoftSound() : null;
    this.button.textContent = this.dataset.stop;
    this.skip.hidden = false;
    this.#running.begin();
  }

  #draw(elapsed) {
    const here = cueAt(elapsed, this.#cues);
    if (!here) {
      this.#sound?.bell();
      this.word.textContent = this.dataset.over;
      this.#at = this.#cues.length;
      return false;
    }
    if (here.index !== this.#at) {
      this.#at = here.index;
      this.word.textContent = this.#cues[here.index].words;
      this.#sound?.tick(0);
    }
    return true;
  }

  #rest() {
    this.button.textContent = this.dataset.start;
    this.skip.hidden = true;
    if (this.#at < this.#cues.length) this.word.textContent = this.dataset.stopped;
    const sound = this.#sound;
    this.#sound = null;
    if (sound) setTimeout(() => sound.close(), 4000); // the last bell rings out
  }
}

customElements.define("cue-guide", CueGuide);
