import type { MenuItemConstructorOptions } from 'electron';
import { describe, expect, it, vi } from 'vitest';
import { alertWords } from '../alert-words';
import { factsOf, firingOf, marketOf, NOW } from './testing';
import type { TrayFacts } from './tray-facts';
import { trayMenu, type TrayActs } from './tray-menu';

const acts = () =>
  ({
    openDesk: vi.fn(),
    showPopover: vi.fn(),
    toggleStrip: vi.fn(),
    openFiring: vi.fn(),
    dismissAll: vi.fn(),
    pause: vi.fn(),
    mute: vi.fn(),
    activate: vi.fn(),
    manageAccounts: vi.fn(),
    lockAccounts: vi.fn(),
    unlockAccounts: vi.fn(),
    openSettings: vi.fn(),
    quit: vi.fn(),
  }) satisfies TrayActs;

const menuOf = (facts: TrayFacts, doing: TrayActs = acts()) =>
  trayMenu(
    facts,
    alertWords(
      { ...facts.settings, timeZone: 'utc' },
      facts.markets.map(({ rules }) => rules),
    ),
    doing,
  );
const below = ({ submenu }: MenuItemConstructorOptions): MenuItemConstructorOptions[] =>
  Array.isArray(submenu) ? submenu : [];
const flat = (menu: MenuItemConstructorOptions[]): MenuItemConstructorOptions[] =>
  menu.flatMap((entry) => [entry, ...flat(below(entry))]);
function press(menu: MenuItemConstructorOptions[], label: string | RegExp): void {
  const entry = flat(menu).find(({ label: text = '' }) =>
    typeof label === 'string' ? text === label : label.test(text),
  );
  if (!entry?.click) throw new Error(`nothing to press at ${String(label)}`);
  (entry.click as () => void)();
}

describe('the menu of the tray', () => {
  it('shows the watched markets, and each opens the desk at itself', () => {
    const doing = acts();
    const menu = menuOf(factsOf(), doing);
    press(menu, 'ETH/USDT   3,402.71  ▼ −0.84 %');
    expect(doing.openDesk).toHaveBeenCalledWith('ETHUSDT');
    press(menu, 'Open desk');
    expect(doing.openDesk).toHaveBeenLastCalledWith();
  });

  it('keeps every entry in its place while prices change', () => {
    const places = (facts: TrayFacts) =>
      flat(menuOf(facts)).map(({ type, click }) => `${type} ${click !== undefined}`);
    const later = factsOf({
      now: NOW + 60_000,
      markets: [marketOf('BTC', '1', '-5'), marketOf('ETH', '2', '0')],
    });
    expect(places(later)).toEqual(places(factsOf()));
  });

  it('pauses, mutes, changes the account and ends', () => {
    const doing = acts();
    const menu = menuOf(factsOf(), doing);
    press(menu, 'Pause for 15 minutes');
    expect(doing.pause).toHaveBeenLastCalledWith({ minutes: 15 });
    press(menu, 'Pause until resumed');
    expect(doing.pause).toHaveBeenLastCalledWith({});
    press(menu, 'Mute sounds');
    expect(doing.mute).toHaveBeenCalledWith(true);
    press(menu, 'Main && more · LIVE');
    expect(doing.activate).toHaveBeenCalledWith('c');
    press(menu, 'Quit Perch');
    expect(doing.quit).toHaveBeenCalled();
  });

  it('says until when alerts are paused, and that they are not any more when that is over', () => {
    const alerts = { ...factsOf().alerts, pause: { until: NOW + 60_000 } };
    const resumed = (facts: TrayFacts) =>
      flat(menuOf(facts)).find(({ label }) => label === 'Notify')?.checked;
    const paused = factsOf({ alerts });
    expect(flat(menuOf(paused)).map(({ label }) => label)).toContain('Paused until 22:14');
    expect(resumed(paused)).toBe(false);
    expect(resumed({ ...paused, now: NOW + 61_000 })).toBe(true);
  });

  it('lists what fired until it is put aside', () => {
    const doing = acts();
    const history = [firingOf(2), firingOf(1, { dismissed: true })];
    const menu = menuOf(factsOf({ alerts: { ...factsOf().alerts, history } }), doing);
    press(menu, /BTC\/USDT rose to 60,000\.00$/);
    expect(doing.openFiring).toHaveBeenCalledWith(history[0]);
    press(menu, 'Dismiss all');
    expect(doing.dismissAll).toHaveBeenCalled();
    expect(flat(menuOf(factsOf())).map(({ label }) => label)).not.toContain('Dismiss all');
  });
});
