// The buttons of the editor, and the line in which the address of a link is written.
import {exec, insert, mark} from "./forms.js";

/** @param {HTMLFormElement} form @returns {HTMLButtonElement[]} */
const buttons = (form) => [...form.querySelectorAll("button")].filter((button) => button.dataset.mark);

/** @param {HTMLElement} root @param {string} selector */
function within(root, selector) {
  const here = getSelection()?.anchorNode;
  const found = (here instanceof Element ? here : here?.parentElement)?.closest(selector);
  return found && root.contains(found) ? found : null;
}

/** Says which forms the words at the cursor have. @param {HTMLFormElement} form @param {HTMLElement} root */
export function showMarks(form, root) {
  for (const button of buttons(form)) {
    const name = button.dataset.mark ?? "";
    const around = {quote: "blockquote", link: "a", ul: "ul", ol: "ol"}[name];
    const pressed = around ? within(root, around) : document.queryCommandState(name);
    button.ariaPressed = String(Boolean(pressed));
  }
}

/** @param {HTMLFormElement} form @param {HTMLElement} root */
export function listenToMarks(form, root) {
  const show = () => {
    if (!root.isConnected) document.removeEventListener("selectionchange", show);
    else if (root.contains(getSelection()?.anchorNode ?? null)) showMarks(form, root);
  };
  document.addEventListener("selectionchange", show);
}

/** @type {Range | undefined} where the link is to be */
let place;

/** @param {HTMLFormElement} form */
function parts(form) {
  const group = /** @type {HTMLElement} */ (form.querySelector("#composer-link"));
  return {group, address: /** @type {HTMLInputElement} */ (group.querySelector("input")), opener: form.querySelector("[data-mark=link]")};
}

/** Asks for the address of a link. @param {HTMLFormElement} form @param {HTMLElement} root */
export function link(form, root) {
  const {group, address, opener} = parts(form);
  const here = getSelection();
  const old = within(root, "a");
  if (old && here?.isCollapsed) here.selectAllChildren(old);
  place = here?.rangeCount && root.contains(here.anchorNode) ? here.getRangeAt(0).cloneRange() : undefined;
  address.value = old?.getAttribute("href") ?? "";
  address.removeAttribute("aria-invalid");
  group.hidden = false;
  opener?.setAttribute("aria-expanded", "true");
  address.focus();
}

/** @param {HTMLFormElement} form */
function close(form) {
  const {group, opener} = parts(form);
  group.hidden = true;
  opener?.setAttribute("aria-expanded", "false");
  const root = /** @type {HTMLElement | null} */ (form.querySelector(".rich"));
  root?.focus();
  if (place?.startContainer.isConnected) getSelection()?.setBaseAndExtent(place.startContainer, place.startOffset, place.endContainer, place.endOffset);
}

/** An address that a person could follow, "" for any other. @param {string} typed */
function whole(typed) {
  const words = typed.trim();
  if (/^(https?:\/\/|mailto:|tel:)\S+$/i.test(words)) return words;
  if (/^[^\s@:]+@[^\s@]+\.[^\s@]+$/.test(words)) return `mailto:${words}`;
  return /^[^\s:/]+\.[^\s]+$/.test(words) ? `https://${words}` : "";
}

/** @param {HTMLFormElement} form */
function set(form) {
  const {address} = parts(form);
  const leads = whole(address.value);
  address.ariaInvalid = String(!leads);
  if (!leads) return address.focus();
  const words = address.value.trim();
  close(form);
  if (!getSelection()?.isCollapsed) exec("createLink", leads);
  else {
    const root = /** @type {HTMLElement} */ (form.querySelector(".rich"));
    const made = document.createElement("a");
    Object.assign(made, {href: leads, textContent: words});
    insert(root, [made]);
  }
}

document.addEventListener("mousedown", (event) => {
  // A press on a button leaves the cursor where it is.
  if (event.target instanceof Element && event.target.closest("#composer [data-mark]")) event.preventDefault();
});

document.addEventListener("click", (event) => {
  const button = event.target instanceof Element && event.target.closest("#composer [data-mark], #composer [data-link]");
  const form = button && button.closest("form");
  const root = form && /** @type {HTMLElement | null} */ (form.querySelector(".rich"));
  if (!(button instanceof HTMLElement) || !form || !root) return;
  if (button.dataset.link === "set") return set(form);
  if (button.dataset.link === "remove") {
    close(form);
    exec("unlink");
    return;
  }
  if (document.activeElement !== root && button.dataset.mark !== "link") root.focus();
  if (button.dataset.mark === "link") link(form, root);
  else mark(root, button.dataset.mark ?? "");
  showMarks(form, root);
});

document.addEventListener("keydown", (event) => {
  const from = event.target instanceof HTMLElement ? event.target : null;
  const form = /** @type {HTMLFormElement | null} */ (from?.closest("#composer"));
  if (!from || !form) return;
  if (from.id === "composer-link-address" && (event.key === "Enter" || event.key === "Escape")) {
    event.preventDefault();
    event.stopPropagation();
    return event.key === "Enter" ? set(form) : close(form);
  }
  const all = buttons(form);
  const here = all.indexOf(/** @type {HTMLButtonElement} */ (from));
  const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
  if (here < 0 || !step) return;
  const next = all[(here + step + all.length) % all.length];
  for (const button of all) button.tabIndex = button === next ? 0 : -1;
  next.focus();
  event.preventDefault();
}, true);
