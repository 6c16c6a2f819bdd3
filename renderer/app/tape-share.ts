import { SETTING_CHOICES, type Settings } from '@shared/domain/settings';

export type TapeShare = Settings['tapeShare'];

const STEPS = SETTING_CHOICES.tapeShare;

/** The part (percent, 0 to 100) as a setting: the nearest that there is. */
export function nearestShare(percent: number): TapeShare {
  return STEPS.reduce((best, step) =>
    Math.abs(Number(step) - percent) < Math.abs(Number(best) - percent) ? step : best,
  );
}

/** Where a key of the line between book and trades leads; undefined when it is none of its keys. The trades grow upwards. */
export function shareAfter(key: string, share: TapeShare): TapeShare | undefined {
  const at = STEPS.indexOf(share);
  const to = { ArrowUp: at + 1, ArrowDown: at - 1, Home: 0, End: STEPS.length - 1 }[key];
  return to === undefined ? undefined : (STEPS[to] ?? share);
}
