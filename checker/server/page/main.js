/** The page: what is at hand is shown, checked, reviewed and given back. */

import { AnswerProblem, understood } from "./answer.js";
import { ServerProblem, check, keepToken } from "./api.js";
import { wellFormed } from "./codepoints.js";
import { Desk } from "./desk.js";
import { askedToken, confirmed, openDialog, prepareDialogs } from "./dialogs.js";
import { byId, quoted } from "./dom.js";
import { copy, download } from "./files.js";
import { NAMES, fileName, mediaType } from "./formats.js";
import { prepareKeys } from "./keys.js";
import { Kept } from "./kept.js";
import { dismiss, notice, say } from "./notices.js";
import { decisionsReport, printedFindings } from "./report.js";
import { Review } from "./review.js";
import { Reviewing } from "./reviewing.js";
import { Writing } from "./writing.js";
import { count } from "./wording.js";

const desk = new Desk(showKept);
const kept = new Kept(desk, () => show());
const reviewing = new Reviewing(desk);
const writing = new Writing(desk, { check: () => void checked(), changed: showHead, mayReplace });
/** @type {ReturnType<typeof understood>|null} */
let report = null;
/** @type {AbortController|null} */
let running = null;

// --- what is shown ---

/** Show the text at hand, in the phase it is in. */
function show() {
  report = null;
  const { answer, record } = desk;
  if (answer) {
    try {
      report = understood(answer);
    } catch (error) {
      if (!(error instanceof AnswerProblem)) throw error;
      desk.answer = null;
    }
  }
  if (report && answer) {
    const review = new Review(answer.text, answer.format, report.items);
    review.resume(record.decisions, record.past, record.future);
    reviewing.show(review, report);
  } else {
    reviewing.review = null;
    record.phase = "writing";
  }
  showPhase();
}

function showPhase() {
  const review = inReview();
  byId("writing").hidden = review;
  byId("review").hidden = !review;
  for (const id of ["edit-text", "copy", "download"]) byId(id).hidden = !review;
  /** @type {HTMLButtonElement} */ (byId("print")).disabled = !review;
  if (!review) {
    writing.show();
    void kept.show();
  }
  showHead();
}

function inReview() {
  return desk.record.phase === "review" && reviewing.review !== null;
}

function showHead() {
  const { name, format, text } = desk.record;
  const title = name || (text ? "Text without a name" : "No text yet");
  byId("title").replaceChildren(...quoted(title).childNodes);
  document.title = name ? `${name} – mtlint` : "mtlint";
  const words = inReview() && report ? `${count(report.words, "word")}, ` : "";
  byId("about").textContent = text ? `${words}${NAMES.get(format)}` : "";
  showAgain();
}

/** While a text that was checked is edited: what becomes of the decisions. */
function showAgain() {
  const { review } = reviewing;
  const { answer, record } = desk;
  byId("again").hidden = !review || inReview();
  if (!review || !answer) return;
  const counts = review.counts();
  const unchanged = answer.text === record.text && answer.format === record.format;
  const mended = counts.accept + counts.edit;
  byId("again-text").textContent = "This is the text as you sent it. "
    + `${count(counts.all - counts.open, "decision")} will be kept wherever its place stays as it is.`;
  byId("back").hidden = !unchanged;
  byId("take-result").hidden = !unchanged || mended === 0;
}

/** @param {string|null} trouble */
function showKept(trouble) {
  byId("kept").textContent = trouble ? "Not kept" : desk.record.text ? "Kept in this browser" : "";
  if (!trouble) dismiss("kept");
  else {
    notice("kept", `${trouble} What you do now is lost when the page is closed or loaded again. Download the result before, `
      + "or forget texts that you no longer need.", { error: true });
  }
}

// --- checking ---

async function checked() {
  if (running) return;
  const { text, format, lowest } = desk.record;
  dismiss("check");
  if (!text.trim()) {
    notice("check", "There is no text yet: paste or type one, or open a file.");
    byId("text").focus();
    return;
  }
  const own = new AbortController();
  running = own;
  const began = Date.now();
  const waiting = byId("waiting");
  const clock = setInterval(() => {
    if (Date.now() - began > 2000) waiting.textContent = `Checking … ${Math.round((Date.now() - began) / 1000)} s`;
  }, 1000);
  waiting.textContent = "Checking …";
  setBusy(true);
  /** @type {unknown} */
  let problem = null;
  try {
    const sent = wellFormed(text);
    const raw = await check({ text: sent, format, min_confidence: lowest }, own.signal);
    const answer = { text: sent, format, raw };
    understood(answer); // it is taken only if it fits
    desk.answer = answer;
  } catch (error) {
    problem = error;
  } finally {
    clearInterval(clock);
    running = null;
    waiting.textContent = "";
    setBusy(false);
  }
  if (problem) await told(problem);
  else {
    void desk.keep({ phase: "review", current: null, hand: null });
    show();
    taken();
  }
}

/** @param {boolean} busy */
function setBusy(busy) {
  byId("cancel").hidden = !busy;
  for (const id of ["check", "text", "open", "format", "lowest", "take-result", "new-text", "forget"]) {
    const field = /** @type {HTMLTextAreaElement|HTMLButtonElement} */ (byId(id));
    if (field instanceof HTMLTextAreaElement) field.readOnly = busy; // it keeps the focus and can be read
    else field.disabled = busy;
  }
  byId("form").setAttribute("aria-busy", String(busy));
  if (busy) byId("cancel").focus();
  else if (document.activeElement === document.body) byId("text").focus();
}

/** The answer is shown: to the first finding, and say what there is. */
function taken() {
  const many = reviewing.review?.items.length ?? 0;
  say(`Checked: ${count(many, "finding")}.`);
  scrollTo(0, 0);
  if (many) reviewing.article.reveal(true);
  else byId("main").focus();
}

/** @param {unknown} problem */
async function told(problem) {
  if (problem instanceof ServerProblem) {
    if (problem.kind === "token") {
      const token = await askedToken(problem.message);
      if (token !== null) {
        keepToken(token);
        await checked();
        return;
      }
    }
    const lost = problem.kind === "cancelled" ? "" : " Your text is kept as it is.";
    notice("check", problem.message + lost, { error: problem.kind !== "cancelled" });
  } else if (problem instanceof AnswerProblem) {
    notice("check", `The server’s answer cannot be used: ${problem.message}. Your text is kept as it is.`, { error: true });
  } else throw problem;
  byId("text").focus();
}

// --- other texts ---

/** May another text take the place of the one at hand? It goes to a desk of its own, so nothing is lost. */
async function mayReplace() {
  if (desk.record.text) await desk.startAnew();
  show();
  return true;
}

async function forget() {
  const name = desk.record.name || "this text";
  const yes = await confirmed("Forget this text?", `${name}, the server’s answer and all decisions are deleted from this browser. This cannot be undone.`, "Forget it");
  if (!yes) return;
  try {
    await desk.forget(desk.record.id);
  } catch {
    notice("kept", "The browser did not delete it. Try again, or clear the data of this site in the browser’s settings.", { error: true });
    return;
  }
  dismiss("kept");
  show();
  byId("kept").textContent = "";
  say("Forgotten.");
  byId("text").focus();
}

// --- what the user takes away ---

function saveResult() {
  const { review } = reviewing;
  if (review) download(fileName(desk.record.name, review.format), review.result(), mediaType(review.format));
}

/** @param {string} suffix */
function beside(suffix) {
  return `${fileName(desk.record.name, desk.record.format).replace(/\.[^.]*$/, "")}${suffix}`;
}

async function copied() {
  const { review } = reviewing;
  if (!review) return;
  if (await copy(review.result())) {
    say("The result is copied.");
    byId("copy").textContent = "Copied";
    setTimeout(() => { byId("copy").textContent = "Copy result"; }, 2000);
  } else notice("copy", "The browser does not let the page copy. Download the result instead.", { error: true });
}

/** @param {"writing"|"review"} phase */
function turnTo(phase) {
  void desk.keep({ phase });
  showPhase();
  if (phase === "writing") byId("text").focus();
  else reviewing.article.reveal(true);
}

function takeResult() {
  const { review } = reviewing;
  if (!review) return;
  const decisions = [...review.decisions].filter(([, decision]) => decision.kind === "reject");
  desk.answer = null;
  void desk.keep({ text: review.result(), decisions, past: [], future: [], current: null, hand: null });
  show();
  byId("text").focus();
}

/** @type {[string, () => void][]} */
const BUTTONS = [
  ["edit-text", () => turnTo("writing")], ["back", () => turnTo("review")], ["take-result", takeResult],
  ["copy", copied], ["download-result", saveResult], ["forget", forget], ["cancel", () => running?.abort()],
  ["download-report", () => download(beside(".report.json"), desk.answer?.raw ?? "", "application/json")],
  ["download-decisions", () => {
    const { review } = reviewing;
    if (!review || !report) return;
    const name = fileName(desk.record.name, review.format);
    download(beside(".review.md"), decisionsReport(review, report.verdict, name), "text/markdown;charset=utf-8");
  }],
  ["new-text", async () => { await desk.startAnew(); show(); byId("text").focus(); }],
  ["print", () => print()], ["help-button", () => openDialog("help", byId("help-title"))],
];
for (const [id, act] of BUTTONS) byId(id).addEventListener("click", act);

/** @type {Record<string, (value: number) => void>} */
const ACTIONS = {
  accept: (choice) => reviewing.accept(choice), edit: () => reviewing.edit(), reject: () => reviewing.reject(),
  clear: () => reviewing.clear(), undo: () => reviewing.undo(), redo: () => reviewing.redo(),
  all: () => void reviewing.acceptAll(), next: () => void reviewing.step(1), previous: () => void reviewing.step(-1),
  nextOpen: () => void reviewing.stepOpen(1), previousOpen: () => void reviewing.stepOpen(-1),
  nextSevere: () => void reviewing.stepSevere(1), previousSevere: () => void reviewing.stepSevere(-1),
  filter: () => {
    /** @type {HTMLDetailsElement} */ (byId("filter")).open = true;
    byId("filter-form").querySelector("input")?.focus();
  },
  write: () => turnTo("writing"), save: saveResult, help: () => void openDialog("help", byId("help-title")),
};
prepareKeys(ACTIONS, inReview);
prepareDialogs();

const fold = byId("fold");
fold.addEventListener("click", () => {
  const folded = byId("panel").classList.toggle("folded");
  fold.setAttribute("aria-expanded", String(!folded));
  fold.textContent = folded ? "More" : "Less";
});
const menus = /** @type {NodeListOf<HTMLDetailsElement>} */ (document.querySelectorAll("details.menu"));
for (const menu of menus) {
  menu.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("li button")) menu.open = false;
  });
  menu.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
}
document.addEventListener("click", (event) => {
  for (const menu of menus) if (event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
});
addEventListener("beforeprint", () => {
  if (reviewing.review && inReview()) byId("print-list").replaceChildren(printedFindings(reviewing.review));
});
addEventListener("afterprint", () => byId("print-list").replaceChildren());
addEventListener("beforeunload", (event) => {
  if (!desk.kept && desk.record.text) event.preventDefault();
});

await desk.resume();
show();
if (inReview()) reviewing.article.reveal(true);
