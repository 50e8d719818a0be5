/* Stage: paints the picture. Three still layers, painted only when what they show changes: the paper with everything
   pencilled in, the ink, and the signs of entries in ink. A frame copies the paper, copies of the ink what has happened,
   and adds what moves: the playhead, the glow at it, rings around chosen marks. */

const SLIM = 3; // px: a span below this is a stroke, and strokes on the same pixel are one

function paintLayers(p) {
  const { stage, palette, layers } = p;
  for (const layer of Object.values(layers)) {
    fitCanvas(layer.canvas, stage.width, stage.height, palette.dpr);
    layer.ctx.clearRect(0, 0, stage.width, stage.height);
  }
  stage.from = tOf(p, stage.left - 30);
  stage.to = tOf(p, stage.right + 30);
  stage.tears = p.axis.pieces
    .filter((piece) => piece.fold)
    .map((piece) => ({ ...piece, x: stage.left + piece.x - p.pan }))
    .filter((tear) => tear.x < stage.right + 30 && tear.x + tear.width > stage.left - 30);
  const boxes = boxesInView(p);
  const ticks = ticksOf(p.axis, p.pan, p.pan + stage.right - stage.left, measureWith(p, 11));
  for (const tick of ticks) {
    tick.x += stage.left - p.pan;
    tick.wide = measureWith(p, 11)(tick.label);
  }
  stage.ticks = ticks;

  const paper = layers.paper.ctx, ink = layers.ink.ctx, signs = layers.signs.ctx;
  paper.fillStyle = palette.ground;
  paper.fillRect(0, 0, stage.width, stage.height);
  paintGround(p, paper, boxes, ticks);
  const plot = [stage.left - 8, AXIS, stage.right - stage.left + 16, stage.height - AXIS];
  for (const ctx of [paper, ink, signs]) {
    ctx.save();
    ctx.beginPath();
    ctx.rect(...plot);
    ctx.clip();
  }
  stage.clusters = boxes.flatMap((box) => clustersOf(p, box, stage.from, stage.to));
  for (const cluster of stage.clusters) {
    paintStem(p, paper, cluster, false);
    paintStem(p, ink, cluster, true);
  }
  paintSpans(p, paper, ink, boxes);
  for (const tear of stage.tears) {
    tearPaper(paper, palette, tear.x, tear.width, AXIS, stage.height);
    tearInk(ink, tear.x, tear.width, AXIS, stage.height);
  }
  paintLabels(p, paper, ink);
  for (const cluster of stage.clusters) {
    paintSign(p, paper, cluster, false);
    paintSign(p, signs, cluster, true);
  }
  for (const ctx of [paper, ink, signs]) ctx.restore();
  paintAxis(p, paper, ticks);
  paintTitles(p, paper, boxes);
}

function paintGround(p, ctx, boxes, ticks) {
  const { stage, palette } = p;
  ctx.fillStyle = palette.grid;
  for (const tick of ticks) if (!tick.minor) ctx.fillRect(Math.round(tick.x), AXIS, 1, stage.height - AXIS);
  for (const box of boxes) {
    const y = Math.round(box.y - stage.scroll);
    ctx.fillStyle = palette.grid;
    // A staff line per row: marks stand on it, and its emptiness tells that nothing is there.
    for (let row = 0; row < box.rows; row++) {
      const line = Math.round(y + box.barY - box.y + row * (box.bar + ROW_GAP) + box.bar / 2);
      ctx.fillRect(stage.left - 8, line, stage.right - stage.left + 16, 1);
    }
    if (box.y > AXIS) {
      ctx.fillStyle = palette.rule;
      ctx.fillRect(stage.narrow ? 12 : 16, y, stage.width - (stage.narrow ? 24 : 32), 1);
    }
  }
}

function paintSpans(p, paper, ink, boxes) {
  const { score, stage, palette } = p;
  stage.spans = [];
  for (const box of boxes) {
    const drawn = new Float64Array(box.rows + 1).fill(-Infinity);
    let beyond = false;
    eachSpan(score, box.lane, stage.from, stage.to, (span) => {
      const tone = score.tones[score.span.tone[span]];
      const place = spanBox(p, span);
      if (!place) {
        beyond = true;
        const x = xOf(p, score.span.start[span]), w = Math.max(1, xOf(p, score.span.end[span]) - x);
        strokeSlim(p, paper, ink, tone, x, w, box.moreY - stage.scroll, 4);
        return;
      }
      const { x, y, w, h } = place, row = score.span.row[span];
      if (w < SLIM) {
        if (tone !== "bad" && x + w <= drawn[row] + 0.6) return;
        drawn[row] = x + w;
        strokeSlim(p, paper, ink, tone, x, w, y, h);
        return;
      }
      pencilSpan(paper, palette, tone, x, y, w, h);
      inkSpan(ink, palette, tone, x, y, w, h);
      stage.spans.push({ span, tone, x, y, w, h });
    });
    if (beyond) {
      paper.font = palette.font(10, 600);
      paper.fillStyle = palette.mute;
      paper.fillText(`+${box.more}`, stage.left - 8, box.moreY - stage.scroll + 13);
    }
  }
}

function strokeSlim({ palette }, paper, ink, tone, x, w, y, h) {
  const thin = tone === "rest" ? REST_HEIGHT : h, top = y + (h - thin) / 2;
  paper.fillStyle = palette.graphite;
  paper.fillRect(x, top, Math.min(w, 1.5), thin);
  ink.fillStyle = palette[tone].line;
  ink.fillRect(x, top, Math.max(1.5, w), thin);
}

const LEADS = { bad: 20, note: 11, rest: 15 }; // px before a label, past what the mark itself shows there

/* Labels come after the tears, so that "frozen" can stand in the torn place, where it says most. */
function paintLabels(p, paper, ink) {
  const { score, stage, palette } = p;
  paper.font = ink.font = palette.font(stage.type, 550);
  paper.textBaseline = ink.textBaseline = "middle";
  const measure = measureWith(p, stage.type, 550);
  for (const { span, tone, x, y, w, h } of stage.spans) {
    if (w < 22) continue;
    const lead = LEADS[tone] ?? 8;
    const from = Math.max(x, stage.left - 8) + lead, to = Math.min(x + w, stage.right + 8) - (tone === "bad" ? 7 : 6);
    const [label, at, wide] = labelFor(score.strings[score.span.label[span]], measure, stage.tears, from, to);
    if (at === null || (tone === "rest" && w < wide + 36)) continue;
    const middle = y + h / 2 + 0.5;
    const plated = tone === "rest" || tone === "cold" || tone === "after";
    for (const [ctx, plate, colour] of [
      [paper, tone === "rest" ? palette.ground : palette.shade, palette.mute],
      [ink, tone === "rest" ? palette.ground : palette[tone].fill, palette[tone].text],
    ]) {
      if (plated) {
        ctx.fillStyle = plate;
        ctx.fillRect(at - 4, y + 3, wide + 8, h - 6);
      }
      ctx.fillStyle = colour;
      ctx.fillText(label, at, middle);
    }
  }
}

/* As much of a label as has room: all of it, or what stands before one of its dots ("call 1 · cold · 700 ms"). */
function labelFor(label, measure, tears, from, to) {
  for (let text = label; text; text = text.slice(0, Math.max(0, text.lastIndexOf(" · ")))) {
    const wide = measure(text);
    const at = roomFor(tears, from, to, wide);
    if (at !== null) return [text, at, wide];
  }
  return ["", null, 0];
}

/* The first place between `from` and `to` where a label of this width meets no tear's edge. */
function roomFor(tears, from, to, wide) {
  let at = from;
  for (const tear of tears) {
    if (tear.x + tear.width <= at || tear.x >= to) continue;
    if (at + wide <= tear.x - 2) return at;
    if (wide <= tear.width - 22 && tear.x + tear.width <= to) return tear.x + (tear.width - wide) / 2;
    at = Math.max(at, tear.x + tear.width + 4);
  }
  return at + wide <= to ? at : null;
}

/* The stem ties a sign to its row, as on a note. It lies under the bars, so that it crosses no label. */
function paintStem({ stage, palette, score }, ctx, { x, y, box, tone, row, crowded }, inked) {
  if (crowded) return;
  ctx.fillStyle = inked ? palette[score.tones[tone]].line : palette.graphite;
  ctx.globalAlpha = 0.6;
  const top = y + stage.sign + 2;
  ctx.fillRect(Math.round(x), top, 1, box.barY - stage.scroll + row * (box.bar + ROW_GAP) + box.bar - top);
  ctx.globalAlpha = 1;
}

function paintSign(p, ctx, { x, y, tone, size, crowded }, inked) {
  const { stage, palette, score } = p;
  const name = score.tones[tone];
  if (crowded && name !== "bad" && name !== "cold") return bead(ctx, palette, name, x, y, inked);
  (inked ? inkSign : pencilSign)(ctx, palette, name, x, y, stage.sign);
  if (size > 1 && !crowded) {
    ctx.font = palette.font(10, 650);
    ctx.textBaseline = "middle";
    ctx.fillStyle = inked ? palette[name].line : palette.mute;
    const told = size > 99 ? "99+" : `${size}`, wide = ctx.measureText(told).width, beside = stage.sign + 2.5;
    ctx.fillText(told, x + beside + wide > stage.right + 8 ? x - beside - wide : x + beside, y - 3.5);
  }
}

function paintAxis(p, ctx, ticks) {
  const { stage, palette } = p;
  for (const { x, minor } of ticks) {
    ctx.fillStyle = palette.rule;
    ctx.fillRect(Math.round(x), AXIS - (minor ? 4 : 7), 1, minor ? 4 : 7);
  }
  ctx.font = palette.font(11, 600);
  const flat = stage.tears.every(({ from, to, width }) => ctx.measureText(`+${lasting(to - from)}`).width <= width + 6);
  for (const tear of stage.tears) nameTear(p, ctx, tear, flat, ticks);
  ctx.fillStyle = palette.rule;
  ctx.fillRect(stage.left - 8, AXIS - 1, stage.right - stage.left + 16, 1);
}

/* How long a fold lasts: over it, or downwards inside it if one is too narrow. The plus tells it from a moment. */
function nameTear({ stage, palette }, ctx, { x, width, from, to }, flat, ticks) {
  if (x < stage.left - 8 || x + width > stage.right + 8 || width < 15) return;
  const label = `+${lasting(to - from)}`;
  if (flat) {
    ticks.push({ x: x + width / 2, label, bold: true, wide: ctx.measureText(label).width });
    return;
  }
  ctx.save();
  ctx.font = palette.font(11, 600);
  ctx.textBaseline = "middle";
  ctx.fillStyle = palette.mute;
  ctx.translate(x + width / 2 + 1, AXIS + (stage.narrow ? 26 : 8));
  ctx.rotate(Math.PI / 2);
  ctx.fillText(label, 0, 0);
  ctx.restore();
}

function paintTitles(p, ctx, boxes) {
  const { stage, palette } = p;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, AXIS, stage.width, stage.height - AXIS);
  ctx.clip();
  ctx.font = palette.font(13, 600);
  ctx.textBaseline = "alphabetic";
  ctx.fillStyle = palette.ink;
  for (const box of boxes) {
    const { x, y, wide } = titlePlace(stage, box);
    const title = fitting(ctx, box.lane.title, wide);
    if (stage.narrow) plate(p, ctx, x, y, ctx.measureText(title).width);
    ctx.fillText(title, x, y);
  }
  ctx.restore();
}

/* Where a lane's title stands, and below or beside it the word for what the lane is doing now. */
function titlePlace(stage, box) {
  const y = box.y - stage.scroll;
  if (stage.narrow) return { x: 12, y: y + 17, wide: stage.width * 0.55, stateX: null, stateY: y + 17 };
  const middle = stage.dense ? y + box.h / 2 - 2 : Math.min(y + box.h / 2 - 2, y + 34);
  return { x: 16, y: middle, wide: stage.gutter - 24, stateX: 16, stateY: middle + (stage.dense ? 14 : 17) };
}

/* Ground under a text, where marks and tears would run through it. */
function plate({ palette }, ctx, x, y, wide) {
  ctx.save();
  ctx.fillStyle = palette.ground;
  ctx.fillRect(x - 3, y - 13, wide + 6, 18);
  ctx.restore();
}

function fitting(ctx, text, wide) {
  if (ctx.measureText(text).width <= wide) return text;
  let size = text.length;
  while (size > 1 && ctx.measureText(`${text.slice(0, size)}…`).width > wide) size--;
  return `${text.slice(0, size)}…`;
}

/* Widths of texts, remembered: labels repeat. */
function measureWith(p, size, weight = 450) {
  const font = p.palette.font(size, weight);
  const known = (p.widths[font] ??= new Map());
  const ctx = p.layers.signs.ctx;
  return (text) => {
    let wide = known.get(text);
    if (wide === undefined) {
      ctx.font = font;
      known.set(text, (wide = ctx.measureText(text).width));
    }
    return wide;
  };
}
