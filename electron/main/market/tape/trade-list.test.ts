import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Trade } from '@shared/domain/market';
import { TradeList } from './trade-list';

const trade = (id: number, time: number, quantity = '1'): Trade => ({
  id: String(id),
  price: '100',
  quantity,
  time,
  buyerIsMaker: id % 2 === 0,
});
const nameless = ({ price, quantity, time }: Trade): Trade => ({
  id: '',
  price: `${price}.00`,
  quantity,
  time,
  buyerIsMaker: null,
});
const ids = (list: TradeList): string[] => list.newestFirst.map(({ id }) => id);

describe('list of trades', () => {
  it('joins REST with ids and the stream by id', () => {
    const list = new TradeList();
    list.break();
    list.take([trade(12, 12), trade(13, 13)]);
    expect(list.newestFirst).toEqual([]);
    expect(list.join([trade(10, 10), trade(11, 11), trade(12, 12)], true)).toBe(true);
    expect(ids(list)).toEqual(['13', '12', '11', '10']);
    expect(list.take([trade(14, 14)])).toEqual({ duplicate: 0, late: 0 });
    expect(ids(list)[0]).toBe('14');
  });

  it('takes no trade for a double that REST told before the stream did; one that the stream tells twice is', () => {
    const list = new TradeList();
    list.join([trade(10, 10)], true);
    list.take([trade(11, 11)]);
    // Asked about the end while the stream is behind.
    list.join([trade(10, 10), trade(11, 11), trade(12, 12), trade(13, 13)], true);
    expect(list.take([trade(12, 12), trade(13, 13), trade(14, 14)])).toEqual({ duplicate: 0, late: 0 });
    expect(ids(list)).toEqual(['14', '13', '12', '11', '10']);
    expect(list.take([trade(11, 11), trade(12, 12), trade(14, 14)])).toEqual({ duplicate: 3, late: 0 });
  });

  it('forgets the trades of a server that has started its ids anew, and shows the newest of now', () => {
    const list = new TradeList();
    list.join([trade(20, 10), trade(25, 11)], false);
    list.break();
    list.take([trade(4, 22)]);
    expect(list.join([trade(2, 20), trade(3, 21)], false)).toBe(true);
    expect(ids(list)).toEqual(['4', '3', '2']);
  });

  it('keeps trades that REST does not know yet', () => {
    const list = new TradeList();
    list.join([trade(20, 10), trade(25, 30)], false);
    expect(list.join([trade(20, 10), trade(21, 20)], false)).toBe(true);
    expect(ids(list)).toEqual(['25', '21', '20']);
  });

  it('orders ids as numbers of any length', () => {
    const list = new TradeList();
    const big = { ...trade(0, 5), id: '4613019726031880201' };
    list.join([trade(9, 5), trade(10, 5)], false);
    list.take([big]);
    expect(ids(list)).toEqual(['4613019726031880201', '10', '9']);
  });

  it('joins REST without ids and the stream by price, quantity and time, as often as they occur', () => {
    const list = new TradeList();
    list.break();
    // Two alike, of which the stream told only the second.
    list.take([trade(12, 12), trade(13, 13)]);
    list.join([trade(10, 10), trade(11, 12), trade(12, 12)].map(nameless), true);
    expect(list.newestFirst.map(({ id, time }) => [id, time])).toEqual([
      ['13', 13],
      ['', 12],
      ['12', 12],
      ['', 10],
    ]);
  });

  it('gives a trade that REST told without id its id, and does not show it twice', () => {
    const list = new TradeList();
    list.join([trade(10, 10), trade(11, 11)].map(nameless), true);
    expect(list.take([trade(11, 11), trade(12, 12)])).toEqual({ duplicate: 0, late: 0 });
    expect(ids(list)).toEqual(['12', '11', '']);
    expect(list.newestFirst[1]).toEqual(trade(11, 11));
  });

  it('counts trades that come twice or late, and puts late ones in their place', () => {
    const list = new TradeList();
    list.join([trade(10, 10), trade(11, 11)], true);
    list.take([trade(14, 14)]);
    expect(list.take([trade(13, 13), trade(14, 14)])).toEqual({ duplicate: 1, late: 1 });
    expect(ids(list)).toEqual(['14', '13', '11', '10']);
  });

  it('has no trade beyond those that REST told, because others between would be missing', () => {
    const list = new TradeList();
    list.join([trade(10, 10), trade(11, 11)], true);
    list.take([trade(5, 5)]);
    expect(ids(list)).toEqual(['11', '10']);
    const whole = new TradeList();
    whole.join([trade(10, 10)], false);
    whole.take([trade(5, 5)]);
    expect(ids(whole)).toEqual(['10', '5']);
  });

  it('forgets what was before a hole that REST does not fill', () => {
    const list = new TradeList();
    list.join([trade(10, 10), trade(11, 11)].map(nameless), true);
    list.break();
    list.take([trade(33, 33)]);
    list.join([trade(31, 31), trade(32, 32)].map(nameless), true);
    expect(list.newestFirst.map(({ time }) => time)).toEqual([33, 32, 31]);
  });

  it('lets wait what came since a break that REST was asked before', () => {
    const list = new TradeList();
    list.join([trade(10, 10)].map(nameless), true);
    list.break();
    const { era } = list;
    list.break();
    list.take([trade(40, 40)]);
    list.join([trade(10, 10), trade(11, 11)].map(nameless), true, era);
    expect(list.newestFirst.map(({ time }) => time)).toEqual([11, 10]);
    list.join([trade(38, 38), trade(39, 39)].map(nameless), true);
    expect(list.newestFirst.map(({ time }) => time)).toEqual([40, 39, 38]);
  });

  it('gets rid of a hole that came about unnoticed', () => {
    const list = new TradeList();
    list.join([trade(10, 10), trade(11, 11)], true);
    list.take([trade(40, 40), trade(41, 41)]);
    list.join([trade(39, 39), trade(40, 40)].map(nameless), true);
    expect(list.newestFirst.map(({ time }) => time)).toEqual([41, 40, 39]);
  });

  it('keeps what was before when REST reaches back to it', () => {
    const list = new TradeList();
    list.join([trade(10, 10), trade(11, 11)], true);
    list.break();
    list.join([trade(11, 11), trade(12, 12)].map(nameless), true);
    expect(list.newestFirst.map(({ id, time }) => [id, time])).toEqual([
      ['', 12],
      ['11', 11],
      ['10', 10],
    ]);
  });

  it.each([true, false])(
    'does not take an answer that is older than what it has (with ids: %s)',
    (withIds) => {
      const list = new TradeList();
      const rows = (...all: Trade[]): Trade[] => (withIds ? all : all.map(nameless));
      list.join(rows(trade(20, 20), trade(21, 21)), true);
      expect(list.join(rows(trade(1, 1), trade(2, 2)), true)).toBe(false);
      expect(list.newestFirst).toHaveLength(2);
      expect(list.newestFirst[0]?.time).toBe(21);
    },
  );

  it('tells which trades of REST it lacks', () => {
    const list = new TradeList();
    list.join([trade(10, 10), trade(11, 11)], true);
    expect(list.lacking([trade(10, 10), trade(11, 11)].map(nameless))).toEqual([]);
    const missing = nameless(trade(12, 11));
    expect(list.lacking([nameless(trade(11, 11)), missing])).toEqual([missing]);
  });

  it('equals the newest 100 of the exchange after any order, doubles and interruptions', () => {
    const delivery = fc.record({
      /** Trades since the last delivery; with many of them REST does not reach back. */
      count: fc.oneof(fc.integer({ min: 0, max: 6 }), fc.integer({ min: 50, max: 130 })),
      sameTime: fc.boolean(),
      isShuffled: fc.boolean(),
      isRepeated: fc.boolean(),
      /** The delivery is lost with the connection, and REST is read afterwards. */
      isLost: fc.boolean(),
      /** Trades that the stream brings before REST answers, and after REST looked. */
      meanwhile: fc.integer({ min: 0, max: 4 }),
      after: fc.integer({ min: 0, max: 4 }),
    });
    fc.assert(
      fc.property(fc.boolean(), fc.array(delivery, { maxLength: 12 }), (withIds, deliveries) => {
        const all: Trade[] = [];
        let time = 1_000;
        const more = (count: number, sameTime = false): Trade[] => {
          const made = Array.from({ length: count }, () => {
            time += sameTime ? 0 : 1;
            return trade(all.length + 1_000, time, String(1 + (all.length % 3)));
          }).map((each, at) => ({ ...each, id: String(all.length + 1_000 + at) }));
          time += 1;
          all.push(...made);
          return made;
        };
        const limit = withIds ? 100 : 60;
        const list = new TradeList();
        const read = (): [Trade[], boolean] => {
          const rows = all.slice(-limit);
          return [withIds ? rows : rows.map(nameless), rows.length === limit];
        };
        more(5);
        list.join(...read());
        for (const { count, sameTime, isShuffled, isRepeated, isLost, meanwhile, after } of deliveries) {
          const came = more(count, sameTime);
          if (isLost) {
            list.break();
            list.take(more(meanwhile));
            const rows = read();
            list.take(more(after));
            list.join(...rows);
          } else {
            const half = Math.floor(came.length / 2);
            const parts = isShuffled ? [came.slice(half), came.slice(0, half)] : [came];
            for (const part of parts) list.take(isShuffled ? part.toReversed() : part);
            if (isRepeated) list.take(came.slice(-50));
          }
          const shown = list.newestFirst;
          const newest = all.toReversed().slice(0, shown.length);
          expect(shown.map(({ time: at, quantity }) => [at, quantity])).toEqual(
            newest.map(({ time: at, quantity }) => [at, quantity]),
          );
          expect(shown.length).toBeGreaterThanOrEqual(Math.min(all.length, limit));
          for (const [at, { id }] of shown.entries()) if (id !== '') expect(id).toBe(newest[at]?.id);
        }
      }),
      { numRuns: 150 },
    );
  });
});
