/** A text field knows LF only: here the line ends of the text as it came are kept through its editing. */

const LINE_END = /\r\n|\r|\n/g;

/**
 * The text as a text field gives it back.
 * @param {string} text
 */
export function asField(text) {
  return text.replace(LINE_END, "\n");
}

/**
 * The text of a field after editing, with line ends as they were: those before and behind the edited part are
 * untouched, new ones are like the one before them.
 * @param {string} before The text before the edit, with its line ends.
 * @param {string} field The text that the field holds now.
 */
export function merged(before, field) {
  if (!before.includes("\r")) return field;
  const old = asField(before);
  const most = Math.min(old.length, field.length);
  let head = 0;
  while (head < most && old[head] === field[head]) head++;
  let tail = 0;
  while (tail < most - head && old[old.length - 1 - tail] === field[field.length - 1 - tail]) tail++;
  const first = sourceOffset(before, head);
  const last = sourceOffset(before, old.length - tail);
  const ends = before.slice(0, first).match(LINE_END) ?? before.slice(first).match(LINE_END);
  const usual = ends ? (first > 0 ? /** @type {string} */ (ends.at(-1)) : ends[0]) : "\n";
  const middle = field.slice(head, field.length - tail).replace(/\n/g, usual);
  return before.slice(0, first) + middle + before.slice(last);
}

/**
 * Where an offset of the field lies in the text with its own line ends.
 * @param {string} text
 * @param {number} offset
 */
function sourceOffset(text, offset) {
  let shorter = 0; // by how much the field's text is shorter up to here
  for (const match of text.matchAll(/\r\n/g)) {
    if (match.index - shorter >= offset) break;
    shorter++;
  }
  return offset + shorter;
}
