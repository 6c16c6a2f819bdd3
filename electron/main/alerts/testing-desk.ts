import type { AlertFiring } from '@shared/domain/alert';
import type { Candle } from '@shared/domain/market';
import type { AlertsRepository } from '../storage/alerts';
import { createAlertBook } from './alert-book';
import { createAlerts, type AlertMarket } from './alerts';
import { START } from './testing';

export const PLACE = { server: 'paper', accountId: 'one' };

/** Alerts at work in a test that holds the clock: nothing passes but what it lets pass. What the exchange would answer is set on it. */
export function deskWithAlerts(repository: AlertsRepository, began = START) {
  let clock = began;
  let timers: { readonly at: number; readonly run: () => void }[] = [];
  const fired: AlertFiring[] = [];
  const answers: {
    spreads: ReadonlyMap<string, readonly [bid: string, ask: string]> | undefined;
    candles: readonly Candle[] | undefined;
  } = { spreads: new Map(), candles: [] };
  const asked = { spreads: 0, candles: 0 };
  const book = createAlertBook({
    repository,
    onChange: (what) => what === 'rules' && alerts.rulesChanged(),
    onUnkept: (error) => {
      throw error;
    },
  });
  const time = {
    wall: () => clock,
    monotonic: () => clock,
    after(ms: number, run: () => void) {
      const timer = { at: clock + ms, run };
      timers.push(timer);
      return () => void (timers = timers.filter((one) => one !== timer));
    },
  };
  const alerts = createAlerts({ book, time, onFired: (all) => fired.push(...all) });
  const market: AlertMarket = {
    now: () => clock,
    candles: async () => [],
    newestCandles: async () => ((asked.candles += 1), answers.candles),
    spreads: async () => ((asked.spreads += 1), answers.spreads),
  };
  alerts.enter(PLACE, market);
  return {
    alerts,
    book,
    fired,
    answers,
    asked,
    now: () => clock,
    /** Lets time pass, second by second, with what was asked answered in between. */
    async pass(seconds: number): Promise<void> {
      for (let left = seconds; left > 0; left -= 1) {
        clock += 1_000;
        const due = timers.filter(({ at }) => at <= clock);
        timers = timers.filter(({ at }) => at > clock);
        for (const { run } of due) run();
        // Of a round: its question, its answer, the next question of the same round, and so on.
        for (let turns = 0; turns < 8; turns += 1) await Promise.resolve();
      }
    },
    /** Ends it, and answers what goes on from what is on disk. */
    restarted(laterMs = 0) {
      alerts.leave();
      return deskWithAlerts(repository, clock + laterMs);
    },
  };
}
