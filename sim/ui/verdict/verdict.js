/* Verdict: sets texts, and says the verdict aloud once the reader has paused. The live region stays, so that it is heard. */

const PAUSE = 900; // ms without a new verdict until it is said
const SIGNS = { good: "✓", bad: "✗", none: "∅", other: "⇄" };
const PARTS = ["banner", "word", "says", "more", "voice", "hint", "to", "how", "scroll", "rows", "notes"];
const verdicts = new WeakMap();

function tell(v, data) {
  const { root, els } = v;
  root.dataset.tone = data.tone;
  els.banner.hidden = !data.word;
  els.word.textContent = data.word;
  write(els.says, data.says);
  write(els.more, data.more);
  els.more.hidden = !data.more;
  els.to.textContent = data.tone === "stop" ? "What helps:" : "To make it match:";
  write(els.how, data.hint);
  els.hint.hidden = !data.hint;
  els.rows.replaceChildren(...data.rows.map((row) => rowOf(data.editor, row)));
  els.scroll.hidden = !data.rows.length;
  els.notes.replaceChildren(...data.notes.map((note) => write(make("li"), note)));
  els.notes.hidden = !data.notes.length;
  if (!data.word) return;
  clearTimeout(v.timer);
  v.timer = setTimeout(() => (els.voice.textContent = `${data.word}. ${data.says} ${data.hint}`.replaceAll("`", "").trim()), v.said ? PAUSE : 0);
  v.said = true;
}

/* A sentence; what stands between backticks is code. Text stays text. */
function write(element, sentence) {
  const parts = sentence.split("`");
  const paired = parts.length % 2 === 1;
  element.replaceChildren(...(paired ? parts : [sentence]).map((part, n) => (n % 2 ? make("code", "", part) : part)));
  return element;
}

function rowOf(editor, [tone, word, path, line, wanted, got, reason, element]) {
  const row = make("tr", tone);
  const field = make("th");
  field.scope = "row";
  const named = make("div", "field");
  named.append(make("code", "", path));
  if (line && editor) {
    const button = make("button", "line", `line ${line}`);
    button.type = "button";
    button.addEventListener("click", () => dispatchEvent(new CustomEvent("coldstart-go", { detail: { editor, line, column: 0 } })));
    named.append(button);
  }
  field.append(named);
  const outcome = make("td", "outcome");
  const sign = make("span", "mark", SIGNS[tone]);
  sign.setAttribute("aria-hidden", "true");
  outcome.append(sign, ` ${word}`);
  const has = make("td");
  if (got) has.append(make("code", "", got));
  else has.append(make("span", "nothing", "nothing"));
  if (element) has.append(make("span", "element", `in ${element}`));
  const wants = make("td");
  wants.append(make("code", "", wanted));
  row.append(field, outcome, wants, has, write(make("td", "why"), reason));
  for (const [n, name] of ["", "Outcome", "The pattern wants", "The event has", "Why"].entries()) row.cells[n].dataset.name = name;
  return row;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".verdict");
  let v = verdicts.get(parentElement);
  if (v?.root !== root) {
    v = { root, els: Object.fromEntries(PARTS.map((name) => [name, root.querySelector(`.${name}`)])), told: "", timer: 0, said: false };
    verdicts.set(parentElement, v);
  }
  readMode(root);
  const told = JSON.stringify(data);
  if (told !== v.told) {
    v.told = told;
    tell(v, data);
  }
  return () => {
    clearTimeout(v.timer);
    verdicts.delete(parentElement);
  };
}
