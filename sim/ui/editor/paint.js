/* Paint: the lines in sight, coloured, behind the text; their numbers beside it. Only what is in sight is ever made. */

const MOST_COLOURED = 100_000; // signs of a text; a longer one shows itself, without colours
const MOST_IN_LINE = 4000; // signs of a line that is coloured
const BEYOND = 4; // lines above and below the edge
const SIGNS = { good: "✓", bad: "✗", note: "•" };

function paint(e) {
  const { text, ink, numbers } = e.els;
  const { starts, high } = e;
  const top = text.scrollTop;
  const first = Math.max(0, Math.floor(top / high) - BEYOND);
  const last = Math.min(starts.length, Math.ceil((top + text.clientHeight) / high) + BEYOND);
  const down = first * high - top;
  const inked = [], numbered = [];
  for (let n = first; n < last; n++) {
    const marks = e.marks.get(n + 1) ?? [];
    const worst = ["bad", "note", "good"].find((kind) => marks.some((mark) => mark.kind === kind));
    const row = make("div", worst ? `row ${worst}` : "row");
    row.append(make("span", "sign", SIGNS[worst] ?? ""), String(n + 1));
    numbered.push(row);
    if (e.coloured) inked.push(paintLine(e, lineText(text.value, starts, n), marks, worst));
  }
  ink.dataset.json = String(/^\s*[[{]/.test(text.value.slice(0, 400))); // in other languages nothing is odd
  ink.replaceChildren(...inked);
  numbers.replaceChildren(...numbered);
  ink.style.transform = `translate(${-text.scrollLeft}px, ${down}px)`;
  numbers.style.transform = `translateY(${down}px)`;
}

function paintLine(e, line, marks, worst) {
  const row = make("div", worst ? `row ${worst}` : "row");
  const under = marks.filter((mark) => mark.column > 0);
  if (line.length > MOST_IN_LINE) {
    row.textContent = line;
    return row;
  }
  const tokens = tokensOf(line, e.words);
  const spots = under.map((mark) => ({ ...tokenAt(tokens, halvesBefore(line, mark.column)), kind: mark.kind }));
  for (const { from, to, kind } of tokens) {
    const spot = spots.find((each) => each.from < to && from < each.to);
    const text = line.slice(from, to);
    if (kind === "space" && !spot) row.append(text);
    else row.append(make("span", spot ? `${kind} spot-${spot.kind}` : kind, text));
  }
  const behind = spots.find((each) => each.from >= line.length);
  if (behind) row.append(make("span", `spot-${behind.kind}`, "\u00a0"));
  if (!row.hasChildNodes()) row.append("\u00a0");
  return row;
}

/* What is said below the text: each mark that has words, with its place, which is a button that leads there. */
function tellMarks(e) {
  const said = e.told.filter((mark) => mark.says);
  const { text } = e.els;
  const rows = said.map((mark) => {
    const row = make("p", `row ${mark.kind}`);
    row.append(make("span", "sign", SIGNS[mark.kind]));
    if (mark.line) {
      const where = mark.column ? `Line ${mark.line}, column ${mark.column}` : `Line ${mark.line}`;
      const button = make("button", "where", where);
      button.type = "button";
      button.addEventListener("click", () => goTo(e, mark.line, mark.column));
      row.append(button);
    }
    row.append(make("span", "says", mark.says));
    return row;
  });
  e.els.said.replaceChildren(...rows);
  text.setAttribute("aria-invalid", String(said.some((mark) => mark.kind === "bad")));
}
