import * as v from 'valibot';
import { alertChoices, alertRule } from '@shared/contract/alert-inputs';
import type { AlertFiring, AwayCandle } from '@shared/domain/alert';
import { isDecimal } from '@shared/domain/decimal';
import type { Database } from './connection';
import {
  newWatch,
  type AlertCommit,
  type AlertPause,
  type AlertWatch,
  type NewFiring,
  type SeenPrice,
  type StoredAlert,
} from './stored-alert';

/** What fired is kept up to this number, the newest. */
export const MOST_FIRINGS = 2_000;

/** Alerts of all exchanges, what fired, and up to where prices were held against them. All methods throw StorageError. */
export interface AlertsRepository {
  /** Oldest first. A row that is not understood any more is left out and stays in the file. */
  list(): StoredAlert[];
  /** Answers the new alert's id. */
  insert(alert: Omit<StoredAlert, 'id'>): number;
  remove(id: number): void;
  /** Writes all of it or nothing, durably; answers the firings with their ids. */
  commit(commit: AlertCommit): AlertFiring[];
  /** The newest first. */
  firings(most: number): AlertFiring[];
  dismiss(firingId: number | undefined): void;
  /** By symbol. */
  seen(server: string): Map<string, SeenPrice>;
  forgetSeen(server: string, symbol: string): void;
  pause(): AlertPause;
  setPause(pause: AlertPause): void;
}

const decimal = v.pipe(v.string(), v.check(isDecimal));
const time = v.pipe(v.number(), v.safeInteger());

const WATCH = v.fallback(
  v.object({
    since: time,
    side: v.nullable(v.picklist(['below', 'above'])),
    mustGoBack: v.boolean(),
    holds: v.boolean(),
    candle: time,
    base: v.nullable(decimal),
  }) satisfies v.GenericSchema<unknown, AlertWatch>,
  newWatch(0),
);

const SEEN = v.object({
  price: decimal,
  at: time,
  openTime: time,
  high: decimal,
  low: decimal,
}) satisfies v.GenericSchema<unknown, SeenPrice>;

const AWAY = v.nullable(v.object({ openTime: time, closeTime: time, high: decimal, low: decimal }));

export function createAlertsRepository(db: Database): AlertsRepository {
  const all = db.prepare('SELECT * FROM alerts ORDER BY id');
  const add = db.prepare(
    `INSERT INTO alerts (server, account_id, choices, enabled, snoozed_until, created_at, fired_at, fired_count, watch)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const put = db.prepare(
    `UPDATE alerts SET choices = ?, enabled = ?, snoozed_until = ?, fired_at = ?, fired_count = ?, watch = ? WHERE id = ?`,
  );
  const drop = db.prepare('DELETE FROM alerts WHERE id = ?');
  const newest = db.prepare('SELECT last_insert_rowid() AS id');
  const history = db.prepare('SELECT * FROM alert_firings ORDER BY id DESC LIMIT ?');
  const addFiring = db.prepare(
    `INSERT INTO alert_firings (alert_id, server, rule, note, at, price, measure, away, dismissed)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)`,
  );
  const bound = db.prepare('DELETE FROM alert_firings WHERE id <= (SELECT max(id) FROM alert_firings) - ?');
  const dismissOne = db.prepare('UPDATE alert_firings SET dismissed = 1 WHERE id = ?');
  const dismissAll = db.prepare('UPDATE alert_firings SET dismissed = 1 WHERE dismissed = 0');
  const seenOf = db.prepare('SELECT symbol, seen FROM alert_symbols WHERE server = ?');
  const putSeen = db.prepare(
    `INSERT INTO alert_symbols (server, symbol, seen) VALUES (?, ?, ?)
     ON CONFLICT (server, symbol) DO UPDATE SET seen = excluded.seen`,
  );
  const dropSeen = db.prepare('DELETE FROM alert_symbols WHERE server = ? AND symbol = ?');
  const paused = db.prepare('SELECT until FROM alert_pause');
  // Two values: libsql takes a null that stands alone for an object of named ones.
  const putPause = db.prepare('INSERT OR REPLACE INTO alert_pause (only, until) VALUES (?, ?)');
  const dropPause = db.prepare('DELETE FROM alert_pause');

  const newestId = (): number => Number(newest.row()?.['id']);

  function keepFiring(firing: NewFiring): AlertFiring {
    const { alertId, server, rule, note, at, price, measure, away } = firing;
    addFiring.run(
      alertId,
      server,
      JSON.stringify(rule),
      note,
      at,
      price,
      measure,
      away ? JSON.stringify(away) : null,
    );
    return { ...firing, id: newestId(), dismissed: false };
  }

  return {
    list: () => all.rows().flatMap((row) => alertOf(row) ?? []),
    insert: (alert) =>
      db.transaction(() => {
        const { server, accountId, createdAt, firedAt, firedCount, snoozedUntil, watch } = alert;
        const enabled = alert.enabled ? 1 : 0;
        add.run(
          server,
          accountId,
          choicesText(alert),
          enabled,
          snoozedUntil,
          createdAt,
          firedAt,
          firedCount,
          JSON.stringify(watch),
        );
        return newestId();
      }),
    remove(id) {
      drop.run(id);
    },
    commit: ({ alerts = [], firings = [], seen = [] }) =>
      db.transaction(() => {
        for (const alert of alerts) {
          const { id, snoozedUntil, firedAt, firedCount, watch } = alert;
          const enabled = alert.enabled ? 1 : 0;
          put.run(choicesText(alert), enabled, snoozedUntil, firedAt, firedCount, JSON.stringify(watch), id);
        }
        for (const { server, symbol, price } of seen) putSeen.run(server, symbol, JSON.stringify(price));
        const kept = firings.map(keepFiring);
        if (kept.length > 0) bound.run(MOST_FIRINGS);
        return kept;
      }),
    firings: (most) => history.rows(most).flatMap((row) => firingOf(row) ?? []),
    dismiss(firingId) {
      if (firingId === undefined) dismissAll.run();
      else dismissOne.run(firingId);
    },
    seen: (server) =>
      new Map(
        seenOf.rows(server).flatMap((row): [string, SeenPrice][] => {
          const read = v.safeParse(SEEN, parsed(row['seen']));
          return read.success ? [[String(row['symbol']), read.output]] : [];
        }),
      ),
    forgetSeen(server, symbol) {
      dropSeen.run(server, symbol);
    },
    pause() {
      const row = paused.row();
      if (!row) return null;
      return { until: momentOf(row['until']) };
    },
    setPause(pause) {
      if (pause) putPause.run(1, pause.until);
      else dropPause.run();
    },
  };
}

type Row = Readonly<Record<string, unknown>>;

function alertOf(row: Row): StoredAlert | undefined {
  const choices = v.safeParse(alertChoices, parsed(row['choices']));
  if (!choices.success) return undefined;
  return {
    ...choices.output,
    id: Number(row['id']),
    server: String(row['server']),
    accountId: String(row['account_id']),
    enabled: row['enabled'] === 1,
    snoozedUntil: momentOf(row['snoozed_until']),
    createdAt: Number(row['created_at']),
    firedAt: momentOf(row['fired_at']),
    firedCount: Number(row['fired_count']),
    watch: v.parse(WATCH, parsed(row['watch'])),
  };
}

function firingOf(row: Row): AlertFiring | undefined {
  const rule = v.safeParse(alertRule, parsed(row['rule']));
  const away = v.safeParse(AWAY, parsed(row['away']));
  if (!rule.success) return undefined;
  return {
    id: Number(row['id']),
    alertId: Number(row['alert_id']),
    server: String(row['server']),
    rule: rule.output,
    note: String(row['note']),
    at: Number(row['at']),
    price: String(row['price']),
    measure: String(row['measure']),
    away: away.success ? (away.output satisfies AwayCandle | null) : null,
    dismissed: row['dismissed'] === 1,
  };
}

function choicesText(alert: Omit<StoredAlert, 'id'>): string {
  const { rule, repeat, cooldownSeconds, hysteresis, note, sound, expiresAt } = alert;
  return JSON.stringify({ rule, repeat, cooldownSeconds, hysteresis, note, sound, expiresAt });
}

const momentOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

function parsed(text: unknown): unknown {
  if (typeof text !== 'string') return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
