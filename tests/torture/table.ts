import { LOSSES, type Loss } from './oracle';
import { KILL_POINTS, type KillPoint } from './ops';
import { SETTLED_WITHIN_MS, type RunResult } from './run';
import type { DoneRun } from './torture';

export interface Summary {
  readonly seed: number;
  readonly runs: number;
  readonly seconds: number;
  readonly clicks: number;
  readonly ordersHere: number;
  readonly ordersOutside: number;
  readonly mostPerClick: number;
  readonly losses: Readonly<Record<Loss, number>>;
  /** Settled, and later than the bound. */
  readonly late: number;
  /** Runs of which no time is told, because the machine was too busy. */
  readonly untimed: number;
  /** Runs that the driver could not carry out. */
  readonly failed: number;
  readonly indistinguishable: number;
  readonly exchanged: number;
  readonly settled: Spread;
  /** With PROTOCOL's own recvWindow of 5 s. */
  readonly settledAtDefault: Spread;
  readonly agreed: Spread;
  readonly kills: Readonly<Record<KillPoint, number>>;
  /** Everything that must be 0, added up. */
  readonly lost: number;
}

interface Spread {
  readonly count: number;
  /** ms */
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

/** Longest time that the driver may have waited for its turn, ms. */
const MOST_LAG_MS = 250;

/** Until nothing was in doubt, ms; undefined when nothing was, or when the machine was too busy to tell. */
function settledOf(result: RunResult | undefined): number | undefined {
  return result !== undefined && result.lagMs <= MOST_LAG_MS ? result.settledMs : undefined;
}

export function summaryOf(seed: number, runs: readonly DoneRun[], seconds: number): Summary {
  const results = runs.flatMap(({ result }) => (result === undefined ? [] : [result]));
  const sum = (of: (result: (typeof results)[number]) => number): number =>
    results.reduce((total, result) => total + of(result), 0);
  const losses = Object.fromEntries(
    (Object.keys(LOSSES) as Loss[]).map((loss) => [loss, sum(({ verdict }) => verdict.losses[loss])]),
  ) as Record<Loss, number>;
  const settled = (isDefault: boolean): number[] =>
    runs
      .filter(({ recvWindow }) => (recvWindow === 5_000) === isDefault)
      .flatMap(({ result }) => settledOf(result) ?? []);
  const kills = Object.fromEntries(
    KILL_POINTS.map((point) => [point, sum(({ killedAt }) => killedAt.filter((at) => at === point).length)]),
  ) as Record<KillPoint, number>;
  const late = results.filter((result) => (settledOf(result) ?? 0) > SETTLED_WITHIN_MS).length;
  const failed = runs.length - results.length;
  return {
    seed,
    runs: runs.length,
    seconds,
    clicks: sum(({ clicks }) => clicks),
    ordersHere: sum(({ verdict }) => verdict.ordersHere),
    ordersOutside: sum(({ verdict }) => verdict.ordersOutside),
    mostPerClick: Math.max(0, ...results.map(({ verdict }) => verdict.mostPerClick)),
    losses,
    late,
    untimed: results.filter(({ lagMs }) => lagMs > MOST_LAG_MS).length,
    failed,
    indistinguishable: sum(({ verdict }) => verdict.indistinguishable),
    exchanged: sum(({ verdict }) => verdict.exchanged),
    settled: spreadOf(settled(false)),
    settledAtDefault: spreadOf(settled(true)),
    agreed: spreadOf(results.map(({ agreedMs }) => agreedMs)),
    kills,
    lost: Object.values(losses).reduce((total, count) => total + count, late + failed),
  };
}

function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => Math.round(sorted[Math.ceil(share * sorted.length) - 1] ?? 0);
  return { count: sorted.length, p50: at(0.5), p95: at(0.95), max: at(1) };
}

export function tableOf(summary: Summary): string {
  const ms = ({ count, p50, p95, max }: Spread): string =>
    `p50 ${p50} ms, p95 ${p95} ms, most ${max} ms (${count} runs)`;
  const points = Object.values(summary.kills);
  const rows: (readonly [string, string | number])[] = [
    ['seed', summary.seed],
    ['runs', summary.runs],
    ['time', `${summary.seconds.toFixed(0)} s`],
    ['clicks', summary.clicks],
    ['orders placed here', summary.ordersHere],
    ['orders of other clients', summary.ordersOutside],
    ['most orders at the exchange per click', summary.mostPerClick],
    ['', ''],
    ...Object.entries(LOSSES).map(([loss, text]) => [`LOSS ${text}`, summary.losses[loss as Loss]] as const),
    [`LOSS runs settled later than ${SETTLED_WITHIN_MS / 1_000} s`, summary.late],
    ['LOSS runs that could not be carried out', summary.failed],
    ['', ''],
    ['indistinguishable from an identical order of another client', summary.indistinguishable],
    ['identical orders in doubt that changed places', summary.exchanged],
    ['settled after the exchange answers again', ms(summary.settled)],
    ['… with recvWindow 5000', ms(summary.settledAtDefault)],
    ['runs of which no time is told: the machine was busy', summary.untimed],
    ['windows and ledger agree after that', ms(summary.agreed)],
    [
      'kill points survived',
      `${points.filter((count) => count > 0).length} of ${points.length}, ${points.reduce((a, b) => a + b, 0)} kills`,
    ],
    ...Object.entries(summary.kills).map(([point, count]) => [`  killed at: ${point}`, count] as const),
  ];
  const width = Math.max(...rows.map(([name]) => name.length));
  const lines = rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`.trimEnd());
  return `${lines.join('\n')}\n`;
}

/** One line for each thing that went wrong in a run, with how to see it again. */
export function failuresOf(seed: number, { index, target, result, failure }: DoneRun): string[] {
  const settledMs = settledOf(result) ?? 0;
  const late = settledMs > SETTLED_WITHIN_MS ? [`settled after ${settledMs.toFixed(0)} ms`] : [];
  const reasons = [...(result?.verdict.reasons ?? [failure]), ...late];
  const where = `run ${index} (--seed ${seed} --run ${index}${target === undefined ? '' : `, kill at ${target}`})`;
  return reasons.slice(0, 4).map((reason) => `${where}: ${reason}`);
}
