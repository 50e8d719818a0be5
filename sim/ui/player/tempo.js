/* Tempo: how virtual time passes while it is played. Even speed along the axis as drawn, slower near each entry,
   so that nothing flies past, however short; and a long trace still ends in a few minutes. */

const PACE = 120; // px of a 960 px picture per second, at 1×
const LINGER = 0.55; // seconds, shared around each moment
const LONGEST = 150; // seconds for a whole trace
const CALM = 1500; // ms between steps when motion is reduced

function makeTempo(score, folded) {
  const axis = makeAxis(score, folded, 960, 1);
  const xs = Array.from(score.moments, (t) => axis.x(t));
  const beats = [0];
  for (let n = 1; n < xs.length; n++) beats.push(beats[n - 1] + LINGER + (xs[n] - xs[n - 1]) / PACE);
  const total = beats.at(-1);
  const squeeze = total > LONGEST ? LONGEST / total : 1;
  for (let n = 0; n < beats.length; n++) beats[n] *= squeeze;

  /* Where in time the picture is after so many seconds of playing. */
  function at(seconds) {
    const n = Math.min(beats.length - 1, countUpTo(beats, seconds));
    if (n < 1) return 0;
    const share = Math.min(1, (seconds - beats[n - 1]) / (beats[n] - beats[n - 1] || 1));
    if (share === 1) return score.moments[n]; // exactly, not by way of pixels
    return axis.t(xs[n - 1] + ease(share) * (xs[n] - xs[n - 1]));
  }

  /* The seconds at which playing passes time t: the inverse of `at`, by halving. */
  function when(t) {
    let low = 0, high = beats.at(-1);
    for (let n = 0; n < 48; n++) {
      const middle = (low + high) / 2;
      if (at(middle) <= t) low = middle;
      else high = middle;
    }
    return low;
  }

  return { seconds: beats.at(-1), at, when };
}

const ease = (share) => 0.3 * share + 0.7 * share * share * (3 - 2 * share);
