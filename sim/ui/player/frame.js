/* Frame: one picture of the player, from the still layers and what moves. This runs sixty times a second. */

const POP = 420; // ms that a sign rings after it has sounded

function paintFrame(p, now) {
  const { els, stage, palette, layers } = p;
  const ctx = els.canvas.getContext("2d");
  const begun = p.step >= 0 || p.t > 0;
  const x = xOf(p, p.t);
  ctx.drawImage(layers.paper.canvas, 0, 0, stage.width, stage.height);
  if (begun) {
    copyUpTo(ctx, p, layers.ink, x);
    copyUpTo(ctx, p, layers.signs, x - REACH - 4);
  }
  ctx.save();
  ctx.beginPath();
  ctx.rect(stage.left - 8, AXIS, stage.right - stage.left + 16, stage.height - AXIS);
  ctx.clip();
  if (begun) {
    paintPresent(p, ctx, x);
    paintArrived(p, ctx, x, now);
  }
  paintRings(p, ctx);
  ctx.restore();
  if (begun) paintStates(p, ctx);
  paintMore(p, ctx);
  paintTicks(p, ctx, x);
  if (x > stage.left - 9 && x < stage.right + 9) paintPlayhead(p, ctx, x);
}

function copyUpTo(ctx, { stage, palette }, layer, x) {
  const wide = Math.min(stage.width, x), { dpr } = palette;
  const pixels = Math.floor(wide * dpr);
  if (pixels < 1) return;
  ctx.drawImage(layer.canvas, 0, 0, pixels, layer.canvas.height, 0, 0, pixels / dpr, layer.canvas.height / dpr);
}

/* What runs at this moment glows where it grows. */
function paintPresent(p, ctx, x) {
  const { score, stage, palette } = p;
  for (const { span, tone, x: from, y, w, h } of stage.spans) {
    if (from > x || score.span.end[span] <= p.t || tone === "rest") continue;
    const long = Math.min(30, x - from, w);
    if (long < 2) continue;
    const glow = ctx.createLinearGradient(x - long, 0, x, 0);
    glow.addColorStop(0, faint(palette.glow, CLEAR));
    glow.addColorStop(1, palette.glow);
    ctx.globalAlpha = 0.75;
    ctx.fillStyle = glow;
    ctx.fillRect(x - long, y + 1.5, long, h - 3);
    ctx.globalAlpha = 1;
  }
}

/* Signs close to the playhead are drawn whole as soon as their moment has come; the copied layer would cut them. */
function paintArrived(p, ctx, x, now) {
  const { stage, score, palette } = p;
  for (const cluster of stage.clusters) {
    if (cluster.first > p.step || cluster.x > x + 0.5 || cluster.x < x - 2 * REACH - 8) continue;
    paintSign(p, ctx, cluster, true);
  }
  const age = (now - p.sounded) / POP;
  if (p.calm || p.step < 0 || age > 1) return;
  const box = markBox(p, { side: "entry", i: p.step });
  ctx.globalAlpha = (1 - age) * 0.8;
  ctx.strokeStyle = palette[score.tones[score.entry.tone[p.step]]].line;
  ctx.lineWidth = 2;
  ctx.beginPath();
  ctx.arc(box.x + box.w / 2, box.y + box.h / 2, stage.sign + 2 + 11 * ease(age), 0, 7);
  ctx.stroke();
  ctx.globalAlpha = 1;
  ask(p, FRAME);
}

/* A strong ring around the mark that the panel speaks of, a thin one around all that belongs to the same call. */
function paintRings(p, ctx) {
  const mark = p.hover ?? p.picked;
  if (!mark) return;
  for (const kin of kinOf(p, mark)) if (!sameMark(kin, mark)) ring(p, ctx, kin, 1.25, [3, 3]);
  ring(p, ctx, mark, 2.25, []);
}

function ring(p, ctx, mark, thick, dash) {
  const box = markBox(p, mark);
  if (!box || box.x > p.stage.right + 20 || box.x + box.w < p.stage.left - 20) return;
  const left = Math.max(box.x, p.stage.left - 20), right = Math.min(box.x + box.w, p.stage.right + 20);
  ctx.setLineDash(dash);
  ctx.lineWidth = thick;
  ctx.strokeStyle = p.palette.ink;
  ctx.beginPath();
  ctx.roundRect(left - 2.5, box.y - 2.5, right - left + 5, box.h + 5, mark.side === "entry" ? 12 : 7);
  ctx.stroke();
  ctx.setLineDash([]);
}

/* Marks of the same call (message, batch …) as this one; found once per identity. */
function kinOf(p, { side, i }) {
  const { score } = p;
  const of = score[side].of[i];
  if (!score.strings[of]) return [];
  if (p.kin?.of !== of) {
    const marks = [];
    for (const kind of ["span", "entry"]) {
      for (let n = 0; n < score[kind].size && marks.length < 400; n++) {
        if (score[kind].of[n] === of) marks.push({ side: kind, i: n });
      }
    }
    p.kin = { of, marks };
  }
  return p.kin.marks;
}

/* Beside each title: what the lane is doing now, in a word. */
function paintStates(p, ctx) {
  const { stage, score, palette } = p;
  ctx.save();
  ctx.beginPath();
  ctx.rect(0, AXIS, stage.width, stage.height - AXIS);
  ctx.clip();
  for (const box of boxesInView(p)) {
    let running = -1, count = 0;
    eachSpan(score, box.lane, p.t, p.t, (span) => {
      const { start, end } = score.span;
      if (start[span] > p.t || end[span] <= p.t) return;
      running = span;
      count++;
    });
    if (!count) continue;
    const place = titlePlace(stage, box);
    const tone = score.tones[score.span.tone[running]];
    const [word] = count > 1 ? [`${count} at once`] : score.strings[score.span.label[running]].split(" · ");
    ctx.font = palette.font(13, 600);
    const x = place.stateX ?? place.x + Math.min(place.wide, ctx.measureText(box.lane.title).width) + 14;
    const r = 3.5;
    ctx.font = palette.font(stage.dense ? 11 : 12, 450);
    const said = fitting(ctx, word, stage.narrow ? stage.width - x - 30 : stage.gutter - 42);
    if (stage.narrow) plate(p, ctx, x, place.stateY, ctx.measureText(said).width + 18);
    inkSign(ctx, palette, tone, x + r + 1, place.stateY - 4, r);
    ctx.font = palette.font(stage.dense ? 11 : 12, 450);
    ctx.textBaseline = "alphabetic";
    ctx.fillStyle = palette.mute;
    ctx.fillText(said, x + 2 * r + 8, place.stateY);
  }
  ctx.restore();
}

/* Labels of the axis, but for those that the playhead's flag would half cover. */
function paintTicks(p, ctx, x) {
  const { stage, palette } = p;
  const flag = x < stage.left - 9 || x > stage.right + 9 ? { left: 0, wide: -99 } : flagOf(p, ctx, x);
  ctx.textAlign = "center";
  ctx.textBaseline = "middle";
  ctx.fillStyle = palette.mute;
  for (const tick of stage.ticks) {
    const from = tick.x - tick.wide / 2 - 5, to = tick.x + tick.wide / 2 + 5;
    if (!tick.label || (to > flag.left && from < flag.left + flag.wide)) continue;
    ctx.font = palette.font(11, tick.bold ? 600 : 450);
    ctx.fillText(tick.label, tick.x, 16);
  }
  ctx.textAlign = "left";
}

/* Lanes below the edge: say so, a thin scroll bar is easily missed. */
function paintMore(p, ctx) {
  const { stage, palette } = p;
  const edge = stage.scroll + stage.height;
  const more = stage.boxes.filter((box) => box.y + box.h / 2 > edge).length;
  if (!more) return;
  const veil = ctx.createLinearGradient(0, stage.height - 30, 0, stage.height);
  veil.addColorStop(0, faint(palette.ground, CLEAR));
  veil.addColorStop(1, palette.ground);
  ctx.fillStyle = veil;
  ctx.fillRect(0, stage.height - 30, stage.width, 30);
  const label = `${plural(more, "more lane")} ↓`;
  ctx.font = palette.font(11.5, 550);
  ctx.textBaseline = "middle";
  const wide = ctx.measureText(label).width + 18;
  ctx.fillStyle = palette.ground;
  ctx.strokeStyle = palette.rule;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(12.5, stage.height - 27.5, wide, 21, 10);
  ctx.fill();
  ctx.stroke();
  ctx.fillStyle = palette.mute;
  ctx.fillText(label, 21.5, stage.height - 16.5);
}

function flagOf(p, ctx, x) {
  const label = moment(p.t, p.playing || p.dragging);
  ctx.font = p.palette.font(11.5, 650);
  const wide = Math.ceil(ctx.measureText(label).width) + 16;
  return { label, wide, left: Math.max(2, Math.min(p.stage.width - wide - 2, x - wide / 2)) };
}

function paintPlayhead(p, ctx, x) {
  const { stage, palette } = p;
  const glow = ctx.createLinearGradient(x - 12, 0, x + 12, 0);
  glow.addColorStop(0, faint(palette.ember, CLEAR));
  glow.addColorStop(0.5, palette.ember);
  glow.addColorStop(1, faint(palette.ember, CLEAR));
  ctx.globalAlpha = p.playing ? 0.42 : 0.26;
  ctx.fillStyle = glow;
  ctx.fillRect(x - 12, AXIS, 24, stage.height - AXIS);
  ctx.globalAlpha = 1;
  ctx.fillStyle = palette.ink;
  ctx.fillRect(Math.round(x) - 0.75, AXIS - 10, 1.5, stage.height - AXIS + 10);
  const { label, wide, left } = flagOf(p, ctx, x);
  ctx.beginPath();
  ctx.roundRect(left, 6, wide, 20, 10);
  ctx.fill();
  ctx.fillStyle = palette.ground;
  ctx.textBaseline = "middle";
  ctx.textAlign = "center";
  ctx.fillText(label, left + wide / 2, 16.5);
  ctx.textAlign = "left";
}
