import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { QuitQuestion } from '@shared/domain/confirmation';
import { createDeparture } from './departure';

const order = { symbol: 'BTCUSDT', side: 'BUY', price: '1', quantity: '2', executedQuantity: '0' } as const;

function setUp(state: { open?: QuitQuestion['open']; unsettled?: QuitQuestion['unsettled'] } = {}) {
  let settled: () => void = () => undefined;
  const asked: { question: QuitQuestion; answer: (accepted: boolean) => void }[] = [];
  const leave = vi.fn();
  const departure = createDeparture({
    orders: {
      inFlight: () => new Promise<void>((resolve) => (settled = resolve)),
      open: () => state.open ?? [],
      unsettled: () => state.unsettled ?? [],
    },
    ask: (question) => new Promise((answer) => asked.push({ question, answer })),
    leave,
  });
  const passed = (ms = 0) => vi.advanceTimersByTimeAsync(ms);
  return { departure, asked, leave, passed, settle: () => (settled(), passed()) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('quitting', () => {
  it('waits for orders in flight and goes on when nothing stays open', async () => {
    const { departure, asked, leave, settle, passed } = setUp();
    expect(departure.mayLeave()).toBe(false);
    await passed(7_999);
    expect(leave).not.toHaveBeenCalled();
    await settle();
    expect([leave.mock.calls.length, asked.length, departure.mayLeave()]).toEqual([1, 0, true]);
  });

  it('waits for them eight seconds at most', async () => {
    const { departure, leave, passed } = setUp();
    departure.mayLeave();
    await passed(8_000);
    expect(leave).toHaveBeenCalledOnce();
  });

  it.each([
    ['stay open', { open: [order] }],
    ['are in doubt', { unsettled: [order] }],
  ])('asks when orders %s, and goes on only with a yes', async (_name, state) => {
    const { departure, asked, leave, settle, passed } = setUp(state);
    departure.mayLeave();
    await settle();
    expect(asked[0]!.question).toEqual({ kind: 'quit', open: [], unsettled: [], ...state });
    expect(departure.mayLeave()).toBe(false);
    expect(asked).toHaveLength(1);
    asked[0]!.answer(false);
    await passed();
    expect([leave.mock.calls.length, departure.mayLeave()]).toEqual([0, false]);

    await settle();
    asked[1]!.answer(true);
    await passed();
    expect([leave.mock.calls.length, departure.mayLeave()]).toEqual([1, true]);
  });

  it('asks nobody after a signal, and still waits for orders in flight', async () => {
    const { departure, asked, leave, settle } = setUp({ open: [order] });
    departure.leaveUnasked();
    expect(leave).not.toHaveBeenCalled();
    await settle();
    expect([leave.mock.calls.length, asked.length]).toEqual([1, 0]);
  });

  it('does not wait for an answer when a signal comes meanwhile, nor for anything at a second one', async () => {
    const asking = setUp({ open: [order] });
    asking.departure.mayLeave();
    await asking.settle();
    asking.departure.leaveUnasked();
    expect(asking.leave).toHaveBeenCalledOnce();

    const settling = setUp();
    settling.departure.leaveUnasked();
    settling.departure.leaveUnasked();
    expect([settling.leave.mock.calls.length, settling.departure.mayLeave()]).toEqual([1, true]);
  });
});
