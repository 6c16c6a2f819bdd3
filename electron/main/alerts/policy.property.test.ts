import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { PriceKind } from '@shared/domain/alert';
import type { NewFiring, SeenPrice, StoredAlert } from '../storage/stored-alert';
import { SymbolWatch, type Looked } from './symbol-watch';
import { minuteCandles, MINUTE, START, storedAlert, type Tick } from './testing';

/*
 * The whole of an alert (once or recurring, cooldown, hysteresis, expiry, snooze) against a model that reads the words plainly, over random
 * paths of prices, with Perch started again at random prices.
 */

const LEVEL = 100;

interface Plan {
  readonly kind: PriceKind;
  readonly repeat: StoredAlert['repeat'];
  readonly cooldownSeconds: number;
  readonly back: number;
  /** ms after the beginning. */
  readonly expires: number | null;
  /** Snoozed after the price of this index, for so many ms. */
  readonly snooze: { readonly after: number; readonly ms: number } | null;
  readonly restarts: readonly number[];
  readonly ticks: readonly Tick[];
}

const ticks = fc
  .array(fc.record({ price: fc.integer({ min: 95, max: 105 }), wait: fc.integer({ min: 1, max: 50 }) }), {
    minLength: 2,
    maxLength: 60,
  })
  .map((steps) => {
    let at = START;
    return steps.map(({ price, wait }): Tick => ({ price, at: (at += wait * 1_000) }));
  });

const plan: fc.Arbitrary<Plan> = fc.record({
  kind: fc.constantFrom<PriceKind>('rises', 'falls', 'reaches'),
  repeat: fc.constantFrom('once', 'recurring'),
  cooldownSeconds: fc.constantFrom(0, 30, 120),
  back: fc.integer({ min: 0, max: 4 }),
  expires: fc.option(fc.integer({ min: 1_000, max: 20 * MINUTE })),
  snooze: fc.option(fc.record({ after: fc.nat(40), ms: fc.integer({ min: 1_000, max: 8 * MINUTE }) })),
  restarts: fc.array(fc.nat(60)),
  ticks,
});

/** Indexes of the prices that are told, by the plainest reading of the words. */
function told(of: Plan): number[] {
  const found: number[] = [];
  let [from, crossed] = [0, false];
  let firedAt = Number.NEGATIVE_INFINITY;
  let snoozedUntil = Number.NEGATIVE_INFINITY;
  for (const [index, { price, at }] of of.ticks.entries()) {
    if (of.expires !== null && at >= START + of.expires) break;
    const since = of.ticks.slice(from, index).map((tick) => tick.price);
    const enough = crossed ? of.back : 1;
    const below = since.some((one) => one < LEVEL && LEVEL - one >= enough);
    const above = since.some((one) => one > LEVEL && one - LEVEL >= enough);
    const up = of.kind !== 'falls' && below && price >= LEVEL;
    const down = of.kind !== 'rises' && above && price <= LEVEL;
    if (up || down) {
      [from, crossed] = [index, true];
      const isCooling = of.repeat === 'recurring' && at - firedAt < of.cooldownSeconds * 1_000;
      if (at >= snoozedUntil && !isCooling) {
        found.push(index);
        firedAt = at;
        if (of.repeat === 'once') break;
      }
    }
    if (of.snooze?.after === index) snoozedUntil = at + of.snooze.ms;
  }
  return found;
}

function begin(of: Plan) {
  let current = storedAlert(
    { kind: of.kind, symbol: 'BTCUSDT', price: String(LEVEL) },
    {
      repeat: of.repeat,
      cooldownSeconds: of.cooldownSeconds,
      hysteresis: String(of.back),
      expiresAt: of.expires === null ? null : START + of.expires,
    },
  );
  let watch = new SymbolWatch('BTCUSDT', undefined);
  watch.set([current]);
  const take = ({ alerts, firings }: Looked): readonly NewFiring[] => {
    current = alerts.at(-1) ?? current;
    return firings;
  };
  const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
  return {
    look: ({ price, at }: Tick) => take(watch.look(String(price), at)),
    catchUp: (all: readonly Tick[], now: number) =>
      take(watch.catchUp(minuteCandles(all, watch.seen?.at ?? now, now), now)),
    snooze(until: number) {
      current = { ...current, snoozedUntil: until };
      watch.set([current]);
    },
    restart() {
      watch = new SymbolWatch('BTCUSDT', watch.seen && copy<SeenPrice>(watch.seen));
      current = copy(current);
      watch.set([current]);
    },
  };
}

it('tells exactly the crossings that it should, each at its very price, whenever Perch is started again', () => {
  fc.assert(
    fc.property(plan, (of) => {
      const run = begin(of);
      const found: number[] = [];
      let isOver = false;
      for (const [index, tick] of of.ticks.entries()) {
        if (of.restarts.includes(index)) run.restart();
        for (const firing of run.look(tick)) {
          expect(firing).toMatchObject({ price: String(tick.price), at: tick.at, away: null });
          found.push(index);
          isOver = of.repeat === 'once';
        }
        if (of.snooze?.after === index && !isOver) run.snooze(tick.at + of.snooze.ms);
      }
      expect(found).toEqual(told(of));
    }),
    { numRuns: 1_000 },
  );
});

it('over a gap tells nothing of after its end or during its snooze, keeps its cooldown, and loses nothing that it can know', () => {
  fc.assert(
    fc.property(plan, fc.nat(20), fc.integer({ min: 1, max: 40 }), (drawn, from, length) => {
      // From a side that is known: without it the order of a candle's extremes stays open.
      const first = { at: START, price: drawn.kind === 'falls' ? 102 : 98 };
      const of = { ...drawn, ticks: [first, ...drawn.ticks] };
      const run = begin({ ...of, snooze: null });
      const until = Math.min(from + 1 + length, of.ticks.length - 1);
      const firings: NewFiring[] = [];
      let snoozedUntil = Number.NEGATIVE_INFINITY;
      let before = 0;
      let seenAt = 0;
      for (const [index, tick] of of.ticks.entries()) {
        if (index > from && index < until) continue;
        if (index === until && until > from) {
          run.restart();
          firings.push(...run.catchUp(of.ticks.slice(0, index), tick.at - 1));
        }
        firings.push(...run.look(tick));
        const isOver = of.repeat === 'once' && firings.length > 0;
        if (index !== from) continue;
        // Snoozed with the last price before the gap.
        before = firings.length;
        seenAt = tick.at;
        if (of.snooze && !isOver) run.snooze((snoozedUntil = tick.at + of.snooze.ms));
      }
      const ends = START + (of.expires ?? Number.POSITIVE_INFINITY);
      for (const [index, { at, away }] of firings.entries()) {
        expect(Math.max(away?.openTime ?? at, away ? seenAt : 0)).toBeLessThan(ends);
        if (index >= before) expect(away?.closeTime ?? at).toBeGreaterThanOrEqual(snoozedUntil);
        const previous = firings[index - 1];
        if (previous && of.repeat === 'recurring')
          expect(at - previous.at).toBeGreaterThanOrEqual(of.cooldownSeconds * 1_000);
      }
      if (of.repeat === 'once') {
        expect(firings.length).toBeLessThanOrEqual(1);
        if (of.snooze === null && told(of).length > 0) expect(firings).toHaveLength(1);
      }
    }),
    { numRuns: 1_000 },
  );
});
