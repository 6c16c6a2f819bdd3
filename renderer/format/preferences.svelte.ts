import type { Settings } from '@shared/domain/settings';

/** How the user wants numbers and moments written. */
export type Preferences = Pick<Settings, 'grouping' | 'timeZone' | 'clock' | 'language'>;

// A signal and no store: each figure of each row reads it, and an entry of a store would cost each of them an effect.
let current = $state.raw<Preferences>({ grouping: 'comma', timeZone: 'local', clock: '24h', language: 'en' });

/** Followed wherever Svelte reads it, so that a change rewrites all that is on the screen. */
export function preferences(): Preferences {
  return current;
}

/** Takes what the settings say; nothing happens when it says the same. */
export function prefer({ grouping, timeZone, clock, language }: Preferences): void {
  const same =
    grouping === current.grouping &&
    timeZone === current.timeZone &&
    clock === current.clock &&
    language === current.language;
  if (!same) current = { grouping, timeZone, clock, language };
}
