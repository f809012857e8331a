// Shortcuts: which key means what stands in the help (ui/commands.py); what it does is here, or its control is clicked.
// A key works only where its control stands on the page; none but those with Ctrl works while typing.
import {write} from "./composer.js";
import {move, nextRow, open} from "./list.js";

/** @typedef {{name: string, control: string}} Meaning */

let chord = "";

/** @param {EventTarget | null} target */
function typing(target) {
  return target instanceof Element && Boolean(target.closest("textarea, select, [contenteditable], input:not([type=radio], [type=checkbox])"));
}

/** The control of a command, when it can be seen or stands in a menu. @param {string | undefined} selector @returns {HTMLElement | null} */
export function control(selector) {
  const found = /** @type {HTMLElement[]} */ (selector ? [...document.querySelectorAll(selector)] : []);
  return found.find((one) => one.offsetParent || one.closest("[popover]")) ?? null;
}

/** Resolves, and opens the next conversation once that is done. */
function resolveAndNext() {
  const button = control('[data-key="e"]');
  if (!button || button.closest("#bulk")) return button?.click();
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

/** The page's own field, else that of the shell, else the page of searches. */
function search() {
  const field = control('main [data-key="/"]') ?? control("#search-field");
  if (field?.offsetParent) field.focus();
  else control("a.search-link")?.click();
}

function send() {
  const form = document.activeElement?.closest("#composer");
  if (form instanceof HTMLFormElement) form.requestSubmit();
}

/** Selecting is loaded when somebody begins with it. @param {(loaded: typeof import("./selection.js")) => void} then */
function selection(then) {
  if (document.getElementById("bulk")) void import("./selection.js").then(then);
}

/** What more than a click is needed for; those of palette.js are added there. @type {Record<string, () => void>} */
export const actions = {
  back,
  search,
  send,
  next: () => move(1),
  previous: () => move(-1),
  reply: () => write("reply"),
  note: () => write("note"),
  resolve: resolveAndNext,
  select: () => {
    const at = document.activeElement;
    selection(({toggle}) => toggle(at));
  },
  "extend-down": () => selection(({extend}) => extend(1)),
  "extend-up": () => selection(({extend}) => extend(-1)),
  "act-on-selected": () => selection(({act}) => act()),
};

/** Writes or chooses in a field, which the panel may have to be opened for; presses anything else. @param {HTMLElement} found */
function use(found) {
  if (!found.matches("select, input:not([type=radio], [type=checkbox])")) return found.click();
  const panel = /** @type {HTMLElement | null} */ (found.closest("[popover]"));
  if (!found.offsetParent && panel) panel.showPopover();
  found.closest("details")?.setAttribute("open", "");
  found.focus();
}

/** Carries a command out. @param {string} name @param {string | undefined} selector @returns {boolean} whether there was something to do */
export function run(name, selector) {
  const found = control(selector);
  if (actions[name]) actions[name]();
  else if (found) use(found);
  return Boolean(actions[name] || found);
}

/** @type {Map<string, Meaning>} */
const meanings = new Map([...document.querySelectorAll("#shortcuts [data-press]")].map((key) => {
  const line = /** @type {HTMLElement} */ (key.closest("[data-command]"));
  return [key.getAttribute("data-press") ?? "", {name: line.dataset.command ?? "", control: line.dataset.control ?? ""}];
}));
const begins = new Set([...meanings.keys()].filter((press) => press.includes(" ")).map((press) => press.split(" ")[0]));
const singleKeys = document.body.dataset.singleKeys !== "off";

/** Where arrows have a meaning of their own. @param {KeyboardEvent} event */
function ownArrows(event) {
  return event.key.startsWith("Arrow") && event.target instanceof Element && Boolean(event.target.closest(".timeline, .panel, .menu"));
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

/** Keys without Ctrl. @param {KeyboardEvent} event @returns {boolean} whether the key meant something */
function act(event) {
  if (event.key.length === 1 && !singleKeys) return false;
  const press = chord + event.key;
  chord = !chord && begins.has(event.key) ? `${event.key} ` : "";
  if (chord) return false;
  if (walkMenu(event)) return true;
  if (document.querySelector("dialog[open], .menu:popover-open") || ownArrows(event)) return false;
  const meaning = meanings.get(press);
  return Boolean(meaning && run(meaning.name, meaning.control));
}

document.addEventListener("keydown", (event) => {
  if (event.isComposing || event.altKey) return;
  if (event.key === "Escape") return back();
  if (event.ctrlKey || event.metaKey) {
    const meaning = meanings.get(`Mod+${event.shiftKey ? "Shift+" : ""}${event.key}`);
    if (meaning && run(meaning.name, meaning.control)) event.preventDefault();
    return;
  }
  if (!typing(event.target) && act(event)) event.preventDefault();
});
