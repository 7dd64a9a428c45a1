// What is kept of each set, and whether it still moves. Pure.

const STILL = 3; // sets in a row with more disturbance than before

export class SetLog {
  #sets = [];
  #unkept = new Set();
  #number;

  // number: of the last set that was kept already
  constructor(number = 0) {
    this.#number = number;
  }

  // The number of the next set.
  next() {
    return (this.#number += 1);
  }

  // set: what was asked for. ended: what the other page said of it
  add({ way, hz, direction }, { number, by, cycles, seconds }) {
    const tenths = Math.round(seconds * 10) / 10;
    this.#sets.push({ n: number, way, hz, direction, cycles, seconds: tenths, stopped_by: by, sud: null, voc: null });
    this.#unkept.add(this.last);
  }

  get last() {
    return this.#sets.at(-1) ?? null;
  }

  // Sets, oldest first, of which something was not kept yet.
  get unkept() {
    return [...this.#unkept];
  }

  kept(set) {
    this.#unkept.delete(set);
  }

  // A number that was asked for after a set belongs to it. Whether it was kept.
  rate(scale, value) {
    if (!this.last || !["sud", "voc"].includes(scale)) return false;
    this.last[scale] = value;
    this.#unkept.add(this.last);
    return true;
  }

  // Disturbance rose in each of the last sets in which it was asked: time to stop and look.
  get standsStill() {
    const said = this.#sets.map(({ sud }) => sud).filter((sud) => sud !== null).slice(-STILL - 1);
    return said.length > STILL && said.slice(1).every((sud, place) => sud > said[place]);
  }
}
