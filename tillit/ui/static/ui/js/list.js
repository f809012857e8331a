// The list: which row is open, warming of rows, and new rows that wait while someone reads further down.
import {phrase} from "./clock.js";
import {settled, warm} from "./warming.js";

/** @typedef {{swapSpec: object, target: Element, fragment: DocumentFragment, type: string}} Task */

const rows = document.getElementById("rows");
const pill = document.getElementById("new-pill");
const words = document.getElementById("words")?.dataset ?? {};

/** Marks one row as the open one. @param {Element | null | undefined} item */
function mark(item) {
  for (const other of document.querySelectorAll(".row-item[data-ui-current]")) {
    other.removeAttribute("data-ui-current");
    other.querySelector(".row")?.removeAttribute("aria-current");
  }
  item?.setAttribute("data-ui-current", "");
  item?.querySelector(".row")?.setAttribute("aria-current", "true");
}

/** Marks the row whose address the page has. */
function markByAddress() {
  mark(location.search ? document.querySelector(`a.row[href=${JSON.stringify(location.search)}]`)?.closest(".row-item") : null);
}

/** Moves to a neighbouring row. @param {number} step */
export function move(step) {
  const links = /** @type {HTMLAnchorElement[]} */ ([...document.querySelectorAll("a.row")]);
  const focused = document.activeElement?.closest("a.row");
  const here = links.findIndex((link) => link === focused || (!focused && link.closest("[data-ui-current]")));
  const next = links[here < 0 ? 0 : here + step];
  next?.focus();
  next?.scrollIntoView({block: "nearest"});
  const there = links.indexOf(next);
  for (const near of [next, links[there + step], links[there - step]]) warm(near);
}

/** The row after the current one, or before it at the end of the list. @returns {string | undefined} its id */
export function nextRow() {
  const current = document.querySelector(".row-item[data-ui-current]");
  const near = [current?.nextElementSibling, current?.previousElementSibling];
  return near.find((item) => item?.matches(".row-item"))?.id;
}

/** Opens a row. @param {string | undefined} id */
export function open(id) {
  const link = id && document.querySelector(`#${id} a.row`);
  if (link instanceof HTMLElement) link.click();
}

/** Renews rows in place and holds back the new ones. @param {Element} list @param {DocumentFragment} fragment */
function renewInPlace(list, fragment) {
  let waiting = 0;
  for (const fresh of fragment.querySelectorAll(".row-item")) {
    const known = list.querySelector(`#${fresh.id}`);
    if (!known) waiting += 1;
    else if (known.getAttribute("data-version") !== fresh.getAttribute("data-version")) renew(known, fresh);
  }
  if (pill && waiting) {
    pill.hidden = false;
    pill.querySelector("span")?.replaceChildren(phrase(words.new, {n: waiting}));
  }
}

/** Puts the rows as the server has them; those that are the same are not touched. @param {Element} list @param {DocumentFragment} fragment */
function arrange(list, fragment) {
  const focused = document.activeElement;
  const wanted = [...fragment.children].filter((item) => item.matches("li"));
  const ids = new Set(wanted.map((item) => item.id));
  for (const item of [...list.children]) if (!item.id || !ids.has(item.id)) item.remove();
  let place = list.firstElementChild;
  for (const item of wanted) {
    const known = item.id ? list.querySelector(`:scope > #${item.id}`) : null;
    if (known && known.getAttribute("data-version") !== item.getAttribute("data-version")) renew(known, item);
    if (known && known === place) place = place.nextElementSibling;
    else list.insertBefore(known ?? item, place);
    if (!known) /** @type {any} */ (window).htmx.process(item);
  }
  // Asking for what is there already would make the browser lay the page out.
  if (focused instanceof HTMLElement && focused !== document.activeElement && list.contains(focused)) focused.focus({preventScroll: true});
}

/** @param {Element} known @param {Element} fresh */
function renew(known, fresh) {
  const focused = known.contains(document.activeElement);
  known.setAttribute("data-version", fresh.getAttribute("data-version") ?? "");
  known.replaceChildren(...fresh.childNodes);
  /** @type {any} */ (window).htmx.process(known);
  if (focused) known.querySelector("a")?.focus({preventScroll: true});
}

/** Rows have versions, so nothing has to be compared; someone who reads further down keeps the place as well. */
document.addEventListener("htmx:before:swap", (event) => {
  const tasks = /** @type {Task[]} */ (/** @type {CustomEvent} */ (event).detail.tasks);
  const main = tasks.find((task) => task.type === "main" && task.target === rows);
  if (!rows || !main) return;
  if (rows.scrollTop < 24) arrange(rows, main.fragment);
  else renewInPlace(rows, main.fragment);
  tasks.splice(tasks.indexOf(main), 1);
});

document.addEventListener("htmx:after:swap", () => {
  markByAddress();
  // Asking for the place makes the browser lay the page out, so it is only asked for where it matters.
  if (pill && !pill.hidden && rows && rows.scrollTop < 24) pill.hidden = true;
});

/** The list has answered, with news or with none. */
document.addEventListener("htmx:finally:request", (event) => {
  if (/** @type {CustomEvent} */ (event).detail.ctx.sourceElement.id === "list") settled();
});

pill?.addEventListener("click", () => {
  pill.hidden = true;
  rows?.scrollTo({top: 0});
  /** @type {any} */ (window).htmx.trigger(document.body, "look:list");
});

/** @type {ReturnType<typeof setTimeout> | undefined} */
let hovering;
rows?.addEventListener("pointerover", (event) => {
  const link = event.target instanceof Element && event.target.closest("a.row");
  clearTimeout(hovering);
  if (link && event.pointerType === "mouse") hovering = setTimeout(() => warm(link), 50);
});

rows?.addEventListener("pointerdown", (event) => {
  if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.pointerType === "touch") return;
  const item = event.target instanceof Element && !event.target.closest(".row-check") && event.target.closest(".row-item");
  if (item) mark(item);
});

const selection = () => import("./selection.js");

/** What is ticked is remembered from the first tick on. */
rows?.addEventListener("click", (event) => {
  const box = event.target;
  if (box instanceof HTMLInputElement && box.closest(".row-check")) void selection().then(({tick}) => tick(box, event.shiftKey));
});

/** A long press selects; the click that would follow opens nothing. */
const LONG_PRESS = 450;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let pressing;
rows?.addEventListener("pointerdown", (event) => {
  const item = event.target instanceof Element && event.target.closest(".row-item");
  if (event.pointerType !== "touch" || !item) return;
  pressing = setTimeout(() => {
    rows.addEventListener("click", (click) => {
      click.preventDefault();
      click.stopPropagation();
    }, {capture: true, once: true});
    void selection().then(({begin}) => begin(item));
  }, LONG_PRESS);
});
for (const name of ["pointerup", "pointercancel", "pointermove", "scroll"]) rows?.addEventListener(name, () => clearTimeout(pressing));
rows?.addEventListener("contextmenu", (event) => {
  if (matchMedia("(pointer: coarse)").matches) event.preventDefault();
});
document.getElementById("select-mode")?.addEventListener("click", () => selection().then(({begin}) => begin(null)));
if (document.querySelector(".row-check :checked")) void selection().then(({clear}) => clear());

/** On a phone, back is the way that one came: the list keeps its place. */
let pushed = false;
document.addEventListener("htmx:after:history:push", () => {
  pushed = true;
  markByAddress();
});
document.addEventListener("click", (event) => {
  if (!pushed || !(event.target instanceof Element) || !event.target.closest("a.back")) return;
  event.preventDefault();
  history.back();
});

markByAddress();
