/* Layout: where lanes, rows and marks lie, and what lies under a point. */

const AXIS = 36; // px above the lanes
const ROW_GAP = 3;
const ROWS = 10; // of one lane, at most; what overlaps more is told as "+n"
const HEIGHT = 440; // of the picture, unless told otherwise; more lanes scroll
const TALL = 560; // the same where titles stand above their lanes
const NARROW = 560; // below this, titles stand above their lanes
const REACH = 11; // px within which a pointer finds a sign, and signs of a lane merge into one
const CROWD = 16; // signs of a lane that still may stand close together

/* Measure the picture anew. False while it has no width (in a closed tab, say). */
function layOut(p) {
  const { score, els, palette } = p;
  const width = els.stage.clientWidth;
  if (!width) return false;
  const narrow = width < NARROW;
  const dense = score.lanes.length > 12;
  const ctx = els.canvas.getContext("2d");
  ctx.font = palette.font(13, 600);
  const titles = score.lanes.slice(0, 400).map((lane) => ctx.measureText(lane.title).width);
  const gutter = narrow ? 0 : Math.max(104, Math.min(width * 0.26, 200, Math.max(0, ...titles) + 36));
  const left = gutter + (narrow ? 12 : 16), right = width - (narrow ? 14 : 22);
  const boxes = [];
  let y = AXIS;
  for (const lane of score.lanes) {
    const rows = Math.min(lane.rows, ROWS);
    const bar = dense ? 14 : rows > 1 ? 18 : 24;
    const head = narrow ? 20 : 0;
    const signs = lane.entries.length ? (dense ? 15 : 20) : 4;
    const more = lane.rows - rows;
    const top = y + head + (dense ? 4 : 8);
    const bottom = top + signs + rows * (bar + ROW_GAP) - ROW_GAP + (more ? 12 : 0);
    const h = Math.max(bottom - y + (dense ? 6 : 12), narrow || dense ? 0 : 56);
    boxes.push({ lane, y, h, head, signY: top + signs / 2 - 2, barY: top + signs, bar, rows, more, moreY: bottom - 8 });
    y += h;
  }
  const height = Math.min(y + 1, Math.max(AXIS + 90, score.view.height ?? (narrow ? TALL : HEIGHT)));
  p.stage = {
    width, height, total: y + 1, narrow, dense, gutter, left, right, boxes,
    scroll: els.stage.scrollTop, sign: dense ? 4.5 : 5.5, type: dense ? 11 : 12, clusters: [], spans: [],
  };
  els.tall.style.height = `${y + 1}px`;
  els.stage.style.height = `${height}px`;
  els.strip.style.setProperty("--left", `${left}px`);
  els.strip.style.setProperty("--right", `${width - right}px`);
  fitCanvas(els.canvas, width, height, palette.dpr);
  els.canvas.style.height = `${height}px`;
  fitAxis(p);
  return true;
}

/* The axis for the zoom and pan in force, kept within what there is to see. */
function fitAxis(p) {
  const { stage, score } = p;
  const plot = stage.right - stage.left;
  p.zoom = Math.max(1, Math.min(p.zoom, Math.max(1, (score.end * 40) / plot), 20000));
  p.axis = makeAxis(score, p.folded, plot, p.zoom);
  p.pan = Math.max(0, Math.min(p.pan, p.axis.width - plot));
  p.whole = makeAxis(score, p.folded, plot, 1);
}

const xOf = (p, t) => p.stage.left + p.axis.x(t) - p.pan;
const tOf = (p, x) => p.axis.t(x - p.stage.left + p.pan);

/* Lanes now in view, in canvas coordinates. */
function boxesInView({ stage }) {
  const { boxes, scroll, height } = stage;
  const first = Math.max(0, countUpTo(boxes, scroll + AXIS, (n) => boxes[n].y) - 1);
  const seen = [];
  for (let n = first; n < boxes.length && boxes[n].y < scroll + height; n++) seen.push(boxes[n]);
  return seen;
}

/* Where a span is drawn; null if its row is beyond those shown. */
function spanBox(p, span) {
  const { score, stage } = p;
  const box = stage.boxes[score.span.lane[span]], row = score.span.row[span];
  if (row >= box.rows) return null;
  const x = xOf(p, score.span.start[span]);
  const w = Math.max(2, xOf(p, score.span.end[span]) - x);
  return { x, w, y: box.barY + row * (box.bar + ROW_GAP) - stage.scroll, h: box.bar };
}

function markBox(p, { side, i }) {
  if (side === "span") return spanBox(p, i);
  const { stage, score } = p;
  const box = stage.boxes[score.entry.lane[i]], r = stage.sign + 2;
  return { x: xOf(p, score.entry.at[i]) - r, w: 2 * r, y: box.signY - stage.scroll - r, h: 2 * r };
}

/* The signs of a lane, those too near to tell apart merged into one: {x, y, first, size, tone, ids}. */
function clustersOf(p, box, from, to) {
  const { score, stage } = p;
  const { at, tone } = score.entry;
  const ids = box.lane.entries;
  const clusters = [];
  let last = null;
  const end = countUpTo(ids, to, (n) => at[ids[n]]);
  for (let n = countBelow(ids, from, (k) => at[ids[k]]); n < end; n++) {
    const x = xOf(p, at[ids[n]]);
    if (last && x - last.x < (last.size > 1 ? REACH + 8 : REACH)) { // a number needs room, too
      last.size++;
      if (weight(score, tone[ids[n]]) > weight(score, last.tone)) last.tone = tone[ids[n]];
    } else {
      const row = rowFor(p, box, ids[n]);
      last = { x, y: box.signY - stage.scroll, box, row, nth: n, size: 1, tone: tone[ids[n]], first: ids[n] };
      clusters.push(last);
    }
  }
  const crowded = clusters.length > CROWD && clusters.length * 3 * REACH > stage.right - stage.left;
  for (const cluster of clusters) cluster.crowded = crowded;
  return clusters;
}

/* The row that an entry speaks of: that of the span with the same identity, else the first. */
function rowFor(p, box, entry) {
  const { span, entry: column, strings } = p.score;
  if (box.rows === 1 || !strings[column.of[entry]]) return 0;
  let row = 0;
  eachSpan(p.score, box.lane, column.at[entry], column.at[entry], (each) => {
    if (span.of[each] === column.of[entry] && span.row[each] < box.rows) row = span.row[each];
  });
  return row;
}

/* Of merged signs the gravest is shown. */
const GRAVITY = ["note", "rest", "after", "work", "cold", "end", "bad"];
const weight = (score, tone) => GRAVITY.indexOf(score.tones[tone]);

/* The mark under a point of the canvas, or null. A second click on merged signs takes the next of them. */
function markAt(p, x, y, before = null) {
  const { score, stage } = p;
  if (x < stage.left - REACH || y < AXIS) return null;
  const box = boxesInView(p).find((each) => y >= each.y - stage.scroll && y < each.y + each.h - stage.scroll);
  if (!box) return null;
  const below = y + stage.scroll;
  if (below < box.barY && box.lane.entries.length) {
    const near = stage.clusters.filter((each) => each.box === box && Math.abs(each.x - x) <= REACH);
    near.sort((a, b) => Math.abs(a.x - x) - Math.abs(b.x - x));
    if (!near.length) return null;
    const ids = box.lane.entries.subarray(near[0].nth, near[0].nth + near[0].size);
    const now = before?.side === "entry" ? ids.indexOf(before.i) : -1;
    return { side: "entry", i: ids[(now + 1) % ids.length] };
  }
  const row = Math.floor((below - box.barY + ROW_GAP / 2) / (box.bar + ROW_GAP));
  if (row < 0 || row >= box.rows) return null;
  let best = -1, narrowest = Infinity;
  eachSpan(score, box.lane, tOf(p, x - 4), tOf(p, x + 4), (span) => {
    const length = score.span.end[span] - score.span.start[span];
    if (score.span.row[span] === row && length < narrowest) [best, narrowest] = [span, length];
  });
  return best < 0 ? null : { side: "span", i: best };
}

/* What ↑ and ↓ walk through: all marks at the present moment, lane by lane; of a lane without any, its nearest span. */
function marksNow(p) {
  const { score, t } = p;
  const marks = [];
  for (const lane of score.lanes) {
    const before = marks.length;
    const { at } = score.entry;
    const ids = lane.entries;
    for (let n = countBelow(ids, t, (k) => at[ids[k]]); n < ids.length && at[ids[n]] === t; n++) {
      marks.push({ side: "entry", i: ids[n] });
    }
    eachSpan(score, lane, t, t, (span) => marks.push({ side: "span", i: span }));
    if (marks.length === before && lane.spans.length) {
      const n = countUpTo(lane.spans, t, (k) => score.span.start[lane.spans[k]]);
      marks.push({ side: "span", i: lane.spans[Math.max(0, n - 1)] });
    }
  }
  return marks;
}
