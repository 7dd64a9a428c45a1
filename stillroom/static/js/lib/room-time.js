// The one time of a call: that of the therapist's page. The client's page asks for it, often at first, and hears by the
// answers that the other page is alive.
import { SharedClock } from "./shared-clock.js";

const EVERY_MS = 500;
const AT_FIRST = 8; // asked so often in quick succession
const QUICK_MS = 60;

export class RoomTime {
  #role;
  #say;
  #own;
  #clock = new SharedClock();
  #timer = 0;
  #asked = 0;
  #heardAt = -Infinity;

  // say: (message) -> whether it went out. own: () -> ms of this page's clock
  constructor(role, say, own = () => performance.now()) {
    this.#role = role;
    this.#say = say;
    this.#own = own;
  }

  // A channel is open: what was measured on another is of another page.
  begin() {
    this.end();
    this.#clock = new SharedClock();
    this.#asked = 0;
    if (this.#role === "client") this.#ask();
  }

  end() {
    clearTimeout(this.#timer);
  }

  // Whether the message was about the time.
  heard(message) {
    const own = this.#own();
    if (message.kind === "pong") this.#clock.pong(message, own);
    else if (message.kind === "ping") this.#say({ kind: "pong", at: message.at, heard: own });
    else return false;
    this.#heardAt = own;
    return true;
  }

  // {own, shared (null before it is known), heardAt: when the other page was last alive, by this one's clock}
  clocks(own = this.#own()) {
    if (this.#role === "therapist") return { own, shared: own, heardAt: this.#heardAt };
    return { own, shared: this.#clock.ready ? this.#clock.now(own) : null, heardAt: this.#clock.heardAt ?? -Infinity };
  }

  #ask() {
    this.#say(this.#clock.ping(this.#own()));
    this.#asked += 1;
    this.#timer = setTimeout(() => this.#ask(), this.#asked < AT_FIRST ? QUICK_MS : EVERY_MS);
  }
}
