/** The keys of the review: one table for what they do and for the help. */

import { dialogOpen } from "./dialogs.js";
import { byId, element, takesKeys } from "./dom.js";
import { ofBrowser } from "./session.js";

const SETTING = "mtlint-single-keys"; // in localStorage: "off" where the user wants none

/**
 * @typedef {{keys: string[], shown: string, about: string, act: string, group: string, value?: number}} Key
 * `keys` are as events name them, `act` is the name of an action.
 */

/** @type {Key[]} */
export const KEYS = [
  { keys: ["Enter", "y"], shown: "Enter, y", about: "accept the first suggestion", act: "accept", value: 0, group: "Decide" },
  ...Array.from({ length: 9 }, (_, i) => (
    { keys: [String(i + 1)], shown: i ? "" : "1 … 9", about: "accept that suggestion", act: "accept", value: i, group: "Decide" })),
  { keys: ["e"], shown: "e", about: "write the replacement by hand", act: "edit", group: "Decide" },
  { keys: ["x", "r"], shown: "x, r", about: "reject: there is no fault here", act: "reject", group: "Decide" },
  { keys: ["Backspace", "c"], shown: "Backspace, c", about: "take the decision back", act: "clear", group: "Decide" },
  { keys: ["u"], shown: "u", about: "undo, without limit", act: "undo", group: "Decide" },
  { keys: ["U"], shown: "Shift+U", about: "redo", act: "redo", group: "Decide" },
  { keys: ["a"], shown: "a", about: "accept all from a confidence on, after a preview", act: "all", group: "Decide" },
  { keys: ["j", "ArrowDown"], shown: "j, ↓", about: "next finding", act: "next", group: "Move" },
  { keys: ["k", "ArrowUp"], shown: "k, ↑", about: "previous finding", act: "previous", group: "Move" },
  { keys: ["n"], shown: "n", about: "next open finding", act: "nextOpen", group: "Move" },
  { keys: ["p"], shown: "p", about: "previous open finding", act: "previousOpen", group: "Move" },
  { keys: ["J"], shown: "Shift+J", about: "next open finding of this severity", act: "nextSevere", group: "Move" },
  { keys: ["K"], shown: "Shift+K", about: "previous open finding of this severity", act: "previousSevere", group: "Move" },
  { keys: ["f"], shown: "f", about: "filter", act: "filter", group: "Move" },
  { keys: ["w"], shown: "w", about: "edit the text; decisions are kept", act: "write", group: "All else" },
  { keys: ["s"], shown: "s", about: "download the result", act: "save", group: "All else" },
  { keys: ["?"], shown: "?", about: "this help", act: "help", group: "All else" },
];
const BY_KEY = new Map(KEYS.flatMap((key) => key.keys.map((name) => /** @type {[string, Key]} */ ([name, key]))));
const ARROWS = ["ArrowDown", "ArrowUp"];

/** Does the focus stand where this key has a meaning of its own? @param {KeyboardEvent} event */
function hasOwnUse(event) {
  if (takesKeys(event.target)) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (event.key === "Enter") return target?.closest("button, a, summary, input") != null;
  return ARROWS.includes(event.key) && target?.closest("[role=region], #panel, .bar") != null;
}

/**
 * @param {Record<string, (value: number) => void>} actions By name.
 * @param {() => boolean} active Is a review shown?
 */
export function prepareKeys(actions, active) {
  const box = /** @type {HTMLInputElement} */ (byId("single-keys"));
  box.checked = ofBrowser.get(SETTING) !== "off";
  box.addEventListener("change", () => ofBrowser.set(SETTING, box.checked ? "on" : "off"));
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing || event.defaultPrevented) return;
    if (!box.checked || dialogOpen() || hasOwnUse(event)) return;
    const key = BY_KEY.get(event.key);
    if (!key || !(active() || key.act === "help")) return;
    event.preventDefault();
    actions[key.act](key.value ?? 0);
  });
  showKeys();
}

function showKeys() {
  const groups = [...new Set(KEYS.map((key) => key.group))];
  byId("help-keys").replaceChildren(...groups.map((group) => {
    const rows = KEYS.filter((key) => key.group === group && key.shown).map((key) => element("tr", {},
      element("th", { scope: "row" }, ...key.shown.split(", ").flatMap((name, i) => [i ? " " : "", element("kbd", {}, name)])),
      element("td", {}, key.about)));
    return element("table", {}, element("caption", {}, group), element("tbody", {}, ...rows));
  }));
}
