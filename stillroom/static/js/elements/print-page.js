// <print-page>: shows the button in its template, which prints. Without JavaScript the browser's own menu prints.

class PrintPage extends HTMLElement {
  connectedCallback() {
    this.append(this.querySelector("template").content.cloneNode(true));
    this.querySelector("button").addEventListener("click", () => print());
  }
}

customElements.define("print-page", PrintPage);
