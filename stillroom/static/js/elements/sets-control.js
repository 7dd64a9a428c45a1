// <sets-control data-log data-record>, inside <live-room>, on the therapist's page: asks, starts, stops and puts away. What
// is shown here of a set is worked out from the same numbers; what really happened the other page tells, and that is logged.
import { CALM, checked, cyclesDone, seconds, wholeCycles, WORK } from "../lib/bilateral.js";
import { SetLog } from "../lib/bilateral-log.js";

const NUMBERS = ["hz", "cycles", "rest", "size"];
const LATE_MS = 15 * 60_000; // before the end: time for a closure, and for nothing else
const LOOK_MS = 15_000;
const PRESETS = { work: WORK, calm: CALM };

class SetsControl extends HTMLElement {
  #room;
  #log;
  #running = null; // {number, set, at}
  #agreed = false;
  #timer = 0;
  #clock = 0;
  #warned = false;

  connectedCallback() {
    this.#room = this.closest("live-room");
    this.#log = new SetLog(Number(this.dataset.last));
    const theirs = {
      "set-answer": ({ yes }) => this.#answered(yes),
      "set-began": ({ number }) => this.#began(number),
      "set-refused": ({ why }) => this.#refused(why),
      "set-ended": (message) => this.#ended(message),
    };
    this.#room.addEventListener("room:said", ({ detail }) => theirs[detail.kind]?.(detail));
    this.#room.addEventListener("room:open", () => this.#lost());
    this.#room.addEventListener("room:broken", () => this.#lost());
    this.#room.addEventListener("room:over", () => this.#lost());
    this.#room.addEventListener("room:leaving", (event) => this.#leaving(event));
    this.#room.addEventListener("together:number", ({ detail }) => this.#number(detail));
    this.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-sets-do]")));
    this.#form.addEventListener("input", () => this.#length());
    this.#fill(this.dataset.slowly ? CALM : WORK);
    this.#look();
    this.#clock = setInterval(() => this.#look(), LOOK_MS);
  }

  disconnectedCallback() {
    clearInterval(this.#timer);
    clearInterval(this.#clock);
  }

  #pressed(button) {
    const { setsDo: what, value } = button?.dataset ?? {};
    const actions = {
      ask: () => this.#ask(),
      start: () => this.#start(),
      stop: () => this.#stop(),
      close: () => this.#close(),
      preset: () => this.#fill(PRESETS[value]),
      number: () => this.#room.querySelector(`[data-together=ask][data-value=${value}]`).click(),
    };
    actions[what]?.();
  }

  // --- what they are asked, and what they answer

  #ask() {
    this.#tell(this.#room.say({ kind: "set-ask" }) ? "asked" : "unsent");
  }

  #answered(yes) {
    this.#agreed = yes;
    this.#tell(yes ? "agreed" : "not-now");
    this.#allow();
  }

  #start() {
    const set = this.#set;
    if (!set) return this.#tell("bounds");
    const number = this.#log.next();
    const at = this.#room.time.clocks().shared;
    if (!this.#room.say({ kind: "set-start", number, at, set })) return this.#tell("unsent");
    this.#running = { number, set, at };
    this.#tell("starting");
    this.#allow();
  }

  #began(number) {
    if (number !== this.#running?.number) return;
    this.#tell("began", number);
    this.#keep();
    clearInterval(this.#timer);
    this.#timer = setInterval(() => this.#count(), 250);
  }

  #stop() {
    if (!this.#running) return;
    const sent = this.#room.say({ kind: "set-stop", number: this.#running.number });
    this.#tell(sent ? "stopping" : "unsent");
  }

  #close() {
    if (this.#room.say({ kind: "set-close" })) this.#tell("closed");
    this.#agreed = false;
    this.#allow();
  }

  #refused(why) {
    this.#running = null;
    if (["locked", "not-agreed"].includes(why)) this.#agreed = false;
    this.#tell(`refused-${why}`);
    this.#allow();
  }

  #ended(message) {
    if (message.number !== this.#running?.number) return;
    clearInterval(this.#timer);
    this.#put("count", "");
    this.#log.add(this.#running.set, message);
    this.#running = null;
    if (["client", "link"].includes(message.by)) this.#agreed = false;
    this.#tell(`ended-${message.by}`, message.cycles);
    this.#keep();
    this.#allow();
  }

  // Their page eases to a stop by itself; this one does not know how far it came.
  #lost() {
    if (this.#running) {
      const { number, set, at } = this.#running;
      const done = Math.max(0, Math.min(seconds(set), (this.#room.time.clocks().shared - at) / 1000));
      this.#ended({ number, by: "link", cycles: cyclesDone(done, set), seconds: done });
    }
    this.#agreed = false;
    this.#allow();
  }

  // --- the log

  #number({ scale, value }) {
    if (value === null || !this.#log.rate(scale, value)) return;
    this.#keep();
    this.#part("still").hidden = !this.#log.standsStill;
  }

  // A set is sent whole, with its numbers: sent twice, it stands there once. What was not kept is sent again with the next.
  async #keep() {
    this.dataset.begun = "true";
    this.#part("end").hidden = false;
    const unkept = this.#log.unkept;
    let kept = true;
    for (const set of unkept.length ? unkept : [{}]) {
      kept &&= await this.#post(set);
      if (kept) this.#log.kept(set);
    }
    this.#put("kept", this.#saying(kept ? "kept" : "not-kept"));
  }

  async #post(set) {
    const body = new FormData();
    body.set("record", this.dataset.record);
    body.set("target", this.#form.elements.target?.value ?? "");
    for (const [name, value] of Object.entries(set)) if (value !== null) body.set(name, value);
    const headers = { "X-CSRFToken": document.querySelector("[name=csrfmiddlewaretoken]").value };
    const answer = await fetch(this.dataset.log, { method: "POST", body, headers }).catch(() => null);
    return answer?.ok ?? false;
  }

  // Once: a part that is not closed is not left by a slip.
  #leaving(event) {
    if (this.dataset.begun !== "true" || this.#warned) return;
    event.preventDefault();
    this.#warned = true;
    this.#tell("not-closed");
    this.querySelector("details").open = true;
    this.#part("told").scrollIntoView({ block: "center" });
  }

  // --- the page

  get #form() {
    return this.querySelector("form");
  }

  get #set() {
    const { elements } = this.#form;
    const given = Object.fromEntries(Object.keys(WORK).map((name) => [name, elements[name].value]));
    for (const name of NUMBERS) given[name] = elements[name].value === "" ? NaN : Number(elements[name].value);
    return checked({ ...given, sound: elements.sound.checked });
  }

  #fill(set) {
    const { elements } = this.#form;
    for (const [name, value] of Object.entries(set)) {
      if (name === "sound") elements.sound.checked = value;
      else elements[name].value = value;
    }
    this.#length();
  }

  #length() {
    const set = this.#set;
    this.#put("length", set ? this.#saying("length").replace("…", `${Math.round(seconds(set))}`) : this.#saying("bounds"));
    this.#part("cut").hidden = !set || wholeCycles(set) === set.cycles;
    this.#allow();
  }

  #allow() {
    const can = { start: this.#agreed && !this.#running && this.#set !== null, stop: this.#running !== null };
    for (const [name, may] of Object.entries(can)) this.querySelector(`[data-sets-do=${name}]`).disabled = !may;
  }

  #look() {
    const ends = Date.parse(this.dataset.ends);
    this.#part("late").hidden = !(Date.now() >= ends - LATE_MS);
  }

  #count() {
    const { set, at, number } = this.#running;
    const since = (this.#room.time.clocks().shared - at) / 1000;
    this.#put("count", `${number}: ${cyclesDone(since, set)}/${wholeCycles(set)}`);
  }

  #tell(name, value = "") {
    this.#put("told", this.#saying(name).replace("…", String(value)));
  }

  #put(name, words) {
    const part = this.#part(name);
    if (part.textContent !== words) part.textContent = words;
  }

  #saying(name) {
    return this.querySelector("template").content.querySelector(`[data-say="${name}"]`).textContent;
  }

  #part(name) {
    return this.querySelector(`[data-sets=${name}]`);
  }
}

customElements.define("sets-control", SetsControl);
