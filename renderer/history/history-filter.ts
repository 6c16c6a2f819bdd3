import type { CommandInput } from '@shared/contract/commands';
import { assertNever } from '@shared/domain/assert-never';
import type { OrderOrigin, OrderPhase } from '@shared/domain/order-life';
import type { Side } from '@shared/domain/order';
import type { Settings } from '@shared/domain/settings';

type TimeZone = Settings['timeZone'];

/** The filter as main is asked with it. */
export type AskedFilter = CommandInput<'history.page'>['filter'];

/** Kinds of outcome that people ask for; each stands for some phases. */
export const STATE_GROUPS = ['filled', 'cancelled', 'refused', 'never-placed', 'open'] as const;
type StateGroup = (typeof STATE_GROUPS)[number];

const PHASES_OF: Readonly<Record<StateGroup, readonly OrderPhase[]>> = {
  filled: ['filled'],
  cancelled: ['cancelled', 'expired', 'gone'],
  refused: ['refused', 'not-sent'],
  'never-placed': ['never-placed'],
  open: ['submitting', 'unknown', 'open', 'partly-filled'],
};

/** Which days: all, this one, the last 7 or 30 with this one, or those between two. */
export const DAY_RANGES = ['all', 'today', 'week', 'month', 'between'] as const;
type DayRange = (typeof DAY_RANGES)[number];

/** What the filters of the history say. Days are those of the chosen time zone, `YYYY-MM-DD` as a date field has them, or empty. */
export interface HistoryView {
  readonly symbol: 'all' | 'this';
  readonly side: 'all' | Side;
  readonly state: 'all' | StateGroup;
  readonly origin: 'all' | OrderOrigin;
  readonly days: DayRange;
  /** First and last day while `days` is `between`. */
  readonly from: string;
  readonly until: string;
}

export const WHOLE_HISTORY: HistoryView = {
  symbol: 'all',
  side: 'all',
  state: 'all',
  origin: 'all',
  days: 'all',
  from: '',
  until: '',
};

export function isWhole(view: HistoryView): boolean {
  return (Object.keys(WHOLE_HISTORY) as (keyof HistoryView)[]).every(
    (name) => view[name] === WHOLE_HISTORY[name],
  );
}

/**
 * What main is asked for. Days run from their first to their last millisecond in the time zone; a day that is none is left out.
 *
 * @param today the day in that time zone, `YYYY-MM-DD`
 */
export function filterOf(
  view: HistoryView,
  selectedSymbol: string,
  today: string,
  timeZone: TimeZone,
): AskedFilter {
  const { from, next } = boundsOf(view, (day, later) => startOfDay(day, later, timeZone), today);
  return {
    ...(view.symbol === 'this' && selectedSymbol !== '' ? { symbol: selectedSymbol } : {}),
    ...(view.side === 'all' ? {} : { side: view.side }),
    ...(view.state === 'all' ? {} : { phases: [...PHASES_OF[view.state]] }),
    ...(view.origin === 'all' ? {} : { origin: view.origin }),
    ...(from === undefined ? {} : { from }),
    ...(next === undefined ? {} : { until: next - 1 }),
  };
}

/** From when on, and from when on no more; Unix ms. */
function boundsOf(
  { days, from, until }: HistoryView,
  startOf: (day: string, later?: number) => number | undefined,
  today: string,
): { from: number | undefined; next: number | undefined } {
  switch (days) {
    case 'all':
      return { from: undefined, next: undefined };
    case 'today':
      return { from: startOf(today), next: undefined };
    case 'week':
      return { from: startOf(today, -6), next: undefined };
    case 'month':
      return { from: startOf(today, -29), next: undefined };
    case 'between':
      return { from: startOf(from), next: startOf(until, 1) };
    default:
      return assertNever(days);
  }
}

/** Unix ms of midnight of a day, or of the one `later` days after it; the end of a day is the beginning of the next. */
function startOfDay(day: string, later: number | undefined, timeZone: TimeZone): number | undefined {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const parts = [Number(year), Number(month) - 1, Number(date) + (later ?? 0)] as const;
  const start = timeZone === 'utc' ? Date.UTC(...parts) : new Date(...parts).getTime();
  return Number.isNaN(start) || start < 0 ? undefined : start;
}
