// What the editor makes of the lines at the cursor. Only words are left to the browser: it would dress what it moves.

const BLOCK = /^(P|UL|OL|BLOCKQUOTE|TABLE|PRE|HR)$/;

/** @param {string} name @param {string} [value] */
export const exec = (name, value = "") => document.execCommand(name, false, value);

/** @param {HTMLElement} root @returns {HTMLElement} the line of the cursor */
export function block(root) {
  const here = getSelection()?.anchorNode;
  const at = here instanceof Element ? here : here?.parentElement;
  const found = at?.closest("p, li, td, th, pre, blockquote, .rich");
  return found instanceof HTMLElement && root.contains(found) ? found : root;
}

/** @param {Element} element */
const isEmpty = (element) => !element.textContent && !element.querySelector("img");

/** A line with what stands in another. @param {string} tag @param {Node} [from] */
function made(tag, from) {
  const line = document.createElement(tag);
  if (from) line.append(...from.childNodes);
  return line;
}

/** An empty line without any form of the one before. @param {HTMLElement} line */
export function clear(line) {
  if (!isEmpty(line) || line.matches(".rich")) return;
  line.replaceChildren(document.createElement("br"));
  getSelection()?.collapse(line, 0);
}

/** Puts the cursor at the end of a line. @param {Node} node */
export function toEnd(node) {
  getSelection()?.selectAllChildren(node);
  getSelection()?.collapseToEnd();
}

/** Moves lines about while the cursor stays between the same words. @param {HTMLElement} root @param {() => void} move */
function keepingPlace(root, move) {
  const here = getSelection();
  if (!here?.anchorNode || !here.focusNode) return;
  const {anchorNode, anchorOffset, focusNode, focusOffset} = here;
  const beside = anchorNode.childNodes[anchorOffset] ?? anchorNode.lastChild;
  move();
  if (root.contains(anchorNode) && root.contains(focusNode)) here.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
  else if (beside?.parentElement) here.collapse(beside.parentElement, 0);
  root.dispatchEvent(new InputEvent("input", {bubbles: true}));
}

/** The lines, lists and quotations that are selected. @param {HTMLElement} root */
function chosen(root) {
  const range = getSelection()?.getRangeAt(0);
  return [...root.children].filter((child) => range?.intersectsNode(child));
}

/** @param {HTMLElement} root @param {string} tag */
function list(root, tag) {
  const lines = chosen(root);
  const is = lines.every((line) => line.nodeName === tag);
  const target = is ? null : made(tag);
  if (target) lines[0]?.before(target);
  for (const line of lines) {
    const parts = /^(UL|OL|BLOCKQUOTE)$/.test(line.nodeName) ? [...line.children] : [line];
    if (target) target.append(...parts.map((part) => made("li", part)));
    else line.before(...parts.map((part) => made("p", part)));
    line.remove();
  }
}

/** @param {HTMLElement} root */
function quote(root) {
  const around = block(root).closest("blockquote");
  if (around) return around.replaceWith(...around.childNodes);
  const lines = chosen(root);
  const quotation = made("blockquote");
  lines[0]?.before(quotation);
  quotation.append(...lines);
}

/** @param {HTMLElement} root @param {string} name */
export function mark(root, name) {
  if (name === "quote") keepingPlace(root, () => quote(root));
  else if (/^[uo]l$/.test(name)) keepingPlace(root, () => list(root, name.toUpperCase()));
  else exec(name);
}

/** An empty line ends a list or a quotation; elsewhere there is none, since lines stand apart already. @param {HTMLElement} root @returns {boolean} whether there was nothing to break */
export function endHere(root) {
  const line = block(root);
  if (line === root || !isEmpty(line) || line.matches("td, th, pre")) return false;
  const outer = line.closest(line.matches("li") ? "ul, ol" : "blockquote");
  if (!outer || !root.contains(outer)) return true;
  const after = outer.cloneNode();
  while (line.nextSibling) after.appendChild(line.nextSibling);
  const next = made(outer.parentElement?.matches("li") ? "li" : "p", line);
  (outer.parentElement?.closest("li") ?? outer).after(next);
  if (after.hasChildNodes()) next.after(after);
  line.remove();
  if (!outer.hasChildNodes()) outer.remove();
  getSelection()?.collapse(next, 0);
  root.dispatchEvent(new InputEvent("input", {bubbles: true}));
  return true;
}

/** Puts words and lines into the place of what is selected. @param {HTMLElement} root @param {Node[]} nodes */
export function insert(root, nodes) {
  const range = getSelection()?.getRangeAt(0);
  const last = nodes.at(-1);
  if (!range || !last) return;
  range.deleteContents();
  const words = nodes.every((node) => !BLOCK.test(node.nodeName));
  const at = [...root.children].find((child) => child.contains(range.startContainer));
  if (!words && at) between(range, at, nodes);
  else if (!words) root.append(...nodes);
  else {
    for (const node of [...nodes].reverse()) range.insertNode(node);
    range.setStartAfter(last);
    range.collapse(true);
    const filler = last.nextSibling;
    if (filler?.nodeName === "BR" && !filler.nextSibling) filler.remove();
    getSelection()?.removeAllRanges();
    getSelection()?.addRange(range);
  }
  root.dispatchEvent(new InputEvent("input", {bubbles: true}));
}

/** Lines go between the halves of the line of the cursor; what was half of a line is joined. @param {Range} range @param {Element} at @param {Node[]} nodes */
function between(range, at, nodes) {
  const tail = document.createRange();
  tail.setStart(range.startContainer, range.startOffset);
  tail.setEnd(at, at.childNodes.length);
  const after = /** @type {Element} */ (at.cloneNode());
  after.append(tail.extractContents());
  const [first] = nodes;
  at.after(...nodes, after);
  const last = nodes.at(-1);
  if (isEmpty(at)) at.remove();
  else if (at.nodeName === "P" && first.nodeName === "P") {
    at.append(...first.childNodes);
    first.parentNode?.removeChild(first);
  }
  const end = last?.isConnected ? last : at;
  toEnd(end.nodeName.endsWith("L") && end.lastChild ? end.lastChild : end);
  if (isEmpty(after)) after.remove();
  else if (after.nodeName === "P" && end.nodeName === "P") {
    /** @type {Element} */ (end).append(...after.childNodes);
    after.remove();
  }
}
