import type { TradingGate } from '@shared/domain/order-life';

/** Why nothing can be sent now, whatever the form says. */
export type Bar =
  | { readonly kind: 'locked' }
  | { readonly kind: 'reconciling'; readonly left: number }
  | { readonly kind: 'unwritable'; readonly reason: string };

/** What bars the way, gravest first; main enforces the same. What is not known yet bars nothing here. */
export function barOf(gate: TradingGate | undefined, locked: boolean | undefined): Bar | undefined {
  switch (gate?.state) {
    case 'unwritable':
      return { kind: 'unwritable', reason: gate.reason };
    case 'reconciling':
      return { kind: 'reconciling', left: gate.left };
    default:
      return locked ? { kind: 'locked' } : undefined;
  }
}
