// <room-door>: tries microphone and camera before anybody else is there. Nothing leaves the page. What the person
// chose is the checked radio inside; without JavaScript the choice is only read.
import { Media, troubleOf } from "../lib/room-media.js";

const MEASURE_MS = 100;

class RoomDoor extends HTMLElement {
  #media = null;
  #audio = null;
  #timer = 0;

  connectedCallback() {
    this.#part("check").hidden = false;
    this.querySelector("[data-do=try]").addEventListener("click", () => this.#try());
    this.querySelector("[data-do=untry]").addEventListener("click", () => this.stop());
    this.addEventListener("change", () => this.#chosen());
    document.addEventListener("stillroom:exit", () => this.stop());
    this.#chosen();
  }

  disconnectedCallback() {
    this.stop();
  }

  get mode() {
    return this.querySelector("[name=mode]:checked").value;
  }

  // Off, and nothing is kept.
  stop() {
    clearInterval(this.#timer);
    this.#media?.stop();
    this.#audio?.close();
    this.#media = this.#audio = null;
    this.querySelector("video").srcObject = null;
    this.#show(false);
  }

  #chosen() {
    this.stop();
    this.#part("check").hidden = this.mode === "text";
  }

  async #try() {
    this.stop();
    const media = new Media();
    this.#media = media;
    const camera = this.mode === "video";
    let device = "microphone";
    try {
      await media.useMicrophone();
      device = "camera";
      if (camera) await media.useCamera();
    } catch (error) {
      this.stop();
      this.dispatchEvent(new CustomEvent("stillroom:device", { bubbles: true, detail: `${device}-${troubleOf(error)}` }));
      return;
    }
    if (this.#media !== media) return void media.stop(); // stopped while the browser was asking
    this.dispatchEvent(new CustomEvent("stillroom:device", { bubbles: true, detail: null }));
    if (camera) this.querySelector("video").srcObject = new MediaStream([media.camera]);
    this.#part("preview").hidden = !camera;
    this.#show(true);
    this.#measure(media.microphone);
  }

  #measure(track) {
    this.#audio = new AudioContext();
    const analyser = this.#audio.createAnalyser();
    this.#audio.createMediaStreamSource(new MediaStream([track])).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    const meter = this.querySelector("meter");
    this.#timer = setInterval(() => {
      analyser.getFloatTimeDomainData(samples);
      const power = samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length;
      meter.value = Math.min(1, Math.sqrt(power) * 4);
    }, MEASURE_MS);
  }

  #show(trying) {
    this.#part("trying").hidden = !trying;
    this.querySelector("[data-do=try]").hidden = trying;
    this.querySelector("[data-do=untry]").hidden = !trying;
  }

  #part(name) {
    return this.querySelector(`[data-part=${name}]`);
  }
}

customElements.define("room-door", RoomDoor);
