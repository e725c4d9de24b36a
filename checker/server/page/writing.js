/** The text as it is being written: typed, pasted, dropped or opened. */

import { wellFormed } from "./codepoints.js";
import { byId } from "./dom.js";
import { FileProblem, textOf } from "./files.js";
import { formatOf } from "./formats.js";
import { asField, merged } from "./lineends.js";
import { dismiss, notice, say } from "./notices.js";
import { count } from "./wording.js";

export class Writing {
  /**
   * @param {import("./desk.js").Desk} desk
   * @param {{check: () => void, changed: () => void, makeRoom: () => Promise<void>}} calls
   */
  constructor(desk, calls) {
    this.desk = desk;
    this.calls = calls;
    this.field = /** @type {HTMLTextAreaElement} */ (byId("text"));
    this.format = /** @type {HTMLSelectElement} */ (byId("format"));
    this.lowest = /** @type {HTMLSelectElement} */ (byId("lowest"));
    this.file = /** @type {HTMLInputElement} */ (byId("file"));
    this.field.addEventListener("input", () => this.#typed());
    this.format.addEventListener("change", () => this.#keep({ format: /** @type {any} */ (this.format.value) }));
    this.lowest.addEventListener("change", () => this.#keep({ lowest: Number(this.lowest.value) }));
    byId("open").addEventListener("click", () => this.file.click());
    this.file.addEventListener("change", () => {
      const file = this.file.files?.[0];
      if (file) this.open(file);
      this.file.value = ""; // so that the same file can be opened again
    });
    byId("form").addEventListener("submit", (event) => {
      event.preventDefault();
      calls.check();
    });
    this.field.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        calls.check();
      }
    });
    this.#takeDrops();
  }

  #takeDrops() {
    /** @param {DragEvent} event */
    const hasFile = (event) => event.dataTransfer?.types.includes("Files") ?? false;
    const target = byId("writing");
    addEventListener("dragover", (event) => {
      if (!hasFile(event)) return; // words dragged inside the field are its own business
      event.preventDefault();
      target.classList.add("dropping");
    });
    addEventListener("dragleave", (event) => {
      if (event.relatedTarget === null) target.classList.remove("dropping");
    });
    addEventListener("drop", (event) => {
      if (!hasFile(event)) return;
      event.preventDefault(); // the browser would leave the page
      target.classList.remove("dropping");
      const files = event.dataTransfer?.files;
      if (!files?.length) return;
      if (files.length > 1) notice("files", `One text at a time: ${files[0].name} was taken.`);
      this.open(files[0]);
    });
  }

  #typed() {
    const value = this.field.value;
    // what a field cannot hold as it came is kept beside it
    const text = value === asField(this.desk.record.text) ? this.desk.record.text : merged(this.desk.record.text, value);
    this.#keep({ text: wellFormed(text) });
  }

  /** @param {Partial<import("./types.js").DeskRecord>} changes */
  #keep(changes) {
    this.desk.keep(changes);
    this.showSize();
    this.calls.changed();
  }

  /** Show the text at hand. */
  show() {
    const { text, format, lowest } = this.desk.record;
    this.field.value = asField(text);
    this.format.value = format;
    this.lowest.value = String(lowest);
    this.showSize();
  }

  showSize() {
    const words = this.desk.record.text.match(/\S+/g)?.length ?? 0;
    byId("size").textContent = words ? count(words, "word") : "";
  }

  /**
   * Take a file up as the text.
   * @param {File} file
   * @param {string} [encoding]
   */
  async open(file, encoding) {
    let text;
    try {
      text = await textOf(file, encoding);
    } catch (error) {
      if (!(error instanceof FileProblem)) throw error;
      /** @type {[string, () => void][]} */
      const actions = error.legacy ? [["Open as Windows-1252", () => this.open(file, "windows-1252")]] : [];
      notice("file", error.message, { error: true, actions });
      return;
    }
    await this.calls.makeRoom();
    dismiss("file");
    this.desk.keep({ text, name: file.name, format: formatOf(file.name) });
    this.show();
    this.calls.changed();
    say(`${file.name} opened, ${byId("size").textContent}`);
    byId("check").focus();
  }
}
