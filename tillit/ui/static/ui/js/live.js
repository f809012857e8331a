// "Look again": the server says that something has changed, the page asks for it with its own rights.
// One stream for each browser: the tab that holds the lock listens and tells the others.

/** @typedef {{trigger: (on: Element, name: string) => void}} Htmx */

const address = document.body.dataset.live;
const channel = address && "BroadcastChannel" in window ? new BroadcastChannel(`look ${address}`) : null;
/** @type {Set<string>} topics that came while nobody was looking */
const missed = new Set();

/** @param {string[]} topics */
function look(topics) {
  if (document.hidden) {
    topics.forEach((topic) => missed.add(topic));
    return;
  }
  const {htmx} = /** @type {Window & {htmx?: Htmx}} */ (window);
  const open = document.getElementById("conversation")?.dataset.topic;
  const named = topics.filter((topic) => topic.startsWith("conversation."));
  const own = topics.filter((topic) => topic === "*" || topic.startsWith("agent."));
  if (own.length) htmx?.trigger(document.body, "look:notices");
  if (topics.includes("*") || topics.some((topic) => topic.startsWith("presence."))) {
    htmx?.trigger(document.body, "look:presence");
  }
  if (topics.every((topic) => /^(agent|presence)\./.test(topic))) return;
  htmx?.trigger(document.body, "look:list");
  if (!named.length || (open && named.includes(open))) htmx?.trigger(document.body, "look:thread");
}

/** What was asked for a conversation that has been left meanwhile is no longer wanted. */
document.addEventListener("htmx:before:swap", (event) => {
  const source = /** @type {CustomEvent} */ (event).detail.ctx.sourceElement;
  if (source.id === "conversation" && !source.isConnected) event.preventDefault();
});

/** @param {string[]} topics */
function pass(topics) {
  channel?.postMessage(topics);
  look(topics);
}

/** Holds the stream as long as this tab lives; nobody tells what happened before it was open. @param {string} url */
function listen(url) {
  const stream = new EventSource(url);
  stream.addEventListener("look", (event) => pass(event.data.split(" ")));
  stream.addEventListener("open", () => pass(["*"]));
  return new Promise(() => {});
}

/** Listens, or hears from the tab that does and takes over when it is closed. @param {string} url */
function listenInTurn(url) {
  const lock = `look ${url}`;
  return navigator.locks.request(lock, {ifAvailable: true}, (mine) => {
    if (mine) return listen(url);
    look(["*"]);
    void navigator.locks.request(lock, () => listen(url));
  });
}

if (address) {
  if (channel) channel.onmessage = (event) => look(event.data);
  if (channel && navigator.locks) void listenInTurn(address);
  else void listen(address);
  addEventListener("online", () => look(["*"]));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !missed.size) return;
    const topics = [...missed];
    missed.clear();
    look(topics);
  });
}
