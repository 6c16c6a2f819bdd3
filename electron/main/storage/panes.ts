import * as v from 'valibot';
import { SETTING_CHOICES } from '@shared/domain/settings';
import { PANE_CONTENTS, type Pane } from '@shared/domain/pane';
import { symbolNameOrNone } from '@shared/contract/inputs';
import type { Database } from './connection';
import { fromJson } from './json-text';

export interface StoredPane {
  readonly id: string;
  readonly pane: Pane;
}

/** All methods throw StorageError. A pane that is no longer understood is not opened again. */
export interface PaneRepository {
  /** In the order in which they were opened. */
  list(): StoredPane[];
  put(stored: StoredPane): void;
  remove(id: string): void;
}

const PANE = v.object({
  content: v.picklist(PANE_CONTENTS),
  symbol: symbolNameOrNone,
  pinned: v.boolean(),
  interval: v.picklist(SETTING_CHOICES.interval),
}) satisfies v.GenericSchema<unknown, Pane>;

export function createPaneRepository(db: Database): PaneRepository {
  const all = db.prepare('SELECT id, pane FROM panes ORDER BY position');
  const put = db.prepare(
    'INSERT INTO panes (id, pane) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET pane = excluded.pane',
  );
  const remove = db.prepare('DELETE FROM panes WHERE id = ?');

  return {
    list: () =>
      all.rows().flatMap(({ id, pane: text }) => {
        const pane = fromJson(PANE, text);
        return pane ? [{ id: String(id), pane }] : [];
      }),
    put: ({ id, pane }) => void put.run(id, JSON.stringify(pane)),
    remove: (id) => void remove.run(id),
  };
}
