/** Words of the page for values of the report. */

const LANGUAGES = new Map([
  ["fr", "French"], ["es", "Spanish"], ["de", "German"], ["it", "Italian"], ["pt", "Portuguese"], ["nl", "Dutch"],
  ["pl", "Polish"], ["sv", "Swedish"], ["ro", "Romanian"], ["ca", "Catalan"], ["cs", "Czech"], ["spun", "a synonym spinner"],
]);
export const SEVERITIES = /** @type {const} */ (["critical", "major", "minor"]);

/** @param {string} code */
export function languageName(code) {
  return LANGUAGES.get(code) ?? code;
}

/**
 * A confidence as mtlint writes it.
 * @param {number} value
 */
export function number(value) {
  return Number(value).toFixed(2);
}

/**
 * "1 finding", "1,234 findings"
 * @param {number} many
 * @param {string} thing
 */
export function count(many, thing) {
  return `${many.toLocaleString("en")} ${thing}${many === 1 ? "" : "s"}`;
}

/**
 * Did the text go through a machine, by which way, and how sure is that?
 * @param {import("./types.js").Verdict} verdict
 */
export function verdictLine(verdict) {
  const { laundered, pivot } = verdict;
  const sure = laundered >= 0.95 ? "almost certainly" : laundered >= 0.8 ? "very probably" : laundered >= 0.5 ? "probably" : "";
  if (!sure) return `Little or nothing says that this text went through a machine (probability ${number(laundered)}).`;
  const how = !pivot ? "" : pivot.language === "spun" ? "by a synonym spinner" : `by machine translation through ${languageName(pivot.language)}`;
  const way = pivot ? `, ${how} (probability ${number(pivot.confidence)})` : "";
  return `This text ${sure} went through a machine (probability ${number(laundered)})${way}.`;
}
