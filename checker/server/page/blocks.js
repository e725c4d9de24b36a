/** The text cut into paragraphs, and those into units that are drawn one by one; no cut goes through a finding. */

const MOST = 2000; // code units of a unit: a paragraph of a book, or a part of a huge line

/**
 * @typedef {{start: number, end: number, last: boolean, items: import("./types.js").Item[]}} Unit `last` of its paragraph.
 * @typedef {{units: Unit[]}} Paragraph
 */

/**
 * @param {string} text
 * @param {import("./types.js").Item[]} items In the order of the text, without overlaps.
 * @returns {Paragraph[]}
 */
export function paragraphsOf(text, items) {
  let next = 0; // the first item that does not end before the place at hand
  /** @param {number} at */
  const free = (at) => {
    while (next < items.length && items[next].high <= at) next++;
    return next < items.length && items[next].low < at ? items[next].high : at;
  };
  const paragraphs = [];
  let start = 0;
  for (const match of text.matchAll(/(?:\r\n|\r|\n)(?:[ \t]*(?:\r\n|\r|\n))+/g)) {
    const end = match.index + match[0].length;
    if (end < start || free(end) !== end) continue;
    paragraphs.push([start, end]);
    start = end;
  }
  if (start < text.length || !paragraphs.length) paragraphs.push([start, text.length]);
  next = 0;
  let taken = 0;
  return paragraphs.map(([from, to], number) => {
    const cuts = cutsOf(text, from, to, free);
    const units = cuts.map((end, index) => {
      const last = index === cuts.length - 1;
      const unit = { start: index ? cuts[index - 1] : from, end, last, items: /** @type {any[]} */ ([]) };
      const all = last && number === paragraphs.length - 1; // what stands at the very end begins nowhere before it
      while (taken < items.length && (items[taken].low < end || all)) unit.items.push(items[taken++]);
      return unit;
    });
    return { units };
  });
}

/**
 * The ends of the units of a paragraph.
 * @param {string} text
 * @param {number} from
 * @param {number} to
 * @param {(at: number) => number} free
 */
function cutsOf(text, from, to, free) {
  const cuts = [];
  let at = from;
  while (to - at > MOST) {
    const most = at + MOST;
    const line = text.lastIndexOf("\n", most - 1);
    const space = text.lastIndexOf(" ", most - 1);
    const cut = free(line > at ? line + 1 : space > at ? space + 1 : whole(text, most));
    if (cut >= to) break;
    cuts.push(cut);
    at = cut;
  }
  cuts.push(to);
  return cuts;
}

/**
 * The offset, or the next that lies in no surrogate pair and before no combining mark or joiner.
 * @param {string} text
 * @param {number} at
 */
function whole(text, at) {
  const found = /^[\udc00-\udfff\n\p{M}\u200d\ufe0f]*/u.exec(text.slice(at, at + 64));
  return at + (found ? found[0].length : 0);
}
