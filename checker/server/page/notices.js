/** What the page says: messages that stay until they are closed, and short ones for screen readers. */

import { byId, element } from "./dom.js";

/** @type {Map<string, HTMLElement>} */
const shown = new Map();

/**
 * Show a message; one of the same topic before it goes.
 * @param {string} topic
 * @param {string} message
 * @param {{error?: boolean, actions?: [string, () => void][]}} [options]
 */
export function notice(topic, message, { error = false, actions = [] } = {}) {
  const old = shown.get(topic);
  if (old && old.dataset.message === message) return;
  dismiss(topic);
  const close = element("button", { type: "button", class: "close", "aria-label": "Close this message" }, "✕");
  close.addEventListener("click", () => dismiss(topic));
  const buttons = actions.map(([name, act]) => {
    const button = element("button", { type: "button" }, name);
    button.addEventListener("click", () => { dismiss(topic); act(); });
    return button;
  });
  const text = element("p", {}, element("strong", {}, error ? "Problem: " : ""), message);
  const made = element("div", { class: error ? "notice error" : "notice", role: error ? "alert" : "status" }, text, ...buttons, close);
  made.dataset.message = message;
  made.dataset.topic = topic;
  shown.set(topic, made);
  byId("notices").append(made);
}

/** @param {string} topic */
export function dismiss(topic) {
  shown.get(topic)?.remove();
  shown.delete(topic);
}

/**
 * Tell a screen reader.
 * @param {string} message
 */
export function say(message) {
  const said = byId("said");
  said.textContent = said.textContent === message ? `${message}\u00a0` : message; // the same words twice are told twice
}
