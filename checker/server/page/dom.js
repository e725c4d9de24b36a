/** Elements without markup: words are only ever put in as text. */

const ODD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;

const RUNS = new RegExp(`(${ODD.source}+)`);
const MOST_NAMED = 4; // of a run of odd characters

/** @param {string} run */
function label(run) {
  const names = [...run.slice(0, MOST_NAMED)].map((char) => `U+${char.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`);
  return names.join(" ") + (run.length > MOST_NAMED ? ` … (${run.length} of such)` : "");
}

/**
 * The element with an id, which the page must have.
 * @template {HTMLElement} [T=HTMLElement]
 * @param {string} id
 * @returns {T}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return /** @type {T} */ (found);
}

/**
 * @param {string} tag
 * @param {Record<string, string|boolean>} [attributes] `false` leaves one out, `true` sets it empty.
 * @param {(Node|string)[]} children Strings become text.
 */
export function element(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? "" : value);
  }
  made.append(...children);
  return made;
}

/**
 * Words of an article as nodes: line ends as LF; controls, and what turns the direction of text, as labels that are
 * seen ("U+202E").
 * @param {string} words
 * @returns {(Node|string)[]}
 */
export function visible(words) {
  const text = words.replace(/\r\n?/g, "\n");
  if (!ODD.test(text)) return [text];
  return text.split(RUNS).filter((piece) => piece !== "").map((piece) => (
    ODD.test(piece) ? element("span", { class: "odd" }, label(piece)) : piece));
}

/**
 * Words of an article inside a sentence of the page: they do not turn its direction.
 * @param {string} words
 */
export function quoted(words) {
  return element("bdi", {}, ...visible(words));
}

/**
 * Is the key press, or the like, meant for a field that takes text or a choice?
 * @param {EventTarget|null} target
 */
export function takesKeys(target) {
  return target instanceof Element && target.closest("textarea, select, input:not([type=checkbox])") !== null;
}
