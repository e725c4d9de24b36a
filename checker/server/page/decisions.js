/** What a decision does to the text. */

import { written } from "./formats.js";

/**
 * Does the text write apostrophes as U+2019 rather than as ASCII? Then replacements do as well.
 * @param {string} text
 */
export function isCurly(text) {
  let more = 0;
  for (const char of text) more += char === "\u2019" ? 1 : char === "'" ? -1 : 0;
  return more > 0;
}

/**
 * The edits of the text that a decision asks for.
 * @param {import("./types.js").Item} item
 * @param {import("./types.js").Decision|null|undefined} decision
 * @param {{format: string, curly: boolean}} text
 * @returns {import("./types.js").Edit[]}
 */
export function editsOf(item, decision, text) {
  if (!decision || decision.kind === "reject") return [];
  if (decision.kind === "accept" && decision.choice === 0) return item.edits; // what `mtlint fix` does, and no more
  let replacement = decision.text ?? "";
  if (text.curly && !decision.source) replacement = replacement.replace(/'/g, "\u2019");
  if (decision.kind === "edit" && !decision.source) replacement = written(text.format, replacement);
  return [{ start: item.start, end: item.end, replacement }];
}

/**
 * Can this suggestion be put in place without touching markup?
 * @param {import("./types.js").Item} item
 * @param {number} choice
 */
export function acceptable(item, choice) {
  return choice < item.finding.suggestions.length && (choice === 0 ? item.edits.length > 0 : item.plain);
}

/**
 * A part of the text with edits made; they must lie inside it, in order and without overlap.
 * @param {string} text
 * @param {Iterable<import("./types.js").Edit>} edits
 * @param {number} [start]
 * @param {number} [end]
 */
export function applied(text, edits, start = 0, end = text.length) {
  const pieces = [];
  let at = start;
  for (const edit of edits) {
    if (edit.start < at || edit.end > end) throw new RangeError(`edits overlap at ${edit.start}`);
    pieces.push(text.slice(at, edit.start), edit.replacement);
    at = edit.end;
  }
  pieces.push(text.slice(at, end));
  return pieces.join("");
}

/**
 * Are two decisions the same?
 * @param {import("./types.js").Decision|null|undefined} a
 * @param {import("./types.js").Decision|null|undefined} b
 */
export function same(a, b) {
  if (!a || !b) return !a && !b;
  return a.kind === b.kind && a.choice === b.choice && a.text === b.text && !a.source === !b.source;
}
