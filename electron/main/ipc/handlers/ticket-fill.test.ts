import { expect, it, vi } from 'vitest';
import type { KnownWindow } from '../known-windows';
import { ticketFillHandlers } from './ticket-fill';

const PANE = { kind: 'pane' } as KnownWindow;
const FILL = { symbol: 'BTCUSDT', price: '67000' } as const;

function setUp({ asking = false, desk = true, pane = 'BTCUSDT', shown = 'BTCUSDT' } = {}) {
  const publish = vi.fn();
  const selectSymbol = vi.fn(async () => undefined);
  const handlers = ticketFillHandlers({
    viewOf: (window) => (window === PANE ? { symbol: () => pane } : undefined),
    isAsking: () => asking,
    hasDesk: () => desk,
    deskSymbol: () => shown,
    selectSymbol,
    publish,
    now: () => 5,
  });
  const code = async (fill: Parameters<(typeof handlers)['ticket.fill']>[0], caller = PANE) => {
    const answer = await handlers['ticket.fill'](fill, caller);
    return answer.ok ? 'ok' : answer.error.code;
  };
  return { publish, selectSymbol, code };
}

it('a price of the market that the desk shows goes to its ticket', async () => {
  const { publish, selectSymbol, code } = setUp();
  expect(await code({ ...FILL, quantity: '0.1' })).toBe('ok');
  expect(publish).toHaveBeenCalledExactlyOnceWith({ ...FILL, quantity: '0.1', at: 5 });
  expect(selectSymbol).not.toHaveBeenCalled();
});

it('a pane that is pinned to another market brings the desk there first', async () => {
  const { publish, selectSymbol, code } = setUp({ shown: 'ETHUSDT' });
  expect(await code(FILL)).toBe('ok');
  expect(selectSymbol).toHaveBeenCalledExactlyOnceWith('BTCUSDT', PANE);
  expect(selectSymbol.mock.invocationCallOrder[0]).toBeLessThan(publish.mock.invocationCallOrder[0] ?? 0);
});

it('nothing is filled, and no market chosen, while a confirmation is open', async () => {
  const { publish, selectSymbol, code } = setUp({ asking: true, shown: 'ETHUSDT' });
  expect(await code(FILL)).toBe('ticket.asking');
  expect([publish.mock.calls, selectSymbol.mock.calls]).toEqual([[], []]);
});

it('a pane can not name a market that it does not show, nor a window that is no pane any', async () => {
  const { publish, code } = setUp({ pane: 'ETHUSDT' });
  expect(await code(FILL)).toBe('ticket.not-shown');
  expect(await code(FILL, { kind: 'pane' } as KnownWindow)).toBe('ticket.not-shown');
  expect(publish).not.toHaveBeenCalled();
});

it('without a desk there is no ticket', async () => {
  const { publish, code } = setUp({ desk: false });
  expect(await code(FILL)).toBe('ticket.no-desk');
  expect(publish).not.toHaveBeenCalled();
});
