/** Texts kept in this browser: IndexedDB, a record of each text and, apart from it, the server's answer. */

const NAME = "mtlint";
const DESKS = "desks";
const ANSWERS = "answers";

/**
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function done(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * @param {IDBTransaction} transaction
 * @returns {Promise<void>}
 */
function committed(transaction) {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    transaction.onabort = () => reject(transaction.error ?? new DOMException("the storage gave up", "AbortError"));
  });
}

export class Store {
  /** @type {IDBDatabase|null} */
  #base = null;

  /** @returns {Promise<IDBDatabase>} */
  async #open() {
    if (this.#base) return this.#base;
    const request = indexedDB.open(NAME, 1);
    request.onupgradeneeded = () => {
      request.result.createObjectStore(DESKS, { keyPath: "id" });
      request.result.createObjectStore(ANSWERS);
    };
    this.#base = await done(request);
    this.#base.onclose = () => { this.#base = null; };
    this.#base.onversionchange = () => { this.#base?.close(); this.#base = null; };
    return this.#base;
  }

  /**
   * Keep a record, and the answer unless it is undefined (null removes it), all or nothing.
   * @param {import("./types.js").DeskRecord} record
   * @param {import("./types.js").Answer|null|undefined} answer
   * @returns {Promise<boolean>} false, and nothing is written, where another window wrote this text since `revision`
   */
  async put(record, answer) {
    const transaction = (await this.#open()).transaction([DESKS, ANSWERS], "readwrite");
    const end = committed(transaction);
    end.catch(() => {}); // it is told by what awaits it below
    const desks = transaction.objectStore(DESKS);
    const kept = await done(desks.get(record.id));
    if ((kept?.revision ?? 0) !== record.revision) {
      transaction.abort();
      return false;
    }
    desks.put({ ...record, revision: record.revision + 1 });
    if (answer) transaction.objectStore(ANSWERS).put(answer, record.id);
    if (answer === null) transaction.objectStore(ANSWERS).delete(record.id);
    transaction.commit?.();
    await end;
    return true;
  }

  /**
   * @param {string} id
   * @returns {Promise<{record: import("./types.js").DeskRecord, answer: import("./types.js").Answer|null}|null>}
   */
  async get(id) {
    const transaction = (await this.#open()).transaction([DESKS, ANSWERS], "readonly");
    const [record, answer] = await Promise.all([
      done(transaction.objectStore(DESKS).get(id)), done(transaction.objectStore(ANSWERS).get(id))]);
    return record ? { record, answer: answer ?? null } : null;
  }

  /** @returns {Promise<import("./types.js").DeskRecord[]>} the newest first */
  async list() {
    const transaction = (await this.#open()).transaction(DESKS, "readonly");
    const all = await done(transaction.objectStore(DESKS).getAll());
    return all.sort((a, b) => b.at - a.at);
  }

  /** @param {string} id */
  async remove(id) {
    const transaction = (await this.#open()).transaction([DESKS, ANSWERS], "readwrite");
    const end = committed(transaction);
    transaction.objectStore(DESKS).delete(id);
    transaction.objectStore(ANSWERS).delete(id);
    await end;
  }
}
