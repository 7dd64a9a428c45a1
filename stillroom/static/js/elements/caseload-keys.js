// Arrow keys from one person to the next, while the focus is in the list. Single keys (/, j, k) only for whoever has
// switched them on (WCAG 2.1.4), and never while somebody types.

class CaseloadKeys extends HTMLElement {
  #follow = (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input, select, textarea")) return;
    const single = this.hasAttribute("data-single");
    if (single && event.key === "/") {
      event.preventDefault();
      document.querySelector("[role=search] [name=name]")?.focus();
      return;
    }
    const links = [...this.querySelectorAll("tbody th a")];
    const here = links.indexOf(document.activeElement.closest?.("tr")?.querySelector("th a"));
    if (!links.length || (here < 0 && !single)) return;
    const keys = { ArrowDown: here + 1, ArrowUp: here - 1, Home: 0, End: links.length - 1 };
    if (here < 0) for (const key of Object.keys(keys)) delete keys[key];
    if (single) Object.assign(keys, { j: here + 1, k: Math.max(here, 0) - 1 });
    if (!(event.key in keys)) return;
    event.preventDefault();
    links[Math.min(Math.max(keys[event.key], 0), links.length - 1)].focus();
  };

  connectedCallback() {
    document.addEventListener("keydown", this.#follow);
  }

  disconnectedCallback() {
    document.removeEventListener("keydown", this.#follow);
  }
}

customElements.define("caseload-keys", CaseloadKeys);
