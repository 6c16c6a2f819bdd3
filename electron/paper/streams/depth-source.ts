import type { Json } from '../http/json';
import type { Ticks, Lots } from '../listing/instrument';
import { MOST_DEPTH, type Market } from '../market/market';
import type { Side } from '../matching/order-book';
import type { Source } from './source';

interface Change {
  readonly ticks: Ticks;
  /** 0 when the level is gone. */
  readonly lots: Lots;
}

/**
 * PROTOCOL: `<s>@spotDepth`, differences of what `/depth` shows (the best {@link MOST_DEPTH} levels of each side), each second; nothing
 * while nothing changes. `v` steps by 1 on the scale of `lastUpdateId`: a snapshot is the state after the difference of that number.
 */
export function depthSource(market: Market): Source {
  const { instrument, symbol } = market;
  const waiting: Json[] = [];
  const bids = new Window('BUY', market);
  const asks = new Window('SELL', market);

  const pairs = (changes: readonly Change[]): Json =>
    changes.map(({ ticks, lots }) => [
      instrument.priceText(ticks),
      lots === 0 ? '0' : instrument.quantityText(lots),
    ]);

  const leave = market.followVersions({
    differs() {
      const [differentBids, differentAsks] = [bids.changes(), asks.changes()];
      if (differentBids.length === 0 && differentAsks.length === 0) return undefined;
      return (version) =>
        waiting.push({
          e: 'spotDepthUpdate',
          s: symbol,
          v: version,
          b: pairs(differentBids),
          a: pairs(differentAsks),
        });
    },
  });

  return {
    every: 'second',
    next() {
      market.closeVersion();
      return waiting.splice(0);
    },
    end: leave,
  };
}

/** One side's levels as the last version had them. */
class Window {
  #levels: readonly Change[];

  constructor(
    private readonly side: Side,
    private readonly market: Market,
  ) {
    this.#levels = this.#present();
  }

  /** What has changed since the last call, best first. */
  changes(): Change[] {
    const before = this.#levels;
    const after = this.#present();
    this.#levels = after;
    const changes: Change[] = [];
    for (let i = 0, j = 0; i < before.length || j < after.length;) {
      const [old, present] = [before[i], after[j]];
      if (old && (!present || this.#isBetter(old.ticks, present.ticks))) {
        changes.push({ ticks: old.ticks, lots: 0 });
        i++;
      } else if (present) {
        if (old?.ticks === present.ticks) i++;
        if (old?.ticks !== present.ticks || old.lots !== present.lots) changes.push(present);
        j++;
      }
    }
    return changes;
  }

  #present(): Change[] {
    return this.market.book.levels(this.side, MOST_DEPTH).map(({ ticks, lots }) => ({ ticks, lots }));
  }

  #isBetter(ticks: Ticks, than: Ticks): boolean {
    return this.side === 'BUY' ? ticks > than : ticks < than;
  }
}
