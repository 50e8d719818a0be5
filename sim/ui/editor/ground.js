/* Ground: dark or light is told by the ground itself, so that any theme is met, not only Streamlit's two. */

function readMode(root) {
  const probe = root.querySelector(".probe");
  const colour = getComputedStyle(probe).color;
  if (root.dataset.ground === colour) return;
  root.dataset.ground = colour;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = 1;
  const ctx = canvas.getContext("2d", { willReadFrequently: true });
  ctx.fillStyle = colour;
  ctx.fillRect(0, 0, 1, 1);
  const [red, green, blue] = ctx.getImageData(0, 0, 1, 1).data;
  root.dataset.mode = 0.2126 * red + 0.7152 * green + 0.0722 * blue < 128 ? "dark" : "light";
}

function make(tag, className = "", text = "") {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text) element.textContent = text;
  return element;
}
