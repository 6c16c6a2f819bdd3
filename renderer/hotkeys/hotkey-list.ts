import type { Side } from '@shared/domain/order';
import type { BookPlace } from '../ticket/ticket-form';

/** Keys that trade while armed. Each needs Shift, so that no single slip of a finger is an order. */
export const ORDER_HOTKEYS = [
  { id: 'buyTake', keys: 'Shift+B', side: 'BUY', place: 'take' },
  { id: 'sellTake', keys: 'Shift+N', side: 'SELL', place: 'take' },
  { id: 'buyJoin', keys: 'Shift+J', side: 'BUY', place: 'join' },
  { id: 'sellJoin', keys: 'Shift+K', side: 'SELL', place: 'join' },
] as const satisfies readonly {
  readonly id: string;
  readonly keys: string;
  readonly side: Side;
  readonly place: BookPlace;
}[];

export type OrderHotkey = (typeof ORDER_HOTKEYS)[number];

export const CANCEL_HOTKEY = { id: 'cancelSymbol', keys: 'Shift+X' } as const;

/** Arms and disarms; holds while something is typed too. */
export const ARM_KEYS = 'Mod+Shift+H';

/** As it is printed on keys: `Mod+Shift+H` → `Ctrl+Shift+H`, or `⌘⇧H` where that is the custom. */
export function keysText(keys: string, isMac: boolean): string {
  if (!isMac) return keys.replace('Mod', 'Ctrl');
  return keys.replace('Mod', '⌘').replace('Alt', '⌥').replace('Shift', '⇧').replaceAll('+', '');
}
