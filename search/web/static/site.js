/* Comfort only: every page does all it can without this file. */
"use strict";

/* A filter, an order or a choice to compare changes the results in place: the reader stays where
   she is, with the keyboard too, and a screen reader hears the new count. */
let shown = window.location.search;
const live = () => document.querySelector("[data-live]");
const busy = () => live().hasAttribute("aria-busy");
/* What a quick hand does meanwhile is done afterwards, on the fresh page: its addresses know of
   the first change. */
const waiting = [];

function mark(element) {
  if (!element) return null;
  if (element.id) return `#${CSS.escape(element.id)}`;
  const { name, value } = element;
  return name ? `[name="${CSS.escape(name)}"][value="${CSS.escape(value)}"]` : null;
}

async function load(address) {
  const focus = mark(document.activeElement);
  const inside = live().contains(document.activeElement);
  const open = [...document.querySelectorAll("[data-live] details[id][open]")].map((one) => one.id);
  live().setAttribute("aria-busy", "true");
  const answer = await fetch(address, { headers: { accept: "text/html" } }).catch(() => null);
  const fresh = new DOMParser().parseFromString(answer?.ok ? await answer.text() : "", "text/html");
  /* What went wrong is said by the browser or by the page of the error. */
  if (!fresh.querySelector("[data-live]")) return window.location.assign(address);
  live().replaceWith(fresh.querySelector("[data-live]"));
  document.title = fresh.title;
  history.pushState(null, "", address);
  shown = window.location.search;
  for (const details of document.querySelectorAll("[data-live] details[id]")) {
    details.open = open.includes(details.id);
  }
  prepare();
  /* A link that did its work is gone: the keyboard goes on at the new count, not at the top. */
  const same = focus && document.querySelector(focus);
  if (inside) (same ?? document.getElementById("found"))?.focus({ preventScroll: true });
  const next = waiting.shift();
  if (next) return next();
  const count = document.getElementById("found");
  if (count) document.getElementById("heard").textContent = count.textContent;
}

const address = (form) => {
  const given = [...new FormData(form)].filter(([, value]) => value);
  return `${form.getAttribute("action")}?${new URLSearchParams(given)}`;
};

/* What is typed waits for its button or Enter: of a range, one end alone is another range. */
const isTyped = (element) => Boolean(element.closest(".typed"));

function sent(event) {
  event.preventDefault();
  if (!busy()) load(address(event.currentTarget));
}

function changed({ currentTarget: form, target }) {
  if (isTyped(target)) return;
  if (!busy()) {
    load(address(form));
    return;
  }
  const { id, name, value, type } = target;
  waiting.push(() => {
    const same = type === "checkbox" ? document.querySelector(mark({ name, value })) : document.getElementById(id);
    if (type !== "checkbox") same.value = value;
    if (type === "checkbox") same?.click();
    else same.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

function prepare() {
  for (const form of document.querySelectorAll("form[data-auto]")) {
    form.addEventListener("change", changed);
    form.addEventListener("submit", sent);
    form.querySelector("button:not([data-typed])")?.classList.add("sr");
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
  if (!busy()) load(link.getAttribute("href"));
  else if (link.id) waiting.push(() => document.getElementById(link.id)?.click());
});
/* Going back over results in place; a jump within the page is no reason to load it again. */
window.addEventListener("popstate", () => {
  if (window.location.search !== shown) window.location.reload();
});

const facetbox = document.getElementById("facetbox");
if (facetbox && window.matchMedia("(max-width: 52rem)").matches) facetbox.open = false;
window.addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not(.facetbox, .facet, .ask, .tabled, .compare details)")) details.open = true;
});
prepare();
