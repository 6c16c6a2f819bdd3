import { deskLayout } from '@shared/contract/layout-schema';
import type { DeskLayout, SavedLayout } from '@shared/domain/layout';
import type { Database } from './connection';
import { fromJson } from './json-text';

/** All methods throw StorageError. A stored layout that is no longer understood counts as not there. */
export interface LayoutRepository {
  /** The layout last used on that display. */
  onDisplay(display: string): DeskLayout | undefined;
  putOnDisplay(display: string, layout: DeskLayout): void;
  /** In the order in which they were saved first. */
  saved(): SavedLayout[];
  /** One of that name is replaced and keeps its place. */
  save(saved: SavedLayout): void;
  remove(name: string): void;
}

export function createLayoutRepository(db: Database): LayoutRepository {
  const one = db.prepare('SELECT layout FROM display_layouts WHERE display = ?');
  const put = db.prepare(
    `INSERT INTO display_layouts (display, layout) VALUES (?, ?)
     ON CONFLICT (display) DO UPDATE SET layout = excluded.layout`,
  );
  const all = db.prepare('SELECT name, layout FROM saved_layouts ORDER BY position');
  const keep = db.prepare(
    `INSERT INTO saved_layouts (name, layout) VALUES (?, ?)
     ON CONFLICT (name) DO UPDATE SET layout = excluded.layout`,
  );
  const drop = db.prepare('DELETE FROM saved_layouts WHERE name = ?');

  return {
    onDisplay: (display) => fromJson(deskLayout, one.row(display)?.['layout']),
    putOnDisplay: (display, layout) => void put.run(display, JSON.stringify(layout)),
    saved: () =>
      all.rows().flatMap(({ name, layout: text }) => {
        const layout = fromJson(deskLayout, text);
        return layout ? [{ name: String(name), layout }] : [];
      }),
    save: ({ name, layout }) => void keep.run(name, JSON.stringify(layout)),
    remove: (name) => void drop.run(name),
  };
}
