/* Comfort only: every page does all it can without this file. */
"use strict";

/* A filter, an order or a choice to compare changes the results in place: the reader stays where
   she is, with the keyboard too, and a screen reader hears the new count. */
let shown = window.location.search;
const live = () => document.querySelector("[data-live]");

function mark(element) {
  if (!element) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const { name, value } = element;
  return name ? `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]` : null;
}

async function load(address) {
  const focus = mark(document.activeElement);
  const open = [...document.querySelectorAll("[data-live] details[id][open]")].map((one) => one.id);
  live().setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { accept: "text/html" } });
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (!answer.ok || !fresh.querySelector("[data-live]")) return window.location.assign(address);
  live().replaceWith(fresh.querySelector("[data-live]"));
  document.title = fresh.title;
  history.pushState(null, "", address);
  shown = window.location.search;
  for (const details of document.querySelectorAll("[data-live] details[id]")) {
    details.open = open.includes(details.id);
  }
  prepare();
  if (focus) document.querySelector(focus)?.focus({ preventScroll: true });
  const count = document.getElementById("found");
  if (count) document.getElementById("heard").textContent = count.textContent;
}

function prepare() {
  for (const form of document.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", () => load(`${form.getAttribute("action")}?${new URLSearchParams(new FormData(form))}`));
    form.querySelector("button")?.classList.add("sr");
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
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-live] a[data-here]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  load(link.getAttribute("href"));
});
/* Going back over results in place; a jump within the page is no reason to load it again. */
window.addEventListener("popstate", () => {
  if (window.location.search !== shown) window.location.reload();
});

const facetbox = document.getElementById("facetbox");
if (facetbox && window.matchMedia("(max-width: 52rem)").matches) facetbox.open = false;
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not(.facetbox, .facet, .ask, .tabled)")) details.open = true;
});
prepare();
