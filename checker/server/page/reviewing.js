/** The review on the page: where it stands, what is decided, and drawing only what that changes. */

import { askedAll } from "./acceptall.js";
import { Article } from "./article.js";
import { acceptable } from "./decisions.js";
import { byId } from "./dom.js";
import { Filter } from "./filter.js";
import { HandEdit } from "./handedit.js";
import { say } from "./notices.js";
import { prepareSeverities, showProgress, showVerdict } from "./overview.js";
import { showFinding, showNothing } from "./panel.js";
import { count, number } from "./wording.js";

export class Reviewing {
  /** @type {import("./review.js").Review|null} */
  review = null;
  /** @type {Set<string>} */
  #hidden = new Set();

  /** @param {import("./desk.js").Desk} desk */
  constructor(desk) {
    this.desk = desk;
    this.article = new Article(byId("article"), (key) => this.go(key));
    this.filter = new Filter(() => this.#filtered());
    this.hand = new HandEdit(desk, (item, decision) => this.#decide(item, decision));
    prepareSeverities((severity) => this.step(1, (item) => item.finding.severity === severity && this.#isOpen(item)));
    /** @type {[string, () => void][]} */
    const buttons = [
      ["previous", () => this.step(-1)], ["next", () => this.step(1)], ["accept", () => this.accept(0)],
      ["edit", () => this.edit()], ["reject", () => this.reject()], ["clear", () => this.clear()],
      ["undo", () => this.undo()], ["redo", () => this.redo()], ["accept-all", () => this.acceptAll()],
    ];
    for (const [id, act] of buttons) byId(id).addEventListener("click", act);
  }

  /**
   * Show a review.
   * @param {import("./review.js").Review} review
   * @param {ReturnType<typeof import("./answer.js").understood>} report
   */
  show(review, report) {
    this.review = review;
    this.filter.prepare(review.items);
    this.article.show(review);
    this.#hidden = this.filter.hidden(review);
    showVerdict(review, report, (key) => this.go(key));
    showProgress(review);
    const { current, hand } = this.desk.record;
    const first = review.items.find((item) => item.key === current)
      ?? review.items.find((item) => this.#isOpen(item)) ?? review.items[0];
    this.#choose(first ?? null);
    if (hand && hand.key === first?.key) this.hand.open(review, first, hand.text);
  }

  /** @param {import("./types.js").Item} item */
  #isOpen(item) {
    return this.review?.decision(item) === null;
  }

  /** @returns {import("./types.js").Item|null} */
  get current() {
    return this.review?.byKey.get(this.desk.record.current ?? "") ?? null;
  }

  // --- moving ---

  /** @param {import("./types.js").Item|null} item */
  #choose(item) {
    this.desk.record.current = item?.key ?? null;
    this.article.choose(item?.key ?? null);
    this.hand.close();
    this.#showCurrent();
  }

  #showCurrent() {
    const { review, current } = this;
    if (!review) return;
    const shown = review.items.filter((item) => !this.#hidden.has(item.key));
    byId("place").textContent = current ? `${current.number + 1} of ${review.items.length}` : "";
    for (const id of ["previous", "next"]) /** @type {HTMLButtonElement} */ (byId(id)).disabled = shown.length === 0;
    if (current) showFinding(review, current, (choice) => this.accept(choice, true));
    else showNothing(review.items.length ? "No finding fits the filter." : "mtlint found nothing in this text.");
  }

  /**
   * Go to a finding; the focus goes to its mark.
   * @param {string} key
   * @param {boolean} [focus]
   */
  go(key, focus = true) {
    const item = this.review?.byKey.get(key);
    if (!item) return;
    if (item.key !== this.current?.key) {
      this.#choose(item);
      this.desk.keep({ hand: null });
    }
    this.article.reveal(focus);
  }

  /**
   * Go to the next (1) or previous (-1) finding that is shown and fits; around the end of the text.
   * @param {1|-1} by
   * @param {(item: import("./types.js").Item) => boolean} [fits]
   * @returns {boolean} Was there any?
   */
  step(by, fits = () => true) {
    const items = this.review?.items ?? [];
    const from = this.current?.number ?? (by > 0 ? -1 : 0);
    for (let i = 1; i <= items.length; i++) {
      const item = items[(((from + by * i) % items.length) + items.length) % items.length];
      if (this.#hidden.has(item.key) || !fits(item)) continue;
      this.go(item.key, !inPanel());
      if (inPanel()) say(`${item.number + 1}: ${item.finding.text.slice(0, 80)}. ${item.finding.message}`);
      return true;
    }
    say("No such finding.");
    return false;
  }

  /** @param {1|-1} by */
  stepOpen(by) {
    return this.step(by, (item) => this.#isOpen(item));
  }

  /** @param {1|-1} by */
  stepSevere(by) {
    const severity = this.current?.finding.severity;
    return this.step(by, (item) => item.finding.severity === severity && this.#isOpen(item));
  }

  #filtered() {
    if (!this.review) return;
    this.#hidden = this.filter.hidden(this.review);
    this.article.filter(this.#hidden);
    const { current, review } = this;
    if (!current || this.#hidden.has(current.key)) {
      const shown = review.items.filter((item) => !this.#hidden.has(item.key));
      const next = shown.find((item) => item.number >= (current?.number ?? 0)) ?? shown[0] ?? null;
      this.#choose(next);
      this.article.reveal(false);
      this.desk.keep({ hand: null });
    } else this.#showCurrent();
    say(`${review.items.length - this.#hidden.size} of ${review.items.length} findings shown`);
  }

  // --- deciding ---

  /**
   * Accept a suggestion of the current finding, numbered from 0.
   * @param {number} choice
   * @param {boolean} [clicked] By a click on the suggestion, which goes with the finding.
   */
  accept(choice, clicked = false) {
    const { current } = this;
    if (!current || choice >= current.finding.suggestions.length) return;
    const text = current.finding.suggestions[choice].replacement;
    if (!acceptable(current, choice)) {
      this.edit();
      say(`Markup stands inside these words. Write the suggestion by hand: ${text}`);
      return;
    }
    if (clicked) this.article.reveal(true);
    this.#decide(current, { kind: "accept", choice, text });
  }

  /** Write the replacement of the current finding by hand. */
  edit() {
    if (this.review && this.current) this.hand.open(this.review, this.current);
  }

  reject() {
    if (this.current) this.#decide(this.current, { kind: "reject" });
  }

  clear() {
    const { current } = this;
    if (!current || this.#isOpen(current)) return;
    this.#made(this.review?.decide(`take the decision on “${current.finding.text.slice(0, 80)}” back`, [[current, null]]) ?? null);
    this.article.reveal(true); // the button that had the focus is gone
    say("Decision taken back.");
  }

  /**
   * Decide a finding and go to the next open one.
   * @param {import("./types.js").Item} item
   * @param {import("./types.js").Decision} decision
   */
  #decide(item, decision) {
    if (!this.review) return;
    const told = { accept: "accept", edit: "write", reject: "reject" }[decision.kind];
    const words = (decision.kind === "reject" ? item.finding.text : decision.text ?? "").slice(0, 80);
    this.#made(this.review.decide(`${told} “${words}”`, [[item, decision]]));
    const { open } = this.review.counts();
    const done = { accept: "Accepted", edit: "Written", reject: "Rejected" }[decision.kind];
    if (open > 0 && this.stepOpen(1)) {
      say(`${done}. ${count(open, "finding")} open. Next: ${this.current?.finding.text.slice(0, 80)}. ${this.current?.finding.message}`);
    } else {
      this.article.reveal(!inPanel());
      say(open ? `${done}. The filter shows no open finding.` : `${done}. All findings are decided.`);
    }
  }

  /** @param {import("./types.js").Step|null} step */
  #made(step) {
    const { review } = this;
    if (!step || !review) return;
    const { decisions, past, future } = review;
    this.article.refresh(step.changes.map((change) => change.key));
    this.#hidden = this.filter.hidden(review);
    this.article.filter(this.#hidden);
    showProgress(review);
    this.hand.close();
    this.#showCurrent();
    this.desk.keep({ decisions: [...decisions], past, future, hand: null });
  }

  undo() {
    this.#turned(this.review?.undo() ?? null, "Undone");
  }

  redo() {
    this.#turned(this.review?.redo() ?? null, "Done again");
  }

  /**
   * @param {import("./types.js").Step|null} step
   * @param {string} what
   */
  #turned(step, what) {
    if (!step) {
      say("Nothing to do.");
      return;
    }
    this.#made(step);
    const key = step.changes.find((change) => this.review?.byKey.has(change.key))?.key;
    if (key !== undefined) this.go(key, !inPanel());
    say(`${what}: ${step.label}`);
  }

  async acceptAll() {
    const { review } = this;
    if (!review) return;
    const answer = await askedAll(review, this.#hidden);
    if (!answer || !answer.items.length) return;
    const label = `accept ${count(answer.items.length, "finding")} from ${number(answer.lowest)} on`;
    this.#made(review.decide(label, answer.items.map((item) => (
      [item, { kind: "accept", choice: 0, text: item.finding.suggestions[0].replacement }]))));
    say(`${count(answer.items.length, "finding")} accepted.`);
  }
}

/** Does the focus stand on a button of the panel, to stay there? */
function inPanel() {
  return document.activeElement?.closest("#panel") != null;
}
