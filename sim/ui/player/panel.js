/* Panel: what the picture says in words. The present step (or the chosen mark) with its why, the counters, the bubble
   at the pointer, and the quiet voice for screen readers. All of it is set as text, never as markup. */

function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}

/* The counters; where one is the sum of others by what they count, they stand as an equation. */
function buildCounters(p) {
  const { score, els } = p;
  const [whole, parts] = score.balance ?? [-1, []];
  const item = (n) => {
    const sum = make("span", "sum");
    const number = make("b", "number", "0");
    sum.append(make("span", "name", score.counters[n].label), " ", number);
    p.numbers[n] = number;
    return sum;
  };
  const sign = (text) => [" ", make("span", "op", text), " "];
  p.numbers = [];
  const row = [];
  if (score.balance) {
    const equation = make("span", "equation");
    equation.append(item(whole), ...parts.flatMap((part, n) => [...sign(n ? "+" : "="), item(part)]));
    row.push(equation);
  }
  score.counters.forEach((_, n) => {
    if (n !== whole && !parts.includes(n)) row.push(" ", item(n));
  });
  els.sums.replaceChildren(...row);
  els.sums.hidden = !score.counters.length;
}

function tellCounters({ score, numbers, step }) {
  score.counters.forEach((counter, n) => {
    const text = counter.so_far[step + 1].toLocaleString("en");
    if (numbers[n].textContent !== text) numbers[n].textContent = text;
  });
}

/* Fill the panel: a mark under the pointer first, then a chosen one, else the step that has just happened. */
function tellNow(p) {
  const { score, els } = p;
  const mark = p.hover ?? p.picked ?? (p.step >= 0 ? { side: "entry", i: p.step } : null);
  const said = mark ? telling(score, mark) : opening(p);
  els.now.dataset.tone = said.tone;
  els.now.dataset.of = p.hover || p.picked ? "mark" : "step";
  els.time.textContent = said.when;
  els.where.textContent = said.where;
  els.label.textContent = said.label;
  els.tone.textContent = mark && said.tone !== "note" ? said.tone : "";
  els.tone.title = TONE_WORDS[said.tone] ?? "";
  els.why.textContent = said.why;
  els.count.textContent = placeInScore(p, mark);
  els.same.textContent = mark && !p.hover && !p.picked ? alsoNow(p) : "";
  tellFact(els, said);
  const ctx = els.sign.getContext("2d");
  fitCanvas(els.sign, 20, 20, p.palette.dpr);
  ctx.clearRect(0, 0, 20, 20);
  inkSign(ctx, p.palette, said.tone, 10, 10, 6);
}

function opening({ score }) {
  const steps = score.entry.size;
  const why = steps
    ? `${plural(steps, "step")} in ${lasting(score.end)}. Press play, or take one step at a time.`
    : "Nothing happens in this scenario.";
  return { tone: "note", when: moment(0), where: "", label: "Before the first step", why, fact: "", rule: "", url: "" };
}

function placeInScore({ score }, mark) {
  if (mark?.side !== "entry") return "";
  return `step ${(mark.i + 1).toLocaleString("en")} of ${score.entry.size.toLocaleString("en")}`;
}

/* Other entries of the very same moment that have happened with this step. */
function alsoNow({ score, step }) {
  const { at, label } = score.entry;
  const others = [];
  for (let i = step - 1; i >= 0 && at[i] === at[step] && others.length < 3; i--) {
    others.unshift(score.strings[label[i]]);
  }
  return others.length ? `At the same moment: ${others.join(" · ")}` : "";
}

/* What the mark rests on: the rule in a sentence, and where it can be read. Folded, so that playing stays calm. */
function tellFact(els, { fact, rule, url }) {
  els.fact.hidden = !fact;
  els.rule.replaceChildren();
  if (!fact) return;
  const chip = make(url ? "a" : "span", "chip", fact);
  if (url) {
    chip.href = url; // encode.py lets https addresses through, nothing else
    chip.target = "_blank";
    chip.rel = "noopener";
  }
  els.rule.append(rule ? `${rule} ` : "", chip);
}

/* Say the panel aloud. Not while playing: that would be a torrent. */
function speak(p) {
  if (p.playing) return;
  const { els } = p;
  const parts = [els.time, els.where, els.label, els.why].map((each) => each.textContent);
  els.voice.textContent = parts.filter(Boolean).join(" · ");
}

function tellScrub(p, thoroughly) {
  const { els, score } = p;
  const share = p.whole.width ? p.whole.x(p.t) / p.whole.width : 0;
  els.scrub.value = String(Math.round(share * 10000));
  els.strip.style.setProperty("--done", `${(share * 100).toFixed(3)}%`);
  if (!thoroughly) return;
  const step = p.step >= 0 ? `, step ${p.step + 1} of ${score.entry.size}: ${score.strings[score.entry.label[p.step]]}` : "";
  els.scrub.setAttribute("aria-valuetext", moment(p.t) + step);
}

function tellTip(p, x, y) {
  const { els, stage, score } = p;
  els.tip.hidden = !p.hover;
  if (!p.hover) return;
  const said = telling(score, p.hover);
  els.tip.replaceChildren(make("b", "", said.label), make("span", "", said.when));
  const wide = els.tip.offsetWidth, high = els.tip.offsetHeight;
  els.tip.style.left = `${Math.max(4, Math.min(stage.width - wide - 4, x - wide / 2))}px`;
  els.tip.style.top = `${y - high - 14 < 0 ? y + 20 : y - high - 14}px`;
}

/* The strip above the scrubber: every entry as a tick, folds as gaps, and what part is in view. */
function paintStrip(p) {
  const { els, palette, score, stage, whole } = p;
  const wide = stage.right - stage.left, high = 14;
  fitCanvas(els.ticks, wide, high, palette.dpr);
  const ctx = els.ticks.getContext("2d");
  ctx.clearRect(0, 0, wide, high);
  let taken = -Infinity;
  for (let i = 0; i < score.entry.size; i++) {
    const x = Math.round(whole.x(score.entry.at[i]));
    const tone = score.tones[score.entry.tone[i]];
    if (x === taken && tone !== "bad") continue;
    taken = x;
    ctx.fillStyle = palette[tone].line;
    ctx.fillRect(Math.min(x, wide - 1.5), tone === "bad" ? 1 : 4, 1.5, tone === "bad" ? 12 : 9);
  }
  if (p.zoom > 1.001) {
    const from = (p.pan / p.axis.width) * wide, part = wide / p.zoom;
    ctx.strokeStyle = palette.ink;
    ctx.lineWidth = 1.5;
    ctx.strokeRect(Math.min(wide - 3, from) + 0.75, 0.75, Math.max(3, part) - 1.5, high - 1.5);
  }
}
