/** The server's answer, checked against the text that was sent, as items with places in that text. */

import { unitsOf } from "./codepoints.js";
import { hasMarkup } from "./formats.js";

/** An answer that does not fit the text that was sent. */
export class AnswerProblem extends Error {}

const SEVERITIES = ["critical", "major", "minor"];

/**
 * @param {import("./types.js").Answer} answer
 * @returns {{items: import("./types.js").Item[], verdict: import("./types.js").Verdict, words: number,
 *   evidence: {rule: string, weight: number, start: number, end: number}[]}}
 */
export function understood(answer) {
  const file = fileOf(answer.raw);
  const units = unitsOf(answer.text);
  const keys = new Set();
  /** @type {import("./types.js").Item[]} */
  const items = [];
  let at = 0;
  const findings = [...file.findings].sort((a, b) => a.start - b.start || a.end - b.end);
  for (const finding of findings) {
    const item = itemOf(finding, answer, units);
    if (item.low < at) throw new AnswerProblem(`two findings overlap at character ${finding.start}`);
    at = item.high;
    while (keys.has(item.key)) item.key += "+";
    keys.add(item.key);
    item.number = items.length;
    items.push(item);
  }
  const verdict = file.verdict;
  const evidence = verdict.evidence.map((/** @type {any} */ one) => (
    { rule: String(one.rule), weight: Number(one.weight), start: units(one.start), end: units(one.end) }));
  return { items, verdict, words: file.words, evidence };
}

/**
 * @param {string} raw
 * @returns {any}
 */
function fileOf(raw) {
  let report;
  try {
    report = JSON.parse(raw);
  } catch {
    throw new AnswerProblem("the answer is no JSON");
  }
  const file = report?.files?.[0];
  if (file?.error) throw new AnswerProblem(String(file.error.message));
  if (!Array.isArray(file?.findings) || !Array.isArray(file?.verdict?.evidence)) {
    throw new AnswerProblem("the answer is no report");
  }
  return file;
}

/**
 * @param {import("./types.js").Finding} finding
 * @param {import("./types.js").Answer} answer
 * @param {(codePoints: number) => number} units
 * @returns {import("./types.js").Item}
 */
function itemOf(finding, answer, units) {
  const start = units(finding.start);
  const end = units(finding.end);
  if (!(start <= end) || answer.text.slice(start, end) !== finding.text) {
    throw new AnswerProblem(`the finding at character ${finding.start} does not fit the text`);
  }
  if (!SEVERITIES.includes(finding.severity)) throw new AnswerProblem(`unknown severity ${finding.severity}`);
  const edits = (finding.edits ?? [])
    .map((edit) => ({ start: units(edit.start), end: units(edit.end), replacement: String(edit.replacement) }))
    .sort((a, b) => a.start - b.start || a.end - b.end);
  let at = 0;
  for (const edit of edits) {
    if (!(edit.start <= edit.end) || edit.start < at) {
      throw new AnswerProblem(`the edits of the finding at character ${finding.start} do not fit the text`);
    }
    at = edit.end;
  }
  const whole = edits.length === 1 && edits[0].start === start && edits[0].end === end;
  const plain = whole || answer.format === "text"
    || (finding.suggestions.length === 0 && !hasMarkup(answer.format, finding.text));
  return {
    key: finding.fingerprint, number: 0, finding, family: finding.rule.split(".")[0], start, end, edits,
    low: Math.min(start, ...edits.map((edit) => edit.start)), high: Math.max(end, ...edits.map((edit) => edit.end)),
    plain: plain && !(answer.format === "html" && hasMarkup("html", finding.text)),
  };
}
