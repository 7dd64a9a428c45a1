// <sealed-plan>: opens the plan on this phone by its four words. What is shown is gone with the page.
import { able, sealed } from "../lib/on-phone.js";

class SealedPlan extends HTMLElement {
  async connectedCallback() {
    const blob = able() ? await sealed() : null;
    if (!blob) return; // the words inside say that there is none
    this.replaceChildren(this.querySelector("template").content.cloneNode(true));
    // No form: without this script one would put the words into the address.
    const typed = this.querySelector("[name=words]");
    typed.addEventListener("keydown", (event) => event.key === "Enter" && this.#open(blob, typed.value));
    this.querySelector("button").addEventListener("click", () => this.#open(blob, typed.value));
  }

  async #open(blob, words) {
    const status = this.querySelector("[role=status]");
    status.textContent = this.dataset.wait;
    const { openByWords } = await import("../lib/phone-seal.js"); // not before it is needed: a slow line
    const text = await openByWords(blob, words);
    status.textContent = text === null ? this.dataset.wrong : "";
    if (text !== null) this.#show(JSON.parse(text));
  }

  #show(lines) {
    this.querySelector("[data-ask]").remove();
    for (const [label, words] of lines) {
      const [heading, said] = [document.createElement("h2"), document.createElement("p")];
      [heading.textContent, said.textContent] = [label, words];
      said.className = "own-words";
      this.append(heading, said);
    }
    this.querySelector("h2")?.scrollIntoView();
  }
}

customElements.define("sealed-plan", SealedPlan);
