// Promise chips that tick, and times in the reader's zone and language.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** @type {DOMStringMap} */
const words = /** @type {HTMLElement | null} */ (document.getElementById("words"))?.dataset ?? {};
const language = document.documentElement.lang === "en" ? "en-GB" : document.documentElement.lang;

/**
 * Puts values into a phrase such as "{h} h {m} min".
 * @param {string | undefined} phrase
 * @param {Record<string, string | number>} values
 */
export function phrase(phrase, values) {
  return (phrase ?? "").replace(/\{(\w+)\}/g, (_, name) => String(values[name] ?? ""));
}

/**
 * A length of time in few letters: 38m, 1h 07m, 2d 4h.
 * @param {number} length in milliseconds
 */
function shortly(length) {
  const [d, h, m] = [Math.floor(length / DAY), Math.floor((length % DAY) / HOUR), Math.floor((length % HOUR) / MINUTE)];
  if (d) return phrase(words.shortDaysHours, {d, h});
  return h ? phrase(words.shortHoursMinutes, {h, m: String(m).padStart(2, "0")}) : phrase(words.shortMinutes, {m});
}

/**
 * A length of time in words: 38 min, 1 h 7 min, 2 d 4 h.
 * @param {number} length in milliseconds
 */
function inWords(length) {
  const [d, h, m] = [Math.floor(length / DAY), Math.floor((length % DAY) / HOUR), Math.floor((length % HOUR) / MINUTE)];
  if (d) return phrase(words.days, {d, h});
  return h ? phrase(words.hours, {h, m}) : phrase(words.minutes, {m});
}

/** @type {Record<string, Intl.DateTimeFormat>} */
const formats = {
  clock: new Intl.DateTimeFormat(language, {hour: "2-digit", minute: "2-digit"}),
  moment: new Intl.DateTimeFormat(language, {weekday: "short", day: "numeric", month: "short", hour: "2-digit", minute: "2-digit"}),
  day: new Intl.DateTimeFormat(language, {day: "numeric", month: "short"}),
  year: new Intl.DateTimeFormat(language, {day: "numeric", month: "short", year: "numeric"}),
  date: new Intl.DateTimeFormat(language, {weekday: "long", day: "numeric", month: "long"}),
  month: new Intl.DateTimeFormat(language, {month: "long", year: "numeric"}),
  full: new Intl.DateTimeFormat(language, {dateStyle: "full", timeStyle: "short"}),
};

/** @param {Date} then @param {number} now */
function ago(then, now) {
  const length = now - then.getTime();
  if (length < MINUTE) return words.now ?? "";
  if (length < HOUR) return phrase(words.shortMinutes, {m: Math.floor(length / MINUTE)});
  if (length < DAY) return phrase(words.shortHours, {h: Math.floor(length / HOUR)});
  if (length < 7 * DAY) return phrase(words.shortDays, {d: Math.floor(length / DAY)});
  return formats[length < 300 * DAY ? "day" : "year"].format(then);
}

const past = new Intl.RelativeTimeFormat(language, {numeric: "auto", style: "short"});

/**
 * The same within a sentence: 38 min ago.
 * @param {Date} then @param {number} now
 */
function since(then, now) {
  const length = now - then.getTime();
  if (length < MINUTE || length >= 7 * DAY) return ago(then, now);
  if (length < HOUR) return past.format(-Math.floor(length / MINUTE), "minute");
  return length < DAY ? past.format(-Math.floor(length / HOUR), "hour") : past.format(-Math.floor(length / DAY), "day");
}

/** @param {Date} then @param {number} now */
function date(then, now) {
  const midnight = new Date(now).setHours(0, 0, 0, 0);
  if (then.getTime() >= midnight) return words.today ?? "";
  if (then.getTime() >= midnight - DAY) return words.yesterday ?? "";
  return now - then.getTime() < 300 * DAY ? formats.date.format(then) : formats.full.format(then);
}

/** @param {HTMLElement} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {HTMLTimeElement} element @param {number} now */
function writeTime(element, now) {
  const then = new Date(element.dateTime);
  const style = element.dataset.format ?? "clock";
  if (!element.title) element.title = formats.full.format(then);
  if (style === "ago") write(element, ago(then, now));
  else if (style === "since") write(element, since(then, now));
  else if (style === "date") write(element, date(then, now));
  else write(element, formats[style].format(then));
}

/** The ring and the time left of one promise. */
class PromiseChip extends HTMLElement {
  /** @param {number} now */
  tick(now) {
    const [from, warn, due] = [this.dataset.from, this.dataset.warn, this.dataset.due].map((at) => Date.parse(at ?? ""));
    const left = due - now;
    const tone = left <= 0 ? "bad" : now >= warn ? "warn" : "ok";
    const share = left <= 0 ? "1" : Math.min(1, left / (due - from)).toFixed(3);
    // Only what differs is written: each write makes the browser look at the style of the page again.
    if (!this.classList.contains(tone)) {
      this.classList.remove("ok", "warn", "bad");
      this.classList.add(tone);
    }
    if (this.style.getPropertyValue("--left") !== share) this.style.setProperty("--left", share);
    const text = this.querySelector(".left");
    if (text instanceof HTMLElement) write(text, (left <= 0 ? "−" : "") + shortly(Math.abs(left)));
    const said = phrase(left <= 0 ? words.late : words.due, {time: inWords(Math.abs(left))});
    if (this.getAttribute("aria-label") === said) return;
    this.setAttribute("role", "img");
    this.setAttribute("aria-label", said);
    this.title = `${said} · ${formats.moment.format(due)}`;
  }

  connectedCallback() {
    this.tick(Date.now());
  }
}

customElements.define("promise-chip", PromiseChip);

/** Brings every time and every chip up to date. @param {ParentNode} part of the page */
export function tick(part = document) {
  const now = Date.now();
  for (const chip of part.querySelectorAll("promise-chip")) /** @type {PromiseChip} */ (chip).tick(now);
  for (const time of part.querySelectorAll("time[data-format]")) writeTime(/** @type {HTMLTimeElement} */ (time), now);
}

/** A click on a row brings nothing but a conversation; the rest was right a moment ago. */
document.addEventListener("htmx:after:swap", (event) => {
  const source = /** @type {CustomEvent} */ (event).detail.ctx.sourceElement;
  tick((source.matches?.("a.row") && document.getElementById("thread")) || document);
});
document.addEventListener("visibilitychange", () => document.hidden || tick());
setInterval(() => document.hidden || tick(), 5_000);
tick();
