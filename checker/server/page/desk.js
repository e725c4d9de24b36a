/** The text at hand and all that is done to it, kept in this browser as it changes. */

import { ofWindow } from "./session.js";
import { Store } from "./store.js";

const CURRENT = "mtlint-desk"; // the id of this window's text, in sessionStorage
const LAST = "mtlint-last"; // what was still being kept when the page was left, in sessionStorage
export const LOWEST = 0.5;

/** @returns {import("./types.js").DeskRecord} */
function blank() {
  return {
    id: newId(), revision: 0, at: 0, name: "", format: "text", lowest: LOWEST, text: "", phase: "writing",
    decisions: [], past: [], future: [], current: null, hand: null,
  };
}

function newId() {
  return `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
}

export class Desk {
  #store = new Store();
  /** @type {Promise<void>|null} */
  #writing = null;
  #again = false;
  #sent = 0;
  /** @type {import("./types.js").Answer|null} */
  #answer = null;
  #answerChanged = false;

  /** @param {(trouble: string|null) => void} told Called where something is to be kept and after each try: null, or why it failed. */
  constructor(told) {
    this.told = told;
    this.record = blank();
    /** @type {string|null} why what was done last is not kept */
    this.trouble = null;
    /** Is something done that is not kept yet? */
    this.pending = false;
  }

  get answer() {
    return this.#answer;
  }

  /** @param {import("./types.js").Answer|null} answer */
  set answer(answer) {
    this.#answer = answer;
    this.#answerChanged = true;
  }

  /** Take up the text of this window, or the one worked on last. */
  async resume() {
    try {
      const own = ofWindow.get(CURRENT);
      const id = own ?? (await this.#store.list())[0]?.id;
      const found = id ? await this.#store.get(id) : null;
      if (found) this.#take(found);
      else this.#mark();
      const last = left(id);
      if (last) this.#catchUp(last);
    } catch (error) {
      this.#tell(reason(error));
    }
  }

  /** @param {{record: import("./types.js").DeskRecord, sent: number}} last What was not kept yet when the page was left. */
  #catchUp({ record, sent }) {
    if (record.phase === "review" && !this.#answer) return; // a review is nothing without its answer
    const { revision, at } = this.record;
    const own = revision === record.revision || (revision === record.revision + 1 && at === sent);
    // where another window wrote this text since, from here on each has its own
    Object.assign(this.record, record, own ? { revision } : { id: newId(), revision: 0 });
    this.#answerChanged = !own;
    this.#mark();
    void this.keep();
  }

  /** The page is left: what is still being written is put where that takes no time. */
  leave() {
    ofWindow.set(LAST, this.pending ? JSON.stringify({ record: this.record, sent: this.#sent }) : "");
  }

  /** @param {string|null} trouble */
  #tell(trouble) {
    this.trouble = trouble;
    this.told(trouble);
  }

  /** @param {{record: import("./types.js").DeskRecord, answer: import("./types.js").Answer|null}} found */
  #take({ record, answer }) {
    this.record = { ...blank(), ...record };
    this.#answer = answer;
    this.#answerChanged = false;
    this.#mark();
  }

  #mark() {
    ofWindow.set(CURRENT, this.record.id);
  }

  /**
   * Change the record and keep it. Calls that come while one is being written are written together after it.
   * @param {Partial<import("./types.js").DeskRecord>} changes
   * @returns {Promise<void>} when it is kept, or could not be
   */
  keep(changes = {}) {
    Object.assign(this.record, changes, { at: Date.now() });
    this.#again = true;
    this.pending = true;
    if (!this.trouble) this.told(null);
    this.#writing ??= this.#write().finally(() => { this.#writing = null; });
    return this.#writing;
  }

  async #write() {
    while (this.#again) {
      this.#again = false;
      const answer = this.#answerChanged ? this.#answer : undefined;
      this.#answerChanged = false;
      this.#sent = this.record.at;
      try {
        if (await this.#store.put(this.record, answer)) {
          this.record.revision++;
          this.pending = this.#again;
          this.#tell(null);
        } else { // another window has this text as well: from here on each has its own
          Object.assign(this.record, { id: newId(), revision: 0 });
          this.#answerChanged = true;
          this.#again = true;
          this.#mark();
        }
      } catch (error) {
        if (answer !== undefined) this.#answerChanged = true;
        this.#tell(reason(error));
      }
    }
  }

  /** A new empty text; the one at hand stays kept. */
  async startAnew() {
    await this.#writing;
    this.record = { ...blank(), lowest: this.record.lowest };
    this.#answer = null;
    this.#answerChanged = false;
    this.trouble = null;
    this.#mark();
  }

  /**
   * Delete a kept text for good; if it is the one at hand, begin an empty one.
   * @param {string} id
   */
  async forget(id) {
    await this.#writing;
    if (id === this.record.id) await this.startAnew();
    await this.#store.remove(id);
  }

  /** The other texts that are kept, the newest first. */
  async others() {
    try {
      return (await this.#store.list()).filter((one) => one.id !== this.record.id && one.text !== "");
    } catch {
      return [];
    }
  }

  /** @param {string} id */
  async change(id) {
    await this.#writing;
    const found = await this.#store.get(id);
    if (found) this.#take(found);
    return found !== null;
  }
}

/**
 * What was not kept yet when this window was left, if it is of the text `id`. `sent` is the time of the change that was
 * just being written.
 * @param {string|undefined} id
 * @returns {{record: import("./types.js").DeskRecord, sent: number}|null}
 */
function left(id) {
  const last = ofWindow.get(LAST);
  if (!last) return null;
  ofWindow.set(LAST, "");
  const found = JSON.parse(last);
  return found.record.id === id ? found : null;
}

/** @param {unknown} error */
function reason(error) {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "QuotaExceededError") return "The space that this browser gives to the page is used up.";
  return "This browser lets the page keep nothing (a private window, or blocked storage, perhaps).";
}
