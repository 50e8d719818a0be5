/* Player: one per place on the page, kept over Streamlit's re-runs. Holds what is heard and seen now, and the verbs. */

const FRAME = 1, LAYERS = 2, LAYOUT = 4;
const players = new WeakMap();

const ELEMENTS = [
  "sums", "stage", "tall", "canvas", "tip", "strip", "ticks", "scrub", "first", "back", "play", "next", "last", "speed",
  "fold", "out", "fit", "in", "help", "keys", "now", "time", "where", "count", "sign", "label", "tone", "why", "same", "fact", "rule",
  "voice", "note", "twin", "caption", "rows", "pager", "earlier", "later", "copy", "copied",
];

/* Ask for work at the next frame: however often asked, it is done once. */
function ask(p, what) {
  p.todo |= what;
  p.raf ||= requestAnimationFrame((now) => beat(p, now));
}

function beat(p, now) {
  p.raf = 0;
  if (p.playing && !p.calm) advance(p, now);
  const todo = p.todo;
  p.todo = 0;
  if (todo & LAYOUT && !layOut(p)) return;
  if (!p.stage) return;
  if (todo & (LAYOUT | LAYERS)) {
    paintLayers(p);
    paintStrip(p);
    tellScrub(p, false);
  }
  paintFrame(p, now);
  if (!p.drawn) {
    p.drawn = true;
    p.root.dataset.drawn = String(Math.round(performance.now() - p.loaded));
  }
}

/* ---- verbs ---- */

/* Stand at time t. `step` is the last entry that has happened; it can lag behind t when several share a moment. */
function seek(p, t, step = countUpTo(p.score.entry.at, t) - 1) {
  const moved = step !== p.step;
  if (step > p.step) p.sounded = performance.now();
  p.t = t;
  p.step = step;
  if (!p.playing) p.picked = null;
  tellScrub(p, moved || !p.playing);
  if (moved) tellCounters(p);
  if (moved && !p.hover && !p.picked) tellNow(p);
  if (moved) markRow(p);
  ask(p, FRAME);
}

function jump(p, t, step) {
  pause(p);
  seek(p, t, step);
  show(p, null);
  tellNow(p);
  speak(p);
}

function stepBy(p, by) {
  const { score } = p;
  pause(p);
  const step = Math.max(-1, Math.min(score.entry.size - 1, betweenSteps(p) && by < 0 ? p.step : p.step + by));
  const past = by > 0 && step === p.step; // after the last entry only the end is left
  seek(p, past ? score.end : step < 0 ? 0 : score.entry.at[step], step);
  show(p, step < 0 ? null : { side: "entry", i: step });
  tellNow(p);
  speak(p);
}

/* From between two entries, the previous one is the one just passed. */
const betweenSteps = (p) => p.step >= 0 && p.t > p.score.entry.at[p.step];

function leap(p, share) {
  jump(p, snapped(p, p.whole.t(p.whole.x(p.t) + share * p.whole.width), p.whole));
}

function togglePlay(p) {
  if (p.playing) {
    pause(p);
    speak(p);
    return;
  }
  if (p.t >= p.score.end) seek(p, 0, -1);
  p.picked = null;
  setPlaying(p, true);
  if (p.calm) stepCalmly(p);
  else {
    p.seconds = p.t > 0 ? p.tempo.when(p.t) : 0;
    p.before = 0;
    ask(p, FRAME);
  }
}

function pause(p) {
  if (p.playing) setPlaying(p, false);
}

function setPlaying(p, playing) {
  p.playing = playing;
  clearTimeout(p.timer);
  p.root.dataset.playing = String(playing);
  p.els.play.setAttribute("aria-label", playing ? "Pause" : "Play");
  p.els.play.title = playing ? "Pause (Space)" : "Play (Space)";
  if (!playing) tellScrub(p, true);
  ask(p, FRAME);
}

function advance(p, now) {
  // A tab that was hidden, or a frame that took long, must not leap.
  const passed = p.before ? Math.min(100, now - p.before) / 1000 : 0;
  p.before = now;
  p.seconds += passed * p.speed;
  const t = p.tempo.at(p.seconds);
  seek(p, Math.max(p.t, t));
  turnTo(p, p.t);
  if (p.seconds >= p.tempo.seconds) {
    seek(p, p.score.end);
    pause(p);
    speak(p);
  }
  ask(p, FRAME);
}

/* Playing for those who want no motion: from entry to entry, with time to read. */
function stepCalmly(p) {
  const next = p.step + 1;
  if (next >= p.score.entry.size) {
    seek(p, p.score.end);
    pause(p);
    speak(p);
    return;
  }
  seek(p, p.score.entry.at[next], next);
  show(p, { side: "entry", i: next });
  p.timer = setTimeout(() => stepCalmly(p), CALM / p.speed);
}

/* While zoomed in, the view follows as pages of a score are turned: at once, and only at the edge. */
function turnTo(p, t) {
  const { stage } = p;
  if (!stage || p.zoom <= 1) return;
  const x = xOf(p, t);
  if (x >= stage.left && x <= stage.right - 24) return;
  p.pan = p.axis.x(t) - 0.1 * (stage.right - stage.left);
  fitAxis(p);
  ask(p, LAYERS);
}

/* Bring a mark (or just the playhead) into view. */
function show(p, mark) {
  turnTo(p, p.t);
  if (!mark || !p.stage) return;
  const { stage, els } = p;
  const box = stage.boxes[p.score[mark.side].lane[mark.i]];
  if (box.y - AXIS < els.stage.scrollTop) els.stage.scrollTop = box.y - AXIS;
  else if (box.y + box.h > els.stage.scrollTop + stage.height) els.stage.scrollTop = box.y + box.h - stage.height;
}

function pick(p, mark) {
  if (sameMark(mark, p.picked)) return;
  p.picked = mark;
  if (mark) show(p, mark);
  tellNow(p);
  speak(p);
  ask(p, FRAME);
}

function choose(p, by) {
  pause(p);
  const marks = marksNow(p);
  if (!marks.length) return;
  const now = p.picked ?? { side: "entry", i: p.step };
  const n = marks.findIndex((each) => sameMark(each, now));
  pick(p, marks[n < 0 ? (by > 0 ? 0 : marks.length - 1) : (n + by + marks.length) % marks.length]);
}

function point(p, mark, x = 0, y = 0) {
  const same = sameMark(mark, p.hover);
  p.hover = mark;
  p.els.canvas.style.cursor = mark ? "pointer" : "";
  tellTip(p, x, y);
  if (same) return;
  tellNow(p);
  ask(p, FRAME);
}

function zoomBy(p, by, x = null) {
  const { stage } = p;
  if (!stage) return;
  const head = xOf(p, p.t);
  const centre = x ?? (head >= stage.left && head <= stage.right ? head : (stage.left + stage.right) / 2);
  const t = tOf(p, centre);
  p.zoom *= by;
  fitAxis(p);
  p.pan = p.axis.x(t) - (centre - stage.left);
  fitAxis(p);
  ask(p, LAYERS);
}

function fitAll(p) {
  p.zoom = 1;
  p.pan = 0;
  if (p.stage) fitAxis(p);
  ask(p, LAYERS);
}

function toggleFold(p) {
  if (!p.score.folds.length) return;
  p.folded = !p.folded;
  retime(p);
  fitAll(p);
}

function turnPage(p, by) {
  p.page += by;
  showTwin(p);
}

/* ---- life ---- */

/* All that depends on whether quiet time is folded. */
function retime(p) {
  p.tempo = makeTempo(p.score, p.folded);
  if (p.playing) p.seconds = p.tempo.when(p.t);
  p.els.fold.setAttribute("aria-pressed", String(!p.folded));
  p.els.fold.hidden = !p.score.folds.length;
}

function mountPlayer(root) {
  const els = Object.fromEntries(ELEMENTS.map((name) => [name, root.querySelector(`.${name}`)]));
  const end = new AbortController();
  const motion = matchMedia("(prefers-reduced-motion: reduce)");
  const p = {
    root, els, end, todo: 0, raf: 0, timer: 0, t: 0, step: -1, playing: false, speed: 1, folded: true, zoom: 1, pan: 0,
    hover: null, picked: null, dragging: false, page: 0, rows: null, widths: {}, sounded: -Infinity, bytes: null,
    layers: { paper: makeLayer(), ink: makeLayer(), signs: makeLayer() }, calm: motion.matches,
  };
  motion.addEventListener("change", () => { pause(p); p.calm = motion.matches; }, { signal: end.signal });
  document.fonts?.addEventListener("loadingdone", () => { p.widths = {}; ask(p, LAYOUT); }, { signal: end.signal });
  p.sizes = new ResizeObserver(() => ask(p, LAYOUT));
  p.sizes.observe(root);
  els.speed.value = "1";
  wireControls(p, end.signal);
  return p;
}

function releasePlayer(p) {
  p.playing = false;
  clearTimeout(p.timer);
  cancelAnimationFrame(p.raf);
  p.sizes.disconnect();
  p.end.abort();
}

/* Take new data. The same trace keeps the playhead where it stands; a new one begins at its beginning. */
function load(p, bytes) {
  if (p.bytes && p.bytes.length === bytes.length && p.bytes.every((each, n) => each === bytes[n])) return false;
  p.bytes = bytes;
  p.loaded = performance.now();
  const known = p.score?.hash;
  p.score = readScore(bytes);
  const { view } = p.score;
  p.els.note.textContent = view.note;
  p.els.note.hidden = !view.note;
  if (known !== p.score.hash) {
    pause(p);
    Object.assign(p, { zoom: 1, pan: 0, t: 0, step: -1, page: 0, rows: null, kin: null, drawn: false });
    Object.assign(p, { hover: null, picked: null, stage: null });
    p.els.stage.scrollTop = 0;
    p.els.voice.textContent = "";
    if (view.autofinish) Object.assign(p, { t: p.score.end, step: p.score.entry.size - 1 });
  }
  return true;
}

export default function ({ data, parentElement }) {
  const root = parentElement.querySelector(".player");
  let p = players.get(parentElement);
  if (p?.root !== root) {
    if (p) releasePlayer(p);
    p = mountPlayer(root);
    players.set(parentElement, p);
  }
  readMode(root);
  const fresh = load(p, data);
  const palette = readPalette(root, p.score.tones);
  if (fresh || palette.signature !== p.palette?.signature) {
    p.palette = palette;
    p.widths = {};
    p.whole = makeAxis(p.score, p.folded, 1000, 1);
    retime(p);
    buildCounters(p);
    buildHelp(p);
    tellCounters(p);
    tellNow(p);
    tellScrub(p, true);
    showTwin(p);
    ask(p, LAYOUT | LAYERS);
  }
  return () => {
    releasePlayer(p);
    players.delete(parentElement);
  };
}
