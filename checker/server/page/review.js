/** The state of a review and what changes it. Knows no page, no storage and no server. */

import { acceptable, applied, editsOf, isCurly, same } from "./decisions.js";

export class Review {
  /**
   * @param {string} text
   * @param {import("./types.js").Format} format
   * @param {import("./types.js").Item[]} items In the order of the text.
   */
  constructor(text, format, items) {
    this.text = text;
    this.format = format;
    this.items = items;
    this.curly = isCurly(text);
    this.byKey = new Map(items.map((item) => [item.key, item]));
    /** @type {Map<string, import("./types.js").Decision>} also of findings of an earlier check, should they come back */
    this.decisions = new Map();
    /** @type {import("./types.js").Step[]} */
    this.past = [];
    /** @type {import("./types.js").Step[]} */
    this.future = [];
  }

  /**
   * Take up decisions made before, of this or an earlier check of the text.
   * @param {[string, import("./types.js").Decision][]} decisions
   * @param {import("./types.js").Step[]} past
   * @param {import("./types.js").Step[]} future
   */
  resume(decisions, past, future) {
    for (const [key, decision] of decisions) {
      const fitted = this.#fitted(key, decision);
      if (fitted) this.decisions.set(key, fitted);
    }
    /** @param {import("./types.js").Step} step */
    const known = (step) => step.changes.some((change) => this.byKey.has(change.key));
    this.past = past.filter(known);
    this.future = future.filter(known);
  }

  /**
   * A suggestion may have another place in the list now, or be gone; then its words are what was decided.
   * @param {string} key
   * @param {import("./types.js").Decision} decision
   * @returns {import("./types.js").Decision|null}
   */
  #fitted(key, decision) {
    const item = this.byKey.get(key);
    if (!item || decision.kind !== "accept") return decision;
    const choice = item.finding.suggestions.findIndex((one) => one.replacement === decision.text);
    if (choice === decision.choice) return decision;
    if (choice >= 0 && acceptable(item, choice)) return { ...decision, choice };
    return item.plain ? { kind: "edit", text: decision.text, source: true } : null;
  }

  /** @param {import("./types.js").Item} item */
  decision(item) {
    return this.decisions.get(item.key) ?? null;
  }

  /**
   * Decide several findings as one step; null takes a decision back. What does not change is left out.
   * @param {string} label
   * @param {[import("./types.js").Item, import("./types.js").Decision|null][]} wanted
   * @returns {import("./types.js").Step|null} null where nothing changes
   */
  decide(label, wanted) {
    const changes = wanted
      .map(([item, after]) => ({ key: item.key, before: this.decision(item), after }))
      .filter((change) => !same(change.before, change.after));
    if (!changes.length) return null;
    const step = { label, changes };
    this.#make(changes.map((change) => [change.key, change.after]));
    this.past.push(step);
    this.future = [];
    return step;
  }

  /** @returns {import("./types.js").Step|null} the step that was undone */
  undo() {
    const step = this.past.pop();
    if (!step) return null;
    this.#make(step.changes.map((change) => [change.key, change.before]));
    this.future.push(step);
    return step;
  }

  /** @returns {import("./types.js").Step|null} the step that was made again */
  redo() {
    const step = this.future.pop();
    if (!step) return null;
    this.#make(step.changes.map((change) => [change.key, change.after]));
    this.past.push(step);
    return step;
  }

  /** @param {[string, import("./types.js").Decision|null][]} decisions */
  #make(decisions) {
    for (const [key, decision] of decisions) {
      if (decision) this.decisions.set(key, decision);
      else this.decisions.delete(key);
    }
  }

  /**
   * The open findings of at least a confidence whose first suggestion can be put in place.
   * @param {number} lowest
   */
  certain(lowest) {
    return this.items.filter((item) => (
      !this.decision(item) && item.finding.confidence >= lowest && acceptable(item, 0)));
  }

  /**
   * The edits that the decision on a finding makes.
   * @param {import("./types.js").Item} item
   */
  edits(item) {
    return editsOf(item, this.decision(item), this);
  }

  /**
   * The words at a finding's mark as the result has them.
   * @param {import("./types.js").Item} item
   */
  shown(item) {
    return applied(this.text, this.edits(item), item.low, item.high);
  }

  /** The text with all that was decided. */
  result() {
    return applied(this.text, this.items.flatMap((item) => this.edits(item)));
  }

  /** How many findings are open by severity, accepted, edited, rejected. */
  counts() {
    const counts = { all: this.items.length, open: 0, accept: 0, edit: 0, reject: 0, critical: 0, major: 0, minor: 0 };
    for (const item of this.items) {
      const decision = this.decision(item);
      if (decision) counts[decision.kind]++;
      else {
        counts.open++;
        counts[item.finding.severity]++;
      }
    }
    return counts;
  }
}
