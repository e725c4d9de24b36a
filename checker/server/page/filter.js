/** Which findings are shown. */

import { byId, element } from "./dom.js";
import { number } from "./wording.js";

export class Filter {
  /** @param {() => void} changed */
  constructor(changed) {
    this.form = /** @type {HTMLFormElement} */ (byId("filter-form"));
    this.form.addEventListener("input", () => changed());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("reset", (event) => {
      event.preventDefault();
      this.reset();
      changed();
    });
  }

  /** @param {string} name */
  #field(name) {
    return /** @type {HTMLInputElement} */ (this.form.elements.namedItem(name));
  }

  /** @returns {HTMLInputElement[]} */
  get #severities() {
    return [...this.form.querySelectorAll("input")].filter((box) => box.name === "severity");
  }

  /**
   * The families to choose from.
   * @param {import("./types.js").Item[]} items
   */
  prepare(items) {
    /** @type {Map<string, number>} */
    const families = new Map();
    for (const item of items) families.set(item.family, (families.get(item.family) ?? 0) + 1);
    const options = [...families].sort().map(([name, many]) => element("option", { value: name }, `${name} (${many})`));
    this.#field("family").replaceChildren(element("option", { value: "" }, "all"), ...options);
    this.reset();
  }

  reset() {
    for (const box of this.#severities) box.checked = true;
    this.#field("family").value = "";
    this.#field("confidence").value = "0";
    this.#field("open").checked = false;
  }

  /** Does it hide anything by its settings? */
  get active() {
    return this.#severities.some((box) => !box.checked) || this.#field("family").value !== ""
      || Number(this.#field("confidence").value) > 0 || this.#field("open").checked;
  }

  /** @param {import("./review.js").Review} review */
  hidden(review) {
    const severities = new Set(this.#severities.filter((box) => box.checked).map((box) => box.value));
    const family = this.#field("family").value;
    const lowest = Number(this.#field("confidence").value);
    const open = this.#field("open").checked;
    byId("filter-confidence").textContent = number(lowest);
    const hidden = new Set();
    for (const item of review.items) {
      const fits = severities.has(item.finding.severity) && (family === "" || item.family === family)
        && item.finding.confidence >= lowest && !(open && review.decision(item));
      if (!fits) hidden.add(item.key);
    }
    const left = review.items.length - hidden.size;
    byId("filter-count").textContent = this.active ? `(${left} of ${review.items.length} shown)` : "";
    return hidden;
  }
}
