/* Editor: one per place on the page, kept over Streamlit's re-runs. */

const QUIET = 200; // ms without a key until the text is told
const QUIET_LARGE = 900; // the same for a text that takes long to send
const ELEMENTS = ["label", "size", "format", "frame", "gutter", "numbers", "sheet", "ink", "text", "said", "keys", "voice"];
const editors = new WeakMap();

/* Ask for a picture at the next frame: however often asked, it is painted once. */
function ask(e) {
  e.raf ||= requestAnimationFrame(() => {
    e.raf = 0;
    paint(e);
  });
}

/* The text is another one: by hand or from Python. */
function refresh(e) {
  const { text, size, gutter } = e.els;
  e.starts = lineStarts(text.value);
  e.coloured = text.value.length <= MOST_COLOURED;
  e.root.dataset.coloured = String(e.coloured);
  gutter.style.setProperty("--digits", String(e.starts.length).length);
  size.textContent = text.value.length < 2048 ? "" : `${text.value.length.toLocaleString("en")} signs`;
  ask(e);
}

function typed(e) {
  refresh(e);
  clearTimeout(e.timer);
  e.timer = setTimeout(() => tell(e), e.coloured ? QUIET : QUIET_LARGE);
}

/* Tell Python the text, if it does not know it. */
function tell(e) {
  clearTimeout(e.timer);
  const { value } = e.els.text;
  if (value === e.known) return;
  e.known = value;
  e.send({ version: e.version, text: value });
}

/* Take what Python says. Its text counts only in a new version; a late one would undo what was typed since. */
function take(e, data) {
  const { text, label, frame, format, keys } = e.els;
  label.textContent = data.label;
  if (e.height !== data.height) {
    e.height = data.height;
    frame.style.height = `${data.height}px`;
  }
  format.hidden = !data.json;
  if (!data.json) keys.textContent = "Tab leaves the field.";
  e.key = data.key;
  e.words = new Set(data.words);
  if (e.version !== data.version) {
    clearTimeout(e.timer);
    e.version = data.version;
    text.value = data.text;
    e.known = text.value;
    text.scrollTo(0, 0);
    refresh(e);
  }
  const told = JSON.stringify(data.marks);
  if (told === e.marked) return;
  e.marked = told;
  e.told = data.marks.map(([kind, line, column, says]) => ({ kind, line, column, says }));
  e.marks = Map.groupBy(e.told, (mark) => mark.line);
  tellMarks(e);
  ask(e);
}

function measure(e) {
  readMode(e.root);
  const { fontSize } = getComputedStyle(e.els.text);
  e.high = Math.round(parseFloat(fontSize) * 1.6); // whole px: numbers, colours and text never drift apart
  e.root.style.setProperty("--high", `${e.high}px`);
  ask(e);
}

function mount(root) {
  const els = Object.fromEntries(ELEMENTS.map((name) => [name, root.querySelector(`.${name}`)]));
  const end = new AbortController();
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  const e = { root, els, end, calm, raf: 0, timer: 0, starts: [0], marks: new Map(), told: [], words: new Set(), high: 22, coloured: true };
  wireHands(e, end.signal);
  // Other parts of the page may lead here: a field's outcome to the line that wants it.
  addEventListener("coldstart-go", ({ detail }) => {
    if (detail?.editor === e.key) goTo(e, detail.line, detail.column);
  }, { signal: end.signal });
  document.fonts?.addEventListener("loadingdone", () => measure(e), { signal: end.signal });
  e.sizes = new ResizeObserver(() => measure(e));
  e.sizes.observe(els.frame);
  return e;
}

function release(e) {
  clearTimeout(e.timer);
  cancelAnimationFrame(e.raf);
  e.sizes.disconnect();
  e.end.abort();
}

export default function ({ data, parentElement, setStateValue }) {
  const root = parentElement.querySelector(".editor");
  let e = editors.get(parentElement);
  if (e?.root !== root) {
    if (e) release(e);
    e = mount(root);
    editors.set(parentElement, e);
  }
  e.send = (value) => setStateValue("value", value);
  measure(e);
  take(e, data);
  return () => {
    tell(e);
    release(e);
    editors.delete(parentElement);
  };
}
