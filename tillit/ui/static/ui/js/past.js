// What was there before: the browser only undoes what it did itself, the editor moves lines as well.

const PAUSE = 600;
const MOST = 200;

/** @typedef {{html: string, path: number[], offset: number}} State */

/** Where the cursor is, told by places so that it can be found in new nodes. @param {HTMLElement} root */
function cursor(root) {
  const here = getSelection();
  const path = [];
  let node = here?.anchorNode ?? null;
  if (!node || !root.contains(node)) return {path, offset: 0};
  for (; node && node !== root; node = node.parentNode) path.unshift([...(node.parentNode?.childNodes ?? [])].indexOf(/** @type {ChildNode} */ (node)));
  return {path, offset: here?.anchorOffset ?? 0};
}

/** @param {HTMLElement} root */
export function past(root) {
  /** @type {State[]} */
  const states = [];
  let here = -1;
  let changedAt = 0;
  /** Keeps how it is now; what is typed in one go is one step. @param {boolean} [typing] */
  function record(typing = false) {
    const html = root.innerHTML;
    // A picture on its way is no step that one could come back to.
    if (html === states[here]?.html || root.querySelector('[data-cid^="on-its-way"]')) return;
    const goesOn = typing && here > 0 && Date.now() - changedAt < PAUSE;
    changedAt = typing ? Date.now() : 0;
    states.splice(goesOn ? here : here + 1, Infinity, {html, ...cursor(root)});
    if (states.length > MOST) states.shift();
    here = states.length - 1;
  }
  /** @param {number} step */
  function go(step) {
    const state = states[here + step];
    if (!state) return;
    here += step;
    changedAt = 0;
    root.innerHTML = state.html;
    /** @type {Node} */
    let node = root;
    for (const place of state.path) node = node.childNodes[place] ?? node;
    getSelection()?.collapse(node, Math.min(state.offset, node instanceof Text ? node.length : node.childNodes.length));
    root.dispatchEvent(new InputEvent("input", {bubbles: true}));
  }
  return {record, go};
}
