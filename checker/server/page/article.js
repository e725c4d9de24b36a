/** The text on the page, with its findings marked. Drawn once; then only the units that change are drawn again. */

import { paragraphsOf } from "./blocks.js";
import { element, visible } from "./dom.js";

const STATES = { accept: "mended", edit: "mended", reject: "rejected" };
const TOLD = { open: "", accept: ", mended", edit: ", mended by hand", reject: ", rejected" };

export class Article {
  /** @type {import("./review.js").Review|null} */
  #review = null;
  /** @type {Map<string, {mark: HTMLElement, unit: import("./blocks.js").Unit}>} */
  #places = new Map();
  /** @type {Map<import("./blocks.js").Unit, HTMLElement>} */
  #drawn = new Map();
  /** @type {string|null} */
  #current = null;
  /** @type {Set<string>} */
  #hidden = new Set();

  /**
   * @param {HTMLElement} root
   * @param {(key: string) => void} chosen Called when a mark is clicked.
   */
  constructor(root, chosen) {
    this.root = root;
    root.addEventListener("click", (event) => {
      const mark = event.target instanceof Element ? event.target.closest(".mark") : null;
      if (mark instanceof HTMLElement && mark.dataset.key !== undefined) chosen(mark.dataset.key);
    });
  }

  /** @param {import("./review.js").Review} review */
  show(review) {
    this.#review = review;
    this.#places.clear();
    this.#drawn.clear();
    this.#current = null;
    this.#hidden = new Set();
    this.root.classList.toggle("code", review.format === "html");
    const paragraphs = paragraphsOf(review.text, review.items).map(({ units }) => {
      const drawn = units.map((unit) => this.#draw(unit));
      return element("p", { class: "paragraph", dir: "auto" }, ...drawn);
    });
    this.root.replaceChildren(...paragraphs);
  }

  /** @param {import("./blocks.js").Unit} unit */
  #draw(unit) {
    const review = /** @type {import("./review.js").Review} */ (this.#review);
    const made = element("span", { class: "unit" });
    let at = unit.start;
    for (const item of unit.items) {
      made.append(...this.#plain(review.text.slice(at, item.low)));
      const mark = this.#mark(item);
      this.#places.set(item.key, { mark, unit });
      made.append(mark);
      at = item.high;
    }
    const rest = review.text.slice(at, unit.end);
    // the space between paragraphs is not the text's
    made.append(...this.#plain(unit.last ? rest.replace(/[\r\n][ \t\r\n]*$/, "") : rest));
    this.#drawn.set(unit, made);
    return made;
  }

  /**
   * Text without a finding; tags of HTML are set back.
   * @param {string} words
   */
  #plain(words) {
    if (this.#review?.format !== "html" || !words.includes("<")) return visible(words);
    return words.split(/(<[^<>]*>)/).flatMap((piece, i) => (
      i % 2 ? [element("span", { class: "tag" }, ...visible(piece))] : visible(piece)));
  }

  /** @param {import("./types.js").Item} item */
  #mark(item) {
    const review = /** @type {import("./review.js").Review} */ (this.#review);
    const decision = review.decision(item);
    const state = decision ? decision.kind : "open";
    const words = review.shown(item);
    const severity = item.finding.severity;
    const mark = element("span", {
      class: `mark ${severity} ${decision ? STATES[decision.kind] : "open"}`, role: "button", tabindex: "-1",
    });
    mark.dataset.key = item.key;
    mark.dataset.state = state;
    if (words === "") mark.classList.add("empty");
    mark.append(...visible(words), element("span", { class: "vh" }, `${words === "" ? "nothing" : ""} (${severity}${TOLD[state]})`));
    this.#dress(mark, item.key);
    return mark;
  }

  /**
   * @param {HTMLElement} mark
   * @param {string} key
   */
  #dress(mark, key) {
    const current = key === this.#current;
    mark.classList.toggle("current", current);
    mark.classList.toggle("off", this.#hidden.has(key));
    mark.tabIndex = current ? 0 : -1;
    if (current) {
      mark.setAttribute("aria-current", "true");
      mark.setAttribute("aria-describedby", "finding-text");
    } else {
      mark.removeAttribute("aria-current");
      mark.removeAttribute("aria-describedby");
    }
  }

  /**
   * Draw the units again in which these findings stand.
   * @param {Iterable<string>} keys
   */
  refresh(keys) {
    const units = new Set();
    for (const key of keys) {
      const place = this.#places.get(key);
      if (place) units.add(place.unit);
    }
    for (const unit of units) {
      const old = /** @type {HTMLElement} */ (this.#drawn.get(unit));
      const focused = old.contains(document.activeElement) && document.activeElement instanceof HTMLElement
        ? document.activeElement.dataset.key : undefined;
      old.replaceWith(this.#draw(unit));
      if (focused !== undefined) this.#places.get(focused)?.mark.focus({ preventScroll: true });
    }
  }

  /** @param {string|null} key */
  choose(key) {
    const old = this.#current;
    this.#current = key;
    for (const one of [old, key]) {
      const place = one === null ? undefined : this.#places.get(one);
      if (place && one !== null) this.#dress(place.mark, one);
    }
  }

  /**
   * Bring the current finding into sight, and give it the focus if wanted.
   * @param {boolean} focus
   */
  reveal(focus) {
    const place = this.#current === null ? undefined : this.#places.get(this.#current);
    if (!place) return;
    if (focus) place.mark.focus({ preventScroll: true });
    place.mark.scrollIntoView({ block: "center" });
  }

  /**
   * Marks of what a filter hides are plain text.
   * @param {Set<string>} hidden
   */
  filter(hidden) {
    const before = this.#hidden;
    this.#hidden = hidden;
    for (const [key, { mark }] of this.#places) {
      if (before.has(key) !== hidden.has(key)) this.#dress(mark, key);
    }
  }
}
