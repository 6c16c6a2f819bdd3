import { AREAS, type Area } from '@shared/domain/layout';
import { MOST_PANES, type PaneContent } from '@shared/domain/pane';
import { tick } from 'svelte';
import type { Action } from '../actions/action';
import { actionsNow } from '../actions/registry';
import { send } from '../state/commands';
import { t } from '../state/language';
import { areaName } from './area-name';
import { fittedLayout } from './fitted';
import { changeLayout, closeArea, openArea, openPanes } from './layout';
import { layoutChoices } from './layout-choices';

export function toggleArea(area: Area): void {
  if (fittedLayout.current[area].open) closeArea(area);
  else openArea(area);
}

/** Opens a chart or a book in a window of its own; with too many already there is nothing to be done. */
export function openPane(content: PaneContent): void {
  if (openPanes.current < MOST_PANES) void send('pane.open', { content });
}

/** Opens the list of markets and then does what its own action does, which is not there while the list is closed. */
async function searchMarkets(): Promise<void> {
  openArea('markets');
  await tick();
  actionsNow()
    .find(({ id }) => id === 'market.search')
    ?.run();
}

/** What can be done to the desk itself. Areas have the digits in the order in which they stand in the menu. */
export function workspaceActions(): readonly Action[] {
  return [
    ...AREAS.map((area, index): Action => ({
      id: `view.${area}`,
      group: 'view',
      title: () => t('workspace.toggle', { area: areaName(area) }),
      keys: [`Mod+${index + 1}`],
      run: () => toggleArea(area),
    })),
    ...(['chart', 'book'] as const).map((content): Action => ({
      id: `view.pane.${content}`,
      group: 'view',
      title: () => t(content === 'chart' ? 'pane.openChart' : 'pane.openBook'),
      keys: [content === 'chart' ? 'Mod+Shift+O' : 'Mod+Shift+B'],
      isPossible: () => openPanes.current < MOST_PANES,
      run: () => openPane(content),
    })),
    {
      id: 'view.markets.search',
      group: 'market',
      title: () => t('markets.search'),
      keys: ['/', 'Mod+F'],
      isPossible: () => !fittedLayout.current.markets.open,
      run: () => void searchMarkets(),
    },
  ];
}

/** One action for each layout with a name. */
export function layoutActions(): readonly Action[] {
  return layoutChoices().map(({ id, name, layout }): Action => ({
    id: `view.layout.${id}`,
    group: 'view',
    title: () => t('workspace.use', { name }),
    run: () => changeLayout(layout),
  }));
}
