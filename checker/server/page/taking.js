/** What the user takes away: the result, the decisions, the server's report. */

import { byId } from "./dom.js";
import { copy, download } from "./files.js";
import { fileName, mediaType } from "./formats.js";
import { notice, say } from "./notices.js";
import { decisionsReport } from "./report.js";

/**
 * Another file beside the text's own.
 * @param {import("./types.js").DeskRecord} record
 * @param {string} suffix
 */
function beside(record, suffix) {
  return `${fileName(record.name, record.format).replace(/\.[^.]*$/, "")}${suffix}`;
}

/**
 * @param {import("./review.js").Review} review
 * @param {import("./types.js").DeskRecord} record
 */
export function saveResult(review, record) {
  download(fileName(record.name, review.format), review.result(), mediaType(review.format));
}

/**
 * @param {import("./review.js").Review} review
 * @param {import("./types.js").Verdict} verdict
 * @param {import("./types.js").DeskRecord} record
 */
export function saveDecisions(review, verdict, record) {
  const report = decisionsReport(review, verdict, fileName(record.name, review.format));
  download(beside(record, ".review.md"), report, "text/markdown;charset=utf-8");
}

/**
 * @param {string} raw
 * @param {import("./types.js").DeskRecord} record
 */
export function saveReport(raw, record) {
  download(beside(record, ".report.json"), raw, "application/json");
}

/** @param {import("./review.js").Review} review */
export async function copyResult(review) {
  if (!(await copy(review.result()))) {
    notice("copy", "The browser does not let the page copy. Download the result instead.", { error: true });
    return;
  }
  say("The result is copied.");
  byId("copy").textContent = "Copied";
  setTimeout(() => { byId("copy").textContent = "Copy result"; }, 2000);
}
