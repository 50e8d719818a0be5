/* Marks: how a span and an entry look. In ink when they have happened: colour, pattern and shape by tone. In pencil
   when they are still to come: the same shapes, graphite outlines only. */

const REST_HEIGHT = 7;

/* The outline of a span. Rest is a thin capsule, bad has a torn end, the others are bars. */
function spanPath(ctx, tone, x, y, w, h) {
  ctx.beginPath();
  if (tone === "rest") {
    ctx.roundRect(x, y + (h - REST_HEIGHT) / 2, w, REST_HEIGHT, Math.min(REST_HEIGHT, w) / 2);
  } else if (tone === "bad" && w > 10) {
    const teeth = 4, tooth = 4;
    ctx.moveTo(x, y + 2);
    ctx.arcTo(x, y, x + 2, y, 2);
    ctx.lineTo(x + w, y);
    for (let n = 1; n <= teeth * 2; n++) ctx.lineTo(x + w - (n % 2 ? tooth : 0), y + (h * n) / (teeth * 2));
    ctx.lineTo(x + 2, y + h);
    ctx.arcTo(x, y + h, x, y + h - 2, 2);
    ctx.closePath();
  } else {
    ctx.roundRect(x, y, w, h, Math.min(5, w / 2, h / 2));
  }
}

function inkSpan(ctx, palette, tone, x, y, w, h) {
  const { line, fill } = palette[tone];
  ctx.lineWidth = w < 9 ? 1 : 1.5;
  ctx.strokeStyle = line;
  ctx.fillStyle = fill;
  const inset = ctx.lineWidth / 2;
  spanPath(ctx, tone, x + inset, y + inset, Math.max(0.5, w - 2 * inset), h - 2 * inset);
  if (tone === "end" && w > 6) {
    ctx.fillStyle = fading(ctx, x, w, fill);
    ctx.strokeStyle = fading(ctx, x, w, line, 0.35);
  }
  ctx.fill();
  if (tone === "cold" || tone === "after") {
    ctx.fillStyle = tone === "cold" ? palette.frost : palette.stipple;
    ctx.fill();
  }
  ctx.stroke();
  if (tone === "note" && w > 8) {
    ctx.fillStyle = line;
    ctx.fillRect(x + 3, y + 3, 2, h - 6);
  }
  if (tone === "bad" && w > 16) cross(ctx, palette.bad.text, x + 10, y + h / 2, 3.2);
}

function fading(ctx, x, w, colour, least = 0) {
  const gradient = ctx.createLinearGradient(x, 0, x + w, 0);
  gradient.addColorStop(0, colour);
  gradient.addColorStop(1, faint(colour, least || CLEAR));
  return gradient;
}

/* A colour let through. Never wholly: "transparent" has no hue, and muddies a gradient on its way. */
const CLEAR = 0.004;
const faint = (colour, share) => `color-mix(in srgb, ${colour} ${share * 100}%, transparent)`;

function pencilSpan(ctx, palette, tone, x, y, w, h) {
  ctx.lineWidth = 1;
  ctx.strokeStyle = palette.graphite;
  ctx.fillStyle = palette.shade;
  spanPath(ctx, tone, x + 0.5, y + 0.5, Math.max(0.5, w - 1), h - 1);
  ctx.fill();
  ctx.stroke();
  if (tone === "bad" && w > 16) cross(ctx, palette.graphite, x + 10, y + h / 2, 3.2);
}

function cross(ctx, colour, x, y, r) {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 2;
  ctx.lineCap = "round";
  ctx.beginPath();
  ctx.moveTo(x - r, y - r);
  ctx.lineTo(x + r, y + r);
  ctx.moveTo(x + r, y - r);
  ctx.lineTo(x - r, y + r);
  ctx.stroke();
  ctx.lineCap = "butt";
}

/* The sign of an entry: a shape for each tone, so that colour is never needed to tell them apart. */
function drawSign(ctx, tone, x, y, r, line, fill, inside) {
  ctx.strokeStyle = line;
  ctx.fillStyle = fill;
  ctx.lineWidth = 1.75;
  ctx.lineJoin = "round";
  ctx.lineCap = "round";
  ctx.beginPath();
  switch (tone) {
    case "cold": // a snow crystal
      for (const angle of [0, Math.PI / 3, (2 * Math.PI) / 3]) {
        const dx = Math.sin(angle) * (r + 0.5), dy = Math.cos(angle) * (r + 0.5);
        ctx.moveTo(x - dx, y - dy);
        ctx.lineTo(x + dx, y + dy);
      }
      break;
    case "work": // a full note
      ctx.arc(x, y, r - 0.5, 0, 7);
      ctx.fill();
      break;
    case "after": // a note half full
      ctx.fillStyle = line;
      ctx.arc(x, y, r - 0.5, Math.PI / 2, (3 * Math.PI) / 2);
      ctx.fill();
      ctx.beginPath();
      ctx.arc(x, y, r - 0.5, 0, 7);
      break;
    case "rest": // a pause
      for (const side of [-1, 1]) {
        ctx.moveTo(x + side * r * 0.45, y - r * 0.8);
        ctx.lineTo(x + side * r * 0.45, y + r * 0.8);
      }
      ctx.lineWidth = 2.25;
      break;
    case "bad":
      ctx.moveTo(x - r * 0.75, y - r * 0.75);
      ctx.lineTo(x + r * 0.75, y + r * 0.75);
      ctx.moveTo(x + r * 0.75, y - r * 0.75);
      ctx.lineTo(x - r * 0.75, y + r * 0.75);
      ctx.lineWidth = 2.5;
      break;
    case "end": // sinking
      ctx.moveTo(x - r * 0.9, y - r * 0.6);
      ctx.lineTo(x + r * 0.9, y - r * 0.6);
      ctx.lineTo(x, y + r * 0.9);
      ctx.closePath();
      ctx.fill();
      break;
    default: // an arrival, a remark: an open diamond
      ctx.fillStyle = inside;
      ctx.moveTo(x, y - r);
      ctx.lineTo(x + r * 0.85, y);
      ctx.lineTo(x, y + r);
      ctx.lineTo(x - r * 0.85, y);
      ctx.closePath();
      ctx.fill();
  }
  ctx.stroke();
  ctx.lineCap = "butt";
  ctx.lineJoin = "miter";
}

function inkSign(ctx, palette, tone, x, y, r) {
  const { line, fill } = palette[tone];
  drawSign(ctx, tone, x, y, r, line, fill, palette.ground);
}

/* Where signs crowd, only what is rare keeps its shape; the rest are beads on a string. */
function bead(ctx, palette, tone, x, y, inked) {
  ctx.fillStyle = inked ? palette[tone].line : palette.graphite;
  ctx.beginPath();
  ctx.arc(x, y, 2, 0, 7);
  ctx.fill();
}

function pencilSign(ctx, palette, tone, x, y, r) {
  drawSign(ctx, tone, x, y, r, palette.graphite, palette.ground, palette.ground);
}

/* A fold: the paper is torn, and what lies between is out of sight but for a ghost, so that one sees the same
   environment go on behind it. */
const TOOTH = 4, TEETH = 7; // px: how deep, how far apart

function tearEdge(x, top, bottom) {
  const steps = Math.ceil((bottom - top) / TEETH);
  return Array.from({ length: steps + 1 }, (_, n) => [x + (n % 2 ? TOOTH : 0), Math.min(bottom, top + n * TEETH)]);
}

function tearPath(ctx, x, w, top, bottom) {
  const left = tearEdge(x, top, bottom), right = tearEdge(x + w - TOOTH, top, bottom);
  ctx.beginPath();
  for (const [px, py] of [...left, ...right.reverse()]) ctx.lineTo(px, py);
  ctx.closePath();
  return [left, right];
}

function tearPaper(ctx, palette, x, w, top, bottom) {
  const edges = tearPath(ctx, x, w, top, bottom);
  ctx.globalAlpha = 0.84;
  ctx.fillStyle = palette.ground;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.strokeStyle = palette.graphite;
  ctx.lineWidth = 1;
  for (const edge of w < 12 ? edges.slice(0, 1) : edges) {
    ctx.beginPath();
    for (const [px, py] of edge) ctx.lineTo(px, py);
    ctx.stroke();
  }
}

function tearInk(ctx, x, w, top, bottom) {
  tearPath(ctx, x, w, top, bottom);
  ctx.globalCompositeOperation = "destination-out";
  ctx.globalAlpha = 0.8;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.globalCompositeOperation = "source-over";
}
