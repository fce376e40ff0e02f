// Small conveniences; every page works without them.
"use strict";

// Compare: step through the visible changes with the buttons or the keys n and p.
(() => {
  const texts = document.getElementById("texts");
  const stepper = texts && texts.querySelector(".stepper");
  if (!stepper) return;
  const told = stepper.querySelector("output");
  let at = null;

  const visible = () => {
    const seen = new Set();
    return [...texts.querySelectorAll(".cell a.badge")].filter((badge) => {
      if (badge.getClientRects().length === 0) return false;
      const entry = badge.getAttribute("href");
      if (seen.has(entry)) return false;
      seen.add(entry);
      return true;
    });
  };

  const step = (by) => {
    const badges = visible();
    if (badges.length === 0) {
      told.textContent = "no change is shown";
      return;
    }
    const found = badges.indexOf(at);
    const next = found < 0 ? (by > 0 ? 0 : badges.length - 1) : (found + by + badges.length) % badges.length;
    if (at) at.nextElementSibling?.classList.remove("current");
    at = badges[next];
    at.nextElementSibling?.classList.add("current");
    at.focus({ preventScroll: true });
    at.scrollIntoView({ block: "center" });
    told.textContent = `change ${next + 1} of ${badges.length}`;
  };

  stepper.hidden = false;
  told.textContent = `${visible().length} changes`;
  stepper.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-step]");
    if (button) step(Number(button.dataset.step));
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target.closest("input:not([type=checkbox],[type=radio]), select, textarea")) return;
    if (event.key === "n") step(1);
    if (event.key === "p") step(-1);
  });
})();
