/** A report of what was decided, for people: Markdown, or rows of the page for print. */

import { element, quoted } from "./dom.js";
import { read } from "./formats.js";
import { languageName, number, verdictLine } from "./wording.js";

const STATES = { accept: "accepted", edit: "written by hand", reject: "rejected" };

/**
 * Words of an article inside Markdown: shown as they are.
 * @param {string} words
 */
function escaped(words) {
  return words.replace(/[\r\n\t ]+/g, " ").replace(/[\\`*_{}[\]()#+\-.!|<>&~]/g, "\\$&");
}

/**
 * @param {import("./review.js").Review} review
 * @param {import("./types.js").Verdict} verdict
 * @param {string} name
 */
export function decisionsReport(review, verdict, name) {
  const counts = review.counts();
  const lines = [
    `# Review of ${escaped(name)}`, "", verdictLine(verdict), "",
    `${counts.all} findings: ${counts.accept} accepted, ${counts.edit} written by hand, ${counts.reject} rejected, ${counts.open} open.`, "",
    "| line | severity | text | decision | result | confidence | rule | from |", "|---|---|---|---|---|---|---|---|",
  ];
  for (const item of review.items) {
    const { finding } = item;
    const decision = review.decision(item);
    const pivot = finding.pivot ? `${languageName(finding.pivot.language)} ${finding.pivot.phrase}`.trim() : "";
    const result = decision && decision.kind !== "reject" ? read(review.format, review.shown(item)) || "(deleted)" : "";
    const cells = [
      finding.line, finding.severity, escaped(read(review.format, finding.text)), decision ? STATES[decision.kind] : "open",
      escaped(result), number(finding.confidence), escaped(finding.rule), escaped(pivot),
    ];
    lines.push(`| ${cells.join(" | ")} |`);
  }
  return `${lines.join("\n")}\n`;
}

/**
 * The findings as a table, for paper.
 * @param {import("./review.js").Review} review
 */
export function printedFindings(review) {
  const head = ["Line", "Severity", "Text", "Suggestion", "Decision", "Confidence", "Why"];
  const rows = review.items.map((item) => {
    const { finding } = item;
    const decision = review.decision(item);
    const mended = decision && decision.kind !== "reject";
    const first = finding.suggestions[0];
    const words = mended ? review.shown(item) : first ? first.replacement : "";
    const cells = [
      String(finding.line), finding.severity, quoted(read(review.format, finding.text)), quoted(read(review.format, words)),
      decision ? STATES[decision.kind] : "open", number(finding.confidence), quoted(finding.message),
    ];
    return element("tr", {}, ...cells.map((cell) => element("td", {}, cell)));
  });
  return element("table", {},
    element("thead", {}, element("tr", {}, ...head.map((name) => element("th", { scope: "col" }, name)))),
    element("tbody", {}, ...rows));
}
