// The composer: what was typed is never lost, files can be dropped and pasted.
import {forget as forgetDraft, keep, recall} from "./drafts.js";
import {offerInsertions} from "./insert.js";

/** @returns {HTMLFormElement | null} */
const composer = () => /** @type {HTMLFormElement | null} */ (document.getElementById("composer"));

/** @param {HTMLFormElement} form @returns {HTMLTextAreaElement} */
const field = (form) => /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));

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
  if (form) field(form).focus();
}

/** The hint in the field says who will read it. @param {HTMLFormElement} form */
function hint(form) {
  const text = field(form);
  text.dataset.replyHint ??= text.placeholder;
  const note = new FormData(form).get("kind") === "note";
  text.placeholder = (note ? text.dataset.noteHint : text.dataset.replyHint) ?? "";
}

/** @param {HTMLFormElement} form */
function showFiles(form) {
  const list = form.querySelector("#chosen-files");
  const pattern = form.querySelector("template.chosen-file");
  if (!list || !(pattern instanceof HTMLTemplateElement)) return;
  list.replaceChildren(...[...(files(form).files ?? [])].map((file, place) => {
    const item = /** @type {DocumentFragment} */ (pattern.content.cloneNode(true));
    const remove = /** @type {HTMLButtonElement} */ (item.querySelector("button"));
    /** @type {HTMLElement} */ (item.querySelector("span")).textContent = file.name;
    remove.ariaLabel = (document.getElementById("words")?.dataset.remove ?? "{name}").replace("{name}", file.name);
    remove.addEventListener("click", () => take(form, (_, other) => other !== place));
    return item;
  }));
}

/** Keeps the chosen files that pass, and adds others. @param {HTMLFormElement} form @param {(file: File, place: number) => boolean} passes @param {Iterable<File>} more */
function take(form, passes, more = []) {
  const chosen = new DataTransfer();
  for (const file of [...(files(form).files ?? [])].filter(passes)) chosen.items.add(file);
  for (const file of more) chosen.items.add(file);
  files(form).files = chosen.files;
  showFiles(form);
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
  offerInsertions(form);
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
  if (event.target === files(form)) showFiles(form);
  else keep(form);
  hint(form);
});

document.addEventListener("paste", (event) => {
  const form = event.target instanceof Element && event.target.closest("#composer");
  if (!(form instanceof HTMLFormElement) || !event.clipboardData?.files.length) return;
  event.preventDefault();
  take(form, () => true, event.clipboardData.files);
});

for (const name of ["dragover", "dragleave", "drop"]) {
  document.addEventListener(name, (event) => {
    const form = event.target instanceof Element && event.target.closest(".thread")?.querySelector("#composer");
    const carried = /** @type {DragEvent} */ (event).dataTransfer;
    if (!(form instanceof HTMLFormElement) || !carried?.types.includes("Files")) return;
    event.preventDefault();
    form.classList.toggle("dropping", name === "dragover");
    if (name === "drop") take(form, () => true, carried.files);
  });
}

/** Forgets what the server has confirmed. @param {HTMLFormElement} form */
function forget(form) {
  forgetDraft(form);
  form.reset();
  field(form).value = "";
}

/** The form of the answer takes over: empty when the message was taken, else with what is wrong. */
document.addEventListener("htmx:before:swap", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  const form = ctx.sourceElement;
  if (form !== composer() || !ctx.response || ctx.swap === "none") return;
  if (ctx.response.raw.ok) forget(form);
  else if (ctx.response.raw.status === 422) take(form, () => false);
  delete form.dataset.uiAwake;
  form.removeAttribute("hx-morph-skip");
});

/** The files that were chosen in a composer whose place is taken by what comes back. @type {FileList | null} */
let carried = null;

/** What comes back stands before what was typed, which went along with the question. */
document.addEventListener("htmx:before:swap", (event) => {
  const {ctx} = /** @type {CustomEvent} */ (event).detail;
  const form = composer();
  if (!form || !ctx.sourceElement.matches?.("[data-gives-back]") || !ctx.response?.raw.ok) return;
  carried = files(form).files;
  form.remove();
});

document.addEventListener("htmx:after:swap", () => {
  const form = composer();
  if (!form || !carried) return;
  take(form, () => true, carried);
  carried = null;
  field(form).focus();
});

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
document.addEventListener("htmx:after:swap", see);
wake();
