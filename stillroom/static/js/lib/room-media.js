// Microphone and camera of this side: asked for only when the person wants them, off as soon as they do not.

const PICTURE = { width: { ideal: 640 }, height: { ideal: 480 }, frameRate: { ideal: 20, max: 24 } };

// Why a device could not be used, as the name of words on the page.
export function troubleOf(error) {
  const names = {
    NotAllowedError: "denied",
    SecurityError: "denied",
    NotFoundError: "missing",
    OverconstrainedError: "missing",
    NotReadableError: "busy",
    AbortError: "busy",
  };
  return names[error?.name] ?? "trouble";
}

export class Media {
  microphone = null;
  camera = null;
  #devices;

  constructor(devices = navigator.mediaDevices) {
    this.#devices = devices;
  }

  // Throws what the browser throws; see `troubleOf`.
  async useMicrophone() {
    this.microphone ??= await this.#one("audio", { audio: { echoCancellation: true, noiseSuppression: true } });
    this.microphone.enabled = true;
  }

  async useCamera() {
    this.camera ??= await this.#one("video", { video: PICTURE });
  }

  // Muted: silence is sent, and the microphone stays ready.
  mute() {
    if (this.microphone) this.microphone.enabled = false;
  }

  get speaking() {
    return this.microphone?.enabled ?? false;
  }

  // Off means off: the camera's light goes out.
  stopCamera() {
    this.camera?.stop();
    this.camera = null;
  }

  stop() {
    this.stopCamera();
    this.microphone?.stop();
    this.microphone = null;
  }

  async #one(kind, constraints) {
    if (!this.#devices) throw Object.assign(new Error("no devices"), { name: "NotFoundError" });
    const stream = await this.#devices.getUserMedia(constraints);
    const [track] = stream.getTracks().filter((each) => each.kind === kind);
    // Taken away from outside (unplugged, permission withdrawn): then it is not there any more.
    track.addEventListener("ended", () => {
      if (this.microphone === track) this.microphone = null;
      if (this.camera === track) this.camera = null;
    });
    return track;
  }
}
