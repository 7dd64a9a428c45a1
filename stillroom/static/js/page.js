// What every page loads, public ones too: the way out, the menu's Escape, the first error, the reader's time zone.
import "./elements/leave-now.js";

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (event.key !== "Escape" || !menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

document.addEventListener("pointerdown", (event) => {
  const menu = document.querySelector("details.menu[open]");
  if (menu && !menu.contains(event.target)) menu.open = false;
});

document.querySelector("[data-error-summary]")?.focus();

// The select's own default stands in the attribute; what somebody chose is left alone.
for (const select of document.querySelectorAll("select[data-zone-guess]")) {
  const here = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const known = [...select.options].some((option) => option.value === here);
  if (known && select.value === select.dataset.zoneGuess) select.value = here;
}
