// "Look again": the server says that something has changed, the page asks for it with its own rights.
// One stream for each browser: the tab that holds the lock listens and tells the others.
import {cooled, doubted} from "./warming.js";

/** @typedef {{trigger: (on: Element, name: string) => void}} Htmx */

const address = document.body.dataset.live;
const channel = address && "BroadcastChannel" in window ? new BroadcastChannel(`look ${address}`) : null;
/** @type {Set<string>} topics that came while nobody was looking */
const missed = new Set();
/** Sent to the other tabs when the stream is lost, instead of topics. */
const LOST = "lost";
/** A stream that is back sooner than this was never missed; one that the server refused is asked for again later and later. */
const PATIENCE = 1500;
const LONGEST_WAIT = 30_000;

/** @type {ReturnType<typeof setTimeout> | undefined} */
let missing;

/** Says quietly that news cannot arrive, once that has lasted. */
function lose() {
  missing ??= setTimeout(() => {
    const line = document.getElementById("connection");
    line?.replaceChildren(line.dataset.lost ?? "");
    line?.setAttribute("data-ui-lost", "");
  }, PATIENCE);
}

/** News can arrive again. */
function find() {
  clearTimeout(missing);
  missing = undefined;
  const line = document.getElementById("connection");
  line?.replaceChildren();
  line?.removeAttribute("data-ui-lost");
}

/** @param {string[]} topics */
function look(topics) {
  if (topics.includes(LOST)) return lose();
  if (topics.includes("*")) {
    find();
    document.dispatchEvent(new Event("live:back"));
  }
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
    cooled();
    htmx?.trigger(document.body, "look:presence");
  }
  if (topics.every((topic) => /^(agent|presence)\./.test(topic))) return;
  doubted();
  if (!named.length || (open && named.includes(open))) htmx?.trigger(document.body, "look:thread");
  htmx?.trigger(document.body, "look:list");
}

/** @param {string | null} url @returns what is asked for, of whatever age */
const asked = (url) => url?.replace(/[?&]version=[^&]*/, "");

/** What was asked for a conversation that has been left meanwhile is no longer wanted: its element may show another one. */
document.addEventListener("htmx:before:swap", (event) => {
  const {sourceElement: source, request} = /** @type {CustomEvent} */ (event).detail.ctx;
  if (source.id !== "conversation") return;
  if (!source.isConnected || asked(request.action) !== asked(source.getAttribute("hx-get"))) event.preventDefault();
});

/** @param {string[]} topics */
function pass(topics) {
  channel?.postMessage(topics);
  look(topics);
}

/** Opens the stream, and opens it anew when it was refused: the browser itself only tries again what was cut. @param {string} url @param {number} wait */
function openStream(url, wait) {
  const stream = new EventSource(url);
  let pause = wait;
  stream.addEventListener("look", (event) => pass(event.data.split(" ")));
  stream.addEventListener("open", () => {
    pause = 1000;
    pass(["*"]);
  });
  stream.addEventListener("error", () => {
    pass([LOST]);
    if (stream.readyState !== EventSource.CLOSED) return;
    const again = () => openStream(url, Math.min(pause * 2, LONGEST_WAIT));
    setTimeout(again, pause * (0.5 + Math.random()));
  });
}

/** Holds the stream as long as this tab lives; nobody tells what happened before it was open. @param {string} url */
function listen(url) {
  openStream(url, 1000);
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
  addEventListener("offline", lose);
  document.addEventListener("visibilitychange", () => {
    if (document.hidden || !missed.size) return;
    const topics = [...missed];
    missed.clear();
    look(topics);
  });
}
