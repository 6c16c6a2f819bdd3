import { describe, expect, it } from 'vitest';
import '@shared/i18n/every-language';
import { DEFAULT_SETTINGS } from '@shared/domain/settings';
import { factsOf, firingOf, marketOf, NOW } from './testing';
import { trayStateOf } from './tray-facts';
import { changeText, titleOf, tooltipOf } from './tray-text';

const OLD = { state: 'interrupted', confirmedAt: NOW - 42_000 } as const;

describe('the icon', () => {
  it('says the worst: no connection before what fired, and that before old prices and real money', () => {
    const all = factsOf({
      connection: 'offline',
      prices: OLD,
      accounts: { ...factsOf().accounts, activeId: 'c' },
      alerts: { ...factsOf().alerts, history: [firingOf(1)] },
    });
    expect(trayStateOf(all)).toBe('offline');
    expect(trayStateOf({ ...all, connection: 'streaming' })).toBe('alert');
    expect(trayStateOf({ ...all, connection: 'streaming', seenFiringId: 1 })).toBe('stale');
    const fresh = { ...all, connection: 'streaming', seenFiringId: 1, prices: factsOf().prices } as const;
    expect(trayStateOf(fresh)).toBe('trading');
    expect(trayStateOf(factsOf())).toBe('watching');
  });

  it('no longer calls for what was put aside or is a day old', () => {
    const withFirings = (...history: ReturnType<typeof firingOf>[]) =>
      trayStateOf(factsOf({ alerts: { ...factsOf().alerts, history } }));
    expect(withFirings(firingOf(1, { dismissed: true }))).toBe('watching');
    expect(withFirings(firingOf(1, { at: NOW - 25 * 3_600_000 }))).toBe('watching');
  });
});

describe('the tooltip', () => {
  it('has the account, the prices and how old they are', () => {
    expect(tooltipOf(factsOf(), 'linux').split('\n')).toEqual([
      'Perch · PAPER · Practice account',
      'BTC/USDT  67,412.80  ▲ +1.94 %',
      'ETH/USDT  3,402.71  ▼ −0.84 %',
      'prices of now',
    ]);
    expect(tooltipOf(factsOf({ prices: OLD }), 'linux')).toContain('prices are 42 s old');
    const chinese = factsOf({ settings: { ...DEFAULT_SETTINGS, language: 'zh-CN' }, prices: OLD });
    expect(tooltipOf(chinese, 'linux')).toContain('42 秒');
  });

  it('fits what Windows shows of it', () => {
    const markets = Array.from({ length: 12 }, () => marketOf('DOGE', '0.12345678', '-12.34'));
    expect(tooltipOf(factsOf({ markets }), 'win32').length).toBeLessThan(128);
  });

  it('does not change with every part of a second', () => {
    const at = (ms: number) => tooltipOf(factsOf({ now: NOW + ms }), 'linux');
    expect(at(0)).toBe(at(3_000));
  });
});

it('a change has sign and shape, and is rounded to what can be read', () => {
  expect(['1.944', '-0.004', '0', '-12.345', 'x'].map(changeText)).toEqual([
    '▲ +1.94 %',
    '0.00 %',
    '0.00 %',
    '▼ −12.35 %',
    '',
  ]);
});

it('an old price does not stand beside the icon', () => {
  expect(titleOf(factsOf())).toBe('BTC 67,412.80');
  expect(titleOf(factsOf({ prices: OLD }))).toBe('');
});
