/** Small settings of this window or this browser; where storage is blocked they hold until the page is closed. */

/** @type {Map<string, string>} */
const here = new Map();

/**
 * @param {() => Storage} storage Asking for it fails already where it is blocked.
 * @param {string} name
 * @returns {string|null}
 */
function recalled(storage, name) {
  try {
    return storage().getItem(name) ?? here.get(name) ?? null;
  } catch {
    return here.get(name) ?? null;
  }
}

/**
 * @param {() => Storage} storage
 * @param {string} name
 * @param {string} value
 */
function remembered(storage, name, value) {
  here.set(name, value);
  try {
    storage().setItem(name, value);
  } catch { /* it is remembered here */ }
}

export const ofWindow = {
  /** @param {string} name */
  get: (name) => recalled(() => sessionStorage, name),
  /** @param {string} name @param {string} value */
  set: (name, value) => remembered(() => sessionStorage, name, value),
};
export const ofBrowser = {
  /** @param {string} name */
  get: (name) => recalled(() => localStorage, name),
  /** @param {string} name @param {string} value */
  set: (name, value) => remembered(() => localStorage, name, value),
};
