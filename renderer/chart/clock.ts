import { send } from '../state/commands';
import type { Rune } from '../state/rune';
import { settings } from '../state/settings';
import type { Zone } from './axis-time';

/** The clock of the time axis: the one that all of Perch shows. */
export const chosenZone: Rune<Zone> = {
  get current() {
    return settings.current.timeZone;
  },
};

export function switchZone(): void {
  void send('settings.change', { timeZone: settings.current.timeZone === 'utc' ? 'local' : 'utc' });
}
