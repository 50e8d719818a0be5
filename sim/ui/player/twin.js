/* Twin: the same trace as a table, for those who read rather than look, and for copying. Rows are made when the table
   is opened, a page at a time. */

const PAGE = 200;
const HEADS = ["Time", "Until", "Where", "What", "Why"];

/* Entries and spans in order of time; at one moment entries first, as causes before what they cause. */
function rowsOf(score) {
  const marks = [];
  for (let i = 0; i < score.entry.size; i++) marks.push({ side: "entry", i, at: score.entry.at[i] });
  for (let i = 0; i < score.span.size; i++) marks.push({ side: "span", i, at: score.span.start[i] });
  return marks.sort((a, b) => a.at - b.at);
}

function cellsOf(score, mark) {
  const said = telling(score, mark);
  return [moment(said.from), mark.side === "span" ? moment(said.to) : "", said.where, said.label, said.why];
}

function showTwin(p) {
  const { els, score } = p;
  if (!els.twin.open) return;
  p.rows ??= rowsOf(score);
  const pages = Math.max(1, Math.ceil(p.rows.length / PAGE));
  p.page = Math.max(0, Math.min(pages - 1, p.page));
  const first = p.page * PAGE;
  const page = p.rows.slice(first, first + PAGE);
  els.caption.textContent = p.rows.length > PAGE
    ? `All that happens, in order of time: rows ${first + 1} to ${first + page.length} of ${p.rows.length}`
    : `All that happens, in order of time: ${plural(p.rows.length, "row")}`;
  els.rows.replaceChildren(...page.map((mark) => rowOf(score, mark)));
  els.pager.hidden = pages === 1;
  els.earlier.disabled = p.page === 0;
  els.later.disabled = p.page === pages - 1;
  markRow(p);
}

function rowOf(score, mark) {
  const row = make("tr");
  row.mark = mark;
  cellsOf(score, mark).forEach((text, n) => {
    const cell = make(n ? "td" : "th", "", text);
    if (!n) cell.scope = "row";
    row.append(cell);
  });
  row.dataset.tone = score.tones[score[mark.side].tone[mark.i]];
  return row;
}

/* Show in the table which step the picture stands at. */
function markRow(p) {
  const { els, step } = p;
  if (!els.twin.open) return;
  els.rows.querySelector("[aria-current]")?.removeAttribute("aria-current");
  for (const row of els.rows.rows) {
    if (row.mark.side === "entry" && row.mark.i === step) row.setAttribute("aria-current", "step");
  }
}

async function copyTwin(p) {
  const { els, score } = p;
  p.rows ??= rowsOf(score);
  const lines = p.rows.map((mark) => cellsOf(score, mark).map((text) => text.replace(/\s+/g, " ")).join("\t"));
  const text = [HEADS.join("\t"), ...lines].join("\n");
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyByHand(els.twin, text); // pages without https have no clipboard to write to
  }
  els.copied.textContent = `Copied ${plural(lines.length, "row")}`;
}

function copyByHand(near, text) {
  const area = make("textarea", "unseen");
  area.value = text;
  near.append(area);
  area.select();
  document.execCommand("copy");
  area.remove();
}
