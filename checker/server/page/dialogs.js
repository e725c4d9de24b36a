/** Dialogs: opened, closed, and answered. */

import { byId } from "./dom.js";

/** Is a dialog open? Keys are its own then. */
export function dialogOpen() {
  return document.querySelector("dialog[open]") !== null;
}

/** Let the buttons that close a dialog do so. */
export function prepareDialogs() {
  for (const button of document.querySelectorAll("dialog [data-close]")) {
    button.addEventListener("click", () => button.closest("dialog")?.close());
  }
}

/**
 * Open a dialog; the focus goes back to where it was when it closes.
 * @param {string} id
 * @param {HTMLElement} [first] What gets the focus.
 */
export function openDialog(id, first) {
  const dialog = /** @type {HTMLDialogElement} */ (byId(id));
  if (!dialog.open) dialog.showModal();
  first?.focus();
  return dialog;
}

/**
 * Show a dialog with a form until it is sent or closed.
 * @param {string} id
 * @param {string} form
 * @param {HTMLElement} first
 * @returns {Promise<boolean>} Was it sent?
 */
export function asked(id, form, first) {
  const dialog = openDialog(id, first);
  const sent = byId(form);
  return new Promise((resolve) => {
    let yes = false;
    /** @param {Event} event */
    const send = (event) => {
      event.preventDefault(); // nothing is sent anywhere by a form
      yes = true;
      dialog.close();
    };
    sent.addEventListener("submit", send);
    dialog.addEventListener("close", () => {
      sent.removeEventListener("submit", send);
      resolve(yes);
    }, { once: true });
  });
}

/**
 * @param {string} title
 * @param {string} text
 * @param {string} yes What the button says that does it.
 */
export function confirmed(title, text, yes) {
  byId("confirm-title").textContent = title;
  byId("confirm-text").textContent = text;
  byId("confirm-yes").textContent = yes;
  return asked("confirm", "confirm-form", byId("confirm-yes"));
}

/**
 * @param {string} why
 * @returns {Promise<string|null>} null where the user cancelled
 */
export async function askedToken(why) {
  const field = /** @type {HTMLInputElement} */ (byId("token-text"));
  byId("token-why").textContent = why;
  field.value = "";
  const sent = await asked("token", "token-form", field);
  const token = field.value.trim();
  field.value = "";
  return sent && token ? token : null;
}
