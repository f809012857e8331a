// The palette: a field and one list. Commands and views stand on the page; the rest is asked of the server while typing.
import {phrase} from "./clock.js";
import {actions, control, run} from "./keys.js";

const palette = /** @type {HTMLDialogElement | null} */ (document.getElementById("palette"));
const field = /** @type {HTMLInputElement | null} */ (document.getElementById("palette-field"));
const everywhere = document.getElementById("palette-everywhere");
const found = palette?.querySelector(".palette-found");
const status = /** @type {HTMLElement | null} */ (palette?.querySelector("[role=status]") ?? null);
const PAUSE = 120;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** @type {AbortController | undefined} */
let asking;
/** Whether somebody has chosen with the arrows: the choice then stays. */
let walked = false;

/** A text without case and accents. @param {string | null} text */
const folded = (text) => (text ?? "").normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase().replaceAll("ø", "o").replaceAll("æ", "ae");

/** @returns {HTMLElement[]} the options that can be chosen now */
const options = () => [...(palette?.querySelectorAll("[role=option]") ?? [])].filter((one) => one instanceof HTMLElement && !one.hidden);

/** @param {HTMLElement | undefined} option */
function choose(option) {
  palette?.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({block: "nearest"});
  if (option) field?.setAttribute("aria-activedescendant", option.id);
  else field?.removeAttribute("aria-activedescendant");
}

/** Shows what answers the words, and chooses the first. */
function sift() {
  const words = folded(field?.value ?? "").split(/\s+/).filter(Boolean);
  for (const option of palette?.querySelectorAll("[role=option][data-url], [role=option][data-command]") ?? []) {
    if (!(option instanceof HTMLElement) || option.closest(".palette-found")) continue;
    const can = option.dataset.url || option.dataset.command === "shortcuts" || control(option.dataset.control);
    option.hidden = !can || !words.every((word) => folded(option.textContent).includes(word));
  }
  if (everywhere) everywhere.hidden = !words.length;
  everywhere?.querySelector("b")?.replaceChildren(field?.value.trim() ?? "");
  tidy();
}

/** Headings without options go; every option has a name that the field can point at. */
function tidy() {
  for (const group of palette?.querySelectorAll("[role=group]") ?? []) {
    /** @type {HTMLElement} */ (group).hidden = !group.querySelector("[role=option]:not([hidden])");
  }
  palette?.querySelectorAll("[role=option]").forEach((option, place) => (option.id ||= `palette-option-${place}-${Date.now()}`));
  const shown = options();
  const kept = walked ? shown.find((option) => option.getAttribute("aria-selected") === "true") : undefined;
  choose(kept ?? shown[0]);
  if (status) status.textContent = phrase(status.dataset.words, {n: shown.length});
}

/** Asks the server; only the last answer counts. */
async function ask() {
  asking?.abort();
  asking = new AbortController();
  const {signal} = asking;
  try {
    const answer = await fetch(`${palette?.dataset.url}?q=${encodeURIComponent(field?.value ?? "")}`, {signal, headers: {"HX-Request": "true"}});
    const text = await answer.text();
    if (!answer.ok || answer.redirected || signal.aborted || !found) return;
    found.replaceChildren(...new DOMParser().parseFromString(text, "text/html").body.childNodes);
    tidy();
  } catch {
    // Another letter was typed, or the network is away: what stands on the page can still be chosen.
  }
}

function show() {
  if (!palette || palette.open || document.querySelector("dialog[open]")) return;
  if (field) field.value = "";
  walked = false;
  found?.replaceChildren();
  palette.showModal();
  sift();
  void ask();
}

/** @param {HTMLElement | undefined} option */
function take(option) {
  if (!option) return;
  palette?.close();
  if (option === everywhere) location.assign(`${palette?.dataset.search}?q=${encodeURIComponent(field?.value.trim() ?? "")}`);
  else if (option.dataset.macro) void import("./macros.js").then(({show: open}) => open(option.dataset.url ?? "", option.dataset.macro));
  else if (option.dataset.url) location.assign(option.dataset.url);
  else run(option.dataset.command ?? "", option.dataset.control);
}

/** @param {number} step */
function walk(step) {
  const shown = options();
  const here = shown.findIndex((option) => option.getAttribute("aria-selected") === "true");
  walked = true;
  choose(shown[(here + step + shown.length) % shown.length]);
}

field?.addEventListener("input", () => {
  walked = false;
  found?.replaceChildren();
  sift();
  clearTimeout(waiting);
  waiting = setTimeout(ask, PAUSE);
});

field?.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown") walk(1);
  else if (event.key === "ArrowUp") walk(-1);
  else if (event.key === "Enter") take(options().find((option) => option.getAttribute("aria-selected") === "true"));
  else return;
  event.preventDefault();
});

palette?.addEventListener("click", (event) => {
  const option = event.target instanceof Element && event.target.closest("[role=option]");
  if (option instanceof HTMLElement) take(option);
});

/** Without a keyboard, a button opens it. */
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-palette]")) show();
});

actions.palette = show;
actions.shortcuts = () => /** @type {HTMLDialogElement | null} */ (document.getElementById("shortcuts"))?.showModal();
