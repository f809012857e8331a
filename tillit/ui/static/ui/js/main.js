// The entry of every page of the shell: small things that belong to no part.
import "./clock.js";
import "./composer.js";
import "./countdown.js";
import "./keys.js";
import "./list.js";
import "./live.js";
import "./palette.js";
import "./presence.js";

/** What is shown when there is no connection must be here before that; it can wait until the page is. */
const {worker} = document.body.dataset;
if (worker && "serviceWorker" in navigator) {
  const {serviceWorker} = navigator;
  addEventListener("load", () => serviceWorker.register(worker, {scope: "/"}).catch(() => {}));
  void serviceWorker.ready.then(({active}) => active?.postMessage({language: document.documentElement.lang}));
}

/** Opens the dialog that a link or button names; the link itself may fill it. */
document.addEventListener("click", (event) => {
  if (!(event.target instanceof Element) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const opener = event.target.closest("[data-opens]");
  const dialog = opener && document.getElementById(opener.getAttribute("data-opens") ?? "");
  if (!(dialog instanceof HTMLDialogElement)) return;
  dialog.querySelector(".dialog-body")?.replaceChildren();
  dialog.showModal();
});

/** Macros are asked for where one is writing; their script comes with the first question. */
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-macros]");
  if (!(link instanceof HTMLAnchorElement) || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  void import("./macros.js").then(({show}) => show(link.href));
});

/** Shows a chosen theme at once; the form stores it. */
document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("button[name=theme]");
  if (!(button instanceof HTMLButtonElement)) return;
  document.documentElement.dataset.theme = button.value;
  for (const other of button.parentElement?.children ?? []) {
    other.setAttribute("aria-pressed", String(other === button));
  }
});

/** A menu has done its work once something in it was chosen for the conversation. */
document.addEventListener("submit", (event) => {
  const menu = event.submitter?.closest(".menu[popover]");
  const form = event.target;
  if (menu instanceof HTMLElement && form instanceof Element && form.matches("[hx-target]")) menu.hidePopover();
});

/** Remembers which sections are folded. */
function recallSections() {
  for (const section of document.querySelectorAll("details[data-remember]")) {
    const kept = localStorage.getItem(`section.${section.getAttribute("data-remember")}`);
    if (kept !== null) section.toggleAttribute("open", kept === "open");
  }
}

document.addEventListener("toggle", (event) => {
  const section = event.target;
  if (!(section instanceof HTMLDetailsElement) || !section.dataset.remember) return;
  localStorage.setItem(`section.${section.dataset.remember}`, section.open ? "open" : "folded");
}, true);

document.addEventListener("htmx:after:swap", recallSections);
recallSections();

/** What was undone shows everywhere at once. */
document.addEventListener("htmx:after:swap", (event) => {
  const source = /** @type {CustomEvent} */ (event).detail.ctx.sourceElement;
  if (!source.matches?.(".toast form")) return;
  source.closest(".toast")?.remove();
  /** @type {any} */ (window).htmx.trigger(document.body, "look:list");
  /** @type {any} */ (window).htmx.trigger(document.body, "look:thread");
});

/** Whoever adds one after the other goes on in the field, which came back empty. */
document.addEventListener("htmx:after:swap", (event) => {
  const source = /** @type {CustomEvent} */ (event).detail.ctx.sourceElement;
  if (!source.matches?.(".tag-new") || document.activeElement !== document.body) return;
  /** @type {HTMLInputElement | null} */ (document.querySelector("[name=add]"))?.focus();
});

/** A whole page instead of a fragment, for example the sign-in, becomes the page. */
document.addEventListener("htmx:after:request", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  if (ctx.select || !/^\s*<!doctype/i.test(ctx.text)) return;
  event.preventDefault();
  if (ctx.request.method === "GET") location.assign(ctx.response.raw.url);
  else location.reload();
});
