/** The panel with the current finding. */

import { acceptable } from "./decisions.js";
import { byId, element, quoted, visible } from "./dom.js";
import { read } from "./formats.js";
import { languageName, number } from "./wording.js";

const LONGEST = 300; // code units of a passage that are shown as the heading

/**
 * Show a finding with what was decided of it.
 * @param {import("./review.js").Review} review
 * @param {import("./types.js").Item} item
 * @param {(choice: number) => void} take Called when a suggestion is clicked.
 */
export function showFinding(review, item, take) {
  const { finding } = item;
  const decision = review.decision(item);
  byId("finding").hidden = false;
  byId("nothing").hidden = true;
  byId("finding").className = `finding ${finding.severity}`;
  byId("finding-severity").textContent = finding.severity;
  byId("finding-words").replaceChildren(wordsOf(review, finding.text, "nothing stands here"));
  byId("finding-message").replaceChildren(...visible(finding.message));
  byId("finding-confidence").textContent = `Confidence ${number(finding.confidence)}`;
  byId("finding-rule").replaceChildren(...visible(finding.rule));
  byId("finding-place").textContent = `line ${finding.line}, column ${finding.column}`;
  showPivot(finding);
  byId("finding-decision").replaceChildren(...decided(review, item));
  byId("finding-decision").hidden = !decision;
  showSuggestions(review, item, take);
  /** @type {HTMLButtonElement} */ (byId("accept")).disabled = finding.suggestions.length === 0;
  byId("clear").hidden = !decision;
}

/**
 * @param {import("./review.js").Review} review
 * @param {string} words
 * @param {string} none
 */
function wordsOf(review, words, none) {
  const text = read(review.format, words);
  if (text === "") return element("i", {}, none);
  return quoted(text.length > LONGEST ? `${text.slice(0, LONGEST)} …` : text);
}

/** @param {import("./types.js").Finding} finding */
function showPivot(finding) {
  const place = byId("finding-pivot");
  const { pivot } = finding;
  place.hidden = !pivot;
  if (!pivot) return;
  const phrase = pivot.phrase ? [" ", element("q", { lang: pivot.language.length === 2 ? pivot.language : false }, ...visible(pivot.phrase))] : [];
  place.replaceChildren("From ", languageName(pivot.language), ...phrase);
}

/**
 * @param {import("./review.js").Review} review
 * @param {import("./types.js").Item} item
 * @returns {(Node|string)[]}
 */
function decided(review, item) {
  const decision = review.decision(item);
  if (!decision) return [];
  if (decision.kind === "reject") return ["✕ Rejected: it stays as it is."];
  const words = wordsOf(review, review.shown(item), "deleted");
  return [decision.kind === "accept" ? "✓ Accepted: " : "✓ Written by hand: ", words];
}

/**
 * @param {import("./review.js").Review} review
 * @param {import("./types.js").Item} item
 * @param {(choice: number) => void} take
 */
function showSuggestions(review, item, take) {
  const { suggestions } = item.finding;
  const decision = review.decision(item);
  const rows = suggestions.map((suggestion, choice) => {
    const taken = decision?.kind === "accept" && decision.choice === choice;
    const words = wordsOf(review, suggestion.replacement, "delete it");
    const button = element("button", { type: "button", "aria-pressed": taken ? "true" : "false" },
      choice < 9 ? element("kbd", { "aria-hidden": "true" }, String(choice + 1)) : "",
      element("span", { class: "words" }, words),
      element("span", { class: "number" }, element("span", { class: "vh" }, ", confidence "), number(suggestion.confidence)));
    if (!acceptable(item, choice)) button.append(element("span", { class: "quiet" }, "by hand …"));
    button.addEventListener("click", () => take(choice));
    return element("li", {}, button);
  });
  byId("suggestions").replaceChildren(...rows);
  byId("suggestions").hidden = rows.length === 0;
  byId("no-suggestion").hidden = rows.length > 0;
  byId("no-suggestion").textContent = "There is no suggestion: edit it by hand, or reject it.";
}

/**
 * Show that there is no finding to show.
 * @param {string} message
 */
export function showNothing(message) {
  byId("finding").hidden = true;
  byId("nothing").hidden = false;
  byId("nothing").textContent = message;
}
