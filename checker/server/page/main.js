/** The page: what is at hand is shown, checked, reviewed and given back. */

import { AnswerProblem, understood } from "./answer.js";
import { Checking } from "./checking.js";
import { Desk } from "./desk.js";
import { confirmed, openDialog, prepareDialogs } from "./dialogs.js";
import { byId, quoted } from "./dom.js";
import { NAMES } from "./formats.js";
import { prepareKeys } from "./keys.js";
import { Kept } from "./kept.js";
import { prepareMenus } from "./menus.js";
import { dismiss, notice, say } from "./notices.js";
import { printedFindings } from "./report.js";
import { Review } from "./review.js";
import { Reviewing } from "./reviewing.js";
import { copyResult, saveDecisions, saveReport, saveResult } from "./taking.js";
import { Writing } from "./writing.js";
import { count } from "./wording.js";

const desk = new Desk(showKept);
const kept = new Kept(desk, () => {
  checking.cancel();
  show();
});
const reviewing = new Reviewing(desk);
const checking = new Checking(desk, taken);
const writing = new Writing(desk, { check: () => void checking.run(), changed: showHead, makeRoom });
/** @type {ReturnType<typeof understood>|null} */
let report = null;

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
  byId("kept").textContent = trouble ? "Not kept" : !desk.record.text ? "" : desk.pending ? "Keeping …" : "Kept in this browser";
  if (!trouble) dismiss("kept");
  else {
    notice("kept", `${trouble} What you do now is lost when the page is closed or loaded again. Download the result before, `
      + "or forget texts that you no longer need.", { error: true });
  }
}

/** An answer is there: to the first finding, and say what there is. */
function taken() {
  void desk.keep({ phase: "review", current: null, hand: null });
  show();
  const many = reviewing.review?.items.length ?? 0;
  say(`Checked: ${count(many, "finding")}.`);
  scrollTo(0, 0);
  if (many) reviewing.article.reveal(true);
  else byId("main").focus();
}

// --- other texts ---

/** Another text is to take the place of the one at hand, which stays kept. */
async function makeRoom() {
  checking.cancel();
  if (desk.record.text) await desk.startAnew();
  show();
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

function save() {
  if (reviewing.review) saveResult(reviewing.review, desk.record);
}

/** @type {[string, () => void][]} */
const BUTTONS = [
  ["edit-text", () => turnTo("writing")], ["back", () => turnTo("review")], ["take-result", takeResult],
  ["copy", () => { if (reviewing.review) void copyResult(reviewing.review); }], ["download-result", save],
  ["forget", forget],
  ["download-report", () => { if (desk.answer) saveReport(desk.answer.raw, desk.record); }],
  ["download-decisions", () => {
    if (reviewing.review && report) saveDecisions(reviewing.review, report.verdict, desk.record);
  }],
  ["new-text", async () => { await makeRoom(); byId("text").focus(); }],
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
  write: () => turnTo("writing"), save, help: () => void openDialog("help", byId("help-title")),
};
prepareKeys(ACTIONS, inReview);
prepareDialogs();
prepareMenus();

addEventListener("beforeprint", () => {
  if (reviewing.review && inReview()) byId("print-list").replaceChildren(printedFindings(reviewing.review));
});
addEventListener("afterprint", () => byId("print-list").replaceChildren());
addEventListener("beforeunload", (event) => {
  if (desk.trouble && desk.record.text) event.preventDefault();
});
addEventListener("pagehide", () => desk.leave());

byId("no-script").remove();
await desk.resume();
show();
if (inReview()) reviewing.article.reveal(true);
