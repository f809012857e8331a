// The editor: what one sees is what is sent. It comes with the first touch of the composer and takes the place of
// the plain field, which goes on holding the same words as text. The browser does the editing, and knows how to undo it.
import {block, clear, endHere, exec, insert, mark, toEnd} from "./forms.js";
import {link, listenToMarks, showMarks} from "./marks.js";
import {past} from "./past.js";
import {OPEN, composer, field, surface, write} from "./writing.js";

const WIDEST = 560;
const LISTS = /^[UO]L$/;
let pictures = 0;

/** @param {string} words */
const escaped = (words) => words.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");

/** Spaces that a browser would not show, because nothing or another one follows, are made to stay. @param {string} words */
const spaced = (words) => words.replace(/^ | (?= |$)/gm, "\u00a0");

/** Plain text in paragraphs; further empty lines stay above the next one. @param {string} text */
const paragraphs = (text) => text.split(/(?<=[^\n])\n\n/).map((part) => `<p>${escaped(spaced(part)).replaceAll("\n", "<br>") || "<br>"}</p>`).join("");

/** The words of one line or more. @param {Node} node @returns {string} */
function line(node) {
  if (node instanceof Text) return node.data.replaceAll("\u00a0", " ");
  if (node.nodeName === "BR") return "\n";
  if (node instanceof HTMLImageElement) return `[${node.alt}]`;
  return LISTS.test(node.nodeName) ? "" : [...node.childNodes].map(line).join("");
}

/** @param {Element} list @returns {string} */
function items(list) {
  return [...list.children].map((item, place) => {
    const inner = [...item.children].filter((child) => LISTS.test(child.nodeName)).map((child) => `\n${items(child).replace(/^/gm, "  ")}`);
    return `${list.nodeName === "OL" ? `${place + 1}.` : "-"} ${line(item).trim()}${inner.join("")}`;
  }).join("\n");
}

/** The same as plain text; what is sent is made anew by the server. @param {Element} root @returns {string} */
function textOf(root) {
  return [...root.childNodes].map((node) => {
    if (node instanceof Element && LISTS.test(node.nodeName)) return items(node);
    if (node instanceof Element && node.nodeName === "BLOCKQUOTE") return textOf(node).replace(/^/gm, "> ");
    return line(node).replace(/\n$/, "");
  }).filter((part) => part.trim()).join("\n\n");
}

/** Puts the editor into the place of the plain field. @param {HTMLFormElement} form */
export function edit(form) {
  const text = field(form);
  const focused = document.activeElement === text;
  const typed = text.selectionStart;
  const root = document.createElement("div");
  const html = document.createElement("textarea");
  Object.assign(html, {name: "html", hidden: true});
  for (const name of ["aria-autocomplete", "aria-controls", "aria-haspopup", "aria-invalid", "aria-describedby"]) {
    const value = text.getAttribute(name);
    if (value !== null) root.setAttribute(name, value);
  }
  Object.assign(root, {className: "prose rich", contentEditable: "true", role: "textbox", ariaMultiLine: "true"});
  root.dataset.hint = text.placeholder;
  root.ariaLabel = form.querySelector("#composer-label")?.textContent ?? "";
  root.id = text.id;
  text.removeAttribute("id");
  text.hidden = true;
  text.before(root, html);
  fill(form, root, text);
  write({element: root, before: () => before(root), replace, picture: (file) => picture(form, root, file), leave: () => leave(form, root, html)});
  exec("defaultParagraphSeparator", "p");
  exec("styleWithCSS", "false");
  listen(form, root);
  listenToMarks(form, root);
  sync(form, root);
  if (focused) goOn(root, typed);
}

/** The field as it was before. @param {HTMLFormElement} form @param {HTMLElement} root @param {Element} html */
function leave(form, root, html) {
  const text = field(form);
  root.remove();
  html.remove();
  text.id = "composer-text";
  text.hidden = false;
  write(null);
}

/** @param {HTMLFormElement} form @param {HTMLElement} root @param {HTMLTextAreaElement} text */
function fill(form, root, text) {
  root.innerHTML = paragraphs(text.value);
  // A line that has been begun is only seen when something stands in it.
  const end = root.lastElementChild?.lastChild;
  if (end?.nodeName === "BR" && end.previousSibling) end.after(document.createElement("br"));
  if (text.dataset.html) root.replaceChildren(...parsed(form, text.dataset.html));
  delete text.dataset.html;
}

/** @param {string} html @returns {Node[]} */
const nodesOf = (html) => [...new DOMParser().parseFromString(html, "text/html").body.childNodes];

/** Cleaned markup with our pictures in their places. @param {HTMLFormElement} form @param {string} html @returns {Node[]} */
function parsed(form, html) {
  const {body} = new DOMParser().parseFromString(html, "text/html");
  for (const place of body.querySelectorAll("img")) {
    const file = form.querySelector(`[data-picture="${CSS.escape(place.dataset.cid ?? "")}"]`);
    if (file instanceof HTMLElement) place.src = file.dataset.url ?? "";
    else place.remove();
  }
  return [...body.childNodes];
}

/** Goes on where one was in the plain field. @param {HTMLElement} root @param {number} letters */
function goOn(root, letters) {
  start(root);
  const walk = document.createTreeWalker(root);
  for (let left = letters; walk.nextNode();) {
    const node = walk.currentNode;
    if (node instanceof Text && left <= node.length) return void getSelection()?.collapse(node, left);
    if (node instanceof Text) left -= node.length;
    else if (node.nodeName === "BR" && !left) return standBefore(node);
    else if (node.nodeName === "BR") left -= 1;
    else if (node.nodeName === "P" && node.previousSibling) left -= 2;
  }
}

/** @param {Node} node */
function standBefore(node) {
  const here = document.createRange();
  here.setStartBefore(node);
  getSelection()?.setPosition(here.startContainer, here.startOffset);
}

/** Goes on behind the last word. @param {HTMLElement} root */
function start(root) {
  root.focus();
  toEnd(root.lastElementChild ?? root);
}

/** The plain field and the form hold what is seen. @param {HTMLFormElement} form @param {HTMLElement} root */
function sync(form, root) {
  if (!root.querySelector("p, ul, ol, blockquote, table, pre") && !root.textContent) {
    root.innerHTML = "<p><br></p>";
    if (document.activeElement === root) start(root);
  }
  undress(root);
  const bare = !root.querySelector("img, ul, ol, blockquote, table");
  const text = textOf(root);
  root.toggleAttribute("data-empty", bare && !root.textContent?.trim() && root.children.length < 2);
  field(form).value = bare && !root.textContent ? "" : text;
  const html = /** @type {HTMLTextAreaElement | null} */ (form.elements.namedItem("html"));
  if (html) html.value = field(form).value ? root.innerHTML.replace(/(<img\b[^>]*?) src="[^"]*"/g, "$1") : "";
}

/** Takes off what browsers add when lines are joined. @param {HTMLElement} root */
function undress(root) {
  const dressed = root.querySelectorAll("[style], [class], font, span");
  if (!dressed.length) return;
  const {anchorNode, anchorOffset, focusNode, focusOffset} = /** @type {Selection} */ (getSelection());
  for (const one of dressed) {
    if (/^(FONT|SPAN)$/.test(one.nodeName)) one.replaceWith(...one.childNodes);
    else for (const name of ["style", "class"]) one.removeAttribute(name);
  }
  if (anchorNode && focusNode && root.contains(anchorNode) && root.contains(focusNode)) getSelection()?.setBaseAndExtent(anchorNode, anchorOffset, focusNode, focusOffset);
}

/** @param {HTMLElement} root @returns {string | null} what stands in the line before the cursor, null while something is selected */
function before(root) {
  const here = getSelection();
  if (!here?.isCollapsed || !here.anchorNode || !root.contains(here.anchorNode)) return null;
  const range = document.createRange();
  range.setStart(block(root), 0);
  range.setEnd(here.anchorNode, here.anchorOffset);
  return line(range.cloneContents());
}

/** Puts words into the place of those before the cursor, and marks the first thing to fill in. @param {number} length @param {string} words */
function replace(length, words) {
  const root = surface()?.element;
  if (!root) return;
  if (document.activeElement !== root) start(root);
  for (let count = 0; count < length; count++) getSelection()?.modify("extend", "backward", "character");
  if (words.includes("\n")) insert(root, nodesOf(paragraphs(words)));
  else exec("insertText", words);
  if (words.match(OPEN)) select(root, OPEN);
}

/** @param {HTMLElement} root @param {RegExp} sought */
function select(root, sought) {
  const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const found = [.../** @type {Text} */ (node).data.matchAll(sought)][0];
    if (!found) continue;
    getSelection()?.setBaseAndExtent(node, found.index, node, found.index + found[0].length);
    return;
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement} root */
function listen(form, root) {
  const {record, go} = past(root);
  record();
  root.addEventListener("input", (event) => {
    // What was set off before the line ended does not come back in the next one.
    if (plainly && /** @type {InputEvent} */ (event).inputType === "insertParagraph") clear(block(root));
    sync(form, root);
    record(/^(insertText|insertComp|deleteContent)/.test(/** @type {InputEvent} */ (event).inputType));
    showMarks(form, root);
  });
  let plainly = false;
  root.addEventListener("beforeinput", (event) => {
    plainly = event.inputType === "insertParagraph" && !["bold", "italic"].some((name) => document.queryCommandState(name));
    if (event.inputType.startsWith("history")) go(event.inputType === "historyUndo" ? -1 : 1);
    else if (event.inputType !== "insertParagraph" || !endHere(root)) return;
    event.preventDefault();
  });
  root.addEventListener("keydown", (event) => press(form, root, event, go));
  root.addEventListener("paste", (event) => void paste(form, root, event));
}

/** @type {Record<string, string>} */
const KEYS = {Digit7: "ol", Digit8: "ul", Digit9: "quote"};

/** @param {HTMLFormElement} form @param {HTMLElement} root @param {KeyboardEvent} event @param {(step: number) => void} go */
function press(form, root, event, go) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return;
  const name = event.shiftKey ? KEYS[event.code] : "";
  const key = event.key.toLowerCase();
  if (name) mark(root, name);
  else if (key === "z" || key === "y") go(key === "y" || event.shiftKey ? 1 : -1);
  else if (key === "b") exec("bold");
  else if (key === "i") exec("italic");
  else if (key === "k" && !getSelection()?.isCollapsed) link(form, root);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** @param {HTMLFormElement} form @param {HTMLElement} root @param {ClipboardEvent} event */
async function paste(form, root, event) {
  const board = event.clipboardData;
  if (!board) return;
  event.preventDefault();
  event.stopPropagation();
  const html = board.getData("text/html");
  const text = board.getData("text/plain").replaceAll("\r\n", "\n");
  if (board.files.length && !text.trim()) return give(form, [...board.files]);
  const range = getSelection()?.getRangeAt(0).cloneRange();
  const markup = (html && (await cleaned(form, html))) || paragraphs(text);
  if (document.activeElement !== root) root.focus();
  if (range?.startContainer.isConnected) getSelection()?.setBaseAndExtent(range.startContainer, range.startOffset, range.endContainer, range.endOffset);
  const only = /^<p>((?:(?!<\/?p>).)*)<\/p>$/s.exec(markup);
  insert(root, parsed(form, only ? only[1] : markup));
}

/** What was copied, as it may stand in a message; "" when the server cannot be asked. @param {HTMLFormElement} form @param {string} html */
async function cleaned(form, html) {
  const typed = new FormData(form);
  const body = new FormData();
  body.set("html", html);
  body.set("csrfmiddlewaretoken", String(typed.get("csrfmiddlewaretoken")));
  for (const value of typed.getAll("kept")) body.append("kept", value);
  try {
    const answer = await fetch(form.dataset.pastedUrl ?? "", {method: "POST", body});
    return answer.ok && !answer.redirected ? await answer.text() : "";
  } catch {
    return "";
  }
}

/** Hands files on: pictures stand among the words, others go along. @param {HTMLFormElement} form @param {File[]} files */
function give(form, files) {
  form.dispatchEvent(new CustomEvent("composer:files", {detail: {files, among: true}, bubbles: true}));
}

/** Shows a picture where the cursor is while it is on its way. @param {HTMLFormElement} form @param {HTMLElement} root @param {File} file @returns {Promise<HTMLElement | null>} */
async function picture(form, root, file) {
  const {upload} = await import("./uploads.js");
  const pending = `on-its-way-${++pictures}`;
  const source = await new Promise((resolve) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.readAsDataURL(file);
  });
  if (document.activeElement !== root && !root.contains(getSelection()?.anchorNode ?? null)) start(root);
  insert(root, nodesOf(`<img src="${source}" alt="${escaped(file.name)}" data-cid="${pending}">`));
  const kept = await upload(form, file, true);
  const place = root.querySelector(`[data-cid="${pending}"]`);
  if (!(place instanceof HTMLImageElement)) return kept;
  if (kept) {
    place.width = Math.min(place.naturalWidth || WIDEST, WIDEST);
    place.dataset.cid = kept.dataset.picture;
    place.src = kept.dataset.url ?? "";
  } else place.remove();
  if (form === composer()) root.dispatchEvent(new InputEvent("input", {bubbles: true}));
  return kept;
}
