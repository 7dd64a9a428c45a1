// One time for two pages: the other page's clock, told from this one. Pure: instants of this page's clock in, instants
// of the other's out, all in milliseconds.
//
// A pong says what the other clock showed somewhere between two instants of ours, so each bounds how far apart the
// clocks are: by half the way there and back. The narrowest bound counts; one that contradicts it means that a clock
// jumped (a device slept), and what was measured before says nothing any more.

const KEPT_MS = 30_000;
const LATE_MS = 3000; // a pong that took longer bounds nothing worth having
const APART = 200e-6; // ms per ms: further than two quartz clocks ever drift apart
const SLEW = 0.02; // ms per ms: so fast the time shown follows the measured one, too slow to be seen
const STEP_MS = 250; // further off than this it is set, not led

export class SharedClock {
  steps = 0; // how often it was set anew: whoever runs something on it then stops
  heardAt = null; // our instant of the last pong
  #asked = new Set();
  #bounds = [];
  #applied = null;
  #appliedAt = 0;
  #last = -Infinity;

  get ready() {
    return this.#applied !== null;
  }

  ping(own) {
    this.#asked.add(own);
    for (const at of this.#asked) if (own - at > LATE_MS) this.#asked.delete(at);
    return { kind: "ping", at: own };
  }

  // Whether it answers a ping of ours. A pong that nobody asked for changes nothing.
  pong({ at, heard }, own) {
    if (!this.#asked.delete(at) || own < at || own - at > LATE_MS) return false;
    this.heardAt = own;
    const bound = { at: own, offset: heard - (at + own) / 2, doubt: (own - at) / 2 };
    this.#bounds = this.#bounds.filter((each) => own - each.at <= KEPT_MS && agree(each, bound));
    this.#bounds.push(bound);
    if (this.#applied === null) this.#set(own);
    else this.#follow(own);
    return true;
  }

  // What the other page's clock shows now. Never runs back, but where `steps` has counted up.
  now(own) {
    this.#follow(own);
    this.#last = Math.max(this.#last, own + this.#applied);
    return this.#last;
  }

  // How far it may be off, in ms.
  doubt(own) {
    return Math.min(...this.#bounds.map((each) => doubtAt(each, own)));
  }

  #target(own) {
    return this.#bounds.reduce((best, each) => (doubtAt(each, own) < doubtAt(best, own) ? each : best)).offset;
  }

  #follow(own) {
    if (this.#applied === null) throw new Error("nothing was measured yet");
    const wanted = this.#target(own) - this.#applied;
    if (Math.abs(wanted) > STEP_MS) {
      this.steps += 1;
      return this.#set(own);
    }
    const most = SLEW * Math.max(0, own - this.#appliedAt);
    this.#applied += Math.max(-most, Math.min(most, wanted));
    this.#appliedAt = Math.max(this.#appliedAt, own);
  }

  #set(own) {
    this.#applied = this.#target(own);
    this.#appliedAt = own;
    this.#last = -Infinity;
  }
}

const doubtAt = (bound, own) => bound.doubt + APART * Math.max(0, own - bound.at);

// Whether both can be true.
const agree = (one, other) => Math.abs(one.offset - other.offset) <= doubtAt(one, other.at) + other.doubt;
