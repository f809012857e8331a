// Conversations fetched before they are asked for: kept for a moment, used once, dropped when the conversation changes.
// The server is told that nobody looks yet; that it was read is said by the page once it is on the screen.

/** @typedef {{answer: Promise<Response>, version: string | undefined, until: number}} Warmed */

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
  const answer = fetch(address(link), {headers, priority: "low"});
  kept.delete(address(link));
  kept.set(address(link), {answer, version: version(link), until: Date.now() + KEPT});
  if (kept.size > MOST) kept.delete(/** @type {string} */ (kept.keys().next().value));
  answer.catch(() => kept.delete(address(link)));
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

/** A click on a row that is warm is answered by what is there. */
document.addEventListener("htmx:before:request", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  const link = ctx.sourceElement;
  if (!link?.matches?.("a.row")) return cool(ctx);
  const found = doubtful ? undefined : good(link);
  kept.delete(address(link));
  if (found) ctx.fetch = (/** @type {string} */ url, /** @type {RequestInit} */ request) => whole(found).catch(() => fetch(url, request));
});

/** What was fetched, if it came. @param {Warmed} found */
async function whole(found) {
  const answer = await found.answer;
  if (!answer.ok) throw new Error(answer.statusText);
  return answer;
}

/** Whoever changes something changes what was fetched, too. @param {{request: {method: string}}} ctx */
function cool(ctx) {
  if (ctx.request.method !== "GET") cooled();
}
