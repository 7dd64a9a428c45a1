// The socket to the server that brings two pages together. It comes back by itself, at most two seconds apart; what is
// said while it is down is lost, so pages say again what matters when it is up.
import { Told } from "./told.js";
import { backOff } from "./waits.js";

export const LONGEST_WAIT_MS = 2000;
const PING_MS = 20_000;
const PONG_MS = 10_000;
const FAREWELL_MS = 500;

// Close codes of the server after which there is no use in coming back.
export const REASONS = { 4401: "over", 4404: "over", 4409: "elsewhere", 4400: "trouble", 4429: "trouble" };

export class Signalling extends EventTarget {
  #url;
  #make;
  #socket = null;
  #failures = 0;
  #ended = false;
  #ping = 0;
  #pong = 0;
  #retry = 0;

  // `make`: (url) -> WebSocket
  constructor(url, make = (address) => new WebSocket(address)) {
    super();
    this.#url = url;
    this.#make = make;
  }

  get open() {
    return this.#socket?.readyState === 1;
  }

  connect() {
    if (this.#ended) return;
    const socket = this.#make(this.#url);
    this.#socket = socket;
    socket.addEventListener("open", () => {
      this.#failures = 0;
      this.#ping = setInterval(() => this.#check(), PING_MS);
      this.#tell("up");
    });
    socket.addEventListener("message", ({ data }) => this.#heard(data));
    socket.addEventListener("close", ({ code }) => this.#closed(socket, code));
  }

  // Whether it went out.
  send(message) {
    if (!this.open) return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  // For good: nothing is told afterwards. Resolves when what was sent before has gone out, or soon.
  close() {
    this.#ended = true;
    this.#rest();
    const socket = this.#socket;
    if (!socket || socket.readyState === 3) return Promise.resolve();
    return new Promise((resolve) => {
      socket.addEventListener("close", resolve);
      setTimeout(resolve, FAREWELL_MS);
      socket.close();
    });
  }

  #heard(data) {
    clearTimeout(this.#pong);
    this.#pong = 0;
    const message = JSON.parse(data);
    if (message.type !== "pong") this.#tell("message", message);
  }

  // A network that went away closes nothing: no answer to a ping is as good as closed.
  #check() {
    this.send({ type: "ping" });
    this.#pong ||= setTimeout(() => this.#socket.close(), PONG_MS);
  }

  #closed(socket, code) {
    if (socket !== this.#socket || this.#ended) return;
    this.#rest();
    if (REASONS[code]) {
      this.#ended = true;
      return void this.#tell("ended", REASONS[code]);
    }
    this.#failures += 1;
    this.#tell("down");
    this.#retry = setTimeout(() => this.connect(), backOff(this.#failures, LONGEST_WAIT_MS));
  }

  #rest() {
    clearInterval(this.#ping);
    clearTimeout(this.#pong);
    clearTimeout(this.#retry);
    this.#pong = 0;
  }

  #tell(type, detail) {
    this.dispatchEvent(new Told(type, detail));
  }
}
