/**
 * The values that travel between the modules. Offsets are UTF-16 code units of the checked text, half-open, unless a
 * comment says code points (those are of the server's answer).
 *
 * @typedef {"text"|"markdown"|"html"} Format
 * @typedef {"critical"|"major"|"minor"} Severity
 *
 * @typedef {object} Edit Replace `text.slice(start, end)`.
 * @property {number} start
 * @property {number} end
 * @property {string} replacement
 *
 * @typedef {object} Suggestion
 * @property {string} replacement As the format writes it (escaped in HTML).
 * @property {number} confidence
 *
 * @typedef {object} Finding A finding as the server gives it; offsets in code points.
 * @property {string} rule
 * @property {string} category
 * @property {Severity} severity
 * @property {number} start
 * @property {number} end
 * @property {number} line
 * @property {number} column
 * @property {string} text
 * @property {string} message
 * @property {number} confidence
 * @property {Suggestion[]} suggestions
 * @property {{language: string, phrase: string}|null} pivot
 * @property {string} fingerprint
 * @property {Edit[]} edits
 *
 * @typedef {object} Item A finding with its place in the text.
 * @property {string} key The fingerprint; made unique should two be the same.
 * @property {number} number From 0, in the order of the text.
 * @property {Finding} finding
 * @property {string} family The first part of the rule's name.
 * @property {number} start
 * @property {number} end
 * @property {Edit[]} edits Put the first suggestion in place; empty where that cannot be done without touching markup.
 * @property {number} low Where the words and the edits begin,
 * @property {number} high and where they end: what a mark in the text covers.
 * @property {boolean} plain May the words be replaced as a whole? Not where markup stands inside.
 *
 * @typedef {object} Decision
 * @property {"accept"|"edit"|"reject"} kind
 * @property {number} [choice] Which suggestion, from 0; of "accept".
 * @property {string} [text] The replacement; of "accept" and "edit".
 * @property {boolean} [source] Is `text` source, markup and all? Of "edit".
 *
 * @typedef {object} Change
 * @property {string} key
 * @property {Decision|null} before
 * @property {Decision|null} after
 *
 * @typedef {object} Step What one key press decided.
 * @property {string} label
 * @property {Change[]} changes
 *
 * @typedef {object} Verdict Offsets of the evidence in code points.
 * @property {number} laundered
 * @property {{language: string, confidence: number}|null} pivot
 * @property {{rule: string, start: number, end: number, weight: number}[]} evidence
 *
 * @typedef {object} Answer What was asked, and the server's answer as it came.
 * @property {string} text
 * @property {Format} format
 * @property {string} raw
 *
 * @typedef {object} DeskRecord What is kept of one text in this browser, beside its answer.
 * @property {string} id
 * @property {number} revision
 * @property {number} at Milliseconds since 1970.
 * @property {string} name
 * @property {Format} format
 * @property {number} lowest
 * @property {string} text The text as it is being written.
 * @property {"writing"|"review"} phase
 * @property {[string, Decision][]} decisions
 * @property {Step[]} past
 * @property {Step[]} future
 * @property {string|null} current
 * @property {{key: string, text: string}|null} hand A replacement that is being written by hand.
 */

export {};
