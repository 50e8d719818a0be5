/* Controls: buttons, keys, pointers. Each ends in one of the few verbs of player.js. */

const KEYS = [
  ["Space", "play or pause"],
  ["← →", "step to the previous or next entry"],
  ["Shift ← →", "a tenth back or on"],
  ["Home End", "to the beginning or the end"],
  ["↑ ↓", "choose a mark of this moment; Esc lets go"],
  ["+ −", "zoom; 0 fits all in"],
  ["F", "fold quiet time, or draw it to scale"],
  ["?", "show or hide this help"],
];
const DRAG = 4; // px that tell a drag from a click

function wireControls(p, signal) {
  const { els } = p;
  const on = (element, type, handler, options = {}) => element.addEventListener(type, handler, { signal, ...options });
  const press = (button, action) => on(button, "click", action);
  press(els.first, () => jump(p, 0, -1));
  press(els.back, () => stepBy(p, -1));
  press(els.play, () => togglePlay(p));
  press(els.next, () => stepBy(p, 1));
  press(els.last, () => jump(p, p.score.end));
  press(els.fold, () => toggleFold(p));
  press(els.out, () => zoomBy(p, 1 / 1.6));
  press(els.fit, () => fitAll(p));
  press(els.in, () => zoomBy(p, 1.6));
  press(els.help, () => toggleHelp(p));
  press(els.earlier, () => turnPage(p, -1));
  press(els.later, () => turnPage(p, 1));
  press(els.copy, () => copyTwin(p));
  on(els.speed, "change", () => (p.speed = Number(els.speed.value)));
  on(els.twin, "toggle", () => showTwin(p));
  on(els.scrub, "input", () => {
    pause(p);
    seek(p, snapped(p, p.whole.t((els.scrub.value / 10000) * p.whole.width), p.whole));
  });
  on(els.scrub, "change", () => speak(p));
  on(p.root, "keydown", (event) => key(p, event));
  on(els.stage, "scroll", () => {
    if (!p.stage) return;
    p.stage.scroll = els.stage.scrollTop;
    ask(p, LAYERS);
  });
  wirePointer(p, on);
}

function wirePointer(p, on) {
  const { els } = p;
  let down = null;
  const place = (event) => {
    const box = els.canvas.getBoundingClientRect();
    return [event.clientX - box.left, event.clientY - box.top];
  };
  on(els.canvas, "pointerdown", (event) => {
    const [x, y] = place(event);
    if (event.button || x < p.stage.left - REACH) return;
    down = { x, y, moved: false };
    els.stage.focus({ preventScroll: true });
  });
  on(els.canvas, "pointermove", (event) => {
    const [x, y] = place(event);
    if (down && (down.moved || Math.abs(x - down.x) > DRAG)) {
      if (!down.moved) {
        down.moved = p.dragging = true;
        els.canvas.setPointerCapture(event.pointerId);
        pause(p);
        point(p, null);
      }
      seek(p, snapped(p, tOf(p, x), p.axis));
    } else if (event.pointerType === "mouse") {
      point(p, markAt(p, x, y), x, y);
    }
  });
  on(els.canvas, "pointerup", (event) => {
    if (!down) return;
    const [x, y] = place(event);
    if (!down.moved) click(p, x, y);
    else speak(p);
    down = null;
    p.dragging = false;
    ask(p, FRAME);
  });
  on(els.canvas, "pointercancel", () => {
    down = null;
    p.dragging = false;
  });
  on(els.canvas, "pointerleave", () => point(p, null));
  on(els.canvas, "wheel", (event) => {
    if (event.ctrlKey) {
      event.preventDefault();
      zoomBy(p, Math.exp(-event.deltaY / 240), place(event)[0]);
    } else if (p.zoom > 1 && (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY))) {
      event.preventDefault();
      p.pan += event.deltaX || event.deltaY;
      fitAxis(p);
      ask(p, LAYERS);
    }
  }, { passive: false });
}

/* A click on a mark chooses it and says why; a click beside marks moves the playhead there. */
function click(p, x, y) {
  const mark = markAt(p, x, y, p.picked);
  pause(p);
  if (mark) {
    pick(p, sameMark(mark, p.picked) ? null : mark);
  } else {
    pick(p, null);
    seek(p, snapped(p, tOf(p, x), p.axis));
    speak(p);
  }
}

/* A moment close to an entry is that entry's: hands are not that exact. */
function snapped({ score }, t, axis) {
  const { moments } = score;
  const n = countUpTo(moments, t);
  const near = [moments[n - 1], moments[n]].filter((each) => each !== undefined);
  const best = near.find((each) => Math.abs(axis.x(each) - axis.x(t)) <= 5);
  return best ?? t;
}

function key(p, event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
  const target = event.composedPath()[0];
  const inside = (selector) => target instanceof Element && target.closest(selector);
  if (inside("select")) return;
  const typed = event.key;
  if (inside("button, a, summary") && (typed === " " || typed === "Enter")) return;
  if (inside(".scroll") && typed !== "?") return; // the table keeps its own arrows
  const act = {
    " ": () => togglePlay(p),
    ArrowRight: () => (event.shiftKey ? leap(p, 0.1) : stepBy(p, 1)),
    ArrowLeft: () => (event.shiftKey ? leap(p, -0.1) : stepBy(p, -1)),
    Home: () => jump(p, 0, -1),
    End: () => jump(p, p.score.end),
    ArrowDown: () => choose(p, 1),
    ArrowUp: () => choose(p, -1),
    Escape: () => pick(p, null),
    "+": () => zoomBy(p, 1.6),
    "=": () => zoomBy(p, 1.6),
    "-": () => zoomBy(p, 1 / 1.6),
    0: () => fitAll(p),
    f: () => toggleFold(p),
    F: () => toggleFold(p),
    "?": () => toggleHelp(p),
  }[typed];
  if (!act) return;
  event.preventDefault();
  event.stopPropagation(); // Streamlit listens for single keys too
  act();
}

function toggleHelp(p) {
  const { els } = p;
  els.keys.hidden = !els.keys.hidden;
  els.help.setAttribute("aria-expanded", String(!els.keys.hidden));
}

/* The help: keys, and the tones with their signs and words. */
function buildHelp(p) {
  const list = make("dl", "list");
  for (const [name, text] of KEYS) {
    const term = make("dt");
    name.split(" ").forEach((each) => term.append(make("kbd", "", each), " "));
    list.append(term, make("dd", "", text));
  }
  const legend = make("ul", "legend");
  for (const tone of p.score.tones) {
    const row = make("li"), canvas = make("canvas");
    canvas.setAttribute("aria-hidden", "true");
    fitCanvas(canvas, 78, 22, p.palette.dpr);
    const ctx = canvas.getContext("2d");
    inkSign(ctx, p.palette, tone, 9, 11, 5.5);
    inkSpan(ctx, p.palette, tone, 24, 2, 52, 18);
    row.append(canvas, make("b", "", tone), ` ${TONE_WORDS[tone] ?? ""}`);
    legend.append(row);
  }
  p.els.keys.replaceChildren(list, legend);
}
