import { noGrowth } from '../growth/measure.mjs';
import { median, quantile } from '../lib/statistics.mjs';
import { absolute, fixed, spreadText, verdictOf } from './rows.mjs';

/** @typedef {import('../tray/measure.mjs').TrayFigures} TrayFigures */

/** @param {TrayFigures} tray @returns {import('./rows.mjs').Figure[]} */
export function trayFigures({
  bareMb,
  perchMb,
  againMb,
  renderers,
  cpu,
  bareCpu,
  deskMs,
  popoverMs,
  noticeMs,
}) {
  const overBare = (/** @type {readonly number[]} */ values) =>
    median(values.map((value, round) => value - (bareMb[round] ?? Number.NaN)));
  const memory = (
    /** @type {string} */ what,
    /** @type {readonly number[]} */ mb,
    /** @type {number} */ most,
  ) => ({
    what,
    perch: spreadText(mb, 0, 'MB'),
    peer: spreadText(bareMb, 0, 'MB'),
    ratio: `+${fixed(overBare(mb), 0)} MB`,
    target: `≤ +${most} MB`,
    verdict: verdictOf(overBare(mb) <= most),
  });
  const percent = (/** @type {number} */ share) => `${fixed(share * 100, 2)} %`;
  return [
    memory('in the tray, no window, 50 symbols, 10 alerts: memory, PSS', perchMb, 25),
    memory('the same after five times desk', againMb, 45),
    {
      what: 'renderers alive without a window',
      perch: String(renderers),
      peer: '',
      ratio: '',
      target: '0',
      verdict: verdictOf(renderers === 0),
    },
    {
      what: 'CPU in the tray at 20 prices a second, of one core',
      perch: percent(cpu),
      peer: percent(bareCpu),
      ratio: '',
      target: '≤ 1.5 %',
      verdict: verdictOf(cpu <= 0.015),
    },
    ...(noticeMs.length > 0
      ? [absolute('price event to notification at the desktop, p95', quantile(noticeMs, 0.95), 50)]
      : []),
    absolute('tray click to desk painted, p50', median(deskMs), 500),
    absolute('tray click to popover painted, p50', median(popoverMs), 250),
  ];
}

/** @param {TrayFigures} tray */
export function trayComparison({ perchMb, deskMs, popoverMs, noticeMs }) {
  return `- **In the tray** (${perchMb.length} rounds by turns; ${deskMs.length} desks, ${popoverMs.length} popovers, ${noticeMs.length} alerts): a tray and a notification host on a private bus. The peer is \`bench/bare-tray\`: the same runtime with an icon and a tooltip. Perch watches all symbols of a paper exchange in a process of its own and has alerts that wait; memory is that of all its processes but the paper exchange that serves the practice account. A click is an event of the menu on the bus, and painted is when the page says so after its second frame with live prices. A notification is timed from the moment at which a second client gets the stream's message with a price beyond the alert to the call that the desktop gets, in whole milliseconds.`;
}

/** @param {import('../growth/measure.mjs').Growth} growth @returns {import('./rows.mjs').Figure} */
export function growthFigure({ hours }) {
  const held = hours.map(({ heapBytes, externalBytes }) => heapBytes + externalBytes);
  const [first = Number.NaN, last = Number.NaN] = [held[0], held.at(-1)];
  const share = last / first - 1;
  const mb = (/** @type {number} */ bytes) => fixed(bytes / 2 ** 20, 2);
  return {
    what: `heap of the watcher, simulated hour 1 to ${hours.length} at 20 prices a second`,
    perch: `${mb(first)} to ${mb(last)} MB, ${fixed(share * 100, 1)} %`,
    peer: '',
    ratio: '',
    target: `none (≤ ${noGrowth * 100} %)`,
    verdict: verdictOf(share <= noGrowth),
  };
}
