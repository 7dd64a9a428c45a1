// <room-together data-role>, inside <live-room>: what both do at the same time, and what one asks or shows the other. All
// words stand in the page. Nothing of it goes over the server, and nothing is kept.
import { calmly } from "../lib/calmly.js";
import { PATTERNS, position } from "../lib/pacer.js";
import { SCALES, SENSES } from "../lib/room-channel.js";

const NOTHING = Object.freeze({ kind: "together", what: "nothing", pattern: "even", step: 0, at: 0 });

class RoomTogether extends HTMLElement {
  #room;
  #doing = NOTHING;
  #frame = 0;
  #asked = null; // of the newest question: {id, scale}
  #questions = 0;
  #showing = new Map(); // of this side: what -> text

  connectedCallback() {
    this.#room = this.closest("live-room");
    const theirs = {
      together: calmly((message) => this.#do(message, "other")),
      "number?": calmly((message) => this.#askedFor(message)),
      number: (message) => this.#answered(message),
      show: calmly((message) => this.#shown(message)),
    };
    this.#room.addEventListener("room:said", ({ detail }) => theirs[detail.kind]?.(detail));
    this.#room.addEventListener("room:open", () => this.#again());
    this.#room.addEventListener("room:over", () => this.#over());
    this.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-together]")));
    this.querySelector("form")?.addEventListener("submit", (event) => this.#goal(event));
    const moving = this.querySelector("[name=together-moving]");
    moving.checked = !matchMedia("(prefers-reduced-motion: reduce)").matches;
    moving.addEventListener("change", () => { this.#part("circle").hidden = !moving.checked; });
    this.#part("circle").hidden = !moving.checked;
  }

  #pressed(button) {
    const { together: what, value } = button?.dataset ?? {};
    const actions = {
      breathing: () => this.#begin("breathing"),
      senses: () => this.#begin("senses"),
      next: () => this.#begin("senses", this.#doing.step + 1),
      stop: () => this.#begin("nothing"),
      ask: () => this.#ask(value),
      answer: () => this.#answer(value === "" ? null : Number(value)),
      plan: () => this.#show("plan", this.#lines(this.querySelector("template[data-plan]").content)),
      hide: () => this.#show(value, ""),
    };
    actions[what]?.();
  }

  // --- in step

  #begin(what, step = 0) {
    const { shared } = this.#room.time.clocks();
    const pattern = this.querySelector("[name=together-pattern]").value;
    const message = { ...NOTHING, what, pattern, step: Math.min(step, SENSES - 1), at: shared ?? 0 };
    if (shared === null || !this.#room.say(message)) return this.#tell("together-unsent");
    this.#do(message, "you");
  }

  #do(message, by) {
    cancelAnimationFrame(this.#frame);
    this.#doing = message;
    for (const part of ["breathing", "senses"]) this.#part(part).hidden = message.what !== part;
    this.#part("stop").hidden = message.what === "nothing";
    if (message.what !== "nothing") this.#open();
    if (message.what === "breathing") this.#breathe();
    if (message.what === "senses") this.#sense(message.step);
    this.#tell(`together-${message.what}-${by}`);
  }

  #breathe() {
    const { shared } = this.#room.time.clocks();
    const { phase, size } = position(Math.max(0, shared - this.#doing.at), PATTERNS[this.#doing.pattern]);
    const word = this.#part("word");
    if (word.textContent !== word.dataset[phase]) word.textContent = word.dataset[phase];
    this.#part("circle").style.setProperty("--breath", size.toFixed(4));
    this.#frame = requestAnimationFrame(() => this.#breathe());
  }

  #sense(step) {
    const steps = [...this.#part("senses").querySelectorAll("[data-sense]")];
    steps.forEach((each, place) => { each.hidden = place !== step; });
    this.querySelector("[data-together=next]").hidden = step === SENSES - 1;
  }

  // --- one asks, the other answers with one tap

  #ask(scale) {
    this.#asked = { id: (this.#questions += 1), scale };
    this.#tell(this.#room.say({ kind: "number?", ...this.#asked }) ? "together-asked" : "together-unsent");
  }

  #askedFor(question) {
    this.#asked = question;
    const [least, most] = SCALES[question.scale];
    this.#part("question").textContent = this.#saying(`together-${question.scale}`);
    for (const each of this.querySelectorAll("[data-together=answer]")) {
      each.hidden = each.dataset.value !== "" && (each.dataset.value < least || each.dataset.value > most);
    }
    this.#part("number").hidden = false;
    this.#open();
    this.#tell("together-question");
  }

  #answer(value) {
    const sent = this.#room.say({ kind: "number", id: this.#asked.id, value });
    if (!sent) return this.#tell("together-unsent");
    this.#part("number").hidden = true;
    this.#tell("together-answered", value ?? "");
  }

  // Only to the question that was asked last, and on its scale.
  #answered({ id, value }) {
    if (id !== this.#asked?.id) return;
    const [least, most] = SCALES[this.#asked.scale];
    if (value !== null && (value < least || value > most)) return;
    this.#tell(value === null ? "together-rather-not" : "together-number", value ?? "");
    this.dispatchEvent(new CustomEvent("together:number", { bubbles: true, detail: { ...this.#asked, value } }));
    this.#asked = null;
  }

  // --- one shows, the other sees

  #goal(event) {
    event.preventDefault();
    const text = event.target.elements.goal.value.trim();
    if (text) this.#show("goal", text);
  }

  #show(what, text) {
    if (!this.#room.say({ kind: "show", what, text })) return this.#tell("together-unsent");
    if (text) this.#showing.set(what, text);
    else this.#showing.delete(what);
    this.querySelector(`[data-together=hide][data-value=${what}]`).hidden = text === "";
    this.#tell(text ? "together-shows" : "together-hides");
  }

  #shown({ what, text }) {
    const place = this.#part(what);
    place.hidden = text.trim() === "";
    place.querySelector("div").replaceChildren(...text.split("\n").filter(Boolean).map((line) => {
      const paragraph = document.createElement("p");
      paragraph.textContent = line;
      return paragraph;
    }));
    if (!place.hidden) this.#open();
    this.#tell(place.hidden ? "together-hidden" : "together-shown");
  }

  #lines(content) {
    return [...content.children].map((each) => each.textContent.trim()).join("\n");
  }

  // --- the page

  // The other page may be a new one: it is shown again what stands.
  #again() {
    for (const [what, text] of this.#showing) this.#room.say({ kind: "show", what, text });
  }

  #over() {
    if (this.#doing.what !== "nothing") this.#do(NOTHING, "you");
    for (const name of ["number", "goal", "plan"]) if (this.#part(name)) this.#part(name).hidden = true;
    this.#asked = null;
    this.#part("told").textContent = "";
  }

  #open() {
    this.querySelector("details").open = true;
  }

  #tell(name, value = "") {
    this.#part("told").textContent = this.#saying(name).replace("…", String(value)).trim();
  }

  #saying(name) {
    return this.querySelector("template[data-words]").content.querySelector(`[data-say="${name}"]`)?.textContent ?? "";
  }

  #part(name) {
    return this.querySelector(`[data-both=${name}]`);
  }
}

customElements.define("room-together", RoomTogether);
