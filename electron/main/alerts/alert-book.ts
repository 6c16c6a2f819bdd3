import {
  isPriceRule,
  MOST_ALERTS,
  SHOWN_FIRINGS,
  type Alert,
  type AlertChoices,
  type AlertFiring,
  type AlertsState,
} from '@shared/domain/alert';
import { fail, ok, type Result } from '@shared/domain/result';
import type { AlertsRepository } from '../storage/alerts';
import { NEW_WATCH, type AlertCommit, type StoredAlert } from '../storage/stored-alert';

/** What may be changed of an alert; `price` alone moves a price alert. */
export type AlertChanges = {
  readonly [F in keyof AlertChoices | 'price' | 'enabled']?:
    (F extends keyof AlertChoices ? AlertChoices[F] : F extends 'price' ? string : boolean) | undefined;
};

/** Where the desk is: which alerts are watched, and to whom a new one belongs. */
export interface AlertPlace {
  readonly server: string;
  readonly accountId: string;
}

export const NOWHERE: AlertPlace = { server: '', accountId: '' };

/** All alerts in memory as they are on disk: a change is committed before anybody hears of it. */
export interface AlertBook {
  readonly all: ReadonlyMap<number, StoredAlert>;
  create(choices: AlertChoices, place: AlertPlace, now: number): Result<{ alertId: number }>;
  change(alertId: number, changes: AlertChanges): Result<null>;
  remove(alertId: number): Result<null>;
  snooze(alertId: number, until: number): Result<null>;
  dismiss(firingId: number | undefined): void;
  pause(pause: AlertsState['pause']): void;
  isPaused(now: number): boolean;
  /** Keeps what a look at prices has changed; answers what fired with its ids. */
  commit(commit: AlertCommit): AlertFiring[];
  /** As windows see it. */
  state(server: string): AlertsState;
}

/** @param onChange alerts, history or pause are others now; `rules` when what is watched may be too */
export function createAlertBook(
  repository: AlertsRepository,
  onChange: (what: 'rules' | 'state') => void,
): AlertBook {
  const all = new Map(repository.list().map((alert) => [alert.id, alert]));
  let history = repository.firings(SHOWN_FIRINGS);
  let pause = repository.pause();

  function put(alert: StoredAlert): Result<null> {
    repository.commit({ alerts: [alert] });
    all.set(alert.id, alert);
    onChange('rules');
    return ok(null);
  }

  function withAlert(alertId: number, change: (alert: StoredAlert) => Result<null>): Result<null> {
    const alert = all.get(alertId);
    return alert ? change(alert) : fail('alert.unknown', 'There is no such alert any more.');
  }

  return {
    all,
    create(choices, place, now) {
      if (place.server === '') return fail('alert.nowhere', 'There is no exchange to watch.');
      if (all.size >= MOST_ALERTS)
        return fail('alert.too-many', 'There are too many alerts.', {
          details: { most: String(MOST_ALERTS) },
        });
      const { kind } = choices.rule;
      const isOwn = kind === 'balance' || kind === 'fill';
      const alert: Omit<StoredAlert, 'id'> = {
        ...choices,
        server: place.server,
        accountId: isOwn ? place.accountId : '',
        enabled: true,
        snoozedUntil: null,
        createdAt: now,
        firedAt: null,
        firedCount: 0,
        watch: NEW_WATCH,
      };
      const id = repository.insert(alert);
      all.set(id, { ...alert, id });
      onChange('rules');
      return ok({ alertId: id });
    },
    change: (alertId, changes) => withAlert(alertId, (alert) => put(changed(alert, changes))),
    remove: (alertId) =>
      withAlert(alertId, () => {
        repository.remove(alertId);
        all.delete(alertId);
        onChange('rules');
        return ok(null);
      }),
    snooze: (alertId, until) =>
      withAlert(alertId, (alert) => put({ ...alert, enabled: true, snoozedUntil: until })),
    dismiss(firingId) {
      repository.dismiss(firingId);
      history = repository.firings(SHOWN_FIRINGS);
      onChange('state');
    },
    pause(next) {
      repository.setPause(next);
      pause = next;
      onChange('state');
    },
    isPaused: (now) => pause !== null && (pause.until === null || pause.until > now),
    commit(commit) {
      const firings = repository.commit(commit);
      for (const alert of commit.alerts ?? []) all.set(alert.id, alert);
      if (firings.length > 0) {
        history = [...firings.toReversed(), ...history].slice(0, SHOWN_FIRINGS);
        onChange('state');
      }
      return firings;
    },
    state: (server) => ({ alerts: Array.from(all.values(), shown), history, pause, server }),
  };
}

/** What is watched is another thing than before: its memory is of no use. */
function changed(alert: StoredAlert, changes: AlertChanges): StoredAlert {
  const { price, enabled = alert.enabled, ...choices } = changes;
  const given = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
  const next: StoredAlert = { ...alert, ...(given as Partial<AlertChoices>), enabled };
  const rule = price !== undefined && isPriceRule(next.rule) ? { ...next.rule, price } : next.rule;
  const isSame = JSON.stringify(rule) === JSON.stringify(alert.rule);
  const begins = enabled && !alert.enabled;
  return {
    ...next,
    rule,
    ...(isSame && !begins ? {} : { watch: NEW_WATCH, snoozedUntil: null }),
  };
}

function shown({ watch: _watch, ...alert }: StoredAlert): Alert {
  return alert;
}
