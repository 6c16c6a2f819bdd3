import { expect, it, vi } from 'vitest';
import { ok } from '@shared/domain/result';
import type { WindowKind } from '@shared/contract/surface';
import type { PaneView } from '../../state/pane-view';
import type { KnownWindow } from '../known-windows';
import { paneHandlers } from './panes';

function setUp() {
  const view = { chooseInterval: vi.fn(), pin: vi.fn(), olderCandles: vi.fn() };
  const terminal = {
    'settings.change': vi.fn(async () => ok(null)),
    'chart.older': vi.fn(async () => ok({ hasOlder: false })),
  };
  const handlers = paneHandlers({
    open: () => ok(null),
    viewOf: ({ kind }) => (kind === 'pane' ? (view as unknown as PaneView) : undefined),
    terminal,
  });
  return { view, terminal, handlers };
}

const caller = (kind: WindowKind) => ({ kind }) as KnownWindow;

it("a pane's interval is its own; the time zone of figures is that of all windows", async () => {
  const { view, terminal, handlers } = setUp();
  await handlers['settings.change']({ interval: '1h' }, caller('pane'));
  expect(view.chooseInterval).toHaveBeenCalledWith('1h');
  expect(terminal['settings.change']).not.toHaveBeenCalled();
  await handlers['settings.change']({ timeZone: 'utc' }, caller('pane'));
  expect(terminal['settings.change']).toHaveBeenCalledWith({ timeZone: 'utc' }, caller('pane'));
});

it('a pane can not change how Perch starts, closes or speaks', async () => {
  const { terminal, handlers } = setUp();
  for (const changes of [{ startAtLogin: 'on' }, { closeToTray: 'off' }, { language: 'zh-CN' }] as const) {
    const answer = await handlers['settings.change']({ ...changes, interval: '1h' }, caller('pane'));
    expect(answer).toMatchObject({ ok: false, error: { code: 'ipc.command' } });
  }
  expect(terminal['settings.change']).not.toHaveBeenCalled();
});

it('what the terminal changes goes its own way', async () => {
  const { view, terminal, handlers } = setUp();
  await handlers['settings.change']({ interval: '1h', language: 'en' }, caller('terminal'));
  await handlers['chart.older']({ symbol: 'BTCUSDT', interval: '1h' }, caller('terminal'));
  expect(terminal['settings.change']).toHaveBeenCalledOnce();
  expect(terminal['chart.older']).toHaveBeenCalledOnce();
  expect(view.chooseInterval).not.toHaveBeenCalled();
});
