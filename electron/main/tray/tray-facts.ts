import type { AccountsState } from '@shared/contract/topics';
import { standingOf, type AlertFiring, type AlertsState } from '@shared/domain/alert';
import type { ConnectionStatus } from '@shared/domain/connection';
import { STALE_AFTER_MS, type Feed, type Ticker } from '@shared/domain/market';
import type { Settings } from '@shared/domain/settings';
import type { SpotSymbol } from '@shared/domain/symbol';
import type { TrayState } from '../icons';

/** All that the tray tells, at one moment. */
export interface TrayFacts {
  /** Unix ms. */
  readonly now: number;
  readonly settings: Settings;
  readonly accounts: AccountsState;
  readonly connection: ConnectionStatus['state'];
  readonly prices: Feed;
  /** Those that are pinned, in their order. */
  readonly markets: readonly PinnedMarket[];
  readonly alerts: AlertsState;
  /** The newest firing that a person can have seen. */
  readonly seenFiringId: number;
}

export interface PinnedMarket {
  readonly rules: SpotSymbol;
  readonly ticker: Ticker | undefined;
}

/** A firing that nobody looked at calls for attention for so long. */
const CALLS_FOR_MS = 24 * 3_600_000;

/** ms; undefined before the first price. */
export function ageOfPrices({ prices, now }: Pick<TrayFacts, 'prices' | 'now'>): number | undefined {
  return prices.confirmedAt === 0 ? undefined : Math.max(0, now - prices.confirmedAt);
}

export function isOld(facts: Pick<TrayFacts, 'prices' | 'now'>): boolean {
  return (ageOfPrices(facts) ?? 0) > STALE_AFTER_MS;
}

export function activeAccountOf({ accounts: { accounts, activeId } }: Pick<TrayFacts, 'accounts'>) {
  return accounts.find(({ id }) => id === activeId);
}

/** What fired and was neither put aside nor can have been seen. */
function unseenFirings({ alerts, seenFiringId, now }: TrayFacts): readonly AlertFiring[] {
  return alerts.history.filter(
    ({ dismissed, id, at }) => !dismissed && id > seenFiringId && now - at < CALLS_FOR_MS,
  );
}

export function armedCount({ alerts, now }: Pick<TrayFacts, 'alerts' | 'now'>): number {
  return alerts.alerts.filter((alert) => standingOf(alert, alerts.server, now) === 'watching').length;
}

export function isPaused({ alerts: { pause }, now }: Pick<TrayFacts, 'alerts' | 'now'>): boolean {
  return pause !== null && (pause.until === null || pause.until > now);
}

/** The worst comes first: a price that is old must not look like one that is watched. */
export function trayStateOf(facts: TrayFacts): TrayState {
  if (facts.connection === 'offline') return 'offline';
  if (unseenFirings(facts).length > 0) return 'alert';
  if (isOld(facts)) return 'stale';
  return activeAccountOf(facts)?.kind === 'custom' ? 'trading' : 'watching';
}
