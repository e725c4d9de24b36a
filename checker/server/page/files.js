/** Files of the user: read here, in the browser, and given back. */

export const MOST_BYTES = 64 * 1024 * 1024;

/** A file that cannot be read as text; the message says what to do. */
export class FileProblem extends Error {
  /**
   * @param {string} message
   * @param {boolean} [legacy] Might it be text in Windows-1252?
   */
  constructor(message, legacy = false) {
    super(message);
    this.legacy = legacy;
  }
}

/** @type {[string, number[]][]} */
const MAGIC = [
  ["a PDF", [0x25, 0x50, 0x44, 0x46]], ["an office file or a ZIP archive", [0x50, 0x4b, 0x03, 0x04]],
  ["a PNG picture", [0x89, 0x50, 0x4e, 0x47]], ["a JPEG picture", [0xff, 0xd8, 0xff]], ["gzip data", [0x1f, 0x8b]],
];

/**
 * The text of a file; a UTF-8 byte-order mark and line ends stay in it.
 * @param {File} file
 * @param {string} [encoding]
 */
export async function textOf(file, encoding) {
  if (file.size > MOST_BYTES) throw new FileProblem(`${file.name} is larger than ${MOST_BYTES / 1024 / 1024} MiB. Open it in parts.`);
  let bytes;
  try {
    bytes = new Uint8Array(await file.arrayBuffer());
  } catch {
    throw new FileProblem(`${file.name} cannot be read. It may be a folder, or was moved since.`);
  }
  for (const [what, magic] of MAGIC) {
    if (magic.every((byte, i) => bytes[i] === byte)) {
      throw new FileProblem(`${file.name} is ${what}, not text. Save it as text, Markdown or HTML first.`);
    }
  }
  const name = encoding ?? marked(bytes);
  try {
    return new TextDecoder(name, { fatal: true, ignoreBOM: name === "utf-8" }).decode(bytes);
  } catch {
    throw new FileProblem(`${file.name} is not in UTF-8. Save it as UTF-8, or open it as Windows-1252 if it is an old file.`, true);
  }
}

/** @param {Uint8Array} bytes */
function marked(bytes) {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  return "utf-8";
}

/**
 * Save a text as a file of the user, in UTF-8.
 * @param {string} name
 * @param {string} text
 * @param {string} type
 */
export function download(name, text, type) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/**
 * @param {string} text
 * @returns {Promise<boolean>} false where the browser does not allow it
 */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copiedByEvent(text); // without https or loopback there is no clipboard to write to
  }
}

/** @param {string} text */
function copiedByEvent(text) {
  let done = false;
  /** @param {ClipboardEvent} event */
  const put = (event) => {
    event.clipboardData?.setData("text/plain", text);
    event.preventDefault();
    done = true;
  };
  document.addEventListener("copy", put, { capture: true, once: true });
  try {
    document.execCommand("copy");
  } finally {
    document.removeEventListener("copy", put, { capture: true });
  }
  return done;
}
