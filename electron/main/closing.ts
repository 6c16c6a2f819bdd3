import type { Settings } from '@shared/domain/settings';

/**
 * What closing the desk means. To the tray only where there is one: a Perch that nobody can find again must not go on by itself.
 * @param leaving Perch is on its way out
 */
export function closingOf(options: {
  readonly leaving: boolean;
  readonly closeToTray: Settings['closeToTray'];
  readonly hasTray: boolean;
}): 'to-tray' | 'minimise' | 'quit' {
  if (options.leaving) return 'to-tray';
  if (options.closeToTray === 'off') return 'quit';
  return options.hasTray ? 'to-tray' : 'minimise';
}
