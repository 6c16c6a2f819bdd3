import { describe, expect, it } from 'vitest';
import type { Balance } from '@shared/domain/account';
import type { SpotSymbol } from '@shared/domain/symbol';
import { createHeldSymbols, heldSymbols } from './held-symbols';

const balance = (asset: string, free: string, locked = '0'): Balance => ({
  asset,
  free,
  locked,
  canTrade: true,
  canDeposit: true,
  canWithdraw: true,
});
const listed = (baseAsset: string, quoteAsset: string) =>
  ({ symbol: `${baseAsset}${quoteAsset}`, baseAsset, quoteAsset }) as SpotSymbol;

it('are those of which both assets are held, free or locked', () => {
  const spot = [balance('BTC', '0', '1'), balance('USDT', '5'), balance('ETH', '0')];
  const symbols = [listed('BTC', 'USDT'), listed('ETH', 'USDT'), listed('ETH', 'BTC')];
  expect(heldSymbols({ spot }, symbols)).toEqual(['BTCUSDT']);
});

describe('asking for them', () => {
  function setUp() {
    let now = 0;
    const timers: { at: number; action: () => void }[] = [];
    const asked: number[] = [];
    let symbols: readonly string[] = ['BTCUSDT'];
    const held = createHeldSymbols({
      time: {
        monotonic: () => now,
        after: (ms, action) => {
          const timer = { at: now + ms, action };
          timers.push(timer);
          return () => {
            const at = timers.indexOf(timer);
            if (at >= 0) timers.splice(at, 1);
          };
        },
      },
      symbols: () => symbols,
      ask: () => void asked.push(now),
    });
    return {
      held,
      asked,
      timers,
      know: (names: readonly string[]) => void (symbols = names),
      run: (until: number) => {
        now = until;
        for (const timer of timers.splice(0)) timer.action();
      },
    };
  }

  it('waits until they are known, and is done once', () => {
    const { held, asked, know } = setUp();
    know([]);
    held.want();
    expect(asked).toEqual([]);
    know(['BTCUSDT']);
    held.known();
    held.known();
    expect(asked).toEqual([0]);
  });

  it('is not done before something may have happened', () => {
    const { held, asked } = setUp();
    held.known();
    expect(asked).toEqual([]);
  });

  it('is done at most four times in two minutes, however often something may have happened', () => {
    const { held, asked, run, timers } = setUp();
    for (let count = 0; count < 20; count += 1) held.want();
    expect(asked).toEqual([0, 0, 0, 0]);
    expect(timers).toHaveLength(1);
    run(120_000);
    expect(asked).toEqual([0, 0, 0, 0, 120_000]);
  });

  it('ends with the session', () => {
    const { held, asked, run } = setUp();
    for (let count = 0; count < 5; count += 1) held.want();
    held.close();
    run(120_000);
    expect(asked).toEqual([0, 0, 0, 0]);
  });
});
