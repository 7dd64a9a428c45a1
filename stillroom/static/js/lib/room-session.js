// What a page does in a room: at the door, in the call, and when the line drops. It knows no HTML: it tells what
// happened, and the element shows it.
//
// Events (detail): "here" (is the therapist there), "waiting" (who knocks: {mode}), "gone", "left", "call" (a call
// begins), "open", "live", "broken", "track", "said", "words", "down", "up", "norelay", "ended" (why).
import { newNonce } from "./safety-words.js";
import { Told } from "./told.js";

const RELAY_MS = 5000;
const TICK_MS = 2000;
const AGAIN_MS = 2000;
const ASK_EVERY = 4; // ticks
const UNANSWERED = 2; // times that a first offer is waited for, before a new call takes its place

export class Session extends EventTarget {
  role;
  #signalling;
  #media;
  #makeCall;
  #page = newNonce();
  #mode = "voice";
  #call = null;
  #knocking = null; // therapist: the page at the door
  #letIn = null; // therapist: the page that was let in, let in again by itself while the call goes on
  #admitted = false; // client
  #asked = [];
  #order = Promise.resolve();
  #ticks = 0;
  #unanswered = 0;
  #timer = 0;
  #left = false;

  // signalling: Signalling. media: Media. makeCall: (options of Call) -> Call
  constructor({ role, signalling, media, makeCall }) {
    super();
    this.role = role;
    this.#signalling = signalling;
    this.#media = media;
    this.#makeCall = makeCall;
    signalling.addEventListener("up", () => this.#up());
    signalling.addEventListener("down", () => this.#down());
    signalling.addEventListener("ended", ({ detail }) => this.#ended(detail));
    signalling.addEventListener("message", ({ detail }) => this.#heard(detail));
  }

  get call() {
    return this.#call;
  }

  // Come to the door (client) or open the room (therapist).
  enter(mode) {
    this.#mode = mode;
    this.#signalling.connect();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
  }

  // The therapist lets in whoever is at the door.
  admit() {
    if (!this.#knocking) return;
    this.#letIn = this.#knocking;
    this.#signalling.send({ type: "admit", page: this.#letIn });
  }

  // After the microphone or the camera was turned on or off.
  mediaChanged() {
    this.#call?.send(this.#media);
    this.#sayState();
  }

  // Whether it went out.
  write(text) {
    return this.say({ kind: "text", text });
  }

  // A message of room-channel.js to the other page. Whether it went out.
  say(message) {
    return this.#call?.say(message) ?? false;
  }

  // At once and for good: media first, then the goodbye. Resolves when that has gone out, or soon.
  leave() {
    this.#left = true;
    clearInterval(this.#timer);
    this.#media.stop();
    this.#drop();
    this.#signalling.send({ type: "bye" });
    return this.#signalling.close();
  }

  #up() {
    if (this.role === "client") this.#signalling.send({ type: "knock", page: this.#page, mode: this.#mode });
    this.#tell("up");
  }

  #down() {
    this.#admitted = false;
    this.#knocking = null; // the server says again who is at the door
    if (this.role === "therapist") this.#tell("gone");
    this.#tell("down");
  }

  #ended(why) {
    this.leave();
    this.#tell("ended", why);
  }

  #heard(message) {
    if (message.type === "relay") return void this.#asked.splice(0).forEach((give) => give(message));
    this.#order = this.#order.then(() => this.#handle(message));
  }

  async #handle(message) {
    switch (message.type) {
      case "here":
        this.#admitted &&= message.therapist;
        return this.#tell("here", message.therapist);
      case "waiting":
        return this.#waiting(message);
      case "admitted":
        this.#admitted = true;
        return void this.#ready();
      case "gone":
        this.#knocking = null;
        return this.#tell("gone");
      case "bye":
        return this.#bye();
      case "ready":
        return this.#readied(message.call);
      case "offer":
        return this.#offered(message);
      default:
        return this.#forCall(message);
    }
  }

  #waiting({ page, mode }) {
    this.#knocking = page;
    // The socket of somebody already in this call was away for a moment: no need to ask the therapist again.
    if (page === this.#letIn && this.#call) this.admit();
    else this.#tell("waiting", { mode });
  }

  #bye() {
    this.#drop();
    this.#letIn = null;
    this.#admitted = false;
    this.#tell("left");
  }

  #ready() {
    this.#signalling.send({ type: "ready", call: this.#call?.id ?? null });
  }

  // Therapist: the client is in. The call they have goes on, or a new one begins.
  async #readied(call) {
    if (this.#call && this.#call.id === call) {
      if (!this.#call.live) this.#call.restart();
      return;
    }
    if (await this.#begin()) this.#call.offer(this.#media);
  }

  async #offered({ call, sdp }) {
    if (this.#call?.id !== call && !(await this.#begin(call))) return;
    this.#call.answer(sdp, this.#media);
  }

  #forCall(message) {
    if (this.#call?.id !== message.call) {
      // The client still has a call that this page has given up: they get a new one.
      return message.type === "restart" ? this.#readied(null) : undefined;
    }
    if (message.type === "answer") this.#call.answered(message.sdp);
    if (message.type === "candidate") this.#call.candidate(message);
    if (message.type === "restart") this.#call.restart();
  }

  async #begin(id) {
    this.#drop();
    const access = await this.#relay();
    if (!access?.urls.length) {
      this.#tell("norelay");
      return false;
    }
    const call = this.#makeCall({ role: this.role, id, access, renew: () => this.#relay() });
    this.#call = call;
    this.#unanswered = 0;
    call.addEventListener("signal", ({ detail }) => this.#signalling.send(detail));
    call.addEventListener("open", () => this.#sayState());
    call.addEventListener("broken", () => this.#broken());
    call.addEventListener("failed", () => this.#failed(call));
    for (const type of ["open", "live", "broken", "track", "said", "words"]) {
      call.addEventListener(type, ({ detail }) => this.#tell(type, detail));
    }
    this.#tell("call");
    return true;
  }

  #drop() {
    this.#call?.close();
    this.#call = null;
  }

  #broken() {
    this.#ticks = 0;
    this.#mend();
  }

  #failed(call) {
    if (call !== this.#call) return;
    this.#drop();
    this.#tell("broken");
    setTimeout(() => this.#again(), AGAIN_MS);
  }

  // A call that could not even be described is given up for a new one.
  #again() {
    if (this.#call || this.#left) return;
    if (this.role === "client") this.#admitted && this.#ready();
    else if (this.#letIn) this.#order = this.#order.then(() => this.#readied(null));
  }

  #tick() {
    this.#ticks += 1;
    if (this.#call && !this.#call.live && this.#ticks % ASK_EVERY === 0) this.#mend();
  }

  #mend() {
    if (!this.#call || !this.#signalling.open) return;
    if (this.role === "therapist") this.#restartOrBegin();
    else if (this.#admitted) this.#signalling.send({ type: "restart", call: this.#call.id });
  }

  // An offer or its answer can be lost with the socket that carried it: then no restart ever helps.
  #restartOrBegin() {
    if (this.#call.restart()) return;
    this.#unanswered += 1;
    if (this.#unanswered < UNANSWERED) return;
    this.#drop();
    this.#again();
  }

  // Fresh credentials, or null if the server cannot be asked just now.
  #relay() {
    return new Promise((resolve) => {
      if (!this.#signalling.send({ type: "relay?" })) return resolve(null);
      this.#asked.push(resolve);
      setTimeout(() => resolve(null), RELAY_MS);
    });
  }

  #sayState() {
    const { speaking, camera } = this.#media;
    this.#call?.say({ kind: "state", microphone: speaking, camera: camera !== null });
  }

  #tell(type, detail) {
    this.dispatchEvent(new Told(type, detail));
  }
}
