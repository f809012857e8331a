// Conversations fetched before they are asked for: kept for a moment, used once, dropped when the conversation changes.
// The server is told that nobody looks yet; that it was read is said by the page once it is on the screen.
// The browser reads it while nobody waits, too: a click only has to put it in.

/** @typedef {{headers: Headers, content: HTMLTemplateElement}} Ready */
/** @typedef {{answer: Promise<Ready>, version: string | undefined, until: number}} Warmed */

const KEPT = 8000;
const MOST = 12;
/** @type {Map<string, Warmed>} by address */
const kept = new Map();
/** Something has changed and the list does not yet say what. */
let doubtful = false;

/** @param {Element} link */
const address = (link) => link.getAttribute("hx-get") ?? "";

/** @param {Element} link */
const version = (link) => /** @type {HTMLElement | null} */ (link.closest(".row-item"))?.dataset.version;

/** @param {Element} link */
function good(link) {
  const found = kept.get(address(link));
  return found && found.until > Date.now() && found.version === version(link) ? found : undefined;
}

/** Fetches a row's conversation, unless it is the open one or warm already. @param {Element | null | undefined} link */
export function warm(link) {
  if (!link || doubtful || document.hidden || !address(link) || link.closest("[data-ui-current]") || good(link)) return;
  const headers = {"HX-Request": "true", "HX-Target": "div#thread", "HX-Warming": "true"};
  const answer = fetch(address(link), {headers, priority: "low"}).then(read);
  kept.delete(address(link));
  kept.set(address(link), {answer, version: version(link), until: Date.now() + KEPT});
  if (kept.size > MOST) kept.delete(/** @type {string} */ (kept.keys().next().value));
  answer.catch(() => kept.delete(address(link)));
}

/** A whole page is not a conversation: whoever clicks is told what it is. @param {Response} answer @returns {Promise<Ready>} */
async function read(answer) {
  const text = await answer.text();
  if (!answer.ok || /^\s*<!doctype/i.test(text)) throw new Error(answer.statusText);
  const content = document.createElement("template");
  content.innerHTML = text;
  return {headers: answer.headers, content};
}

/** The list is about to say what has changed. */
export function doubted() {
  doubtful = kept.size > 0;
}

/** The list has been renewed: what it shows in the version that was fetched is still good. */
export function settled() {
  doubtful = false;
}

/** Nothing that was fetched counts any longer. */
export function cooled() {
  kept.clear();
  doubtful = false;
}

/** What is put in instead of the empty answer that htmx gets for it. @type {WeakMap<object, Ready>} */
const ready = new WeakMap();

/** A click on a row that is warm is answered by what is there. */
document.addEventListener("htmx:before:request", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  const link = ctx.sourceElement;
  if (!link?.matches?.("a.row")) return cool(ctx);
  const found = doubtful ? undefined : good(link);
  kept.delete(address(link));
  if (found) ctx.fetch = (/** @type {string} */ url, /** @type {RequestInit} */ request) => found.answer.then((known) => answered(ctx, known), () => fetch(url, request));
});

/** @param {object} ctx @param {Ready} known */
function answered(ctx, known) {
  ready.set(ctx, known);
  return new Response("", {headers: known.headers});
}

document.addEventListener("htmx:before:swap", (event) => {
  const {ctx, tasks} = /** @type {CustomEvent} */ (event).detail;
  const content = ready.get(ctx)?.content.content;
  if (!content) return;
  const title = content.querySelector("title");
  ctx.title = title?.textContent ?? "";
  title?.remove();
  tasks[0].fragment = content;
});

/** Whoever changes something changes what was fetched, too. @param {{request: {method: string}}} ctx */
function cool(ctx) {
  if (ctx.request.method !== "GET") cooled();
}
