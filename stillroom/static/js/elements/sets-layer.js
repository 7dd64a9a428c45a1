// <sets-layer data-open>, inside <live-room>, on the page of whoever watches: asks before anything moves, draws a set from
// numbers and the shared clock, and stops it by any tap, Esc or space before anybody is told. All words stand in the page.
// What may run when is lib/bilateral-set.js.
import { cyclesDone, hand, wholeCycles } from "../lib/bilateral.js";
import { before, drawn, elapsed, next } from "../lib/bilateral-set.js";
import { Tone } from "../lib/bilateral-sound.js";

const STOPS = new Set(["Escape", " ", "Enter"]);
const COLOURS = { plain: "var(--ink)", green: "var(--accent)", amber: "var(--warm)" };
const EDGE = 12; // px between the point and the edge
const SMALL = 700; // px: below, a larger screen would serve the eyes better

class SetsLayer extends HTMLElement {
  #room;
  #state;
  #tone = null;
  #frame = 0;

  connectedCallback() {
    this.#room = this.closest("live-room");
    this.#state = before(this.dataset.open === "true");
    const theirs = {
      "set-ask": () => this.#does("ask"),
      "set-start": ({ set, number, at }) => this.#does("start", { set, number, at }),
      "set-stop": ({ number }) => this.#does("stop", { number }),
      "set-close": () => this.#does("close"),
    };
    this.#room.addEventListener("room:said", ({ detail }) => theirs[detail.kind]?.(detail));
    this.#room.addEventListener("room:open", () => this.#does("close")); // the other page may be a new one
    this.#room.addEventListener("room:broken", () => this.#does("lost"));
    this.#room.addEventListener("room:over", () => {
      this.#does("lost");
      this.#does("close");
    });
    this.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-sets-do]")?.dataset.setsDo));
    document.addEventListener("pointerdown", () => this.#halt(), { capture: true });
    document.addEventListener("keydown", (event) => {
      if (STOPS.has(event.key) && this.#halt()) event.preventDefault();
    }, { capture: true });
    // A browser may take Esc for itself, to leave full screen.
    document.addEventListener("fullscreenchange", () => document.fullscreenElement || this.#halt());
    document.addEventListener("visibilitychange", () => document.hidden && this.#halt());
    document.addEventListener("stillroom:exit", () => this.#halt());
    this.#dress();
  }

  disconnectedCallback() {
    cancelAnimationFrame(this.#frame);
    this.#tone?.close();
  }

  // Their own stop: the point is gone before this returns. Whether there was something to stop.
  #halt() {
    if (!["running", "easing"].includes(this.#state.phase)) return false;
    this.#part("layer").hidden = true;
    this.#tone?.stop();
    this.#does("halt");
    return true;
  }

  #pressed(what) {
    const actions = {
      yes: () => this.#agree(),
      no: () => this.#does("answer", { yes: false }),
      grounded: () => this.#does("grounded"),
    };
    actions[what]?.();
  }

  // Within the press: sound and full screen are given for a press alone.
  #agree() {
    this.#tone ??= "AudioContext" in self ? new Tone() : null;
    document.documentElement.requestFullscreen?.().catch(() => {});
    this.#does("answer", { yes: true });
  }

  #does(type, more = {}) {
    const clocks = this.#room.time.clocks();
    const was = this.#state;
    this.#state = next(was, { type, ...more }, clocks);
    for (const message of this.#state.tell) this.#room.say(message);
    if (this.#state.phase !== was.phase || this.#state.grounding !== was.grounding) this.#changed(was, clocks);
  }

  #changed(was, clocks) {
    const { phase, set, number, grounding } = this.#state;
    const part = (name, shown) => { this.#part(name).hidden = !shown; };
    part("asked", phase === "asked");
    part("grounding", grounding);
    if (phase === "asked") {
      part("less-motion", matchMedia("(prefers-reduced-motion: reduce)").matches);
      part("small", innerWidth < SMALL);
      this.#part("asked").scrollIntoView({ block: "nearest" });
    }
    if (grounding && !was.grounding) this.#part("grounding").scrollIntoView({ block: "nearest" });
    if (was.phase === "running") this.#tone?.stop();
    if (phase === "running") this.#begin(set, number, clocks);
    if (phase === "closed" && document.fullscreenElement) document.exitFullscreen().catch(() => {});
    part("layer", phase === "running" || phase === "easing");
  }

  #begin(set, number, clocks) {
    this.#part("number").textContent = String(number);
    this.#part("of").textContent = String(wholeCycles(set));
    const point = this.#part("point");
    Object.assign(point.style, { inlineSize: `${set.size}px`, blockSize: `${set.size}px`, background: COLOURS[set.colour] });
    point.hidden = set.way !== "eyes";
    this.#part("listen").hidden = set.way !== "sound";
    this.#part("taps").hidden = set.way !== "taps";
    if (set.way === "sound" || set.sound) this.#tone?.play(set, elapsed(this.#state, clocks.shared));
    this.#part("layer").hidden = false;
    this.#part("stop").focus({ preventScroll: true });
    cancelAnimationFrame(this.#frame);
    this.#draw();
    this.#frame = requestAnimationFrame((at) => this.#step(at));
  }

  #step() {
    this.#does("frame");
    this.#draw();
    if (["running", "easing"].includes(this.#state.phase)) this.#frame = requestAnimationFrame((at) => this.#step(at));
  }

  #draw() {
    const clocks = this.#room.time.clocks();
    const place = drawn(this.#state, clocks);
    if (!place) return;
    const { set, phase } = this.#state;
    const layer = this.#part("layer");
    const half = (length) => Math.max(0, length / 2 - set.size / 2 - EDGE);
    const [x, y] = [place.x * half(layer.clientWidth), place.y * half(layer.clientHeight)];
    Object.assign(this.#part("point").style, { transform: `translate(${x}px, ${y}px)`, opacity: place.light });
    if (phase !== "running") return;
    const since = elapsed(this.#state, clocks.shared);
    this.#put("done", String(cyclesDone(since, set)));
    if (set.way !== "taps") return;
    const side = hand(since, set);
    this.#put("hand", this.#part("hand").dataset[side]);
    this.#part("middle").style.textAlign = side;
  }

  // The layer covers all but the way out. (Written here, because it is on this page alone.)
  #dress() {
    Object.assign(this.#part("layer").style, {
      position: "fixed", inset: "0", zIndex: "4", display: "", placeItems: "center", background: "var(--sunken)",
      touchAction: "none", userSelect: "none",
    });
    Object.assign(this.#part("point").style, {
      position: "absolute", insetBlockStart: "50%", insetInlineStart: "50%", borderRadius: "50%", willChange: "transform",
      forcedColorAdjust: "none",
    });
    Object.assign(this.#part("point").style, { translate: "-50% -50%" });
    Object.assign(this.#part("foot").style, {
      position: "absolute", insetBlockEnd: "1rem", insetInline: "1rem", textAlign: "center",
    });
    Object.assign(this.#part("middle").style, { position: "absolute", inset: "40% 1rem auto", textAlign: "center" });
  }

  #put(name, words) {
    const part = this.#part(name);
    if (part.textContent !== words) part.textContent = words;
  }

  #part(name) {
    return this.querySelector(`[data-sets=${name}]`);
  }
}

customElements.define("sets-layer", SetsLayer);
