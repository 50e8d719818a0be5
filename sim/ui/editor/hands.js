/* Hands: keys and what they do to the text. Everything goes through the browser's own editing, so that it can be undone. */

const SLOW_TO_UNDO = 200_000; // signs; the browser's own editing takes seconds with more

function wireHands(e, signal) {
  const { text, format } = e.els;
  const on = (element, type, handler) => element.addEventListener(type, handler, { signal });
  on(text, "input", () => typed(e));
  on(text, "scroll", () => ask(e));
  on(text, "blur", () => tell(e));
  on(text, "keydown", (event) => key(e, event));
  // Streamlit listens for single keys too, and sees only the host of this field.
  for (const type of ["keyup", "keypress"]) on(text, type, (event) => event.stopPropagation());
  on(format, "click", () => formatText(e));
}

function key(e, event) {
  const { format } = e.els;
  event.stopPropagation();
  if ((event.ctrlKey || event.metaKey) && event.shiftKey && event.key.toLowerCase() === "f" && !format.hidden) {
    event.preventDefault();
    formatText(e);
  } else if (event.key === "Enter" && !event.isComposing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    event.preventDefault();
    breakLine(e);
  }
}

/* A new line begins where the last one did, deeper after an opening bracket. */
function breakLine(e) {
  const { text } = e.els;
  const before = text.value.slice(text.value.lastIndexOf("\n", text.selectionStart - 1) + 1, text.selectionStart);
  const [indent] = /^[ \t]*/.exec(before);
  const deeper = /[{[]\s*$/.test(before) ? "  " : "";
  const closes = deeper && /^[ \t]*[}\]]/.test(text.value.slice(text.selectionEnd, text.selectionEnd + 40));
  insert(e, `\n${indent}${deeper}${closes ? `\n${indent}` : ""}`);
  if (closes) text.selectionEnd = text.selectionStart = text.selectionStart - indent.length - 1;
}

function formatText(e) {
  const { text, voice } = e.els;
  const laidOut = tidy(text.value);
  voice.textContent = "";
  if (laidOut === null) {
    voice.textContent = "This is not JSON yet, so it was not formatted.";
    e.els.size.textContent = "not JSON yet";
    return;
  }
  if (laidOut.trimEnd() !== text.value.trimEnd()) {
    text.focus();
    text.setSelectionRange(0, text.value.length);
    insert(e, laidOut.trimEnd());
    text.setSelectionRange(0, 0);
    text.scrollTo(0, 0);
  }
  voice.textContent = "Formatted.";
  tell(e);
}

function insert(e, what) {
  const { text } = e.els;
  const small = text.value.length + what.length < SLOW_TO_UNDO;
  if (small && document.execCommand("insertText", false, what)) return;
  text.setRangeText(what, text.selectionStart, text.selectionEnd, "end");
  typed(e);
}

/* Put the caret at a place, and the place in sight. */
function goTo(e, line, column) {
  const { text } = e.els;
  const place = placeOf(text.value, e.starts, line, column);
  text.focus({ preventScroll: true });
  text.setSelectionRange(place, place);
  const y = (Math.min(line, e.starts.length) - 1) * e.high;
  if (y < text.scrollTop || y + 2 * e.high > text.scrollTop + text.clientHeight) {
    text.scrollTop = Math.max(0, y - text.clientHeight / 2);
  }
  e.root.scrollIntoView({ block: "nearest", behavior: e.calm.matches ? "instant" : "smooth" });
  ask(e);
}
