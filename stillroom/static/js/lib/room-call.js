// One call: a peer connection through the relay, and a channel for words. The therapist's side makes every offer and
// is the only one to restart; the client's side answers. Two first offers at once leave a browser gathering for ever.
//
// Events: "signal" (detail: a message for the server), "track", "live", "broken", "failed", "open" (the channel for
// words), "said" (detail: a message of room-channel.js), "words" (detail: four words, or null: not to be trusted).
import { parse, write } from "./room-channel.js";
import { fingerprintOf, relayOnly, withoutAddresses } from "./room-sdp.js";
import { Exchange, newNonce } from "./safety-words.js";
import { Told } from "./told.js";

const VIDEO_BITRATE = 600_000;
const RESTART_EVERY_MS = 8000;

// What `RTCPeerConnection` is made with: nothing ever goes around the relay.
export const configuration = ({ urls, username, credential }) => ({
  iceServers: [{ urls, username, credential }],
  iceTransportPolicy: "relay",
  bundlePolicy: "max-bundle",
});

export class Call extends EventTarget {
  id;
  #role;
  #renew;
  #connection;
  #channel;
  #waiting = [];
  #exchange = null;
  #order = Promise.resolve();
  #restarting = 0;
  #live = false;
  #closed = false;

  // role: "therapist" | "client". access: credentials of the relay. renew: () -> promise of fresh ones, or null.
  constructor({ role, access, renew, id = newNonce(), Connection = RTCPeerConnection }) {
    super();
    this.id = id;
    this.#role = role;
    this.#renew = renew;
    const connection = new Connection(configuration(access));
    this.#connection = connection;
    connection.addEventListener("icecandidate", ({ candidate }) => this.#candidate(candidate));
    connection.addEventListener("track", ({ track }) => this.#tell("track", track));
    connection.addEventListener("connectionstatechange", () => this.#changed());
    if (role === "therapist") {
      for (const kind of ["audio", "video"]) connection.addTransceiver(kind, { direction: "sendrecv" });
      this.#open();
    }
  }

  get live() {
    return this.#live;
  }

  get #other() {
    return this.#role === "therapist" ? "client" : "therapist";
  }

  // The therapist's first offer. `media`: see room-media.js
  offer(media) {
    return this.#next(async () => {
      await this.#attach(media);
      await this.#describe("offer");
    });
  }

  // The client's answer, to the first offer and to those that restart.
  answer(sdp, media) {
    return this.#next(async () => {
      const first = !this.#connection.remoteDescription;
      if (!first) await this.#refresh();
      await this.#connection.setRemoteDescription({ type: "offer", sdp });
      if (first) {
        for (const transceiver of this.#connection.getTransceivers()) transceiver.direction = "sendrecv";
        await this.#attach(media);
        this.#open();
      }
      await this.#describe("answer");
      await this.#flush();
    });
  }

  answered(sdp) {
    return this.#next(async () => {
      if (this.#connection.signalingState !== "have-local-offer") return;
      await this.#connection.setRemoteDescription({ type: "answer", sdp });
      await this.#flush();
    });
  }

  candidate({ candidate, mid }) {
    return this.#next(async () => {
      this.#waiting.push({ candidate, sdpMid: mid });
      if (this.#connection.remoteDescription) await this.#flush();
    });
  }

  // New paths, with fresh credentials; not twice at once. False while the first offer was never answered: then there
  // is nothing to restart, and a browser that is told to may gather for ever.
  restart() {
    if (this.#role !== "therapist" || this.#closed) return true;
    if (this.#connection.connectionState === "new") return false;
    if (performance.now() - this.#restarting < RESTART_EVERY_MS && this.#restarting) return true;
    this.#restarting = performance.now();
    this.#next(async () => {
      await this.#refresh();
      // An offer that was never answered (the socket was down) makes room for this one.
      if (this.#connection.signalingState === "have-local-offer" && this.#connection.remoteDescription) {
        await this.#connection.setLocalDescription({ type: "rollback" });
      }
      this.#connection.restartIce();
      await this.#describe("offer");
    });
    return true;
  }

  // Put the microphone and the camera as they are now on the line.
  send(media) {
    return this.#next(() => this.#attach(media));
  }

  // To the other page, over the call itself. Whether it went out.
  say(message) {
    if (this.#channel?.readyState !== "open") return false;
    this.#channel.send(write(message));
    return true;
  }

  close() {
    if (this.#closed) return;
    this.#closed = true;
    this.#live = false;
    this.#connection.close();
  }

  #open() {
    const channel = this.#connection.createDataChannel("room", { negotiated: true, id: 0 });
    this.#channel = channel;
    channel.addEventListener("message", ({ data }) => this.#heard(parse(data, this.#other)));
    channel.addEventListener("open", () => {
      this.#tell("open");
      this.#next(() => this.#compare());
    });
  }

  // One thing after the other; after the end nothing.
  #next(work) {
    this.#order = this.#order.then(() => (this.#closed ? null : work())).catch(() => {
      if (!this.#closed) this.#tell("failed");
    });
    return this.#order;
  }

  async #attach(media) {
    for (const { sender, receiver } of this.#connection.getTransceivers()) {
      const kind = receiver.track.kind;
      const track = kind === "audio" ? media.microphone : media.camera;
      if (sender.track !== track) await sender.replaceTrack(track);
      if (kind === "video" && track) await this.#limit(sender);
    }
  }

  async #limit(sender) {
    const parameters = sender.getParameters();
    if (!parameters.encodings?.length) return;
    parameters.encodings[0].maxBitrate = VIDEO_BITRATE;
    await sender.setParameters(parameters);
  }

  async #describe(type) {
    await this.#connection.setLocalDescription();
    const sdp = withoutAddresses(this.#connection.localDescription.sdp);
    this.#tell("signal", { type, call: this.id, sdp });
  }

  #candidate(candidate) {
    const line = relayOnly(candidate?.candidate);
    if (line) this.#tell("signal", { type: "candidate", call: this.id, candidate: line, mid: candidate.sdpMid });
  }

  async #flush() {
    for (const candidate of this.#waiting.splice(0)) {
      // A late candidate of paths given up since is no trouble.
      await this.#connection.addIceCandidate(candidate).catch(() => {});
    }
  }

  async #refresh() {
    const access = await this.#renew();
    if (access?.urls.length) this.#connection.setConfiguration(configuration(access));
  }

  #changed() {
    const state = this.#connection.connectionState;
    if (this.#closed) return;
    if (state === "connected") {
      this.#live = true;
      this.#restarting = 0;
      this.#tell("live");
    } else if (["disconnected", "failed"].includes(state)) {
      this.#live = false;
      this.#tell("broken");
    }
  }

  #heard(message) {
    if (!message) return;
    if (["commit", "nonce", "reveal"].includes(message.kind)) this.#next(() => this.#exchanged(message));
    else this.#tell("said", message);
  }

  // The words speak of the certificates that this connection really uses, not only of those that were announced.
  async #compare() {
    const announced = [this.#connection.localDescription.sdp, this.#connection.remoteDescription.sdp].map(fingerprintOf);
    const used = await this.#certificates();
    if (announced.join() !== used.join()) return this.#tell("words", null);
    this.#exchange = new Exchange(this.#role, announced);
    const first = await this.#exchange.open();
    if (first) this.say(first);
  }

  async #certificates() {
    const stats = await this.#connection.getStats();
    const transport = [...stats.values()].find((each) => each.type === "transport");
    const prints = [transport?.localCertificateId, transport?.remoteCertificateId].map((id) => stats.get(id));
    return prints.map((each) => each?.fingerprint?.toUpperCase() ?? "");
  }

  async #exchanged(message) {
    if (!this.#exchange) return this.#tell("words", null);
    const { send, words, broken } = await this.#exchange.hear(message);
    if (send) this.say(send);
    if (words) this.#tell("words", words);
    if (broken) this.#tell("words", null);
  }

  #tell(type, detail) {
    this.dispatchEvent(new Told(type, detail));
  }
}
