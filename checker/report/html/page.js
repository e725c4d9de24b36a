(() => {
  "use strict";
  const tools = document.getElementById("tools");
  if (!tools) return;
  const count = document.getElementById("count");
  const pieces = new Map(); // finding -> its marks, deletions and insertions
  for (const piece of document.querySelectorAll(".mark, del, ins")) {
    const of = piece.dataset.of;
    if (!pieces.has(of)) pieces.set(of, []);
    pieces.get(of).push(piece);
  }
  const faults = [...document.querySelectorAll(".card")].map((card) => {
    const of = card.id.slice(1);
    const panel = card.closest(".faults");
    return { of, card, panel, mark: document.getElementById("m" + of), pieces: pieces.get(of) || [],
      words: card.textContent.toLowerCase(), confidence: Number(card.dataset.confidence), shown: true };
  });
  const byName = new Map(faults.map((fault) => [fault.of, fault]));
  const rows = [...document.querySelectorAll("tr[data-of]")].map((row) => ({ row, of: row.dataset.of.split(" ") }));
  const panels = [...document.querySelectorAll(".faults")].map((panel) => (
    { note: panel.querySelector(".filtered"), faults: faults.filter((fault) => fault.panel === panel) }));
  let current = null;

  const filter = () => {
    const severities = new Set([...tools.querySelectorAll("[name=severity]:checked")].map((box) => box.value));
    const family = tools.elements.family.value;
    const category = tools.elements.category.value;
    const lowest = Number(tools.elements.confidence.value);
    const words = tools.elements.words.value.trim().toLowerCase();
    tools.elements.lowest.value = lowest.toFixed(2);
    let shown = 0;
    for (const fault of faults) {
      const data = fault.card.dataset;
      const fits = severities.has(data.severity) && (!family || data.family === family)
        && (!category || data.category === category) && fault.confidence >= lowest && fault.words.includes(words);
      shown += fits;
      if (fits === fault.shown) continue;
      fault.shown = fits;
      fault.card.hidden = !fits;
      for (const piece of fault.pieces) {
        piece.classList.toggle("off", !fits);
        if (piece.classList.contains("mark")) piece.tabIndex = fits ? 0 : -1;
      }
    }
    for (const { row, of } of rows) row.hidden = !of.some((name) => byName.get(name).shown);
    for (const panel of panels) if (panel.note) panel.note.hidden = panel.faults.some((fault) => fault.shown);
    count.value = shown === faults.length ? `All ${shown} faults shown` : `${shown} of ${faults.length} faults shown`;
  };

  const scrolls = (panel) => getComputedStyle(panel).overflowY === "auto";

  const choose = (fault) => {
    if (current) for (const part of [current.card, ...current.pieces]) part.classList.remove("current");
    current = fault;
    for (const part of [fault.card, ...fault.pieces]) part.classList.add("current");
    if (scrolls(fault.panel)) {
      const head = fault.panel.querySelector("h3").offsetHeight + 6; // it stays in sight
      fault.panel.scrollTop += fault.card.getBoundingClientRect().top - fault.panel.getBoundingClientRect().top - head;
    }
  };

  const read = (fault) => { // in the text
    choose(fault);
    fault.mark.focus({ preventScroll: true });
    fault.mark.scrollIntoView({ block: "center" });
  };

  const step = (by) => {
    const shown = faults.filter((fault) => fault.shown);
    if (!shown.length) return;
    const focused = byName.get((document.activeElement && document.activeElement.dataset.of) || "") || current;
    const at = faults.indexOf(focused);
    const next = by > 0 ? shown.find((fault) => faults.indexOf(fault) > at) || shown[0]
      : shown.findLast((fault) => faults.indexOf(fault) < (at < 0 ? Infinity : at)) || shown[shown.length - 1];
    read(next);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a[href]");
    if (!link) return;
    const name = link.getAttribute("href");
    const fault = byName.get(name.slice(2));
    if (!fault) return;
    if (name.startsWith("#c")) { // from the text to the list
      choose(fault);
      if (!scrolls(fault.panel)) return;
      event.preventDefault();
      fault.card.focus({ preventScroll: true });
    } else if (name.startsWith("#m")) {
      event.preventDefault();
      read(fault);
    }
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || !tools.elements.keys.checked) return;
    if (event.target.closest("input:not([type=checkbox]), select, textarea")) return;
    if (event.key === "n") step(1);
    else if (event.key === "p") step(-1);
    else if (event.key === "/") tools.elements.words.focus();
    else return;
    event.preventDefault();
  });
  document.getElementById("next").addEventListener("click", () => step(1));
  document.getElementById("previous").addEventListener("click", () => step(-1));
  tools.addEventListener("input", filter);
  tools.addEventListener("reset", () => setTimeout(filter));
  tools.addEventListener("submit", (event) => event.preventDefault());
  let opened = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => { for (const details of opened) details.open = false; });
  tools.hidden = false;
  document.getElementById("still").hidden = true;
  filter();
})();
