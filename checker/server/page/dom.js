/** Elements without markup: words are only ever put in as text. */

const ODD = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff]/;

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
  return text.split(new RegExp(`(${ODD.source})`)).filter((piece) => piece !== "").map((piece) => {
    if (piece.length !== 1 || !ODD.test(piece)) return piece;
    const number = piece.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
    return element("span", { class: "odd" }, `U+${number}`);
  });
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
