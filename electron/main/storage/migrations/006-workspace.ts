/**
 * What the windows look like. Layouts, places and panes are JSON: what is no longer understood counts as not there. A place belongs to
 * a window on a display; the newest one of a window is where it opens again.
 */
export const WORKSPACE = `
  CREATE TABLE display_layouts (
    display TEXT PRIMARY KEY,
    layout TEXT NOT NULL
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE saved_layouts (
    position INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    layout TEXT NOT NULL
  ) STRICT;

  CREATE TABLE window_places (
    window TEXT NOT NULL,
    display TEXT NOT NULL,
    place TEXT NOT NULL,
    used_at INTEGER NOT NULL,
    PRIMARY KEY (window, display)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE panes (
    position INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    pane TEXT NOT NULL
  ) STRICT;
`;
