/* Comfort only: every page does all it can without this file. */
"use strict";

for (const form of document.querySelectorAll("form[data-auto]")) {
  form.addEventListener("change", () => form.requestSubmit());
  const button = form.querySelector("button");
  if (button) button.classList.add("sr");
}

for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(window.location.href);
    button.textContent = "Copied";
  });
}

const facetbox = document.getElementById("facetbox");
if (facetbox && window.matchMedia("(max-width: 52rem)").matches) facetbox.open = false;

window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not(.facetbox, .facet)")) details.open = true;
});
