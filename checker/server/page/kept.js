/** The other texts that this browser keeps: opened again or forgotten. */

import { confirmed } from "./dialogs.js";
import { byId, element, quoted } from "./dom.js";
import { count } from "./wording.js";

export class Kept {
  /**
   * @param {import("./desk.js").Desk} desk
   * @param {() => void} changed Called when another text is at hand.
   */
  constructor(desk, changed) {
    this.desk = desk;
    this.changed = changed;
  }

  /** Draw the list. */
  async show() {
    const others = await this.desk.others();
    byId("others").hidden = others.length === 0;
    byId("others-list").replaceChildren(...others.map((one) => this.#row(one)));
  }

  /** @param {import("./types.js").DeskRecord} one */
  #row(one) {
    const name = one.name || `${one.text.trim().slice(0, 60)} …`;
    const open = element("button", { type: "button", class: "link" }, quoted(name));
    open.addEventListener("click", async () => {
      if (await this.desk.change(one.id)) this.changed();
      else await this.show();
    });
    const forget = element("button", { type: "button" }, "Forget", element("span", { class: "vh" }, " ", quoted(name)));
    forget.addEventListener("click", async () => {
      if (!(await confirmed("Forget this text?", `${name} and all decisions on it are deleted from this browser.`, "Forget it"))) return;
      await this.desk.forget(one.id);
      await this.show();
      byId("text").focus();
    });
    const words = one.text.match(/\S+/g)?.length ?? 0;
    const when = new Date(one.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" });
    return element("li", {}, open, " ", element("span", { class: "quiet" }, `${count(words, "word")}, ${when}`), " ", forget);
  }
}
