/** Verdict, evidence, progress and counts. */

import { byId, element, quoted } from "./dom.js";
import { read } from "./formats.js";
import { SEVERITIES, count, verdictLine } from "./wording.js";

const MOST_SHOWN = 40;

/**
 * @param {import("./review.js").Review} review
 * @param {ReturnType<typeof import("./answer.js").understood>} report
 * @param {(key: string) => void} go
 */
export function showVerdict(review, report, go) {
  byId("verdict").textContent = verdictLine(report.verdict);
  const strongest = [...report.evidence].sort((a, b) => Math.abs(b.weight) - Math.abs(a.weight));
  const places = new Map(review.items.map((item) => [`${item.start}-${item.end}`, item.key]));
  const rows = strongest.slice(0, MOST_SHOWN).map((one) => {
    const words = quoted(read(review.format, review.text.slice(one.start, one.end)));
    const key = places.get(`${one.start}-${one.end}`);
    const shown = key === undefined ? words : element("button", { type: "button", class: "link" }, words);
    if (key !== undefined) shown.addEventListener("click", () => go(key));
    const weight = `${one.weight >= 0 ? "+" : "−"}${Math.abs(one.weight).toFixed(1)}`;
    return element("tr", {}, element("td", {}, shown), element("td", {}, element("code", {}, one.rule)), element("td", {}, weight));
  });
  const head = ["Words", "Rule", "Weight"].map((name) => element("th", { scope: "col" }, name));
  const table = element("table", {}, element("thead", {}, element("tr", {}, ...head)), element("tbody", {}, ...rows));
  const more = strongest.length > MOST_SHOWN ? [element("p", {}, `and ${strongest.length - MOST_SHOWN} more, in the report of the server`)] : [];
  const note = "Faults that hardly anybody but a machine makes. A weight of 2.3 makes a machine ten times as likely.";
  byId("evidence-list").replaceChildren(element("p", { class: "quiet" }, note), table, ...more);
  byId("evidence").hidden = rows.length === 0;
}

/** @param {import("./review.js").Review} review */
export function showProgress(review) {
  const counts = review.counts();
  const progress = /** @type {HTMLProgressElement} */ (byId("progress"));
  progress.max = Math.max(1, counts.all);
  progress.value = counts.all ? counts.all - counts.open : 1;
  const parts = [
    `${counts.all - counts.open} of ${count(counts.all, "finding")} decided`,
    ...[[counts.accept, "accepted"], [counts.edit, "edited"], [counts.reject, "rejected"]]
      .filter(([many]) => Number(many) > 0).map(([many, what]) => `${many} ${what}`),
  ];
  byId("progress-text").textContent = counts.all ? parts.join(" · ") : "No finding: nothing to decide.";
  const steps = [["undo", review.past], ["redo", review.future]];
  for (const [id, all] of /** @type {[string, import("./types.js").Step[]][]} */ (steps)) {
    const button = /** @type {HTMLButtonElement} */ (byId(id));
    button.disabled = all.length === 0;
    button.title = all.length ? `${id === "undo" ? "Undo" : "Redo"}: ${(all.at(-1)?.label ?? "").slice(0, 80)}` : "";
  }
  for (const severity of SEVERITIES) {
    const button = /** @type {HTMLButtonElement} */ (byId(`next-${severity}`));
    button.disabled = counts[severity] === 0;
    const many = button.querySelector(".many");
    if (many) many.textContent = String(counts[severity]);
  }
}

/**
 * The buttons that go to the next open finding of a severity.
 * @param {(severity: string) => void} go
 */
export function prepareSeverities(go) {
  byId("severities").replaceChildren(...SEVERITIES.map((severity) => {
    const button = element("button", { type: "button", id: `next-${severity}`, class: `chip ${severity}` },
      element("span", { class: "vh" }, "Next "), element("span", { class: "name" }, severity), " ",
      element("b", { class: "many" }, "0"), element("span", { class: "vh" }, " open"));
    button.addEventListener("click", () => go(severity));
    return button;
  }));
}
