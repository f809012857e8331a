// Files on their way to the server: each with its progress, and a way to stop it.
import {phrase} from "./clock.js";
import {keep} from "./drafts.js";

/** @param {HTMLFormElement} form @returns {DOMStringMap} */
const words = (form) => /** @type {HTMLElement} */ (form.querySelector("template.upload-words")).dataset;

/** @param {HTMLFormElement} form @param {string} sentence */
function complain(form, sentence) {
  form.querySelector(".composer-error")?.replaceChildren(sentence);
}

/** The line of a file on its way. @param {HTMLFormElement} form @param {File} file @param {() => void} stop */
function lineOf(form, file, stop) {
  const pattern = /** @type {HTMLTemplateElement} */ (form.querySelector("template.chosen-file"));
  const made = /** @type {DocumentFragment} */ (pattern.content.cloneNode(true));
  const item = /** @type {HTMLElement} */ (made.firstElementChild);
  const button = /** @type {HTMLButtonElement} */ (item.querySelector("button"));
  const progress = /** @type {HTMLProgressElement} */ (item.querySelector("progress"));
  /** @type {HTMLElement} */ (item.querySelector("span")).textContent = file.name;
  progress.ariaLabel = file.name;
  button.ariaLabel = phrase(words(form).cancel, {name: file.name});
  button.addEventListener("click", stop);
  form.querySelector("#kept-files")?.append(item);
  return {item, progress};
}

/** Sends one file; what comes back stands in the list of those that go along. @param {HTMLFormElement} form @param {File} file @param {boolean} [among] whether it stands among the words @returns {Promise<HTMLElement | null>} */
export function upload(form, file, among = false) {
  if (file.size > Number(words(form).most)) {
    complain(form, phrase(words(form).large, {name: file.name}));
    return Promise.resolve(null);
  }
  return send(form, file, among);
}

/** @param {HTMLFormElement} form @param {File} file @param {boolean} among @returns {Promise<HTMLElement | null>} */
function send(form, file, among) {
  const body = new FormData();
  body.set("file", file);
  body.set("csrfmiddlewaretoken", String(new FormData(form).get("csrfmiddlewaretoken")));
  if (among) body.set("picture", "yes");
  const request = new XMLHttpRequest();
  const {item, progress} = lineOf(form, file, () => {
    request.abort();
    // The button that had the focus is gone.
    /** @type {HTMLElement} */ (form.elements.namedItem("attachments")).focus();
  });
  request.upload.addEventListener("progress", (event) => {
    if (event.lengthComputable) progress.value = event.loaded / event.total;
  });
  return new Promise((resolve) => {
    request.addEventListener("loadend", () => {
      const kept = request.status === 200 ? arrived(form, item, request.responseText) : null;
      if (!kept) item.remove();
      if (request.status === 422) complain(form, request.responseText);
      else if (request.status !== 200 && !stopped) complain(form, phrase(words(form).lost, {name: file.name}));
      resolve(kept);
    });
    let stopped = false;
    request.addEventListener("abort", () => { stopped = true; });
    request.open("POST", form.dataset.uploadsUrl ?? "");
    request.send(body);
  });
}

/** @param {HTMLFormElement} form @param {HTMLElement} item @param {string} html @returns {HTMLElement | null} */
function arrived(form, item, html) {
  const kept = new DOMParser().parseFromString(html, "text/html").querySelector("li");
  if (!kept || !item.isConnected) return null;
  item.replaceWith(kept);
  form.querySelector(".composer-uploads")?.replaceChildren(phrase(words(form).done, {name: kept.dataset.name ?? ""}));
  keep(form);
  return kept;
}
