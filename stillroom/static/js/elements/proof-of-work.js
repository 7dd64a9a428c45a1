// <proof-of-work data-token data-bits data-working>: inside the form of the waiting page; finds the nonce and sends
// the form by itself. Its content asks people without JavaScript to wait instead.
import { worker } from "../lib/work.js";

const AT_ONCE = 20_000; // tries between two looks at the rest of the page

class ProofOfWork extends HTMLElement {
  connectedCallback() {
    const form = this.closest("form");
    const button = form.querySelector("button");
    const words = document.createElement("p");
    words.setAttribute("role", "status");
    this.replaceChildren(words, document.createElement("progress"));
    words.textContent = this.dataset.working;
    this.querySelector("progress").setAttribute("aria-label", this.dataset.working);
    button.hidden = true;
    this.#work(form, worker(this.dataset.token, Number(this.dataset.bits)), 0);
  }

  #work(form, tries, from) {
    const nonce = tries(from, AT_ONCE);
    if (nonce === null) return void setTimeout(() => this.#work(form, tries, from + AT_ONCE));
    form.elements.nonce.value = nonce;
    form.submit();
  }
}

customElements.define("proof-of-work", ProofOfWork);
