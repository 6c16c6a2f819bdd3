import { spreadOf } from '../lib/statistics.mjs';

/**
 * One bar: the median of its values with a line from the first to the third quartile.
 * @typedef {object} Bar
 * @property {string} label
 * @property {readonly number[]} values at least one
 * @property {boolean} [ours]
 *
 * @typedef {object} Group bars that share one scale
 * @property {string} [name]
 * @property {readonly Bar[]} bars
 * @property {{ value: number, text: string }} [target] a line across the bars
 *
 * @typedef {object} Chart
 * @property {string} title
 * @property {string} unit
 * @property {number} digits after the point
 * @property {readonly Group[]} groups
 */

const WIDTH = 760;
const LEFT = 238;
/** Of the longest bar; right of it stand the figures. */
const BARS = 400;
const LINE = 24;
const BAR = 12;
const EDGE = 16;

/** Its own ground, so that it can be read on a light page and on a dark one; contrast of all text above 4.5 on either. */
const STYLE = `
.ground{fill:#ffffff;stroke:#d5dae2}
text{font:12px system-ui,-apple-system,'Segoe UI',sans-serif;fill:#1c2330;font-variant-numeric:tabular-nums}
.title{font-size:14px;font-weight:600}
.dim{fill:#5a6577}
.theirs{fill:#a9b4c4}
.ours{fill:#b8720a}
.spread{stroke:#1c2330;stroke-width:1.5}
.target{stroke:#2466b8;stroke-width:1.5;stroke-dasharray:4 3}
.aim{fill:#2466b8}
@media (prefers-color-scheme:dark){
.ground{fill:#10141b;stroke:#2a3342}
text{fill:#dfe4ec}
.dim{fill:#98a2b2}
.theirs{fill:#566072}
.ours{fill:#f0b35a}
.spread{stroke:#dfe4ec}
.target{stroke:#7fb3ff}
.aim{fill:#7fb3ff}
}`.replaceAll('\n', '');

/** @param {string} text */
const escaped = (text) =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

/**
 * Bars from left to right, grouped, each group on a scale of its own that begins at zero.
 * @param {Chart} chart
 * @returns {string} SVG
 */
export function barChart(chart) {
  /** @type {string[]} */
  const drawn = [text(EDGE, EDGE + 12, chart.title, 'title')];
  let y = EDGE + 30;
  for (const group of chart.groups) {
    const { lines, height } = drawGroup(group, chart, y);
    drawn.push(...lines);
    y += height;
  }
  const height = y + EDGE / 2;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${height}" viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label="${escaped(describe(chart))}">`,
    `<style>${STYLE}</style>`,
    `<rect class="ground" x="0.5" y="0.5" width="${WIDTH - 1}" height="${height - 1}" rx="8"/>`,
    ...drawn,
    '</svg>\n',
  ].join('\n');
}

/** The same in words, for who does not see it. @param {Chart} chart */
export function describe({ title, unit, digits, groups }) {
  const words = groups.flatMap(({ name, bars, target }) => [
    ...bars.map(({ label, values }) => {
      const figure = `${spreadOf(values).median.toFixed(digits)} ${unit}`;
      return `${name === undefined ? '' : `${name}, `}${label} ${figure}`;
    }),
    ...(target ? [target.text] : []),
  ]);
  return `${title}: ${words.join('; ')}`;
}

/** @param {Group} group @param {Chart} chart @param {number} top @returns {{ lines: string[], height: number }} */
function drawGroup({ name, bars, target }, { unit, digits }, top) {
  const spreads = bars.map(({ values }) => spreadOf(values));
  const most = Math.max(...spreads.map(({ high }) => high), target?.value ?? 0, Number.MIN_VALUE);
  const scale = (/** @type {number} */ value) => Math.round(Math.max(0, value / most) * BARS * 10) / 10;
  const lines = name === undefined ? [] : [text(EDGE, top + 12, name, 'dim')];
  const first = top + (name === undefined ? 0 : 20);
  bars.forEach(({ label, ours }, at) => {
    const { median, low, high, count } = spreads[at] ?? spreadOf([Number.NaN]);
    const middle = first + at * LINE + LINE / 2;
    const [from, to] = [LEFT + scale(low), LEFT + scale(high)];
    lines.push(
      text(LEFT - 10, middle + 4, label, '', 'end'),
      `<rect class="${ours ? 'ours' : 'theirs'}" x="${LEFT}" y="${middle - BAR / 2}" width="${Math.max(1, scale(median))}" height="${BAR}" rx="2"/>`,
      ...(count > 1
        ? [
            `<path class="spread" d="M${from} ${middle}H${to}M${from} ${middle - 4}v8M${to} ${middle - 4}v8"/>`,
          ]
        : []),
      text(WIDTH - EDGE, middle + 4, `${median.toFixed(digits)} ${unit}`, '', 'end'),
    );
  });
  const end = first + bars.length * LINE;
  if (target === undefined) return { lines, height: end + 8 - top };
  const x = LEFT + scale(target.value);
  lines.push(
    `<path class="target" d="M${x} ${first}V${end}"/>`,
    text(x, end + 14, target.text, 'aim', x > LEFT + 120 ? 'end' : 'start'),
  );
  return { lines, height: end + 26 - top };
}

/** @param {number} x @param {number} y @param {string} words @param {string} [kind] @param {string} [anchor] */
function text(x, y, words, kind = '', anchor = 'start') {
  const named = kind === '' ? '' : ` class="${kind}"`;
  const anchored = anchor === 'start' ? '' : ` text-anchor="${anchor}"`;
  return `<text${named} x="${x}" y="${y}"${anchored}>${escaped(words)}</text>`;
}
