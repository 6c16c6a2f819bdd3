/** The areas beside and below the chart, which can be resized and closed. */
export const AREAS = ['markets', 'bottom', 'depth', 'ticket'] as const;
export type Area = (typeof AREAS)[number];

interface AreaLayout {
  readonly open: boolean;
  /** Width, of `bottom` the height, in CSS pixels; null for what suits the window. Kept while the area is closed. */
  readonly size: number | null;
}

/** How the desk is divided, as it was wished; what a window has room for is decided where it is drawn. */
export type DeskLayout = { readonly [A in Area]: AreaLayout };

/** No area is smaller or larger than this on any display, px. */
export const AREA_SIZES = { least: 80, most: 4_000 } as const;

const OPEN: AreaLayout = { open: true, size: null };
const CLOSED: AreaLayout = { open: false, size: null };

export const STANDARD_LAYOUT: DeskLayout = { markets: OPEN, bottom: OPEN, depth: OPEN, ticket: OPEN };

/** Layouts that are always there, with the names their words have. */
export const BUILT_IN_LAYOUTS = {
  standard: STANDARD_LAYOUT,
  chart: { markets: CLOSED, bottom: CLOSED, depth: CLOSED, ticket: OPEN },
  compact: { markets: CLOSED, bottom: { open: true, size: 168 }, depth: OPEN, ticket: OPEN },
} as const satisfies Record<string, DeskLayout>;

export interface SavedLayout {
  readonly name: string;
  readonly layout: DeskLayout;
}

/** More would be no choice any more. */
export const MOST_SAVED_LAYOUTS = 12;

/** What the terminal knows of layouts. */
export interface LayoutState {
  /** Names the display the window is on: each has a layout of its own. */
  readonly display: string;
  readonly layout: DeskLayout;
  /** In the order in which they were saved first. */
  readonly saved: readonly SavedLayout[];
  /** How many windows with a chart or a book are open. */
  readonly panes: number;
}

export function isSameLayout(a: DeskLayout, b: DeskLayout): boolean {
  return AREAS.every((area) => a[area].open === b[area].open && a[area].size === b[area].size);
}
