/** Formats of texts: guessed from names, and how words are written in them. */

/** @type {Map<string, import("./types.js").Format>} */
const SUFFIXES = new Map([
  ["txt", "text"], ["text", "text"], ["md", "markdown"], ["markdown", "markdown"], ["mkd", "markdown"],
  ["html", "html"], ["htm", "html"], ["xhtml", "html"],
]);
export const NAMES = new Map([["text", "Plain text"], ["markdown", "Markdown"], ["html", "HTML"]]);
const USUAL_NAMES = new Map([["text", "article.txt"], ["markdown", "article.md"], ["html", "article.html"]]);
const TYPES = new Map([["text", "text/plain"], ["markdown", "text/markdown"], ["html", "text/html"]]);
const KNOWN = new Map([
  ["&lt;", "<"], ["&gt;", ">"], ["&amp;", "&"], ["&quot;", '"'], ["&#39;", "'"], ["&apos;", "'"], ["&nbsp;", "\u00a0"],
]);
const ENTITY = /&(?:#\d+|#x[0-9a-f]+|[a-z][a-z0-9]*);?/gi;

/**
 * The format of a file of this name; plain text where the suffix is unknown.
 * @param {string} name
 * @returns {import("./types.js").Format}
 */
export function formatOf(name) {
  const at = name.lastIndexOf(".");
  return (at > 0 && SUFFIXES.get(name.slice(at + 1).toLowerCase())) || "text";
}

/**
 * The name to save a text under.
 * @param {string} name
 * @param {string} format
 */
export function fileName(name, format) {
  return name || (USUAL_NAMES.get(format) ?? "article.txt");
}

/** @param {string} format */
export function mediaType(format) {
  return `${TYPES.get(format) ?? "text/plain"};charset=utf-8`;
}

/**
 * Words as the format writes them.
 * @param {string} format
 * @param {string} words
 */
export function written(format, words) {
  if (format !== "html") return words;
  return words.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
}

/**
 * Words of a text without markup, as they are read.
 * @param {string} format
 * @param {string} words
 */
export function read(format, words) {
  return format === "html" ? words.replace(ENTITY, (name) => KNOWN.get(name) ?? name) : words;
}

/**
 * Could markup stand inside these words?
 * @param {string} format
 * @param {string} words
 */
export function hasMarkup(format, words) {
  if (format === "html") return words.includes("<") || (words.match(ENTITY) ?? []).some((name) => !KNOWN.has(name));
  return format === "markdown" && /[*_`[\]()~<>\\|&]/.test(words);
}
