// <keep-plan data-sealed>: puts the sealed plan on this phone, once somebody has its four words on paper.
import { able, keep, keepSealed } from "../lib/on-phone.js";

class KeepPlan extends HTMLElement {
  connectedCallback() {
    if (!able()) return;
    this.replaceChildren(this.querySelector("template").content.cloneNode(true));
    const status = this.querySelector("[role=status]");
    const button = this.querySelector("button");
    button.addEventListener("click", async () => {
      button.disabled = true;
      try {
        await keep();
        await keepSealed(this.dataset.sealed);
        status.textContent = this.dataset.kept;
        button.remove();
      } catch {
        status.textContent = this.dataset.failed;
        button.disabled = false;
      }
    });
  }
}

customElements.define("keep-plan", KeepPlan);
