// <offline-switch>: keeps the calm pages on this phone, or takes them off; says which it is.
import { able, drop, isKept, keep } from "../lib/on-phone.js";

class OfflineSwitch extends HTMLElement {
  async connectedCallback() {
    if (!able()) return; // the words inside say that this browser cannot
    this.replaceChildren(this.querySelector("template").content.cloneNode(true));
    this.status = this.querySelector("[role=status]");
    this.button = this.querySelector("button");
    this.button.addEventListener("click", () => this.#turn());
    await this.#show();
  }

  async #show() {
    this.kept = await isKept();
    this.button.textContent = this.kept ? this.dataset.off : this.dataset.on;
    this.status.textContent = this.kept ? this.dataset.kept : this.dataset.gone;
  }

  async #turn() {
    this.button.disabled = true;
    try {
      await (this.kept ? drop() : keep());
      await this.#show();
    } catch {
      await drop();
      this.status.textContent = this.dataset.failed;
    }
    this.button.disabled = false;
  }
}

customElements.define("offline-switch", OfflineSwitch);
