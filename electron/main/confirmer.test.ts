import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ConfirmRequest, LimitsQuestion, QuitQuestion } from '@shared/domain/confirmation';
import { createConfirmer } from './confirmer';
import type { KnownWindow } from './ipc/known-windows';

const limits: LimitsQuestion = {
  kind: 'looser-limits',
  account: { name: 'Main', kind: 'custom', keyTail: 'dEh8' },
  changes: [{ field: 'locked', from: 'true', to: 'false' }],
};
const quit: QuitQuestion = { kind: 'quit', open: [], unsettled: [] };

function setUp() {
  const opened: { request: ConfirmRequest; window: KnownWindow; gone: () => void; destroyed: boolean }[] = [];
  const confirmer = createConfirmer((request, onGone) => {
    const entry = {
      request,
      window: { kind: 'confirm', contents: {} } as KnownWindow,
      gone: onGone,
      destroyed: false,
    };
    opened.push(entry);
    return {
      window: entry.window,
      destroy: () => {
        entry.destroyed = true;
        // As Electron does: the end of a window is told also when it was asked for.
        onGone();
      },
    };
  });
  const shown = (at = opened.length - 1) => opened[at]!;
  const accept = (at?: number) => confirmer.answer(shown(at).window, shown(at).request.id, true);
  return { confirmer, opened, shown, accept };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('a question', () => {
  it('is answered with yes or no by its own window, which is closed then', async () => {
    const { confirmer, shown, accept } = setUp();
    const yes = confirmer.ask(limits);
    expect(shown().request).toMatchObject(limits);
    expect(accept().ok).toBe(true);
    expect([await yes, shown().destroyed]).toEqual([true, true]);

    const no = confirmer.ask(limits);
    confirmer.answer(shown().window, shown().request.id, false);
    expect(await no).toBe(false);
  });

  it('is not answered by another window, by another id, or a second time', async () => {
    const { confirmer, shown, accept } = setUp();
    const first = confirmer.ask(limits);
    const { id } = shown().request;
    const other = { kind: 'confirm', contents: {} } as KnownWindow;
    const codes = [
      confirmer.answer(other, id, true),
      confirmer.answer(shown().window, '7d8ab3f4-3d2f-4f4e-9ad3-54f6d6c2a111', true),
    ].map((answer) => (answer.ok ? 'ok' : answer.error.code));
    expect(codes).toEqual(['confirm.not-asked', 'confirm.not-asked']);
    accept();
    expect(await first).toBe(true);

    const second = confirmer.ask(limits);
    expect(accept(0).ok).toBe(false);
    shown().gone();
    expect(await second).toBe(false);
  });

  it('is declined when its window goes, however it goes', async () => {
    const { confirmer, shown, accept } = setUp();
    const asked = confirmer.ask(limits);
    shown().gone();
    expect(accept().ok).toBe(false);
    expect(await asked).toBe(false);
  });

  it('is declined after two minutes on the screen, not in the queue', async () => {
    const { confirmer, opened, accept } = setUp();
    const first = confirmer.ask(limits);
    const second = confirmer.ask(limits);
    vi.advanceTimersByTime(120_000);
    expect(await first).toBe(false);
    vi.advanceTimersByTime(119_999);
    expect(accept(1).ok).toBe(true);
    expect([await second, opened.length]).toEqual([true, 2]);
    // The first one's timer has nothing to say any more.
    vi.advanceTimersByTime(500_000);
  });
});

describe('several questions', () => {
  it('come one after the other, each in a window of its own', async () => {
    const { confirmer, opened, accept } = setUp();
    const both = [confirmer.ask(limits), confirmer.ask(quit)];
    expect(opened).toHaveLength(1);
    accept();
    expect(opened.map(({ request }) => request.kind)).toEqual(['looser-limits', 'quit']);
    expect(opened[0]!.request.id).not.toBe(opened[1]!.request.id);
    accept();
    expect(await Promise.all(both)).toEqual([true, true]);
  });

  it('are declined unseen beyond what a person would wait for', async () => {
    const { confirmer, opened } = setUp();
    const answers = Array.from({ length: 20 }, () => confirmer.ask(limits));
    expect(await Promise.all(answers.slice(5))).toEqual(Array.from({ length: 15 }, () => false));
    expect(opened).toHaveLength(1);
  });

  it('can be declined by main, shown and waiting, and those that do not fit stay', async () => {
    const { confirmer, opened, accept } = setUp();
    const [first, second, third] = [confirmer.ask(limits), confirmer.ask(quit), confirmer.ask(limits)];
    confirmer.cancelPending(({ kind }) => kind === 'looser-limits');
    expect([await first, await third, opened[0]!.destroyed]).toEqual([false, false, true]);
    accept(1);
    expect(await second).toBe(true);
    confirmer.cancelPending();
    expect(opened).toHaveLength(2);
  });
});
