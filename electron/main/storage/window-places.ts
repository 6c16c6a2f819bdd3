import * as v from 'valibot';
import type { Database } from './connection';
import { fromJson } from './json-text';

/** Where a window was, in device-independent pixels of the whole desktop; `maximised` on top of these bounds. */
export interface WindowPlace {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly maximised: boolean;
}

export interface DisplayPlace {
  readonly display: string;
  readonly place: WindowPlace;
}

/** All methods throw StorageError. */
export interface WindowPlaceRepository {
  /** Newest first, one for each display; what is no longer understood is left out. */
  of(window: string): DisplayPlace[];
  /** @param usedAt Unix ms */
  put(window: string, at: DisplayPlace, usedAt: number): void;
  /** The window will not come again. */
  forget(window: string): void;
}

const pixels = v.pipe(v.number(), v.safeInteger());
const PLACE = v.object({ x: pixels, y: pixels, width: pixels, height: pixels, maximised: v.boolean() });

export function createWindowPlaceRepository(db: Database): WindowPlaceRepository {
  const all = db.prepare('SELECT display, place FROM window_places WHERE window = ? ORDER BY used_at DESC');
  const put = db.prepare(
    `INSERT INTO window_places (window, display, place, used_at) VALUES (?, ?, ?, ?)
     ON CONFLICT (window, display) DO UPDATE SET place = excluded.place, used_at = excluded.used_at`,
  );
  const forget = db.prepare('DELETE FROM window_places WHERE window = ?');

  return {
    of: (window) =>
      all.rows(window).flatMap(({ display, place: text }) => {
        const place = fromJson(PLACE, text);
        return place ? [{ display: String(display), place }] : [];
      }),
    put: (window, { display, place }, usedAt) => void put.run(window, display, JSON.stringify(place), usedAt),
    forget: (window) => void forget.run(window),
  };
}
