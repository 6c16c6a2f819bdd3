import { CANDLE_INTERVALS, type CandleInterval } from '@shared/domain/market';
import type { Action } from '../actions/action';
import { t } from '../state/language';
import { switchZone } from './clock';

/** What can be done with the chart, from its bar, by keys and by name. */
export interface ChartDoings {
  readonly fit: () => void;
  readonly reset: () => void;
  readonly switchScale: () => void;
  readonly showIndicators: () => void;
  readonly canTakePicture: boolean;
  readonly takePicture: (to: 'file' | 'clipboard') => void;
  readonly choose: (interval: CandleInterval) => void;
}

/** @param hasCandles whether there is something to move and to take a picture of */
export function chartActions(doings: ChartDoings, hasCandles: () => boolean): Action[] {
  const group = 'chart' as const;
  return [
    {
      id: 'chart.indicators',
      group,
      title: () => t('indicator.title'),
      keys: ['Shift+I'],
      run: doings.showIndicators,
    },
    { id: 'chart.scale', group, title: () => t('chart.log'), keys: ['Shift+L'], run: doings.switchScale },
    {
      id: 'chart.clock',
      group,
      title: () =>
        t('chart.clockSwitch', { clock: t('chart.clock.localName'), other: t('chart.clock.utcName') }),
      run: switchZone,
    },
    {
      id: 'chart.fit',
      group,
      title: () => t('chart.fit'),
      keys: ['Shift+A'],
      isPossible: hasCandles,
      run: doings.fit,
    },
    {
      id: 'chart.reset',
      group,
      title: () => t('chart.reset'),
      keys: ['Shift+R'],
      isPossible: hasCandles,
      run: doings.reset,
    },
    ...(doings.canTakePicture
      ? [
          {
            id: 'chart.copy',
            group,
            title: () => t('chart.shotClipboard'),
            keys: ['Shift+C'],
            isPossible: hasCandles,
            run: () => doings.takePicture('clipboard'),
          },
          {
            id: 'chart.save',
            group,
            title: () => t('chart.shotFile'),
            isPossible: hasCandles,
            run: () => doings.takePicture('file'),
          },
        ]
      : []),
    ...CANDLE_INTERVALS.map((interval) => ({
      id: `chart.interval.${interval}`,
      group,
      title: () => t('chart.intervalAction', { interval: t(`intervalName.${interval}`) }),
      run: () => doings.choose(interval),
    })),
  ];
}
