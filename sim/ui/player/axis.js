/* Axis: virtual time to pixels and back. Quiet stretches may be folded to a fixed width, so that 400 ms of Init and
   ten minutes of frost can be read in one picture. */

const FOLD = 66; // px: room for "9 min 58 s"
const FOLDS_SHARE = 0.4; // of the width, at most, when there are many
const BEFORE = 12, BEYOND = 14; // px beside the view, at the least
const STEPS = [
  1, 2, 5, 10, 20, 50, 100, 200, 500,
  ...[1, 2, 5, 10, 15, 30].map((n) => n * SECOND),
  ...[1, 2, 5, 10, 15, 30].map((n) => n * MINUTE),
  ...[1, 2, 3, 6, 12].map((n) => n * HOUR),
  ...[1, 2, 5, 10, 20, 50, 100].map((n) => n * DAY),
];

/* `width` px show everything at zoom 1. x counts from the beginning of time, whatever part is in view. */
function makeAxis(score, folded, width, zoom) {
  const folds = folded ? score.folds : [];
  const content = Math.max(40, width) * zoom;
  const fold = folds.length ? Math.min(FOLD, (FOLDS_SHARE * content) / folds.length) : 0;
  const lively = score.end - folds.reduce((sum, [from, to]) => sum + to - from, 0);
  const scale = (content - fold * folds.length) / Math.max(1, lively);

  const pieces = []; // {from, to, x, width, fold}
  let time = 0, x = 0;
  const add = (to, isFold) => {
    const wide = isFold ? fold : (to - time) * scale;
    pieces.push({ from: time, to, x, width: wide, fold: isFold });
    time = to;
    x += wide;
  };
  for (const [from, to] of folds) {
    add(from, false);
    add(to, true);
  }
  add(Math.max(score.end, 1), false);

  const byTime = (n) => pieces[n].from, byX = (n) => pieces[n].x;
  return {
    pieces, scale, width: content,
    x(t) {
      const piece = pieces[Math.max(0, countUpTo(pieces, t, byTime) - 1)];
      return piece.x + ((t - piece.from) / (piece.to - piece.from)) * piece.width;
    },
    t(at) {
      const piece = pieces[Math.max(0, countUpTo(pieces, at, byX) - 1)];
      const t = piece.from + ((at - piece.x) / piece.width) * (piece.to - piece.from);
      return Math.max(0, Math.min(score.end, t));
    },
  };
}

/* Ticks between two x: [{x, label, minor}]. `measure` gives a label's width, so that labels never touch. */
function ticksOf(axis, left, right, measure) {
  const ticks = [];
  let taken = -Infinity;
  for (const piece of axis.pieces) {
    const begun = ticks.length;
    if (piece.x > right || piece.x + piece.width < left) continue;
    if (piece.fold) {
      taken = Math.max(taken, piece.x + piece.width);
      continue;
    }
    const step = STEPS.find((each) => each * axis.scale >= Math.max(64, 26 + widest(piece, each, measure))) ?? STEPS.at(-1);
    const fine = [5, 4, 3, 2].map((n) => step / n).find((each) => Number.isInteger(each) && each * axis.scale >= 8) ?? step;
    const toX = (t) => piece.x + (t - piece.from) * axis.scale;
    const first = Math.max(piece.from, piece.from + (left - piece.x) / axis.scale);
    const last = Math.min(piece.to, piece.from + (right - piece.x) / axis.scale);
    for (let t = Math.ceil(first / fine) * fine; t <= last; t += fine) {
      const at = toX(t);
      const major = t % step === 0;
      const label = major ? ticking(t) : "";
      const half = label ? measure(label) / 2 : 0;
      const fits = major && at - half > taken + 8 && at + half < roomAfter(axis, piece) && isWhole(at, half, left, right);
      if (fits) taken = at + half;
      ticks.push({ x: at, t, label: fits ? label : "", minor: !major });
    }
    // A short piece after a fold may hold no round time: then any of its ticks that has room tells where one is.
    const own = ticks.slice(begun);
    if (piece !== axis.pieces[0] && own.length && !own.some((each) => each.label)) {
      const found = own.find(({ x, t }) => {
        const half = measure(ticking(t)) / 2;
        return x - half > taken + 8 && x + half < roomAfter(axis, piece) && isWhole(x, half, left, right);
      });
      if (found) {
        found.label = ticking(found.t);
        taken = found.x + measure(found.label) / 2;
      }
    }
  }
  return ticks;
}

/* The widest label of a piece: one of its last two, since times grow; the very last may be a round one. */
function widest(piece, step, measure) {
  const last = Math.floor(piece.to / step) * step;
  return Math.max(measure(ticking(last)), last > step ? measure(ticking(last - step)) : 0);
}

/* A label may not reach into the fold that follows its piece: that is where the fold's own label stands. */
function roomAfter(axis, piece) {
  return piece === axis.pieces.at(-1) ? axis.width + BEYOND : piece.x + piece.width;
}

/* Nor may one be cut by the edge of what is in view. */
function isWhole(at, half, left, right) {
  return at - half >= left - BEFORE && at + half <= right + BEYOND;
}
