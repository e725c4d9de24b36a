/** Code points, which the server counts, to UTF-16 code units, which JavaScript counts. */

/**
 * A function from an offset in code points to the one in code units; NaN beyond the end of the text.
 * @param {string} text
 * @returns {(codePoints: number) => number}
 */
export function unitsOf(text) {
  const last = text.length;
  if (!/[\ud800-\udfff]/.test(text)) return (n) => (Number.isInteger(n) && n >= 0 && n <= last ? n : NaN);
  const starts = new Uint32Array(last + 1);
  let count = 0;
  for (let at = 0; at < last; count++) {
    starts[count] = at;
    at += /** @type {number} */ (text.codePointAt(at)) > 0xffff ? 2 : 1;
  }
  starts[count] = last;
  return (n) => (Number.isInteger(n) && n >= 0 && n <= count ? starts[n] : NaN);
}

/**
 * The text with U+FFFD for halves of surrogate pairs, which UTF-8 cannot hold.
 * @param {string} text
 */
export function wellFormed(text) {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd");
}
