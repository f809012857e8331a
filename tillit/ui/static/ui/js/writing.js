// Where one writes: the plain field at first, the editor once it is there. Both answer to the same words.

/** What is still to be filled in. */
export const OPEN = /\{[\p{L}_][\p{L}\p{N}_]*\}/gu;

/** @typedef {{element: HTMLElement, before: () => string | null, replace: (length: number, text: string) => void, picture?: (file: File) => Promise<HTMLElement | null>, leave?: () => void}} Surface */

/** @type {Surface | null} */
let editor = null;

/** @returns {HTMLFormElement | null} */
export const composer = () => /** @type {HTMLFormElement | null} */ (document.getElementById("composer"));

/** The words as plain text, whoever wrote them. @param {HTMLFormElement} form @returns {HTMLTextAreaElement} */
export const field = (form) => /** @type {HTMLTextAreaElement} */ (form.elements.namedItem("text"));

/** The words as the editor made them, "" without it. @param {HTMLFormElement} form @returns {string} */
export const page = (form) => /** @type {HTMLTextAreaElement | null} */ (form.elements.namedItem("html"))?.value ?? field(form).dataset.html ?? "";

/** The editor takes over. @param {Surface | null} surface */
export function write(surface) {
  editor = surface;
}

/** @returns {Surface | null} */
export function surface() {
  const form = composer();
  if (!form) return null;
  return editor && form.contains(editor.element) ? editor : plain(field(form));
}

/** @param {HTMLTextAreaElement} text @returns {Surface} */
function plain(text) {
  return {
    element: text,
    before: () => (text.selectionStart === text.selectionEnd ? text.value.slice(0, text.selectionStart) : null),
    replace(length, words) {
      const start = text.selectionStart - length;
      text.focus();
      text.setRangeText(words, start, text.selectionEnd, "end");
      text.dispatchEvent(new InputEvent("input", {bubbles: true}));
      const open = [...words.matchAll(OPEN)][0];
      if (open) text.setSelectionRange(start + open.index, start + open.index + open[0].length);
      text.scrollTop = open ? 0 : text.scrollHeight;
    },
  };
}
