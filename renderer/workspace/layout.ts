import { createStore } from 'zustand/vanilla';
import {
  isSameLayout,
  STANDARD_LAYOUT,
  type Area,
  type DeskLayout,
  type LayoutState,
} from '@shared/domain/layout';
import { send } from '../state/commands';
import { rune, type Rune } from '../state/rune';
import { snapshotOf } from '../state/snapshot';
import { topicStore } from '../state/topic-store';

const known = topicStore(window.perch, 'layout');

interface Wish {
  /** What was chosen here and is not told back by main yet. */
  readonly draft: DeskLayout | undefined;
  /** The area that was opened last: it goes last when there is too little room. */
  readonly favoured: Area | undefined;
}

const wish = createStore<Wish>(() => ({ draft: undefined, favoured: undefined }));

const draft = rune(wish, (state) => state.draft);
const told = rune(known, (state) => state.value);

/** A key that is held changes the size many times a second; it is kept when it rests, ms. */
const REST_MS = 200;
let timer: ReturnType<typeof setTimeout> | undefined;
let display = '';

export const favouredArea = rune(wish, (state) => state.favoured);

export const layout: Rune<DeskLayout> = {
  get current() {
    return draft.current ?? told.current?.layout ?? STANDARD_LAYOUT;
  },
};

export const savedLayouts: Rune<LayoutState['saved']> = rune(known, (state) => state.value?.saved ?? []);
export const openPanes: Rune<number> = rune(known, (state) => state.value?.panes ?? 0);

known.subscribe(({ value }) => {
  const { draft: own } = wish.getState();
  const moved = value !== undefined && value.display !== display;
  display = value?.display ?? '';
  if (own && value && (moved || isSameLayout(own, value.layout))) wish.setState({ draft: undefined });
});

/** Ends when the layout is known: the desk is not divided in one way and then in another. */
export function layoutKnown(): Promise<void> {
  return snapshotOf(known);
}

/** Divides the desk anew, at once, and has it kept for this display. */
export function changeLayout(next: DeskLayout): void {
  wish.setState({ draft: next });
  clearTimeout(timer);
  timer = setTimeout(() => void keep(next), REST_MS);
}

async function keep(next: DeskLayout): Promise<void> {
  const result = await send('layout.change', { layout: next });
  if (!result.ok && wish.getState().draft === next) wish.setState({ draft: undefined });
}

/** @param size CSS pixels, or null for what suits the window */
export function resizeArea(area: Area, size: number | null): void {
  const now = layout.current;
  changeLayout({ ...now, [area]: { ...now[area], size: size === null ? null : Math.round(size) } });
}

export function openArea(area: Area): void {
  wish.setState({ favoured: area });
  setOpen(area, true);
}

export function closeArea(area: Area): void {
  setOpen(area, false);
}

function setOpen(area: Area, open: boolean): void {
  const now = layout.current;
  if (now[area].open !== open) changeLayout({ ...now, [area]: { ...now[area], open } });
}
