/** A check: sent, waited for, cancelled, taken or told why not. */

import { AnswerProblem, understood } from "./answer.js";
import { ServerProblem, check, keepToken } from "./api.js";
import { wellFormed } from "./codepoints.js";
import { askedToken } from "./dialogs.js";
import { byId } from "./dom.js";
import { dismiss, notice } from "./notices.js";

const LOCKED = ["check", "open", "format", "lowest", "take-result", "back", "new-text", "forget"]; // while it runs

export class Checking {
  /** @type {AbortController|null} */
  #running = null;

  /**
   * @param {import("./desk.js").Desk} desk
   * @param {() => void} taken Called when an answer is there.
   */
  constructor(desk, taken) {
    this.desk = desk;
    this.taken = taken;
    byId("cancel").addEventListener("click", () => this.cancel());
  }

  cancel() {
    this.#running?.abort();
  }

  /** Have the text at hand checked. */
  async run() {
    if (this.#running) return;
    dismiss("check");
    if (!this.desk.record.text.trim()) {
      notice("check", "There is no text yet: paste or type one, or open a file.");
      byId("text").focus();
      return;
    }
    try {
      await this.#ask();
    } catch (problem) {
      await this.#tell(problem);
      return;
    }
    this.taken();
  }

  async #ask() {
    const record = this.desk.record;
    const { text, format, lowest } = record;
    const own = new AbortController();
    this.#running = own;
    const waiting = byId("waiting");
    const began = Date.now();
    const clock = setInterval(() => {
      waiting.textContent = `Checking … ${Math.round((Date.now() - began) / 1000)} s`;
    }, 5000); // not each second: it is read aloud
    waiting.textContent = "Checking …";
    this.#lock(true);
    try {
      const sent = wellFormed(text);
      const raw = await check({ text: sent, format, min_confidence: lowest }, own.signal);
      const answer = { text: sent, format, raw };
      understood(answer); // it is taken only if it fits
      if (this.desk.record !== record) throw new ServerProblem("cancelled", "The check was cancelled: another text was opened.");
      this.desk.answer = answer;
    } finally {
      clearInterval(clock);
      this.#running = null;
      waiting.textContent = "";
      this.#lock(false);
    }
  }

  /** @param {boolean} busy */
  #lock(busy) {
    byId("cancel").hidden = !busy;
    for (const id of LOCKED) /** @type {HTMLButtonElement} */ (byId(id)).disabled = busy;
    /** @type {HTMLTextAreaElement} */ (byId("text")).readOnly = busy;
    byId("form").setAttribute("aria-busy", String(busy));
    if (busy) byId("cancel").focus();
  }

  /** @param {unknown} problem */
  async #tell(problem) {
    if (problem instanceof ServerProblem) {
      if (problem.kind === "token") {
        const token = await askedToken(problem.message);
        if (token !== null) {
          keepToken(token);
          await this.run();
          return;
        }
      }
      const error = problem.kind !== "cancelled";
      notice("check", error ? `${problem.message} Your text is as it was.` : problem.message, { error });
    } else if (problem instanceof AnswerProblem) {
      notice("check", `The server’s answer cannot be used: ${problem.message}. Your text is as it was.`, { error: true });
    } else throw problem;
    byId("text").focus();
  }
}
