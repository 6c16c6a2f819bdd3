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
import { newWatch, type AlertCommit, type SeenPrice, type StoredAlert } from '../storage/stored-alert';

/** What may be changed of an alert; `price` alone moves a price alert. */
type AlertChanges = {
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
  change(alertId: number, changes: AlertChanges, now: number): Result<null>;
  remove(alertId: number): Result<null>;
  snooze(alertId: number, until: number, now: number): Result<null>;
  dismiss(firingId: number | undefined): void;
  pause(pause: AlertsState['pause']): void;
  isPaused(now: number): boolean;
  /** Keeps what a look at prices has changed; answers what fired with its ids. */
  commit(commit: AlertCommit): AlertFiring[];
  /** Up to where prices of an exchange were held against its alerts, by symbol. */
  seen(server: string): Map<string, SeenPrice>;
  forgetSeen(server: string, symbol: string): void;
  /** As windows see it. */
  state(server: string): Omit<AlertsState, 'shown'>;
}

interface AlertBookOptions {
  readonly repository: AlertsRepository;
  /** Alerts, history or pause are others now; `rules` when what is watched may be too. */
  readonly onChange: (what: 'rules' | 'state') => void;
  /** What could not be written goes on in memory, and is written with the next change. */
  readonly onUnkept: (error: unknown) => void;
}

export function createAlertBook({ repository, onChange, onUnkept }: AlertBookOptions): AlertBook {
  const all = new Map(repository.list().map((alert) => [alert.id, alert]));
  let history = repository.firings(SHOWN_FIRINGS);
  let pause = repository.pause();
  const unkept = new Map<number, StoredAlert>();
  let unnumbered = 0;

  function write({ alerts = [], firings = [], seen = [] }: AlertCommit): AlertFiring[] {
    const late = [...unkept.values()].filter(({ id }) => all.has(id) && !alerts.some((one) => one.id === id));
    try {
      const kept = repository.commit({ alerts: [...late, ...alerts], firings, seen });
      unkept.clear();
      return kept;
    } catch (error) {
      for (const alert of alerts) unkept.set(alert.id, alert);
      onUnkept(error);
      return firings.map((firing) => ({ ...firing, id: (unnumbered -= 1), dismissed: false }));
    }
  }

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
        watch: newWatch(now),
      };
      const id = repository.insert(alert);
      all.set(id, { ...alert, id });
      onChange('rules');
      return ok({ alertId: id });
    },
    change: (alertId, changes, now) => withAlert(alertId, (alert) => put(changed(alert, changes, now))),
    remove: (alertId) =>
      withAlert(alertId, () => {
        repository.remove(alertId);
        all.delete(alertId);
        onChange('rules');
        return ok(null);
      }),
    snooze: (alertId, until, now) =>
      withAlert(alertId, (alert) => put({ ...changed(alert, { enabled: true }, now), snoozedUntil: until })),
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
      for (const alert of commit.alerts ?? []) all.set(alert.id, alert);
      const firings = write(commit);
      if (firings.length > 0) {
        history = [...firings.toReversed(), ...history].slice(0, SHOWN_FIRINGS);
        onChange('state');
      }
      return firings;
    },
    seen: (server) => repository.seen(server),
    forgetSeen: (server, symbol) => repository.forgetSeen(server, symbol),
    state: (server) => ({ alerts: Array.from(all.values(), shown), history, pause, server }),
  };
}

/** What is watched is another thing than before: its memory is of no use. */
function changed(alert: StoredAlert, changes: AlertChanges, now: number): StoredAlert {
  const { price, enabled = alert.enabled, ...choices } = changes;
  const given = Object.fromEntries(Object.entries(choices).filter(([, value]) => value !== undefined));
  const next: StoredAlert = { ...alert, ...(given as Partial<AlertChoices>), enabled };
  const rule = price !== undefined && isPriceRule(next.rule) ? { ...next.rule, price } : next.rule;
  const isSame = JSON.stringify(rule) === JSON.stringify(alert.rule);
  const begins = enabled && !alert.enabled;
  return {
    ...next,
    rule,
    ...(isSame && !begins ? {} : { watch: newWatch(now), snoozedUntil: null }),
  };
}

function shown({ watch: _watch, ...alert }: StoredAlert): Alert {
  return alert;
}
