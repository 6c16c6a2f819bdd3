import type { MenuItemConstructorOptions } from 'electron';
import type { AlertFiring } from '@shared/domain/alert';
import { accountName } from '@shared/i18n/account-name';
import { firingText, type AlertWords } from '@shared/i18n/alert-text';
import type { MessageKey } from '@shared/i18n/en';
import { translate } from '@shared/i18n/translate';
import { accountText, ageText, marketFigures, marketText } from './tray-text';
import { armedCount, isPaused, type TrayFacts } from './tray-facts';

/** What can be chosen. None of it trades. */
export interface TrayActs {
  /** The desk, with that symbol when one is given. */
  openDesk(symbol?: string): void;
  showPopover(what: 'prices' | 'alert'): void;
  toggleStrip(shown: boolean): void;
  openFiring(firing: AlertFiring): void;
  dismissAll(): void;
  /** `null` ends the pause; minutes undefined: until resumed. */
  pause(pause: { readonly minutes?: number } | null): void;
  mute(muted: boolean): void;
  activate(accountId: string): void;
  manageAccounts(): void;
  lockAccounts(): void;
  /** Main asks first. */
  unlockAccounts(): void;
  openSettings(): void;
  quit(): void;
}

const FIRED_SHOWN = 5;
const PAUSES = [
  ['quarter', 15],
  ['hour', 60],
] as const;

type PlainKey = Extract<MessageKey, `tray.${string}`>;

/** The menu of the tray. Entries keep their places while prices change, so that what is being pointed at stays what it is. */
export function trayMenu(facts: TrayFacts, words: AlertWords, acts: TrayActs): MenuItemConstructorOptions[] {
  const { settings, alerts, accounts } = facts;
  const { language, grouping } = settings;
  const t = (key: PlainKey): string =>
    (translate as (to: typeof language, key: MessageKey) => string)(language, key);
  const separator = { type: 'separator' } as const;
  const told = (label: string): MenuItemConstructorOptions => ({ label, enabled: false });
  const paused = isPaused(facts);
  const fired = alerts.history.filter(({ dismissed }) => !dismissed).slice(0, FIRED_SHOWN);

  const markets: MenuItemConstructorOptions[] = facts.markets.map((market) => ({
    label: escaped(`${marketText(market)}   ${marketFigures(market, grouping)}`),
    click: () => acts.openDesk(market.rules.symbol),
  }));

  const pauses: MenuItemConstructorOptions[] = [
    { label: t('tray.pause.no'), type: 'checkbox', checked: !paused, click: () => acts.pause(null) },
    ...PAUSES.map(([name, minutes]): MenuItemConstructorOptions => ({
      label: t(`tray.pause.${name}`),
      click: () => acts.pause({ minutes }),
    })),
    {
      label: t('tray.pause.ever'),
      type: 'checkbox',
      checked: paused && alerts.pause?.until === null,
      click: () => acts.pause({}),
    },
    ...(paused && alerts.pause?.until
      ? [told(translate(language, 'tray.pause.until', { until: words.clock(alerts.pause.until) }))]
      : []),
  ];

  return [
    told(escaped(accountText(facts))),
    told(ageText(facts)),
    separator,
    ...(markets.length === 0 ? [told(t('tray.noMarkets'))] : markets),
    separator,
    { label: t('tray.showPrices'), click: () => acts.showPopover('prices') },
    {
      label: t('tray.strip'),
      type: 'checkbox',
      checked: settings.strip === 'on',
      click: () => acts.toggleStrip(settings.strip === 'off'),
    },
    separator,
    {
      label: t('tray.alerts'),
      submenu: [
        told(translate(language, 'tray.armed', { count: armedCount(facts) })),
        { label: t('tray.newAlert'), click: () => acts.showPopover('alert') },
        ...(fired.length === 0
          ? []
          : [
              separator,
              told(t('tray.fired')),
              ...fired.map((firing): MenuItemConstructorOptions => ({
                label: escaped(`${words.clock(firing.at)}  ${firingText(words, firing)}`),
                click: () => acts.openFiring(firing),
              })),
              { label: t('tray.dismissAll'), click: () => acts.dismissAll() },
            ]),
      ],
    },
    { label: t('tray.pause'), submenu: pauses },
    {
      label: t('tray.mute'),
      type: 'checkbox',
      checked: settings.sounds === 'off',
      click: () => acts.mute(settings.sounds === 'on'),
    },
    separator,
    {
      label: t('tray.accounts'),
      submenu: [
        ...accounts.accounts.map((account): MenuItemConstructorOptions => ({
          label: escaped(
            `${accountName(account, language)} · ${translate(language, account.kind === 'paper' ? 'mode.paper' : 'mode.live')}`,
          ),
          type: 'checkbox',
          checked: account.id === accounts.activeId,
          click: () => acts.activate(account.id),
        })),
        separator,
        { label: t('tray.manageAccounts'), click: () => acts.manageAccounts() },
        accounts.lock
          ? { label: t('tray.unlockAccounts'), click: () => acts.unlockAccounts() }
          : { label: t('tray.lockAccounts'), click: () => acts.lockAccounts() },
      ],
    },
    { label: t('tray.openDesk'), click: () => acts.openDesk() },
    { label: t('tray.settings'), click: () => acts.openSettings() },
    separator,
    { label: t('tray.quit'), click: () => acts.quit() },
  ];
}

/** An ampersand would name the key of an entry. */
function escaped(label: string): string {
  return label.replaceAll('&', '&&');
}
