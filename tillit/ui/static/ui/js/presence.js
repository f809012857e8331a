// Tells the server what is done at the open conversation, so that colleagues see it: at changes, and once a minute.

const BEAT = 60_000;
const IDLE = 120_000;
const PAUSE = 6_000;

let place = "";
let doing = "";
let toldAt = 0;
let typedAt = -Infinity;
let movedAt = Date.now();
let away = false;
/** Words overtake each other on their way: each is numbered, so that the newest stands whichever comes last. */
const page = String(Math.random());
let step = 0;

/** @param {string} address @param {string} what */
function tell(address, what) {
  const headers = JSON.parse(document.body.getAttribute("hx-headers:inherited") ?? "{}");
  const body = new URLSearchParams({doing: what, page, step: String(++step)});
  fetch(address, {method: "POST", headers, body, keepalive: true}).catch(() => {});
}

function now() {
  if (Date.now() - typedAt < PAUSE) return "typing";
  return document.hidden || Date.now() - movedAt > IDLE ? "idle" : "viewing";
}

function look() {
  // A page that is left is hidden only afterwards: that is no coming back.
  if (away) return;
  const here = document.getElementById("presence")?.dataset.url ?? "";
  if (here !== place) {
    leave();
    place = here;
  }
  if (!place) return;
  const next = now();
  if (next === doing && Date.now() - toldAt < BEAT) return;
  doing = next;
  toldAt = Date.now();
  tell(place, next);
}

function leave() {
  if (place) tell(place, "gone");
  place = "";
  doing = "";
  typedAt = -Infinity;
}

document.addEventListener("input", (event) => {
  if (!(event.target instanceof Element) || !event.target.closest("#composer")) return;
  typedAt = movedAt = Date.now();
  look();
});
for (const name of ["pointermove", "keydown", "scroll"]) {
  document.addEventListener(name, () => { movedAt = Date.now(); }, {passive: true, capture: true});
}
document.addEventListener("submit", () => { typedAt = -Infinity; });
/** Colleagues can wait until the page is painted. */
document.addEventListener("htmx:after:swap", () => setTimeout(look, 60));
document.addEventListener("visibilitychange", look);
addEventListener("pagehide", () => {
  leave();
  away = true;
});
addEventListener("pageshow", () => {
  away = false;
  look();
});
setInterval(look, 2000);
look();
