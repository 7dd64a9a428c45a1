// <show-typed data-show data-hide>: around one passphrase field; a button lets it be read while it is typed. The
// field is hidden again before it is sent, so that no form memory takes it for a word to suggest.

class ShowTyped extends HTMLElement {
  connectedCallback() {
    const input = this.querySelector("input[type=password]");
    const button = document.createElement("button");
    const show = (open) => {
      input.type = open ? "text" : "password";
      button.setAttribute("aria-pressed", String(open));
      button.textContent = open ? this.dataset.hide : this.dataset.show;
    };
    button.type = "button";
    button.addEventListener("click", () => show(input.type === "password"));
    input.form.addEventListener("submit", () => show(false));
    show(false);
    this.append(button);
  }
}

customElements.define("show-typed", ShowTyped);
