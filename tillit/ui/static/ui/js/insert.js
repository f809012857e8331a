// Signs that bring up choices while somebody writes: / saved replies, : emoji, @ colleagues in a note.
import {phrase} from "./clock.js";
import {OPEN, surface} from "./writing.js";

const PAUSE = 90;
/** What stands before the cursor when a choice is wanted. */
const SIGNS = [/(?:^|\s)(\/)([^\n/]{0,40})$/, /(?:^|\s)(:)(\w{2,20})$/, /(?:^|\s)(@)([^\n@]{0,40})$/];

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {AbortController | undefined} */
let asking;
/** How much was typed. */
let typed = -1;

const list = () => document.getElementById("insertions");

const field = () => surface()?.element ?? null;

const choices = () => /** @type {HTMLElement[]} */ ([...(list()?.querySelectorAll("[role=option]") ?? [])]);

const isNote = () => Boolean(document.querySelector("#composer input[name=kind][value=note]:checked"));

/** @returns {RegExpExecArray | null} */
function wanted() {
  const before = surface()?.before() ?? null;
  if (before === null) return null;
  const found = SIGNS.map((sign) => sign.exec(before)).find(Boolean) ?? null;
  return found?.[1] === "@" && !isNote() ? null : found;
}

function close() {
  clearTimeout(waiting);
  asking?.abort();
  const shown = list();
  if (shown) shown.hidden = true;
  field()?.removeAttribute("aria-activedescendant");
}

/** @param {HTMLElement | undefined} choice */
function choose(choice) {
  list()?.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  choice?.setAttribute("aria-selected", "true");
  choice?.scrollIntoView({block: "nearest"});
  if (choice) field()?.setAttribute("aria-activedescendant", choice.id);
}

/** Asks what can be inserted; only the last answer counts. @param {string} sign @param {string} sought */
async function ask(sign, sought) {
  const shown = list();
  asking?.abort();
  asking = new AbortController();
  const {signal} = asking;
  try {
    const answer = await fetch(`${shown?.dataset.url}?${new URLSearchParams({sign, q: sought})}`, {signal, headers: {"HX-Request": "true"}});
    const html = await answer.text();
    if (!shown || !answer.ok || answer.redirected || signal.aborted) return;
    shown.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
    shown.hidden = !choices().length;
    choose(choices()[0]);
  } catch {
    // Another letter was typed, or the network is away: one goes on writing.
  }
}

/** Looks whether a choice is wanted where the cursor is. */
export function look() {
  const found = wanted();
  if (!found) return close();
  const [, sign, sought] = found;
  typed = sought.length + 1;
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(sign, sought), PAUSE);
}

/** Puts a choice in the place of what was typed, and marks the first thing that is still to be filled in. @param {HTMLElement | undefined} choice */
function take(choice) {
  if (!choice || typed < 0) return;
  close();
  const files = choice.querySelector("template");
  if (files) document.getElementById("kept-files")?.append(files.content.cloneNode(true));
  surface()?.replace(typed, choice.dataset.text ?? "");
  close();
}

/** Says which variables nobody has filled in. */
export function tellOpen() {
  const place = document.getElementById("composer-open");
  const words = document.querySelector("#composer [name=text]");
  if (!place || !(words instanceof HTMLTextAreaElement)) return;
  const open = [...new Set(words.value.match(OPEN) ?? [])];
  place.hidden = !open.length;
  place.textContent = open.length ? phrase(place.dataset.words, {names: open.join(", ")}) : "";
}

/** Types a sign for whoever uses the mouse. @param {string} sign */
function type(sign) {
  field()?.focus();
  surface()?.replace(0, /(^|\s)$/.test(surface()?.before() ?? "") ? sign : ` ${sign}`);
}

document.addEventListener("input", (event) => {
  if (event.target !== field()) return;
  tellOpen();
  look();
});

document.addEventListener("keydown", (event) => {
  if (event.target !== field() || list()?.hidden !== false || event.isComposing) return;
  const all = choices();
  const here = all.findIndex((one) => one.getAttribute("aria-selected") === "true");
  if (event.key === "ArrowDown") choose(all[(here + 1) % all.length]);
  else if (event.key === "ArrowUp") choose(all.at((here - 1) % all.length));
  else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") take(all[here]);
  else if (event.key === "Escape") close();
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);

document.addEventListener("mousedown", (event) => {
  const option = event.target instanceof Element && event.target.closest("#insertions [role=option]");
  if (option instanceof HTMLElement) {
    event.preventDefault();
    take(option);
  }
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("[data-inserts]");
  if (button instanceof HTMLElement) type(button.dataset.inserts ?? "");
  else if (event.target !== field()) close();
});

// The editor takes the place of the plain field while somebody chooses: that is no leaving.
document.addEventListener("focusout", () => queueMicrotask(() => {
  if (document.activeElement !== field()) close();
}));
