import type { Area, DeskLayout } from '@shared/domain/layout';

/** All in CSS pixels. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

interface FittedArea {
  readonly open: boolean;
  /** 0 when closed: there is a rail in its place. */
  readonly size: number;
  /** What the size can be changed to now, with the other areas as they are. */
  readonly least: number;
  readonly most: number;
}

export type FittedLayout = { readonly [A in Area]: FittedArea };

type Column = Exclude<Area, 'bottom'>;

/** A closed area leaves a strip that opens it again. */
export const RAIL = 28;
/** Between the chart and its neighbours lies a line that can be dragged. */
export const LINE = 1;
/** Without these there is no chart to speak of. */
export const LEAST_CHART: Room = { width: 300, height: 160 };

const LEAST: Readonly<Record<Area, number>> = { markets: 168, bottom: 112, depth: 192, ticket: 240 };
const MOST: Readonly<Record<Area, number>> = { markets: 520, bottom: 1_600, depth: 520, ticket: 480 };

const COLUMNS: readonly Column[] = ['markets', 'depth', 'ticket'];

/** Widths that suit a window, for what nobody has resized: from so wide on, [markets, depth, ticket]. */
const SUITED: readonly (readonly [from: number, widths: Readonly<Record<Column, number>>])[] = [
  [2_200, { markets: 340, depth: 372, ticket: 384 }],
  [1_680, { markets: 300, depth: 308, ticket: 340 }],
  [1_400, { markets: 256, depth: 248, ticket: 292 }],
  [1_180, { markets: 220, depth: 228, ticket: 268 }],
  [0, { markets: 196, depth: 208, ticket: 256 }],
];

/** What becomes of a layout in this much room for the desk. `favoured` is closed last when there is not enough for all. */
export function fitLayout(layout: DeskLayout, room: Room, favoured?: Area): FittedLayout {
  const open = openColumns(layout, room.width, favoured);
  const spare = chartSpare(open, room.width);
  const widths = shrunk(open, (column) => wish(layout, column, room), spare);
  const taken = [...widths.values()].reduce((sum, width) => sum + width, 0);
  const column = (name: Column): FittedArea => fitted(name, widths.get(name), spare - taken);
  return {
    markets: column('markets'),
    depth: column('depth'),
    ticket: column('ticket'),
    bottom: bottom(layout, room),
  };
}

function wish(layout: DeskLayout, area: Area, room: Room): number {
  const size = layout[area].size ?? (area === 'bottom' ? suitedHeight(room) : suitedWidth(area, room));
  return clamp(size, LEAST[area], MOST[area]);
}

function suitedWidth(column: Column, { width }: Room): number {
  return SUITED.find(([from]) => width >= from)?.[1][column] ?? LEAST[column];
}

function suitedHeight({ height }: Room): number {
  return Math.round(clamp(height * 0.34, 176, 460));
}

/** Columns that are to be open and have room; the least needed goes first. */
function openColumns(layout: DeskLayout, width: number, favoured: Area | undefined): readonly Column[] {
  let open = COLUMNS.filter((column) => layout[column].open);
  const leaving = [...open].sort((a, b) => Number(a === favoured) - Number(b === favoured));
  for (const column of leaving) {
    const needed = open.reduce((sum, each) => sum + LEAST[each], 0);
    if (needed <= chartSpare(open, width)) break;
    open = open.filter((each) => each !== column);
  }
  return open;
}

/** Width for open columns when the chart has its least. */
function chartSpare(open: readonly Column[], width: number): number {
  return width - LEAST_CHART.width - COLUMNS.length * LINE - (COLUMNS.length - open.length) * RAIL;
}

/** The wished widths, or less of each in proportion to what it can give. */
function shrunk(
  open: readonly Column[],
  wished: (column: Column) => number,
  spare: number,
): ReadonlyMap<Column, number> {
  const widths = new Map(open.map((column) => [column, wished(column)]));
  const excess = [...widths.values()].reduce((sum, width) => sum + width, 0) - spare;
  if (excess <= 0) return widths;
  const slack = open.reduce((sum, column) => sum + wished(column) - LEAST[column], 0);
  for (const [column, width] of widths) {
    widths.set(column, width - Math.ceil((excess * (width - LEAST[column])) / slack));
  }
  return widths;
}

function fitted(area: Area, size: number | undefined, free: number): FittedArea {
  if (size === undefined) return { open: false, size: 0, least: LEAST[area], most: LEAST[area] };
  return { open: true, size, least: LEAST[area], most: clamp(size + free, size, MOST[area]) };
}

function bottom(layout: DeskLayout, room: Room): FittedArea {
  const spare = room.height - LEAST_CHART.height - LINE;
  if (!layout.bottom.open || spare < LEAST.bottom) return fitted('bottom', undefined, 0);
  const size = Math.min(wish(layout, 'bottom', room), spare);
  return fitted('bottom', size, spare - size);
}

export function clamp(value: number, least: number, most: number): number {
  return Math.min(Math.max(value, least), most);
}
