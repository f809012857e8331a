// The composer: what was typed is never lost, files can be dropped and pasted.
import {composer, field, surface} from "./writing.js";
import {forget as forgetDraft, keep, recall} from "./drafts.js";
import {look, tellOpen} from "./insert.js";

/** @param {HTMLFormElement} form @returns {HTMLInputElement} */
const files = (form) => /** @type {HTMLInputElement} */ (form.elements.namedItem("attachments"));

/** Chooses between a reply and a note. @param {string} kind */
export function choose(kind) {
  const form = composer();
  const choice = form?.querySelector(`input[name=kind][value="${kind}"]`);
  if (choice instanceof HTMLInputElement) choice.checked = true;
  if (form) hint(form);
}

/** Puts the cursor into the composer. @param {string} kind */
export function write(kind) {
  choose(kind);
  const form = composer();
  if (form) surface()?.element.focus();
}

/** The hint in the field says who will read it. @param {HTMLFormElement} form */
function hint(form) {
  const text = field(form);
  text.dataset.replyHint ??= text.placeholder;
  // Not through FormData, which makes the browser lay the page out to read the text.
  const note = form.querySelector('input[name="kind"][value="note"]:checked') !== null;
  text.placeholder = (note ? text.dataset.noteHint : text.dataset.replyHint) ?? "";
  const writing = surface()?.element;
  if (!writing || writing === text) return;
  writing.dataset.hint = text.placeholder;
  writing.ariaLabel = (note ? text.dataset.noteLabel : form.querySelector("#composer-label")?.textContent) ?? "";
}

/** @type {typeof import("./rich.js") | undefined} */
let rich;
/** What is on its way, and whether it has arrived. @type {Set<Promise<boolean>>} */
const going = new Set();

/** Brings the editor; without it the plain field goes on. @param {HTMLFormElement} form */
async function enrich(form) {
  rich ??= await import("./rich.js").catch(() => undefined);
  if (!rich || form !== composer() || surface()?.element !== field(form)) return;
  rich.edit(form);
  hint(form);
  look();
}

/** Sends files ahead of the words that they go with; pictures may stand among these. @param {HTMLFormElement} form @param {Iterable<File>} chosen @param {boolean} [among] */
async function take(form, chosen, among = false) {
  const sent = send(form, [...chosen], among);
  going.add(sent);
  await sent.finally(() => going.delete(sent));
}

/** @param {HTMLFormElement} form @param {File[]} chosen @param {boolean} among @returns {Promise<boolean>} whether all have arrived */
async function send(form, chosen, among) {
  form.querySelector(".composer-error")?.replaceChildren();
  const {upload} = await import("./uploads.js");
  if (among) await enrich(form);
  const arrived = await Promise.all(chosen.map((file) => {
    const place = among && /^image\/(png|jpeg|gif|webp)$/.test(file.type) ? surface()?.picture : undefined;
    return place ? place(file) : upload(form, file);
  }));
  return arrived.every(Boolean);
}

/** @param {HTMLFormElement} form */
function sayUnsent(form) {
  const words = form.querySelector("template.composer-unsent");
  const place = form.querySelector(".composer-error");
  if (words instanceof HTMLTemplateElement) place?.replaceChildren(words.content.cloneNode(true));
}

/** Makes a composer ready that has just come onto the page. */
function wake() {
  const form = composer();
  if (!form || "uiAwake" in form.dataset) return;
  form.dataset.uiAwake = "";
  if (form.dataset.draftAt === "" && field(form).value) keep(form);
  const kind = recall(form);
  if (kind) choose(kind);
  hint(form);
  tellOpen();
  if (!rich && !field(form).dataset.html) return;
  // What the editor made must not be changed as plain text while it is on its way.
  field(form).readOnly = !rich;
  void enrich(form).finally(() => {
    field(form).readOnly = false;
    delete field(form).dataset.html;
  });
}

/** What is begun now is begun with everything in sight that the thread shows. */
function see() {
  const form = composer();
  const shown = [...document.querySelectorAll("#items > [id^=item-message-]")].map((item) => Number(item.id.split("-").at(-1)));
  const seen = form?.querySelector("input[name=seen]");
  if (form && seen instanceof HTMLInputElement && !field(form).value) seen.value = String(Math.max(Number(seen.value), ...shown));
}

document.addEventListener("input", (event) => {
  const form = event.target instanceof Element && event.target.closest("#composer");
  if (!(form instanceof HTMLFormElement)) return;
  if (event.target === files(form)) {
    void take(form, files(form).files ?? []);
    files(form).value = "";
  } else if (event.target instanceof HTMLElement && event.target.id !== "composer-link-address") keep(form);
  hint(form);
});

document.addEventListener("paste", (event) => {
  const form = event.target instanceof Element && event.target.closest("#composer");
  if (!(form instanceof HTMLFormElement) || !event.clipboardData?.files.length) return;
  event.preventDefault();
  void take(form, event.clipboardData.files, true);
});

document.addEventListener("composer:files", (event) => {
  const {files: given, among} = /** @type {CustomEvent} */ (event).detail;
  void take(/** @type {HTMLFormElement} */ (event.target), given, among);
});

/** The editor comes with the first touch. */
document.addEventListener("focusin", (event) => {
  const form = event.target instanceof Element && event.target.closest("#composer");
  if (form instanceof HTMLFormElement && (event.target === field(form) || event.target.closest(".marks"))) void enrich(form);
});

/** What was pressed before the editor was there is done once it is. */
document.addEventListener("click", async (event) => {
  const button = event.target instanceof Element && event.target.closest("#composer [data-mark]");
  const form = composer();
  if (!(button instanceof HTMLElement) || !form || rich) return;
  await enrich(form);
  button.click();
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("#composer [data-drops-file]");
  const form = composer();
  if (!button || !form) return;
  button.closest("li")?.remove();
  files(form).focus();
  keep(form);
});

/** Words wait for the files that go with them. */
document.addEventListener("submit", (event) => {
  const form = composer();
  if (!form || event.target !== form || !going.size) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  void sendAfter(form, event.submitter);
}, true);

/** @param {HTMLFormElement} form @param {HTMLElement | null} button */
async function sendAfter(form, button) {
  const place = form.querySelector(".composer-uploads");
  place?.replaceChildren(form.querySelector("template.upload-words")?.getAttribute("data-waiting") ?? "");
  place?.classList.remove("visually-hidden");
  const arrived = await Promise.all(going);
  place?.replaceChildren();
  place?.classList.add("visually-hidden");
  if (arrived.every(Boolean) && form.isConnected) form.requestSubmit(button);
}

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const form = event.target instanceof Element && event.target.closest(".thread")?.querySelector("#composer");
    const carried = /** @type {DragEvent} */ (event).dataTransfer;
    if (!(form instanceof HTMLFormElement) || !carried?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("dropping", name === "dragover");
    if (name !== "drop") return;
    const {clientX, clientY} = /** @type {DragEvent} */ (event);
    const among = surface()?.element.contains(/** @type {Node} */ (event.target)) ?? false;
    const here = among && document.caretRangeFromPoint(clientX, clientY);
    if (here) getSelection()?.collapse(here.startContainer, here.startOffset);
    void take(form, carried.files, among);
  });
}

/** Whether somebody was writing in a composer whose place is taken by what comes back. */
let focused = false;

/** Forgets what the server has confirmed. @param {HTMLFormElement} form */
function forget(form) {
  forgetDraft(form);
  form.querySelector("#kept-files")?.replaceChildren();
  form.querySelector(".composer-recipients")?.removeAttribute("open");
  form.reset();
  field(form).value = "";
}

/** The form of the answer takes over: empty when the message was taken, else with what is wrong. */
document.addEventListener("htmx:before:swap", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  const form = ctx.sourceElement;
  if (form !== composer() || !ctx.response || ctx.swap === "none") return;
  focused = surface()?.element === document.activeElement;
  surface()?.leave?.();
  if (ctx.response.raw.ok) forget(form);
  delete form.dataset.uiAwake;
  form.removeAttribute("hx-morph-skip");
});

/** What comes back stands before what was typed, which went along with the question. */
document.addEventListener("htmx:before:swap", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  const form = composer();
  if (!form || !ctx.sourceElement.matches?.("[data-gives-back]") || !ctx.response?.raw.ok) return;
  focused = true;
  forgetDraft(form);
  form.remove();
});

/** Who was writing goes on where the next words stand. */
async function goOn() {
  const form = composer();
  if (!form || !focused) return;
  focused = false;
  if (rich) await enrich(form);
  surface()?.element.focus();
}

document.addEventListener("htmx:before:request", (event) => {
  const form = /** @type {CustomEvent} */ (event).detail.ctx.sourceElement;
  if (form === composer()) form.querySelector(".composer-error").replaceChildren();
});

document.addEventListener("htmx:finally:request", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  const form = ctx.sourceElement;
  if (form !== composer()) return;
  if (!ctx.response || ctx.response.raw.status >= 500) sayUnsent(form);
});

document.addEventListener("htmx:after:swap", wake);
document.addEventListener("htmx:after:swap", () => void goOn());
document.addEventListener("htmx:after:swap", see);
wake();
