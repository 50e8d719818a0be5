/* Palette: colours and type as the theme resolves them, for the canvas. player.css names them; a probe element
   turns var(), light-dark() and color-mix() into colours that a canvas takes. */

const PLAIN = ["ground", "shade", "ink", "mute", "graphite", "grid", "rule", "ember", "glow"];

function readPalette(root, tones) {
  const probe = root.querySelector(".probe");
  const resolve = (name) => {
    probe.style.color = `var(--${name})`;
    return getComputedStyle(probe).color;
  };
  const palette = { dpr: Math.min(3, window.devicePixelRatio || 1) };
  for (const name of PLAIN) palette[name] = resolve(name);
  for (const tone of tones) {
    palette[tone] = { line: resolve(`${tone}-line`), fill: resolve(`${tone}-fill`), text: resolve(`${tone}-text`) };
  }
  palette.family = getComputedStyle(root).fontFamily;
  palette.font = (size, weight = 400) => `${weight} ${size}px ${palette.family}`;
  palette.frost = tile(palette, 9, (ctx) => frost(ctx, palette.cold.line));
  palette.stipple = tile(palette, 6, (ctx) => stipple(ctx, palette.after.line));
  palette.signature = JSON.stringify(palette);
  return palette;
}

/* Dark or light is told by the ground itself, so that any theme is met, not only Streamlit's two. */
function readMode(root) {
  const probe = root.querySelector(".probe");
  probe.style.color = "var(--st-background-color, white)";
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  ctx.fillStyle = getComputedStyle(probe).color;
  ctx.fillRect(0, 0, 1, 1);
  const [red, green, blue] = ctx.getImageData(0, 0, 1, 1).data;
  root.dataset.mode = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
}

function tile(palette, size, draw) {
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = Math.round(size * palette.dpr);
  const ctx = canvas.getContext("2d");
  ctx.scale(canvas.width / size, canvas.height / size);
  draw(ctx);
  const pattern = ctx.createPattern(canvas, "repeat");
  pattern.setTransform(new DOMMatrix().scale(size / canvas.width));
  return pattern;
}

function frost(ctx, colour) {
  ctx.strokeStyle = colour;
  ctx.globalAlpha = 0.5;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (const shift of [-9, 0, 9]) {
    ctx.moveTo(shift - 1, 10);
    ctx.lineTo(shift + 10, -1);
  }
  ctx.stroke();
}

function stipple(ctx, colour) {
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.6;
  for (const [x, y] of [[1.5, 1.5], [4.5, 4.5]]) {
    ctx.beginPath();
    ctx.arc(x, y, 0.8, 0, 7);
    ctx.fill();
  }
}

/* A canvas for still pictures, drawn once and copied in each frame. */
function makeLayer() {
  const canvas = document.createElement("canvas");
  return { canvas, ctx: canvas.getContext("2d") };
}

function fitCanvas(canvas, width, height, dpr) {
  const wide = Math.max(1, Math.round(width * dpr)), high = Math.max(1, Math.round(height * dpr));
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  canvas.getContext("2d").setTransform(dpr, 0, 0, dpr, 0, 0);
}
