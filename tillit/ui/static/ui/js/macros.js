// Macros in a dialog: type, choose with the arrows, see what it would do, Enter. Loaded when it is first asked for.

/** @typedef {{process: (element: Element) => void}} Htmx */

const dialog = /** @type {HTMLDialogElement | null} */ (document.getElementById("macros-dialog"));
const field = /** @type {HTMLInputElement | null} */ (dialog?.querySelector("input") ?? null);
const body = dialog?.querySelector(".macros-body");

/** A text without case and accents. @param {string | null} text */
const folded = (text) => (text ?? "").normalize("NFD").replace(/\p{Mn}/gu, "").toLowerCase();

/** @returns {HTMLElement[]} the macros that answer what was typed */
const shown = () => /** @type {HTMLElement[]} */ ([...(body?.querySelectorAll(".macro:not([hidden])") ?? [])]);

/** @param {HTMLElement | undefined} macro */
function choose(macro) {
  body?.querySelector("[data-chosen]")?.removeAttribute("data-chosen");
  macro?.setAttribute("data-chosen", "");
  macro?.scrollIntoView({block: "nearest"});
  const steps = macro?.querySelector(".macro-name")?.getAttribute("aria-describedby");
  if (steps) field?.setAttribute("aria-describedby", steps);
  else field?.removeAttribute("aria-describedby");
  const told = dialog?.querySelector("[role=status]");
  if (told) told.textContent = macro?.querySelector(".macro-name b")?.textContent ?? "";
}

/** Shows what answers the words, and chooses the first. */
function sift() {
  const words = folded(field?.value ?? "").split(/\s+/).filter(Boolean);
  for (const macro of body?.querySelectorAll(".macro") ?? []) {
    const whole = folded(macro.querySelector(".macro-name")?.textContent ?? "");
    /** @type {HTMLElement} */ (macro).hidden = !words.every((word) => whole.includes(word));
  }
  const none = body?.querySelector(".macros-none");
  if (none instanceof HTMLElement) none.hidden = shown().length > 0;
  choose(shown()[0]);
}

/** @param {number} step */
function walk(step) {
  const all = shown();
  const here = all.findIndex((one) => one.hasAttribute("data-chosen"));
  choose(all.at((here + step) % all.length));
}

/** Opens the dialog, with one macro chosen already. @param {string} url @param {string} [macro] */
export async function show(url, macro) {
  if (!dialog || !field || !body || dialog.open) return;
  const answer = await fetch(url, {headers: {"HX-Request": "true"}});
  if (!answer.ok || answer.redirected) return location.assign(url);
  body.replaceChildren(...new DOMParser().parseFromString(await answer.text(), "text/html").body.childNodes);
  /** @type {{htmx?: Htmx}} */ (window).htmx?.process(body);
  field.value = "";
  dialog.showModal();
  sift();
  const wanted = macro && shown().find((one) => one.dataset.macro === macro);
  if (wanted) choose(wanted);
  field.focus();
}

field?.addEventListener("input", sift);

field?.addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "ArrowDown") walk(1);
  else if (event.key === "ArrowUp") walk(-1);
  else if (event.key === "Enter") /** @type {HTMLElement | null} */ (body?.querySelector("[data-chosen] .macro-name"))?.click();
  else return;
  event.preventDefault();
});

body?.addEventListener("focusin", (event) => {
  const macro = event.target instanceof Element && event.target.closest(".macro");
  if (macro instanceof HTMLElement) choose(macro);
});

/** With a mouse the first press shows what it would do; the second does it. */
body?.addEventListener("mousedown", (event) => {
  const macro = event.target instanceof Element && event.target.closest(".macro");
  if (macro instanceof HTMLElement) macro.toggleAttribute("data-seen", macro.hasAttribute("data-chosen"));
});

body?.addEventListener("click", (event) => {
  const pressed = /** @type {MouseEvent} */ (event).detail > 0;
  const macro = event.target instanceof Element && event.target.closest(".macro");
  if (pressed && macro && !macro.hasAttribute("data-seen")) event.preventDefault();
}, true);

body?.addEventListener("submit", () => dialog?.close());
