/* Lines: where each begins, and how columns are counted. Pure functions, no page. */

function lineStarts(text) {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

function lineText(text, starts, n) {
  return text.slice(starts[n], n + 1 < starts.length ? starts[n + 1] - 1 : text.length);
}

/* Python counts whole signs, the browser halves of those beyond 16 bits: how many halves stand before a column. */
function halvesBefore(line, column) {
  let halves = 0, left = column - 1;
  for (const sign of line) {
    if (left-- <= 0) break;
    halves += sign.length;
  }
  return halves;
}

/* The place of line and column (both from 1) in the text; a place beyond the end is the end. */
function placeOf(text, starts, line, column) {
  const n = Math.max(0, Math.min(starts.length - 1, line - 1));
  return starts[n] + halvesBefore(lineText(text, starts, n), Math.max(1, column));
}
