/* Words: how moments, lengths and tones are said. Pure functions, no page. */

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/* A tone is told by colour, by shape and by this word; the same word on every page. */
const TONE_WORDS = {
  cold: "made ready",
  work: "at work",
  after: "still busy",
  rest: "kept, waiting",
  bad: "gone wrong",
  end: "taken down",
  note: "arrivals, remarks",
};

const trimmed = (number, digits) => String(Number(number.toFixed(digits)));

/* The parts of a time that are not nothing, largest first: [["10", "min"], ["0.7", "s"]]. */
function parts(ms, digits) {
  const found = [];
  let left = ms;
  for (const [unit, name] of [[DAY, "d"], [HOUR, "h"], [MINUTE, "min"]]) {
    if (left >= unit) found.push([String(Math.floor(left / unit)), name]);
    left %= unit;
  }
  const seconds = trimmed(left / SECOND, digits);
  if (seconds !== "0" || !found.length) found.push([seconds, "s"]);
  return found.map(([amount, name]) => `${amount} ${name}`).join(" ");
}

/* A moment, as on a stopwatch. `rough` keeps its digits still while time runs. */
function moment(ms, rough = false) {
  const whole = Math.round(ms);
  if (whole < MINUTE) return `${(whole / SECOND).toFixed(!rough && whole % 10 ? 3 : 2)} s`;
  return rough ? parts(Math.floor(whole / 100) * 100, 1) : parts(whole, 3);
}

/* How long something lasts, to the precision a reader needs: "400 ms", "1.25 s", "9 min 58 s", "5 h 20 min". */
function lasting(ms) {
  if (ms < SECOND) return `${Math.round(ms)} ms`;
  if (ms < MINUTE) return `${trimmed(ms / SECOND, 2)} s`;
  if (ms < HOUR) return parts(Math.round(ms / SECOND) * SECOND, 0);
  if (ms < DAY) return parts(Math.round(ms / MINUTE) * MINUTE, 0);
  return parts(Math.round(ms / HOUR) * HOUR, 0);
}

/* A label on the time axis. */
function ticking(ms) {
  if (ms === 0) return "0";
  return ms < SECOND ? `${ms} ms` : parts(ms, 3);
}

const plural = (n, word) => `${n.toLocaleString("en")} ${word}${n === 1 ? "" : "s"}`;
