/** The dialog that accepts all from a confidence on, and shows first what that changes. */

import { asked } from "./dialogs.js";
import { byId, element, quoted } from "./dom.js";
import { read } from "./formats.js";
import { count, number } from "./wording.js";

const MOST_SHOWN = 500;

/**
 * @param {import("./review.js").Review} review
 * @param {Set<string>} hidden What the filter hides.
 * @returns {Promise<{lowest: number, items: import("./types.js").Item[]}|null>} null where the user cancelled
 */
export async function askedAll(review, hidden) {
  const box = /** @type {HTMLInputElement} */ (byId("all-only"));
  const field = /** @type {HTMLInputElement} */ (byId("all-number"));
  const range = /** @type {HTMLInputElement} */ (byId("all-range"));
  byId("all-only-row").hidden = hidden.size === 0;
  const chosen = () => review.certain(Number(field.value))
    .filter((item) => hidden.size === 0 || !box.checked || !hidden.has(item.key));
  const show = () => preview(review, field.validity.valid ? chosen() : []);
  const byField = () => { range.value = field.value; show(); };
  const byRange = () => { field.value = number(Number(range.value)); show(); };
  field.addEventListener("input", byField);
  range.addEventListener("input", byRange);
  box.addEventListener("change", show);
  show();
  const yes = await asked("all", "all-form", field);
  field.removeEventListener("input", byField);
  range.removeEventListener("input", byRange);
  box.removeEventListener("change", show);
  return yes ? { lowest: Number(field.value), items: chosen() } : null;
}

/**
 * @param {import("./review.js").Review} review
 * @param {import("./types.js").Item[]} items
 */
function preview(review, items) {
  const open = review.counts().open;
  byId("all-count").textContent = items.length
    ? `Accepts the first suggestion of ${items.length} of ${count(open, "open finding")}:`
    : "No open finding is as certain as that.";
  /** @type {HTMLButtonElement} */ (byId("all-accept")).disabled = items.length === 0;
  const rows = items.slice(0, MOST_SHOWN).map((item) => element("li", {},
    element("del", {}, quoted(read(review.format, item.finding.text))), " → ",
    element("ins", {}, quoted(read(review.format, item.finding.suggestions[0].replacement) || "deleted")), " ",
    element("span", { class: "number" }, number(item.finding.confidence)), " ",
    element("span", { class: "quiet" }, `line ${item.finding.line}`)));
  if (items.length > MOST_SHOWN) rows.push(element("li", {}, `and ${items.length - MOST_SHOWN} more`));
  byId("all-list").replaceChildren(element("ol", {}, ...rows));
}
