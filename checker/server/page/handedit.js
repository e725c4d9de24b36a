/** Writing a replacement by hand, in the panel. */

import { byId } from "./dom.js";
import { read } from "./formats.js";
import { merged } from "./lineends.js";

export class HandEdit {
  /** @type {import("./types.js").Item|null} */
  #item = null;
  #start = ""; // the words with their line ends, which a field does not keep

  /**
   * @param {import("./desk.js").Desk} desk
   * @param {(item: import("./types.js").Item, decision: import("./types.js").Decision) => void} decide
   */
  constructor(desk, decide) {
    this.desk = desk;
    this.form = byId("hand");
    this.field = /** @type {HTMLTextAreaElement} */ (byId("hand-text"));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      const item = this.#item;
      if (!item) return;
      /** @type {import("./types.js").Decision} */
      const decision = { kind: "edit", text: merged(this.#start, this.field.value) };
      if (!item.plain) decision.source = true;
      this.#leave();
      decide(item, decision);
    });
    byId("hand-cancel").addEventListener("click", () => this.#cancel());
    this.field.addEventListener("keydown", (event) => {
      if (event.isComposing) return;
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        /** @type {HTMLFormElement} */ (this.form).requestSubmit();
      } else if (event.key === "Escape") {
        event.preventDefault();
        this.#cancel();
      }
    });
    this.field.addEventListener("input", () => {
      if (this.#item) this.desk.keep({ hand: { key: this.#item.key, text: this.field.value } });
    });
  }

  /**
   * @param {import("./review.js").Review} review
   * @param {import("./types.js").Item} item
   * @param {string} [text] What was written before, if it was.
   */
  open(review, item, text) {
    this.#item = item;
    this.#start = startOf(review, item);
    this.field.value = text ?? this.#start;
    byId("hand-hint").textContent = item.plain
      ? "Leave it empty to delete the words."
      : "Markup stands inside these words: you write source here, markup and all.";
    this.form.hidden = false;
    this.field.focus();
    this.field.select();
  }

  close() {
    this.#item = null;
    this.form.hidden = true;
  }

  /** The focus goes back to the mark before its place is gone. */
  #leave() {
    this.close();
    const mark = document.querySelector("#article .mark.current");
    if (mark instanceof HTMLElement) mark.focus({ preventScroll: true });
  }

  #cancel() {
    this.#leave();
    this.desk.keep({ hand: null });
  }
}

/**
 * The words to begin from: what was decided, or what stands in the text.
 * @param {import("./review.js").Review} review
 * @param {import("./types.js").Item} item
 */
function startOf(review, item) {
  const decision = review.decision(item);
  if (decision?.kind === "edit" && !decision.source === item.plain) return decision.text ?? "";
  if (decision?.kind === "accept" && item.plain) return read(review.format, decision.text ?? "");
  return item.plain ? read(review.format, item.finding.text) : item.finding.text;
}
