// What runs until it is stopped: each frame hears how long it has run. Esc stops it, and so does leaving the page.
export class Running {
  #frame = 0;
  #start = null;
  #draw;
  #escape = (event) => event.key === "Escape" && this.stop();

  // draw(elapsedMs): false ends it. stopped(): told once, however it ends.
  constructor(draw, stopped) {
    this.#draw = draw;
    this.stopped = stopped;
  }

  get on() {
    return this.#start !== null;
  }

  get elapsed() {
    return this.on ? performance.now() - this.#start : 0;
  }

  begin() {
    this.#end();
    this.#start = performance.now();
    document.addEventListener("keydown", this.#escape);
    this.#next();
  }

  // As if it had run this long.
  skipTo(elapsedMs) {
    this.#start = performance.now() - elapsedMs;
  }

  stop() {
    if (!this.on) return;
    this.#end();
    this.stopped();
  }

  #end() {
    cancelAnimationFrame(this.#frame);
    document.removeEventListener("keydown", this.#escape);
    this.#start = null;
  }

  #next() {
    this.#frame = requestAnimationFrame(() => {
      if (!this.on) return;
      if (this.#draw(Math.max(0, this.elapsed)) === false) this.stop();
      else this.#next();
    });
  }
}
