// Selection: which conversations are ticked, by mouse, keys or a long press. Loaded when somebody begins to select.
// The numbers are kept here, so that rows which are renewed, or are gone from the list, stay selected.
import {phrase} from "./clock.js";

const list = document.getElementById("list");
const rows = document.getElementById("rows");
const form = /** @type {HTMLFormElement | null} */ (document.getElementById("bulk"));
const count = document.getElementById("bulk-count");
const page = /** @type {HTMLInputElement | null} */ (document.getElementById("bulk-page"));
const whole = /** @type {HTMLInputElement | null} */ (document.getElementById("bulk-all"));

/** @type {Set<string>} */
const chosen = new Set();
/** The box that was ticked last: a range begins there. @type {string | undefined} */
let anchor;
let opened = false;

/** @returns {HTMLInputElement[]} */
const boxes = () => [...(rows?.querySelectorAll(".row-check input") ?? [])].filter((box) => box instanceof HTMLInputElement);

/** @param {HTMLInputElement} box @param {boolean} on */
function set(box, on) {
  box.checked = on;
  if (on) chosen.add(box.value);
  else chosen.delete(box.value);
}

/** Shows on the page what is chosen; rows that are not there any more go with the form all the same. */
function show() {
  const there = boxes();
  for (const box of there) if (box.checked !== chosen.has(box.value)) box.checked = chosen.has(box.value);
  const shown = new Set(there.map((box) => box.value));
  form?.querySelectorAll("input[data-beyond]").forEach((one) => one.remove());
  for (const value of chosen) {
    if (shown.has(value)) continue;
    const kept = Object.assign(document.createElement("input"), {type: "hidden", name: "conversation", value});
    kept.dataset.beyond = "";
    form?.append(kept);
  }
  form?.toggleAttribute("data-ui-kept", chosen.size > 0);
  if (whole && !chosen.size) whole.checked = false;
  if (page) page.checked = there.length > 0 && there.every((box) => box.checked);
  const words = whole?.checked ? whole.parentElement?.textContent?.trim() : phrase(count?.dataset.words, {n: chosen.size});
  if (count && count.textContent !== words) count.textContent = words ?? "";
  if (chosen.size || list?.hasAttribute("data-ui-selecting")) offer();
}

/** Asks for what can be done, once. */
function offer() {
  form?.querySelectorAll("[hidden]").forEach((one) => one.removeAttribute("hidden"));
  if (opened) return;
  opened = true;
  /** @type {any} */ (window).htmx.trigger(document.body, "bulk:open");
}

/** A box was clicked: with Shift all from the last one to here. @param {HTMLInputElement} box @param {boolean} range */
export function tick(box, range) {
  const all = boxes();
  const from = all.findIndex((one) => one.value === anchor);
  const to = all.indexOf(box);
  if (range && from >= 0) for (const one of all.slice(Math.min(from, to), Math.max(from, to) + 1)) set(one, box.checked);
  else set(box, box.checked);
  anchor = box.value;
  show();
}

/** The box of the row where the focus is, else of the one that is open, else the first. @param {Element | null} at */
function here(at = document.activeElement) {
  const item = at?.closest(".row-item") ?? rows?.querySelector("[data-ui-current]") ?? rows?.querySelector(".row-item");
  return /** @type {HTMLInputElement | null} */ (item?.querySelector(".row-check input") ?? null);
}

/** @param {HTMLInputElement | null | undefined} box */
function focusRow(box) {
  const link = /** @type {HTMLElement | null | undefined} */ (box?.closest(".row-item")?.querySelector("a.row"));
  link?.focus();
  link?.scrollIntoView({block: "nearest"});
}

/** Ticks the row where one was, or no longer; whoever has gone on meanwhile stays there. @param {Element | null} at */
export function toggle(at) {
  const box = here(at);
  if (!box) return;
  set(box, !box.checked);
  anchor = box.value;
  if (at === document.activeElement) focusRow(box);
  show();
}

/** Ticks this row and the next one. @param {number} step */
export function extend(step) {
  const all = boxes();
  const box = here();
  const next = box && all[all.indexOf(box) + step];
  for (const one of [box, next]) if (one) set(one, true);
  anchor = (next ?? box)?.value;
  focusRow(next ?? box);
  show();
}

/** A long press, or the control for it: from here on a tap selects. @param {Element | null} item */
export function begin(item) {
  list?.setAttribute("data-ui-selecting", "");
  const box = item?.querySelector(".row-check input");
  if (box instanceof HTMLInputElement) set(box, true);
  show();
}

/** Nothing is selected any more. */
export function clear() {
  chosen.clear();
  anchor = undefined;
  if (whole) whole.checked = false;
  list?.removeAttribute("data-ui-selecting");
  show();
}

/** Goes to what can be done. */
export function act() {
  if (!chosen.size) return;
  const first = /** @type {HTMLElement | null} */ (document.querySelector("#bulk-offer button"));
  first?.focus();
}

if (rows) new MutationObserver(show).observe(rows, {childList: true, subtree: true});

page?.addEventListener("change", () => {
  for (const box of boxes()) set(box, page.checked);
  show();
});
whole?.addEventListener("change", () => {
  if (whole.checked) for (const box of boxes()) set(box, true);
  show();
});
document.getElementById("bulk-clear")?.addEventListener("click", clear);

/** While selecting, a tap on a row selects it instead of opening it. */
rows?.addEventListener("click", (event) => {
  if (!list?.hasAttribute("data-ui-selecting") || !(event.target instanceof Element)) return;
  const box = event.target.closest("a.row")?.parentElement?.querySelector(".row-check input");
  if (!(box instanceof HTMLInputElement)) return;
  event.preventDefault();
  event.stopPropagation();
  set(box, !box.checked);
  anchor = box.value;
  show();
}, true);

/** Enter in the field of a tag adds it. */
form?.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.target instanceof Element) || event.target.id !== "bulk-tag-word") return;
  event.preventDefault();
  document.getElementById("bulk-tag-add")?.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || !(chosen.size || list?.hasAttribute("data-ui-selecting"))) return;
  if (document.querySelector(":popover-open, dialog[open]") || event.target instanceof HTMLTextAreaElement) return;
  event.stopImmediatePropagation();
  clear();
}, true);

/** It is done: the menu closes, nothing is selected, and everything is looked at again. */
document.addEventListener("htmx:after:request", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  if (!form?.contains(ctx.sourceElement) || ctx.request.method !== "POST") return;
  const focused = form.contains(document.activeElement);
  const menu = form.querySelector(".menu:popover-open");
  if (menu instanceof HTMLElement) menu.hidePopover();
  if (!ctx.response?.raw?.ok) return;
  clear();
  if (focused) rows?.focus();
  for (const name of ["look:list", "look:thread"]) /** @type {any} */ (window).htmx.trigger(document.body, name);
});

show();
