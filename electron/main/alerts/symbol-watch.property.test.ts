import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PriceKind } from '@shared/domain/alert';
import type { NewFiring, SeenPrice, StoredAlert } from '../storage/stored-alert';
import { SymbolWatch, type Looked } from './symbol-watch';
import { minuteCandles, START, storedAlert, type Tick } from './testing';

const LEVEL = 100;

const kind = fc.constantFrom<PriceKind>('rises', 'falls', 'reaches');

/** Prices around the level, some seconds apart, so that minutes have a few and some have none. */
const path = fc
  .array(fc.record({ price: fc.integer({ min: 95, max: 105 }), wait: fc.integer({ min: 1, max: 50 }) }), {
    minLength: 2,
    maxLength: 60,
  })
  .map((steps) => {
    let at = START;
    return steps.map(({ price, wait }): Tick => ({ price, at: (at += wait * 1_000) }));
  });

/** Which prices cross the level, by the plainest reading of the words. */
function crossings(of: PriceKind, prices: readonly number[]): number[] {
  return prices.flatMap((price, index) => {
    const before = prices[index - 1];
    if (before === undefined) return [];
    const up = before < LEVEL && price >= LEVEL;
    const down = before > LEVEL && price <= LEVEL;
    const fires = { rises: up, falls: down, reaches: up || down }[of];
    return fires ? [index] : [];
  });
}

/** As above, when after one the price must go back by so much before the next counts. */
function crossingsGoingBack(of: PriceKind, prices: readonly number[], back: number): number[] {
  const found: number[] = [];
  let free = 0;
  let first = true;
  for (const [index, price] of prices.entries()) {
    const between = prices.slice(free, index);
    const enough = first ? 1 : back;
    // Once it was far enough away on a side, it stays ready there until it crosses.
    const below = between.some((one) => one < LEVEL && LEVEL - one >= enough);
    const above = between.some((one) => one > LEVEL && one - LEVEL >= enough);
    const up = of !== 'falls' && below && price >= LEVEL;
    const down = of !== 'rises' && above && price <= LEVEL;
    if (!up && !down) continue;
    found.push(index);
    first = false;
    free = index;
  }
  return found;
}

/** The watch as it was on disk, in a Perch that was started again. */
function restarted(watch: SymbolWatch, alert: StoredAlert): SymbolWatch {
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  const again = new SymbolWatch(watch.symbol, watch.seen && copy<SeenPrice>(watch.seen));
  again.set([copy(alert)]);
  return again;
}

function begin(alert: StoredAlert) {
  let watch = new SymbolWatch('BTCUSDT', undefined);
  let current = alert;
  watch.set([alert]);
  const take = ({ alerts, firings }: Looked): readonly NewFiring[] => {
    current = alerts.find(({ id }) => id === alert.id) ?? current;
    return firings;
  };
  return {
    look: ({ price, at }: Tick) => take(watch.look(String(price), at)),
    catchUp: (all: readonly Tick[], now: number) =>
      take(watch.catchUp(minuteCandles(all, watch.seen?.at ?? now, now), now)),
    restart: () => void (watch = restarted(watch, current)),
  };
}

const rule = (of: PriceKind) => ({ kind: of, symbol: 'BTCUSDT', price: String(LEVEL) }) as const;

it('every crossing of every price path fires once, at the very price, whenever Perch is started again', () => {
  fc.assert(
    fc.property(kind, path, fc.array(fc.nat(60)), (of, ticks, restarts) => {
      const run = begin(storedAlert(rule(of), { repeat: 'recurring' }));
      const fired = ticks.flatMap((tick, index) => {
        if (restarts.includes(index)) run.restart();
        return run.look(tick).map((firing) => {
          expect(firing).toMatchObject({ price: String(tick.price), at: tick.at, away: null });
          return index;
        });
      });
      expect(fired).toEqual(
        crossings(
          of,
          ticks.map(({ price }) => price),
        ),
      );
    }),
    { numRuns: 500 },
  );
});

it('with a hysteresis the next crossing counts only after the price went back so far', () => {
  fc.assert(
    fc.property(kind, path, fc.integer({ min: 1, max: 4 }), (of, ticks, back) => {
      const alert = storedAlert(rule(of), { repeat: 'recurring', hysteresis: String(back) });
      const run = begin(alert);
      const fired = ticks.flatMap((tick, index) => run.look(tick).map(() => index));
      expect(fired).toEqual(
        crossingsGoingBack(
          of,
          ticks.map(({ price }) => price),
          back,
        ),
      );
    }),
    { numRuns: 500 },
  );
});

/** Parts of a path that nobody watches: while `gap` is true prices are only in the candles. */
const gaps = fc.array(fc.boolean(), { minLength: 60, maxLength: 60 });

it('across gaps and restarts an alert fires once when and only when its price was crossed, at the end of the gap at the latest', () => {
  fc.assert(
    fc.property(kind, path, gaps, (of, ticks, gapAt) => {
      const starts = { rises: 98, falls: 102, reaches: 98 }[of];
      const all = [{ at: START, price: starts }, ...ticks];
      const run = begin(storedAlert(rule(of)));
      const fired: number[] = [];
      let wasGap = false;
      for (const [index, tick] of all.entries()) {
        const isGap = index > 0 && index < all.length - 1 && gapAt[index] === true;
        if (isGap) {
          wasGap = true;
          continue;
        }
        if (wasGap) {
          run.restart();
          // Candles tell all prices up to now but the one that is just coming.
          fired.push(...run.catchUp(all.slice(0, index), tick.at - 1).map(() => index));
          wasGap = false;
        }
        fired.push(...run.look(tick).map(() => index));
      }
      const [first] = crossings(
        of,
        all.map(({ price }) => price),
      );
      const seenAt = first === undefined ? [] : [all.findIndex((_, index) => index >= first && (index === 0 || index === all.length - 1 || gapAt[index] !== true))]; // prettier-ignore
      expect(fired).toEqual(seenAt);
    }),
    { numRuns: 1_000 },
  );
});

it('in a gap a recurring alert never fires more often than its price was crossed', () => {
  fc.assert(
    fc.property(kind, path, fc.nat(30), fc.nat(30), (of, ticks, from, length) => {
      const run = begin(storedAlert(rule(of), { repeat: 'recurring' }));
      const until = Math.min(from + 1 + length, ticks.length - 1);
      let inGap = 0;
      for (const [index, tick] of ticks.entries()) {
        if (index > from && index < until) continue;
        if (index === until && until > from) inGap += run.catchUp(ticks.slice(0, index), tick.at - 1).length;
        run.look(tick);
      }
      const truly = crossings(
        of,
        ticks.map(({ price }) => price),
      ).filter((i) => i > from && i < until).length;
      expect(inGap).toBeLessThanOrEqual(truly);
    }),
    { numRuns: 1_000 },
  );
});
