import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Book, Level } from '@shared/domain/market';
import { createIncidents } from '../../exchange/streams/incidents';
import { FakeTime } from '../../exchange/testing';
import { followBook } from './book-feed';
import { ModelExchange, randomFrom } from './model-exchange';

/** How far a book may claim to be fresher than it is: a difference may be so long on its way without being late. */
const TOLERANCE_MS = 1_500;
const RUNS_FOR_MS = 45_000;

const scenario = fc.record({
  seed: fc.integer({ min: 0, max: 2 ** 31 - 3 }),
  levels: fc.constantFrom(3, 20, 59, 120),
  changeEvery: fc.constantFrom(200, 1_000, 1_000, 2_500),
  latency: fc.constantFrom(10, 300, 1_500, 4_000),
  lost: fc.constantFrom(0, 0.03, 0.3),
  repeated: fc.constantFrom(0, 0.2),
  reordered: fc.constantFrom(0, 0.2),
  cut: fc.constantFrom(0, 0.02, 0.1),
  silence: fc.constantFrom(0, 0.03),
  unanswered: fc.constantFrom(0, 0.3),
  pause: fc.constantFrom(0, 0.05),
});

const isPrefix = (part: readonly Level[], whole: readonly Level[]): boolean =>
  part.length <= whole.length &&
  (part.length > 0 || whole.length === 0) &&
  part.every(([price, quantity], at) => price === whole[at]?.[0] && quantity === whole[at]?.[1]);

describe('a followed book under faults', () => {
  it('is never anything that was not true, claims no age that it has not, and equals the exchange in the end', async () => {
    let gaps = 0;
    let polled = 0;
    await fc.assert(
      fc.asyncProperty(scenario, async (given) => {
        const time = new FakeTime();
        const random = randomFrom(given.seed);
        let isOver = false;
        const exchange = new ModelExchange({
          time,
          random,
          levels: given.levels,
          fate: () => ({
            isLost: !isOver && random() < given.lost,
            isRepeated: random() < given.repeated,
            delay: !isOver && random() < given.reordered ? 50 + random() * 700 : 20,
          }),
        });
        exchange.connection.latency = given.latency;
        const answer = exchange.connection.answers.depth!;
        exchange.connection.answers.depth = (params) =>
          !isOver && random() < given.unanswered ? undefined : answer(params);

        const incidents = createIncidents(time);
        let last: Book | undefined;
        const check = (book: Book): void => {
          const { state, confirmedAt, bids, asks } = book;
          expect(confirmedAt).toBeLessThanOrEqual(time.wall());
          if (state === 'loading' && confirmedAt === 0) expect([bids, asks]).toEqual([[], []]);
          else if (state === 'interrupted') {
            expect([bids, asks, confirmedAt]).toEqual([last?.bids, last?.asks, last?.confirmedAt]);
          } else {
            const true_ = exchange.states.findLast(
              (each) => isPrefix(bids, each.bids) && isPrefix(asks, each.asks),
            );
            expect(true_, 'a book that the exchange never had').toBeDefined();
            expect(true_!.until).toBeGreaterThanOrEqual(confirmedAt - TOLERANCE_MS);
          }
          if (state === 'polling') polled += 1;
          last = book;
        };
        const feed = followBook({
          symbol: 'BTCUSDT',
          streams: exchange.streams.streams,
          connection: exchange.connection,
          incidents,
          onBook: check,
          time,
        });
        exchange.open();
        const end = time.monotonic() + RUNS_FOR_MS;
        let pausedUntil = 0;
        while (time.monotonic() < end) {
          await time.pass(given.changeEvery);
          if (random() < given.cut) exchange.cut(random() * 6_000);
          if (random() < given.silence) exchange.isSilent = true;
          if (random() < given.pause) pausedUntil = time.monotonic() + random() * 12_000;
          if (time.monotonic() > pausedUntil) exchange.change();
        }
        isOver = true;
        exchange.isSilent = false;
        exchange.connection.latency = 20;
        for (let n = 0; n < 20; n += 1) {
          exchange.change();
          await time.pass(1_000);
        }
        await time.pass(5_000);

        expect(last).toMatchObject({ state: 'live' });
        const { bids, asks } = exchange.now;
        expect(isPrefix(last!.bids, bids) && isPrefix(last!.asks, asks)).toBe(true);
        expect(last!.bids.length).toBeGreaterThanOrEqual(Math.min(25, bids.length));
        expect(last!.asks.length).toBeGreaterThanOrEqual(Math.min(25, asks.length));
        expect(time.wall() - last!.confirmedAt).toBeLessThan(3_200);
        const minutes = (time.monotonic() - 1_000) / 60_000;
        expect(exchange.connection.calls.length).toBeLessThanOrEqual(80 * minutes + 3);
        gaps += incidents.state.getState().counts.gap;
        feed.stop();
      }),
      { numRuns: 60 },
    );
    // Else the faults would not have been any.
    expect(gaps).toBeGreaterThan(20);
    expect(polled).toBeGreaterThan(20);
  }, 120_000);
});
