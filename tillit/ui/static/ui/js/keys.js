// Shortcuts. A key works only where its control stands on the page; none works while typing.
import {write} from "./composer.js";
import {move, nextRow, open} from "./list.js";

let chord = "";

/** @param {EventTarget | null} target */
function typing(target) {
  return target instanceof Element && Boolean(target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])"));
}

/** The control of a key, when it can be seen or stands in a menu. @param {string} key @returns {HTMLElement | null} */
function control(key) {
  const found = /** @type {HTMLElement | null} */ (document.querySelector(`[data-key="${CSS.escape(key)}"]`));
  return found?.offsetParent || found?.closest("[popover]") ? found : null;
}

/** Resolves, and opens the next conversation once that is done. */
function resolveAndNext() {
  const button = control("e");
  if (!button) return;
  const next = nextRow();
  /** @param {Event} event */
  const follow = (event) => {
    if (/** @type {CustomEvent} */ (event).detail.ctx.sourceElement.id !== "resolution") return;
    document.removeEventListener("htmx:after:swap", follow);
    open(next);
  };
  document.addEventListener("htmx:after:swap", follow);
  button.click();
}

/** Leaves the composer, or a phone's conversation. */
function back() {
  const active = document.activeElement;
  if (active instanceof HTMLElement && typing(active)) active.blur();
  else if (!document.querySelector(":popover-open, dialog[open]")) leave();
}

function leave() {
  const link = document.querySelector(".back");
  if (link instanceof HTMLElement && link.offsetParent) link.click();
  else /** @type {HTMLElement | null} */ (document.querySelector("[data-ui-current] a.row"))?.focus();
}

/** @type {Record<string, () => void>} */
const actions = {
  j: () => move(1),
  k: () => move(-1),
  r: () => write("reply"),
  n: () => write("note"),
  e: resolveAndNext,
};

/** @param {KeyboardEvent} event */
function arrows(event) {
  if (event.target instanceof Element && event.target.closest(".timeline, .panel, .menu")) return false;
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return false;
  move(event.key === "ArrowDown" ? 1 : -1);
  return true;
}

/** Arrow keys walk through an open menu. @param {KeyboardEvent} event */
function walkMenu(event) {
  const menu = document.querySelector(".menu:popover-open");
  if (!menu || (event.key !== "ArrowDown" && event.key !== "ArrowUp")) return false;
  const choices = /** @type {HTMLElement[]} */ ([...menu.querySelectorAll("button, a")]);
  const here = choices.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  choices.at((here + (event.key === "ArrowDown" ? 1 : here < 0 ? 0 : -1)) % choices.length)?.focus();
  return true;
}

/** @param {KeyboardEvent} event @returns {boolean} whether the key meant something */
function act(event) {
  const key = chord + event.key;
  chord = event.key === "g" ? "g " : "";
  if (chord) return false;
  if (walkMenu(event)) return true;
  if (document.querySelector("dialog[open], .menu:popover-open")) return false;
  if (arrows(event)) return true;
  const found = control(key);
  if (actions[key]) actions[key]();
  else found?.click();
  return Boolean(actions[key] || found);
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape") return back();
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = event.target instanceof Element && event.target.closest("#composer");
    if (form instanceof HTMLFormElement) form.requestSubmit();
    return;
  }
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || typing(event.target)) return;
  if (act(event)) event.preventDefault();
});
