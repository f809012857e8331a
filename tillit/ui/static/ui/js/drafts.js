// Drafts: what was typed is kept in this browser at once, and on the server a moment later, for other machines.

import {field as words, page} from "./writing.js";

/** @typedef {{text: string, html?: string, kind: string, at: number, synced: boolean}} Kept */

const PAUSE = 700;
/** What did not arrive is told again after so long, should nothing happen before. */
const AGAIN = 10_000;
/** Browsers send no more than this from a page that is being left. */
const MOST_KEPT_ALIVE = 60_000;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;
/** Writes that are on their way, one after the other. */
let last = Promise.resolve();
/** How often the words were changed; that the editor took over from the plain field is no change. */
let changes = 0;

/** @param {HTMLFormElement} form */
const name = (form) => `draft.${form.dataset.draft}`;

/** @param {HTMLFormElement} form @returns {Kept | null} */
const kept = (form) => JSON.parse(localStorage.getItem(name(form)) ?? "null");

/** @param {HTMLFormElement} form @param {boolean} synced */
function store(form, synced) {
  const text = words(form).value;
  const kind = form.querySelector('input[name="kind"]:checked')?.getAttribute("value") ?? "reply";
  if (text || !synced) localStorage.setItem(name(form), JSON.stringify({text, html: page(form), kind, at: Date.now() / 1000, synced}));
  else localStorage.removeItem(name(form));
}

/** Keeps what is typed. @param {HTMLFormElement} form */
export function keep(form) {
  changes += 1;
  store(form, false);
  clearTimeout(waiting);
  waiting = setTimeout(() => send(form), PAUSE);
}

/** Tells the server; when it cannot be reached the browser keeps the words until they are seen again. @param {HTMLFormElement} form */
function send(form) {
  clearTimeout(waiting);
  waiting = undefined;
  const typed = new FormData(form);
  const body = new URLSearchParams();
  for (const field of ["text", "kind", "key", "csrfmiddlewaretoken"]) body.set(field, String(typed.get(field) ?? ""));
  body.set("html", page(form));
  for (const value of typed.getAll("kept")) body.append("kept", value);
  const told = changes;
  last = last.then(async () => {
    const answer = await fetch(form.dataset.draftUrl ?? "", {method: "POST", body, keepalive: String(body).length < MOST_KEPT_ALIVE}).catch(() => null);
    if (!form.isConnected) return;
    if (answer?.ok && !answer.redirected && told === changes) store(form, true);
    // The network or the server is away; what is in this browser is not lost.
    if (!answer || answer.status >= 500) waiting ??= setTimeout(() => send(form), AGAIN);
  });
}

/** Brings back what was typed here and never reached the server, if nothing newer did. @param {HTMLFormElement} form @returns {string} the kind of message, "" when nothing came back */
export function recall(form) {
  const found = kept(form);
  const there = Number(form.dataset.draftAt || 0);
  if (!found || found.synced || found.at < there || (words(form).value && !there)) return "";
  if (found.text === words(form).value && !found.html) return "";
  words(form).value = found.text;
  words(form).dataset.html = found.html ?? "";
  keep(form);
  return found.kind;
}

/** Nothing waits here any more. @param {HTMLFormElement} form */
export function forget(form) {
  clearTimeout(waiting);
  waiting = undefined;
  localStorage.removeItem(name(form));
}

/** Before a page is left or hidden, what still waits is sent. */
document.addEventListener("visibilitychange", () => {
  const form = document.getElementById("composer");
  if (document.hidden && waiting !== undefined && form instanceof HTMLFormElement) send(form);
});
/** What could not be told while the server was away is told once it is back. */
document.addEventListener("live:back", () => {
  const form = document.getElementById("composer");
  if (form instanceof HTMLFormElement && kept(form)?.synced === false) send(form);
});
/** What goes along with a question need not be told by itself. @param {Event} event */
const leaving = (event) => {
  const form = document.getElementById("composer");
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  const goesAlong = ctx.sourceElement === form || ctx.sourceElement.matches?.("[data-gives-back]");
  if (waiting !== undefined && form instanceof HTMLFormElement && !goesAlong) send(form);
};
document.addEventListener("htmx:before:swap", leaving);
