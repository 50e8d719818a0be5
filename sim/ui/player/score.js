/* Score: the bytes of encode.py, read back. Columns stay typed arrays; nothing is built per mark. */

const COLUMN_TYPES = { f64: Float64Array, u32: Uint32Array, u16: Uint16Array, u8: Uint8Array };

function readScore(bytes) {
  const block = bytes.slice().buffer; // a copy begins at offset 0, as typed arrays need
  const length = new DataView(block).getUint32(4, true);
  const about = JSON.parse(new TextDecoder().decode(new Uint8Array(block, 8, length)));
  const score = { ...about, span: { size: 0 }, entry: { size: 0 } };
  let offset = 8 + length;
  for (const [name, type, size] of about.columns) {
    const [side, field] = name.split(".");
    const Column = COLUMN_TYPES[type];
    score[side][field] = new Column(block, offset, size);
    score[side].size = size;
    offset += Math.ceil((size * Column.BYTES_PER_ELEMENT) / 8) * 8;
  }
  score.lanes = about.lanes.map(([id, title, kind], number) => ({ id, title, kind, number, rows: 1 }));
  share(score, "span", "spans");
  share(score, "entry", "entries");
  for (const lane of score.lanes) {
    // Spans are by start, but a long one may outlast many later ones; the running maximum of ends is
    // ascending too, so that the first span still visible can be found by halving.
    lane.reach = new Float64Array(lane.spans.length);
    let reach = -1;
    lane.spans.forEach((span, n) => {
      reach = Math.max(reach, score.span.end[span]);
      lane.reach[n] = reach;
      lane.rows = Math.max(lane.rows, score.span.row[span] + 1);
    });
  }
  score.counters = about.counters.map(([label, plus, minus]) => ({ label, so_far: tally(score, plus, minus) }));
  score.moments = restsOf(score);
  return score;
}

/* Give each lane the indexes of its own marks, in their order. */
function share(score, side, name) {
  const { lane, size } = score[side];
  const counts = new Uint32Array(score.lanes.length);
  for (let i = 0; i < size; i++) counts[lane[i]]++;
  for (const each of score.lanes) each[name] = new Uint32Array(counts[each.number]);
  counts.fill(0);
  for (let i = 0; i < size; i++) score.lanes[lane[i]][name][counts[lane[i]]++] = i;
}

/* so_far[n]: what a counter shows when n entries have happened. */
function tally(score, plus, minus) {
  const { kind, size } = score.entry;
  const weight = new Map();
  for (const each of plus) weight.set(each, (weight.get(each) ?? 0) + 1);
  for (const each of minus) weight.set(each, (weight.get(each) ?? 0) - 1);
  const so_far = new Int32Array(size + 1);
  for (let i = 0; i < size; i++) so_far[i + 1] = so_far[i] + (weight.get(kind[i]) ?? 0);
  return so_far;
}

/* The moments at which playing lingers: every entry's, and the ends of the trace. */
function restsOf(score) {
  const times = score.entry.size ? score.entry.at : score.span.start;
  return Float64Array.from(new Set([0, ...times, score.end])).sort();
}

/* How many of the ascending values are at most `limit`; and how many are below it. */
function countUpTo(values, limit, value = (n) => values[n]) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

function countBelow(values, limit, value = (n) => values[n]) {
  let low = 0, high = values.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (value(middle) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/* Call `visit` for each span of a lane that touches [from, to]. */
function eachSpan(score, lane, from, to, visit) {
  const { start, end } = score.span;
  const last = countUpTo(lane.spans, to, (n) => start[lane.spans[n]]);
  for (let n = countBelow(lane.reach, from); n < last; n++) {
    const span = lane.spans[n];
    if (end[span] >= from) visit(span);
  }
}

/* A mark is {side: "span" | "entry", i}. What a reader may be told about it: */
function telling(score, mark) {
  const { side, i } = mark;
  const column = score[side], text = (field) => score.strings[column[field][i]];
  const lane = score.lanes[column.lane[i]];
  const from = side === "span" ? column.start[i] : column.at[i];
  const to = side === "span" ? column.end[i] : from;
  const when = side === "span" ? `${moment(from)} – ${moment(to)} (${lasting(to - from)})` : moment(from);
  const fact = text("fact");
  return {
    side, from, to, when, lane, fact, where: lane.title, label: text("label"), why: text("why"), of: text("of"),
    tone: score.tones[column.tone[i]], url: score.view.fact_urls[fact] ?? "", rule: score.view.fact_says[fact] ?? "",
  };
}

const sameMark = (a, b) => a === b || (!!a && !!b && a.side === b.side && a.i === b.i);
