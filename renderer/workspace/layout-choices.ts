import { BUILT_IN_LAYOUTS, isSameLayout, type DeskLayout } from '@shared/domain/layout';
import { t } from '../state/language';
import { layout, savedLayouts } from './layout';

export interface LayoutChoice {
  readonly id: string;
  readonly name: string;
  readonly layout: DeskLayout;
  readonly isSaved: boolean;
  /** The desk is divided like this now. */
  readonly inUse: boolean;
}

const BUILT_IN = [
  'standard',
  'chart',
  'compact',
] as const satisfies readonly (keyof typeof BUILT_IN_LAYOUTS)[];

/** All layouts with a name: those that are always there, then the saved ones. */
export function layoutChoices(): readonly LayoutChoice[] {
  const now = layout.current;
  const builtIn = BUILT_IN.map((id) => ({
    id,
    name: t(`workspace.layout.${id}`),
    layout: BUILT_IN_LAYOUTS[id],
    isSaved: false,
  }));
  const saved = savedLayouts.current.map((each) => ({ ...each, id: `saved ${each.name}`, isSaved: true }));
  return [...builtIn, ...saved].map((choice) => ({ ...choice, inUse: isSameLayout(choice.layout, now) }));
}
