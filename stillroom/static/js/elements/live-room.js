// <live-room data-role data-socket data-over>: the page of a live session, from the door to the goodbye. All words
// stand in the page; this file shows and hides them. What happens on the wire is lib/room-session.js.
//
// What stands inside and is done by both (room-together.js) hears "room:said" (a message of the other page),
// "room:open" (the channel is there), "room:broken" and "room:over", says things by `say`, and has one time: `time`.
import { Call } from "../lib/room-call.js";
import { Media, troubleOf } from "../lib/room-media.js";
import { Session } from "../lib/room-session.js";
import { RoomTime } from "../lib/room-time.js";
import { Signalling } from "../lib/signalling.js";
import { Told } from "../lib/told.js";

const WAITING_MS = 30 * 60_000; // so long a page that waits does not lock; the server counts the same

class LiveRoom extends HTMLElement {
  #session = null;
  #media = new Media();
  #lock = null;
  #quiet = 0;
  #waiting = false;
  #parted = false;
  time = null;

  connectedCallback() {
    this.time = new RoomTime(this.#role, (message) => this.say(message));
    this.#part("enter").hidden = false;
    this.addEventListener("click", ({ target }) => this.#pressed(target.closest("[data-do]")?.dataset.do));
    this.addEventListener("stillroom:device", ({ detail }) => this.#alert(detail));
    this.#part("say").addEventListener("submit", (event) => this.#written(event));
    this.#part("writing").addEventListener("toggle", () => this.#read());
    document.addEventListener("stillroom:exit", () => this.#cut());
    document.addEventListener("visibilitychange", () => this.#stayAwake());
    addEventListener("pagehide", () => this.#cut());
  }

  disconnectedCallback() {
    this.#cut();
  }

  // To the other page. Whether it went out.
  say(message) {
    return this.#session?.say(message) ?? false;
  }

  get #role() {
    return this.dataset.role;
  }

  #pressed(what) {
    const actions = {
      enter: () => this.#enter(),
      admit: () => this.#admit(),
      microphone: () => this.#toggle("microphone"),
      camera: () => this.#toggle("camera"),
      listen: () => this.#listen(),
      leave: () => this.#leave(),
    };
    actions[what]?.();
  }

  // --- from the door to the call

  async #enter() {
    const { mode } = this.querySelector("room-door");
    this.querySelector("room-door").stop();
    const button = this.querySelector("[data-do=enter]");
    button.disabled = true;
    const ready = await this.#prepare(mode);
    button.disabled = false;
    if (!ready) return;
    const address = new URL(this.dataset.socket, location.href);
    address.protocol = address.protocol.replace("http", "ws");
    this.#session = new Session({
      role: this.#role,
      signalling: new Signalling(address.href),
      media: this.#media,
      makeCall: (options) => new Call(options),
    });
    this.#follow(this.#session);
    this.#stage("waiting");
    if (mode === "text") this.#part("writing").open = true;
    this.#session.enter(mode);
  }

  async #prepare(mode) {
    if (mode !== "text" && !(await this.#use("microphone"))) return false;
    return mode !== "video" || this.#use("camera");
  }

  // Whether the device is on now; if not, the page says why and what else can be done.
  async #use(device) {
    try {
      if (device === "microphone") await this.#media.useMicrophone();
      else await this.#media.useCamera();
      this.#alert(null);
      return true;
    } catch (error) {
      this.#alert(`${device}-${troubleOf(error)}`);
      return false;
    }
  }

  #follow(session) {
    const shows = {
      here: (there) => this.#here(there),
      waiting: ({ mode }) => this.#knock(mode),
      gone: () => this.#knock(null),
      call: () => this.#began(),
      open: () => this.#open(),
      live: () => this.#live(),
      broken: () => this.#broken(),
      down: () => this.#session.call?.live || this.#say("down"),
      up: () => this.#session.call || this.#say(this.#role === "therapist" ? "empty" : "away"),
      track: (track) => this.#theirTrack(track),
      said: (message) => this.#heard(message),
      words: (words) => this.#safety(words),
      left: () => this.#left(),
      norelay: () => this.#alert("norelay"),
      ended: (why) => this.#ended(why),
    };
    for (const [type, show] of Object.entries(shows)) session.addEventListener(type, ({ detail }) => show(detail));
  }

  #here(there) {
    const gone = !there && this.#parted; // has left: said already, and truer than "not yet"
    if (this.#waiting && !gone) this.#say(there ? "here" : "away");
  }

  #knock(mode) {
    this.#part("knock").hidden = mode === null;
    if (mode !== null) {
      this.#part("who").textContent = this.#saying(`knock-${mode}`);
      this.#say(null);
    } else if (this.#waiting) this.#say("empty");
  }

  #admit() {
    this.#session.admit();
    this.#part("knock").hidden = true;
    this.#say("connecting");
  }

  #began() {
    this.#stage("call");
    this.#parted = false;
    this.#part("safety").hidden = true;
    this.#showTheirs(null);
    this.#showOwn();
    this.#say("connecting");
    this.#stayAwake();
  }

  #open() {
    this.#showOwn();
    this.time.begin();
    this.#tell("open");
  }

  #broken() {
    this.#say("broken");
    this.#tell("broken");
  }

  #live() {
    this.#say(null);
    this.#stayAwake();
  }

  #left() {
    this.#silence();
    this.#parted = true;
    this.#stage("waiting");
    if (this.#role === "therapist") this.#part("knock").hidden = true;
    this.#say("left");
  }

  #ended(why) {
    this.#silence();
    this.#stage("door");
    this.#say(null);
    this.#alert(why);
  }

  async #leave() {
    if (!this.dispatchEvent(new Event("room:leaving", { cancelable: true }))) return; // something is still to be done
    await this.#cut(); // a page that goes away at once may take the goodbye with it
    location.replace(this.dataset.over);
  }

  // Sound and picture stop now, whatever comes next.
  #cut() {
    const farewell = this.#session?.leave();
    this.#session = null;
    this.#media.stop();
    this.#silence();
    this.#busy(false);
    return farewell;
  }

  // --- sound, picture and words

  async #toggle(device) {
    if (device === "microphone" && this.#media.speaking) this.#media.mute();
    else if (device === "camera" && this.#media.camera) this.#media.stopCamera();
    else if (!(await this.#use(device))) return;
    if (!this.#session) return void this.#media.stop(); // left while the browser was asking
    this.#session.mediaChanged();
    this.#showOwn();
  }

  #showOwn() {
    const { speaking, camera } = this.#media;
    this.querySelector("[data-do=microphone]").setAttribute("aria-pressed", String(speaking));
    this.querySelector("[data-do=camera]").setAttribute("aria-pressed", String(camera !== null));
    const own = this.#part("own");
    own.hidden = camera === null;
    own.srcObject = camera && new MediaStream([camera]);
    this.#part("mine").textContent = this.#state("own", { microphone: speaking, camera: camera !== null });
  }

  #showTheirs(state) {
    this.#part("picture").hidden = !state?.camera;
    this.#part("theirs").textContent = state ? this.#state("their", state) : this.#saying("their-unknown");
  }

  #state(whose, { microphone, camera }) {
    if (microphone && camera) return "";
    const what = microphone ? "camera" : camera ? "microphone" : "both";
    return this.#saying(`${whose}-${what}-off`);
  }

  #theirTrack(track) {
    const element = this.#part(track.kind === "audio" ? "sound" : "picture");
    element.srcObject = new MediaStream([track]);
    if (track.kind === "audio") this.#listen();
  }

  // Browsers may want a press before anything sounds.
  #listen() {
    const button = this.querySelector("[data-do=listen]");
    this.#part("sound").play().then(
      () => { button.hidden = true; },
      (error) => { button.hidden = error.name !== "NotAllowedError"; },
    );
  }

  #heard(message) {
    if (this.time.heard(message)) return;
    if (message.kind === "state") return void this.#showTheirs(message);
    if (message.kind !== "text") return void this.#tell("said", message);
    this.#bubble(message.text, false);
    if (!this.#part("writing").open) this.#part("unread").hidden = false;
  }

  #written(event) {
    event.preventDefault();
    const box = this.querySelector("#room-text");
    const text = box.value.trim();
    if (!text) return;
    if (!this.#session?.write(text)) return void this.#alert("unsent");
    this.#alert(null);
    this.#bubble(text, true);
    box.value = "";
  }

  #bubble(text, mine) {
    const bubble = this.#part("bubble").content.cloneNode(true);
    bubble.querySelector("li").classList.toggle("mine", mine);
    bubble.querySelector("p").textContent = text;
    bubble.querySelector("footer").textContent = this.#saying(mine ? "you" : "other");
    this.#part("talk").append(bubble);
    this.#part("talk").lastElementChild.scrollIntoView({ block: "nearest" });
  }

  #read() {
    if (this.#part("writing").open) this.#part("unread").hidden = true;
  }

  #safety(words) {
    this.#part("safety").hidden = words === null;
    this.#part("words").textContent = words?.join(" ") ?? "";
    this.#alert(words === null ? "unsafe" : null);
  }

  #silence() {
    this.time.end();
    this.#tell("over");
    for (const name of ["picture", "sound", "own"]) this.#part(name).srcObject = null;
    this.#lock?.release();
    this.#lock = null;
  }

  // --- the page

  #stage(name) {
    for (const stage of this.querySelectorAll("[data-stage]")) stage.hidden = stage.dataset.stage !== name;
    this.querySelector(`[data-stage=${name}] h1`).focus();
    this.#waiting = name === "waiting";
    clearTimeout(this.#quiet);
    this.#busy(name !== "door");
    if (name === "waiting") this.#quiet = setTimeout(() => this.#busy(false), WAITING_MS);
  }

  // The idle lock leaves a page in a call alone.
  #busy(busy) {
    if (busy) document.body.dataset.call = "live";
    else delete document.body.dataset.call;
  }

  async #stayAwake() {
    if (document.hidden || !this.#session?.call || !navigator.wakeLock) return;
    this.#lock = await navigator.wakeLock.request("screen").catch(() => null);
  }

  #say(name) {
    this.#put("status", name);
  }

  #alert(name) {
    this.#put("alert", name);
    if (name) this.#part("alert").scrollIntoView({ block: "nearest" });
  }

  #tell(type, detail) {
    this.dispatchEvent(new Told(`room:${type}`, detail));
  }

  #put(part, name) {
    const words = name ? this.#saying(name) : "";
    const element = this.#part(part);
    if (element.textContent !== words) element.textContent = words;
    element.hidden = words === "";
  }

  #saying(name) {
    return this.#part("sayings").content.querySelector(`[data-say="${name}"]`).textContent;
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }
}

customElements.define("live-room", LiveRoom);
